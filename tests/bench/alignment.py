"""Accuracy of sentence links, on our own documents and on the open ones where they are at hand.

    python tests/bench/alignment.py [FOLDER]

FOLDER holds `news.*.jsonl` and `score.py`; by default `../shared/align`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from accuracy import open_documents, own_documents, sample_pairs


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared" / "align"
    figures = own_documents() | sample_pairs()
    if folder.is_dir():
        figures |= open_documents(folder)
    else:
        print(f"{folder}: not there, skipped", file=sys.stderr)
    for name, value in figures.items():
        print(f"{name:42} {value:.3f}")


if __name__ == "__main__":
    main()
