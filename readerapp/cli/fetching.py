"""What the commands that fetch pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readerapp.i18n import _

if TYPE_CHECKING:
    from readerapp.sources.web.fetch import Fetcher

_F = TypeVar("_F", bound=Callable[..., Any])


def fetch_options(command: _F) -> _F:
    """The options that say what may be fetched."""
    for option in (
        click.option(
            "--ignore-robots",
            is_flag=True,
            help=_("Fetch pages that robots.txt asks programs not to read."),
        ),
        click.option(
            "--allow-private", is_flag=True, help=_("Fetch from this machine and from private networks as well.")
        ),
    ):
        command = option(command)
    return command


def make_fetcher(*, allow_private: bool, ignore_robots: bool) -> Fetcher:
    """What fetches the pages of one command."""
    from readerapp.sources.web.fetch import Fetcher

    return Fetcher(allow_private=allow_private, ignore_robots=ignore_robots)
