"""What the user allowed: to which providers texts may be sent. Nothing is sent to one that is not written down here."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.atomic import write_whole
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.translate.providers import Provider


def consent_path() -> Path:
    """Where it is written down."""
    from platformdirs import user_state_path

    return user_state_path("readerapp") / "translate.json"


class Consent:
    """Who may be sent texts. A provider that stays on this machine needs no leave."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """Where it is written down."""
        if self._path is None:
            self._path = consent_path()
        return self._path

    def given(self, provider: Provider) -> bool:
        """Whether texts may go to this provider, where it now sends them. What cannot be read allows nothing."""
        if not provider.sends_to:
            return True
        entry = self._read().get(provider.name)
        return isinstance(entry, dict) and bool(provider.receiver) and entry.get("receiver") == provider.receiver

    def allow(self, provider: Provider) -> None:
        """Write down that texts may go to this provider. Raises ReaderError."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write(self._read() | {provider.name: {"receiver": provider.receiver, "since": now}})

    def forbid(self, provider: Provider) -> None:
        """Write down that no texts may go to this provider any more. Raises ReaderError."""
        allowed = self._read()
        if allowed.pop(provider.name, None) is not None:
            self._write(allowed)

    def _read(self) -> dict[str, object]:
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        allowed = told.get("allowed") if isinstance(told, dict) else None
        return allowed if isinstance(allowed, dict) else {}

    def _write(self, allowed: dict[str, object]) -> None:
        text = json.dumps({"allowed": allowed}, indent=2) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text.encode("utf-8"), sync=True)
        except OSError as error:
            message = _("what you allowed cannot be written to {path}: {reason}")
            raise ReaderError(message.format(path=visible(str(self.path)), reason=error.strerror)) from None


def told(provider: Provider) -> str:
    """What is sent, and to whom, in words."""
    if not provider.sends_to:
        return _("{provider} works on this machine; nothing is sent").format(provider=visible(provider.name))
    message = _("{provider} sends the sentences of the originals, not the French ones, to {whom}")
    return message.format(provider=visible(provider.name), whom=provider.sends_to)


def not_allowed(provider: Provider) -> str:
    """What is said when something would have to be sent and may not."""
    message = _("{told}; nothing was sent, for you have not allowed it yet: readerapp translate --allow {provider}")
    return message.format(told=told(provider), provider=visible(provider.name))
