"""From arguments to pairs: files that make one, pair folders, folders of pair folders."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from readerapp.cli.output import complain
from readerapp.errors import ReaderError
from readerapp.i18n import _
from readerapp.text.visible import visible

if TYPE_CHECKING:
    from readerapp.cli.progress import Bar
    from readerapp.judge import Progress
    from readerapp.judge.kept import Where
    from readerapp.sources import Pair

_Made = TypeVar("_Made")


class Job(NamedTuple):
    """A pair yet to be read: what it is called, and how it is read (which may raise ReaderError)."""

    name: str
    load: Callable[[], Pair]


def gather(sides: Sequence[str], *, lang: str | None, segmented: bool) -> list[Job]:
    """The pairs that the arguments name. Raises ReaderError when they do not make sense together."""
    if "" in sides:
        raise ReaderError(_("one of the arguments is empty; give a file or a pair folder"))
    folders = [Path(side) for side in sides if side != "-" and Path(side).is_dir()]
    files = [side for side in sides if side == "-" or Path(side).is_file()]
    if folders and files:
        message = _("give either files or pair folders, not both: {file} is a file, {folder} is a folder")
        raise ReaderError(message.format(file=visible(files[0]), folder=visible(str(folders[0]))))
    if folders:
        return list(_folder_jobs([Path(side) for side in sides], lang=lang, segmented=segmented))
    from readerapp.sources import read_pair_files, read_text

    if len(sides) == 1:
        read_text(sides[0])  # says what is wrong with it, if that is the matter
        message = _("{file}: give the original behind it as well: readerapp audit FRENCH ORIGINAL")
        raise ReaderError(message.format(file=visible(sides[0])))
    return [
        Job(
            Path(sides[0]).name,
            lambda: read_pair_files(sides[0], sides[1:], lang=lang, segmented=segmented),
        )
    ]


def to_open(sides: Sequence[str]) -> Where:
    """The one pair that the arguments name: a pair folder, or files. Raises ReaderError when they do not name one."""
    from readerapp.sources import find_pairs

    if "" in sides or "-" in sides:
        raise ReaderError(_("give a pair folder, or a French file and its originals"))
    if len(sides) == 1 and Path(sides[0]).is_dir():
        found = find_pairs(sides[0])
        if len(found) > 1:
            message = _("{folder}: there are {count} pairs in this folder; name one of them, {pair} for instance")
            raise ReaderError(message.format(folder=visible(sides[0]), count=len(found), pair=visible(str(found[0]))))
        return found[0]
    if len(sides) == 1:
        from readerapp.sources import read_text

        read_text(sides[0])  # says what is wrong with it, if that is the matter
        message = _("{file}: give the original behind it as well: readerapp read FRENCH ORIGINAL")
        raise ReaderError(message.format(file=visible(sides[0])))
    return tuple(sides)


def _folder_jobs(folders: Sequence[Path], *, lang: str | None, segmented: bool) -> Iterator[Job]:
    from readerapp.sources import find_pairs, load_pair

    def loader(folder: Path) -> Callable[[], Pair]:
        return lambda: load_pair(folder, lang=lang, segmented=segmented)

    for folder in folders:
        try:
            found = find_pairs(folder)
        except ReaderError as error:
            # Said when its turn comes, so that the other folders are still read.
            yield Job(folder.name, _refuse(error))
        else:
            yield from (Job(pair.resolve().name, loader(pair)) for pair in found)


def _refuse(error: ReaderError) -> Callable[[], Pair]:
    def load() -> Pair:
        raise error

    return load


class Walk(Generic[_Made]):
    """What `work` makes of each pair, one after the other; `failed` says whether any failed: the others are done.

    The second argument of `work`, where there is one, is told how far it is. Raises ReaderError when there was but one
    pair and it failed.
    """

    def __init__(self, jobs: Sequence[Job], work: Callable[[Pair, Progress | None], _Made]) -> None:
        self._jobs, self._work = jobs, work
        self.failed = False

    def __iter__(self) -> Iterator[_Made]:
        with _progress(self._jobs) as told:
            for job in self._jobs:
                try:
                    made = self._work(job.load(), told.start(job.name) if told else None)
                except ReaderError as error:
                    if len(self._jobs) == 1:
                        raise
                    self.failed = True
                    complain(f"{job.name}: {error}")
                    continue
                yield made


@contextmanager
def late_progress(name: str) -> Iterator[Progress]:
    """What is told how far the work on one pair is; at a terminal a bar, only where there is work.

    A pair that is kept opens before a bar could be seen.
    """
    with ExitStack() as stack:

        @cache
        def bar() -> Progress | None:
            if sys.stderr is None or not sys.stderr.isatty():
                return None
            from readerapp.cli.progress import Bar

            return stack.enter_context(Bar(1)).start(visible(name))

        def progress(done: int, total: int) -> None:
            tell = bar()
            if tell is not None:
                tell(done, total)

        yield progress


def work_through(jobs: Sequence[Job], work: Callable[[Pair, Progress | None], _Made]) -> tuple[list[_Made], bool]:
    """What `work` makes of all pairs, and whether any failed; see `Walk`."""
    walk = Walk(jobs, work)
    return list(walk), walk.failed


def _progress(jobs: Sequence[Job]) -> AbstractContextManager[Bar | None]:
    if sys.stderr is None or not sys.stderr.isatty():
        return nullcontext()
    from readerapp.cli.progress import Bar

    return Bar(len(jobs))
