"""Facts about this database, read once per process."""

from functools import lru_cache

from baken.access.api import demo_database


@lru_cache(maxsize=1)
def is_demo() -> bool:
    """Is this database marked as a demo? Only the keeper can write that mark."""
    return demo_database()
