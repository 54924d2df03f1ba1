"""Apertium: translation by rules, on this machine, where it is installed (Debian: apertium, apertium-fr-es)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

from readerapp.i18n import _
from readerapp.translate.providers import Limits
from readerapp.translate.trouble import Refused, Unfit

PROGRAM = "apertium"
SECONDS = 60.0
"""How long one batch may take."""

MODES = {"es": ("es-fr", "spa-fra"), "ru": ("ru-fr", "rus-fra")}
"""What its directions may be called, by language of the original."""

BREAK = "\n\n"
"""Between two texts: to Apertium the end of a sentence, over which it moves no word."""


class Apertium:
    """The program of that name, one process a batch."""

    name = "apertium"
    limits = Limits(size=20_000, texts=25, per_second=20.0)
    receiver = ""
    sends_to = ""

    @property
    def version(self) -> str:
        """That of the program."""
        path = shutil.which(PROGRAM)
        return _version(path) if path else ""

    @property
    def languages(self) -> frozenset[str]:
        """Those for which a direction is installed."""
        return frozenset(_modes(shutil.which(PROGRAM) or ""))

    @property
    def lacking(self) -> str:
        """The packages that are not installed."""
        path = shutil.which(PROGRAM)
        if path is None:
            return _("install it: sudo apt install apertium apertium-fr-es")
        if not _modes(path):
            return _("it has no direction into French: sudo apt install apertium-fr-es")
        return ""

    def translate(self, texts: Sequence[str], lang: str) -> list[str]:
        """The texts in French."""
        path = shutil.which(PROGRAM)
        mode = _modes(path or "").get(lang)
        if path is None or mode is None:
            raise Refused(_("apertium: there is no direction from {lang} into French").format(lang=lang))
        lines = [" ".join(text.replace("\0", " ").split()) for text in texts]
        found = _run([path, "-u", "-f", "txt", mode], BREAK.join(lines) + "\n").strip("\n").split(BREAK)
        if len(found) != len(lines):
            raise Unfit(_("apertium: it gave {found} texts for {asked}").format(found=len(found), asked=len(lines)))
        return [" ".join(text.split()) for text in found]


def _run(command: Sequence[str], text: str = "") -> str:
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=SECONDS,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = _("apertium: it was not done after {seconds:.0f} seconds")
        raise Refused(message.format(seconds=SECONDS)) from None
    except OSError as error:
        raise Refused(_("apertium: it cannot be run: {reason}").format(reason=error.strerror)) from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = told[-1][:200] if told else _("exit code {code}").format(code=done.returncode)
        raise Refused(_("apertium: it failed: {reason}").format(reason=reason))
    return done.stdout.decode("utf-8", "replace")


@cache
def _modes(path: str) -> dict[str, str]:
    """The directions into French that are installed, by language."""
    if not path:
        return {}
    try:
        listed = set(_run([path, "-l"]).split())
    except Refused:
        return {}
    named = {lang: next((name for name in names if name in listed), "") for lang, names in MODES.items()}
    return {lang: name for lang, name in named.items() if name}


@cache
def _version(path: str) -> str:
    try:
        told = _run([path, "-V"]).split()
    except Refused:
        return ""
    return told[-1] if told else ""
