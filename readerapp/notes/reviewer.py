"""Who the reviewer is: the name that notes are signed with."""

from __future__ import annotations

from readerapp.text.visible import visible

LONGEST_NAME = 200
"""Code points in a reviewer's name at most."""


def reviewer_name(configured: str | None = None) -> str:
    """The configured name, else git's `user.name`, else the system's for the user. Never empty, never raises."""
    for ask in (_from_git, _from_system):
        try:
            name = clean_name(configured or "") or clean_name(ask())
        except Exception:  # whatever is wrong with one source, there is another
            continue
        if name:
            return name
    return "reviewer"


def clean_name(name: str) -> str:
    """The name on one line, without control characters, not longer than a name may be."""
    return " ".join(visible(name).split())[:LONGEST_NAME].strip()


def _from_git() -> str:
    import subprocess

    done = subprocess.run(
        ["git", "config", "user.name"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=2,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _from_system() -> str:
    import getpass

    login = getpass.getuser()
    try:
        import pwd

        # The first part of the GECOS field is the name in full; "&" in it stands for the login.
        full = pwd.getpwnam(login).pw_gecos.split(",")[0].replace("&", login.capitalize())
    except (ImportError, KeyError, OSError):
        full = ""
    return clean_name(full) or login
