"""`pytest --audit PAIRS`: one item a pair folder, which fails when there are flags.

Loaded in every run of pytest where the program is installed, so nothing of the program is loaded before it is wanted.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from readerapp.i18n import _, ngettext

if TYPE_CHECKING:
    from readerapp.hosts.checking import Checker
    from readerapp.report.told import Told, ToldFlag
    from readerapp.sources import Pair

    Wrapper = Generator[None, pytest.CollectReport, pytest.CollectReport]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options."""
    group = parser.getgroup("readerapp", _("audits of translations (readerapp)"))
    group.addoption(
        "--audit",
        action="append",
        default=[],
        metavar=_("PATH"),
        help=_("Audit this pair folder, or the pair folders in this folder; may be given several times."),
    )
    group.addoption(
        "--audit-fail-on",
        choices=("minor", "major"),
        default="minor",
        help=_("The least severity of flags for which a pair fails (default: minor)."),
    )
    group.addoption(
        "--audit-select",
        action="append",
        default=[],
        metavar=_("RULE,…"),
        help=_("Run only these rules or families, whatever the settings say; may be given several times."),
    )
    group.addoption(
        "--audit-ignore",
        action="append",
        default=[],
        metavar=_("RULE,…"),
        help=_("Do not run these rules or families; may be given several times."),
    )
    group.addoption("--audit-baseline", metavar=_("FILE"), help=_("Flags that are in this file do not count."))
    group.addoption(
        "--audit-notes",
        metavar=_("FILE"),
        help=_(
            "The notes in which flags were dismissed and links mended (default: notes.db beside the pair if it is "
            "there, otherwise your own)."
        ),
    )


def pytest_configure(config: pytest.Config) -> None:
    """Where audits are wanted, have them collected."""
    config.addinivalue_line("markers", "audit: the audit of a translation, by readerapp")
    if config.getoption("audit"):
        config.pluginmanager.register(_Audits(config), "readerapp-audits")


class _Audits:
    """The audits of a run. What is wrong with the options is said before anything runs."""

    def __init__(self, config: pytest.Config) -> None:
        from readerapp.config import choose_language, read_config
        from readerapp.errors import ReaderError
        from readerapp.hosts.checking import Checker, Wishes
        from readerapp.i18n import get_language, set_language

        config.add_cleanup(partial(set_language, get_language()))
        try:
            set_language(choose_language((), os.environ, read_config()))
            self.checker = Checker(
                Wishes(
                    select=tuple(config.getoption("audit_select")),
                    ignore=tuple(config.getoption("audit_ignore")),
                    baseline=_file(config, "audit_baseline"),
                    notes=_file(config, "audit_notes"),
                    names=("--audit-select", "--audit-ignore"),
                )
            )
        except ReaderError as error:
            raise pytest.UsageError(str(error)) from None
        self._places = [config.invocation_params.dir / given for given in config.getoption("audit")]

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Wrapper:
        """Put our collectors beside what the session collects otherwise."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            taken: set[str] = set()
            report.result = [
                *report.result,
                *(
                    AuditFolder.from_parent(
                        collector,
                        name=shown,
                        path=place,
                        nodeid=shown,
                        checker=self.checker,
                        taken=taken,
                    )
                    for place in self._places
                    for shown in [_shown(place, collector.config.rootpath)]
                ),
            ]
        return report


class AuditFolder(pytest.Collector):
    """What `--audit` named: a pair folder, or a folder of them."""

    def __init__(self, *, checker: Checker, taken: set[str], **rest: Any) -> None:
        super().__init__(**rest)
        self._checker, self._taken = checker, taken

    def collect(self) -> Iterator[pytest.Item]:
        """One item a pair folder that no other has taken."""
        from readerapp.errors import ReaderError
        from readerapp.sources import find_pairs

        try:
            folders = find_pairs(_near(self.path))
        except ReaderError as error:
            raise self.CollectError(str(error)) from None
        for folder in folders:
            real = os.path.realpath(folder)
            if real in self._taken:
                continue
            self._taken.add(real)
            name = f"{Path(real).name}::audit"
            nodeid = f"{_shown(folder, self.config.rootpath)}::audit"
            item = AuditItem.from_parent(self, name=name, path=folder.absolute(), nodeid=nodeid, checker=self._checker)
            item.add_marker("audit")
            yield item


class AuditItem(pytest.Item):
    """The audit of one pair."""

    def __init__(self, *, checker: Checker, **rest: Any) -> None:
        super().__init__(**rest)
        self._checker = checker
        self._pair: Pair | None = None

    def setup(self) -> None:
        """Read the texts: what cannot be read is an error, and no failure."""
        from readerapp.errors import ReaderError
        from readerapp.sources import load_pair

        try:
            self._pair = load_pair(_near(self.path))
        except ReaderError as error:
            pytest.fail(str(error), pytrace=False)

    def runtest(self) -> None:
        """Audit the pair; fail with the report if there are flags that count."""
        from readerapp.errors import ReaderError
        from readerapp.hosts.checking import heavy, standing

        assert self._pair is not None
        try:
            told = self._checker(self._pair)
        except ReaderError as error:
            pytest.fail(str(error), pytrace=False)
        flags = heavy(standing(told), cast(str, self.config.getoption("audit_fail_on")))
        if flags:
            pytest.fail(f"{_sum(flags)}\n\n{_report(told, self._width())}", pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """What a report calls it."""
        return self.path, None, self.nodeid

    def _width(self) -> int:
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        return min(120, self.config.get_terminal_writer().fullwidth) if reporter else 80


def _sum(flags: tuple[ToldFlag, ...]) -> str:
    """What the flags that count come to, on one line."""
    rules = ", ".join(dict.fromkeys(one.flag.rule for one in flags))
    return ngettext("{count} flag: {rules}", "{count} flags: {rules}", len(flags)).format(count=len(flags), rules=rules)


def _report(told: Told, width: int) -> str:
    """The report of a pair as a terminal shows it, without colours: the rows with flags and those around them."""
    from readerapp.report.terminal import Look, render_told

    return render_told([told], Look(width, full=False)).rstrip()


def _file(config: pytest.Config, option: str) -> Path | None:
    given = config.getoption(option)
    return config.invocation_params.dir / given if given else None


def _near(path: Path) -> Path:
    """A path as seen from the working folder where it is in it: so messages and reports call it."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def _shown(path: Path, root: Path) -> str:
    """A path as node ids have it: from the root folder of the run where it is in it, with slashes."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - not resolved: a link is where it is
    try:
        return whole.relative_to(root).as_posix()
    except ValueError:
        return whole.as_posix()
