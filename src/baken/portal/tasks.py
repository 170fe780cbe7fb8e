"""Imports every module's jobs, so that web and worker know the same list."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

MODULES = ("audit", "access", "retention", "documents", "messages", "reports", "cases", "programme")
for _name in MODULES:
    if find_spec(f"baken.{_name}.tasks") and apps.is_installed(f"baken.{_name}"):
        import_module(f"baken.{_name}.tasks")
