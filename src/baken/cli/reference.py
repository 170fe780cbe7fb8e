"""Data that every installation has: purposes, areas, code lists, models. Loaded by `migrate`."""

from importlib import import_module
from importlib.util import find_spec


def load_reference() -> None:
    """Run `load()` of every module that has a reference.py. As keeper; each is idempotent."""
    from django.apps import apps

    for config in apps.get_app_configs():
        name = f"{config.name}.reference"
        if config.name.startswith("baken.") and find_spec(name):
            import_module(name).load()
