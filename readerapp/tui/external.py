"""A text written in the editor that the environment names."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.app import App, SuspendNotSupported

from readerapp.i18n import _


def editor() -> list[str]:
    """The command of the user's editor."""
    for name in ("VISUAL", "EDITOR"):
        if command := os.environ.get(name, "").strip():
            return shlex.split(command)
    return ["notepad"] if sys.platform == "win32" else ["vi"]


def edit_outside(app: App[object], text: str) -> str | None:
    """The text after the user's editor was closed; None when there is none to be had, which is said."""
    try:
        command = editor()
        with TemporaryDirectory(prefix="readerapp-") as folder:
            file = Path(folder) / "note.txt"
            file.write_text(text, encoding="utf-8")
            with app.suspend():
                done = subprocess.run([*command, str(file)], check=False)
            # Ended by a signal, it was not the writer who gave up.
            if done.returncode <= 0:
                return file.read_text(encoding="utf-8").removesuffix("\n")
            app.notify(
                _("{editor} ended with {code}: the note is as it was").format(editor=command[0], code=done.returncode),
                severity="warning",
                markup=False,
            )
    except (OSError, ValueError, SuspendNotSupported) as error:
        message = _("no editor could be started ({reason}); EDITOR in the environment names yours")
        app.notify(message.format(reason=error), severity="warning", markup=False)
    return None
