"""CPU time of a whole process tree, from /proc: the figure that a busy machine disturbs least."""

import contextlib
import os
from collections import defaultdict
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/<pid>/stat after the command's name; None when it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return text.rpartition(")")[2].split()


def tree(root: int) -> list[int]:
    """`root` and all its descendants that live now."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children[int(fields[1])].append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children[pid]
    return found


def seconds(root: int) -> float:
    """User and system time of the tree so far, with that of children that ended."""
    stats = [fields for pid in tree(root) if (fields := _stat(pid))]
    return sum(int(value) for fields in stats for value in fields[11:15]) / _TICK


def exists(pid: int) -> bool:
    """Is this process there, be it as a zombie?"""
    return _stat(pid) is not None


def threads(pid: int) -> list[str]:
    """The names of this process's threads; none when it is dead or gone."""
    fields = _stat(pid)
    if not fields or fields[0] == "Z":
        return []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return [path.read_text().strip() for path in Path(f"/proc/{pid}/task").glob("*/comm")]
    return []
