"""Django's entry for people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "baken.people"
    label = "people"

    def ready(self) -> None:
        from baken.people import retention

        retention.register_all()
