"""Accuracy of sentence links, on our own documents and on the open ones where they are at hand.

    python tests/bench/alignment.py [FOLDER] [--encoder NAME]...

FOLDER holds `news.*.jsonl` and `score.py`; by default `../shared/align`. Beside the embedded vectors stands each
encoder that is named, as for `readerapp align --encoder`: `st:FOLDER`, `st:NAME`, or one of a plugin. `tiny` is the
very small one that the tests make, which knows no language.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "model"))

from accuracy import open_documents, own_documents, sample_pairs

from readerapp.align import align_sentences
from readerapp.errors import ReaderError
from readerapp.model.foreign import with_encoder

OPEN = Path(__file__).parents[3] / "shared" / "align"
Column = dict[str, str]


def column(encoder: str, folder: Path | None) -> Column:
    """The figures with the vectors of an encoder, or with ours; and the processor's time for linking the documents."""
    # Models and tables are loaded before the clock runs.
    align_sentences(["Un essai."], ["Una prueba."], "es", model=with_encoder(None, encoder))
    began = time.process_time()
    figures = own_documents(encoder)
    if folder is not None:
        figures |= open_documents(folder, encoder)
    took = time.process_time() - began
    figures |= sample_pairs(encoder)
    return {name: f"{value:.3f}" for name, value in figures.items()} | {"documents, seconds of one core": f"{took:.1f}"}


def show(columns: dict[str, Column]) -> None:
    """Print the columns side by side under their names."""
    if len(columns) > 1:
        print(" " * 42, *(f"{name[-14:]:>14}" for name in columns))
    for row in next(iter(columns.values())):
        print(f"{row:42}", *(f"{values[row]:>14}" if len(columns) > 1 else values[row] for values in columns.values()))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=OPEN)
    parser.add_argument("--encoder", action="append", default=[], help="beside the embedded vectors; repeatable")
    given = parser.parse_args()
    folder = given.folder
    if not folder.is_dir():
        print(f"{folder}: not there, skipped", file=sys.stderr)
        folder = None
    columns = {"embedded": column("", folder)}
    with tempfile.TemporaryDirectory() as place:
        for name in given.encoder:
            try:
                columns[name] = column(f"st:{tiny(Path(place))}" if name == "tiny" else name, folder)
            except ReaderError as error:
                print(error, file=sys.stderr)
                return 2
    show(columns)
    return 0


def tiny(place: Path) -> Path:
    """The folder of the very small encoder. Raises ReaderError where the extra is not installed."""
    try:
        from tiny_encoder import make

        with contextlib.redirect_stderr(io.StringIO()):
            return make(place / "tiny")
    except ImportError:
        raise ReaderError("tiny needs an extra: pip install 'readerapp[encoders]'") from None


if __name__ == "__main__":
    sys.exit(main())
