"""The program with an aligner that can be foretold, as a process of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import fakes

import readerapp.align
import readerapp.model
from readerapp.__main__ import main

readerapp.align.align = fakes.align
readerapp.model.signature = lambda: fakes.SIGNATURE

if __name__ == "__main__":
    sys.exit(main())
