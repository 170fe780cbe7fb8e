"""Data that every installation has: purposes, areas, code lists, models. Loaded by `migrate`."""

from importlib import import_module

LOADERS = (
    "baken.access.reference",
    "baken.geo.reference",
    "baken.reports.reference",
    "baken.cases.reference",
)


def load_reference() -> None:
    """Run every module's `load()`. Runs as keeper; each is idempotent."""
    from importlib.util import find_spec

    for name in LOADERS:
        if find_spec(name):
            import_module(name).load()
