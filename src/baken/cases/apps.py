"""Django's entry for cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "baken.cases"
    label = "cases"

    def ready(self) -> None:
        from baken.cases import start

        start.register_all()
