"""An installation of its own, and the command as a person types it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from baken.core.postgres import Cluster
from tests.program import program


def environment(**more: str) -> dict[str, str]:
    """This process's environment without the tests' own database and secrets."""
    clean = {k: v for k, v in os.environ.items()
             if not k.endswith("DATABASE_URL") and not k.startswith("BAKEN_")
             and k != "DJANGO_SETTINGS_MODULE"}  # fmt: skip
    return {**clean, "PYTHONPATH": os.pathsep.join(sys.path), "BAKEN_LOG_LEVEL": "ERROR", **more}


def baken(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end. `more` are settings of the environment."""
    return subprocess.run(
        program(*arguments), env=environment(**more), capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, timeout=240,
    )  # fmt: skip


def baken_in(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command on the installation in this data folder."""
    return baken(*arguments, "--data", str(data))


class Home:
    """A data folder with a running PostgreSQL of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = Cluster(folder, durable=False)

    def baken(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return baken(*arguments, "--data", str(self.folder), **more)

    def sql(self, statement: str, role: str = "postgres", **values: Any) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.cluster.url(role), autocommit=True) as connection:
            done = connection.execute(statement, values or None)
            return done.fetchall() if done.description else []
