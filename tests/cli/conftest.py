"""One installation for all tests of the command line: each migrate costs seconds."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.place import Home


@pytest.fixture(scope="session")
def home() -> Iterator[Home]:
    """Migrated, and its server left running so that commands need not start it."""
    folder = Path(tempfile.mkdtemp(prefix="baken-cli-"))
    folder.chmod(0o755)
    found = Home(folder / "huis")
    found.cluster.start()
    done = found.baken("migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    yield found
    found.cluster.remove()
    shutil.rmtree(folder, ignore_errors=True)
