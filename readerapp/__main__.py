"""The program `readerapp`, also as `python -m readerapp`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from readerapp import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the process; the result is its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # Asked for by scripts, again and again: nothing else is loaded for it.
        if given in (["--version"], ["version"]) and sys.stdout is not None:
            print(f"readerapp {__version__}", flush=True)
            return 0
        # Sentences make small matrices: more than one thread for each costs more than it saves.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        from readerapp.collector import rest

        rest()
        from readerapp.cli.main import run

        return run(given)
    except KeyboardInterrupt:
        return 130
    except OSError:
        # Standard output would not take the version; the general way knows what to say of it.
        from readerapp.cli.output import stdout_failed

        return stdout_failed(sys.exc_info()[1])


if __name__ == "__main__":
    sys.exit(main())
