"""Where audits are kept: one file a key, in a folder that may be emptied at any time.

A file is a line that tells what it is, a line of JSON that a list of pairs shows without reading more, and the audit as
compressed JSON. Nothing here ever fails: what cannot be read is not there, what cannot be written is not kept.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from readerapp.atomic import write_whole
from readerapp.collector import paused
from readerapp.judge.flag import Audit
from readerapp.judge.kept.form import decode, encode
from readerapp.judge.settings import Settings
from readerapp.sources.meta import PairMeta

if TYPE_CHECKING:
    from readerapp.judge.profiling import Tally

LIMIT = 200_000_000
"""How many bytes are kept, after each pruning."""

SUFFIX = ".audit"

_MAGIC = b"readerapp-audit 1"
_UNFINISHED = ".part"
_ABANDONED = 3600.0
"""After so many seconds nobody is still writing a file."""

_LONGEST_HEADER = 100_000
_EVERY = 16
"""After how many audits more the folder is pruned again."""


class Glance(NamedTuple):
    """What a list of pairs shows of an audit.

    `sentences`: French sentences that were looked at. `tallies`: its flags, by family, rule and severity.
    """

    sentences: int
    tallies: tuple[Tally, ...] = ()

    @property
    def flags(self) -> int:
        """How many flags there are."""
        return sum(tally.count for tally in self.tallies)

    def families(self) -> dict[str, int]:
        """How many flags each family has, without those that have none."""
        found: dict[str, int] = {}
        for tally in self.tallies:
            found[tally.family] = found.get(tally.family, 0) + tally.count
        return found


class Kept:
    """The audits that are kept in a folder; several processes may use it at once."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: by default one in the cache folder of the platform. It is made when something is kept."""
        self._folder = folder
        self._put = 0

    @property
    def folder(self) -> Path:
        """Where they lie."""
        if self._folder is None:
            from platformdirs import user_cache_path

            self._folder = user_cache_path("readerapp") / "audits"
        return self._folder

    def get(self, key: str, settings: Settings | None = None) -> tuple[Audit, PairMeta] | None:
        """The audit with this key and what is known of its pair; None where there is none.

        `settings`: those that it is asked for with, whose effect is that of the stored ones.
        """
        try:
            path = self._path(key)
            with path.open("rb") as stream:
                header = _read_header(stream, key)
                packed = stream.read()
            if len(packed) != header["size"]:
                raise ValueError("cut short")
            with paused():
                stored = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
                found = decode(stored, settings)
        except FileNotFoundError:
            return None
        except Exception:  # whatever is wrong with it, it is made again
            self._forget(key)
            return None
        with suppress(OSError):
            os.utime(path)  # the time of its last use, by which it is pruned
        return found

    def peek(self, key: str) -> Glance | None:
        """What a list of pairs shows of the audit with this key; None where there is none. Its texts stay unread."""
        from readerapp.judge.profiling import Tally

        try:
            with self._path(key).open("rb") as stream:
                header = _read_header(stream, key)
            return Glance(header["sentences"], tuple(Tally(*tally) for tally in header["tallies"]))
        except FileNotFoundError:
            return None
        except Exception:
            self._forget(key)
            return None

    def put(self, key: str, audit: Audit, meta: PairMeta) -> bool:
        """Keep an audit under a key. Whether it could be kept."""
        try:
            with paused():
                data = _pack(key, audit, meta)
            path = self._path(key)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # texts may not be for all to read
            write_whole(path, data, suffix=_UNFINISHED)
        except Exception:
            return False
        if self._put % _EVERY == 0:
            self.prune()
        self._put += 1
        return True

    def prune(self, limit_bytes: int = LIMIT) -> None:
        """Remove those that were not used for longest, until the rest is not larger than this."""
        with suppress(Exception):
            found = []
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    with suppress(OSError):  # another process prunes as well
                        status = entry.stat(follow_symlinks=False)
                        if entry.name.endswith(SUFFIX):
                            found.append((status.st_mtime_ns, status.st_size, entry.path))
                        elif entry.name.endswith(_UNFINISHED) and status.st_mtime < time.time() - _ABANDONED:
                            Path(entry.path).unlink()
            total = sum(size for _time, size, _path in found)
            for _time, size, path in sorted(found):
                if total <= limit_bytes:
                    break
                with suppress(OSError):
                    Path(path).unlink()
                    total -= size

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{SUFFIX}"

    def _forget(self, key: str) -> None:
        with suppress(Exception):
            self._path(key).unlink()


def _pack(key: str, audit: Audit, meta: PairMeta) -> bytes:
    from readerapp.judge.profiling import tallies

    packed = zlib.compress(_json(encode(audit, meta)), 1)
    header = _json(
        {
            "key": key,
            "size": len(packed),
            "sentences": sum(not sentence.role.quiet for sentence in audit.french.sentences),
            "tallies": [[t.family, t.rule, t.severity, t.count] for t in tallies(audit.flags)],
        }
    )
    return b"%b %08x\n%b\n%b" % (_MAGIC, zlib.crc32(header), header, packed)


def _read_header(stream: BinaryIO, key: str) -> Mapping[str, Any]:
    """The header of a file, of which the audit itself is left to read. Raises ValueError when it is damaged."""
    first = stream.readline(len(_MAGIC) + 10)
    line = stream.readline(_LONGEST_HEADER)
    if first != b"%b %08x\n" % (_MAGIC, zlib.crc32(line[:-1])) or not line.endswith(b"\n"):
        raise ValueError("damaged, or of another version")
    header: Mapping[str, Any] = json.loads(line)
    if header["key"] != key:
        raise ValueError("kept under another key")
    return header


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
