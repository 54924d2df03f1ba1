import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))


@pytest.fixture
def desk(tmp_path):
    """A folder with notes, and reviewers who open them."""
    from desk import Desk

    with Desk(tmp_path) as made:
        yield made


@pytest.fixture
def quick_desk(tmp_path):
    """The same in memory, if there is such a place: what a process gave to the system survives its death there too."""
    from desk import Desk

    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder, Desk(Path(folder)) as made:
        yield made
