"""Django's entry for cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "baken.cases"
    label = "cases"

    def ready(self) -> None:
        from importlib.util import find_spec

        if find_spec("baken.cases.start") is None:
            return
        from baken.cases import start

        start.register_all()
