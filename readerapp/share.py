"""Where the sample pairs and the themes lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def share_folder(name: str) -> Path:
    """The folder `pairs` or `themes` that came with the program.

    Raises FileNotFoundError when the installation lacks it.
    """
    for folder in (_PACKAGE / "_share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"readerapp was installed without its folder {name!r}")
