"""Django's entry for core."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class CoreConfig(AppConfig):
    name = "baken.core"
    label = "core"

    def ready(self) -> None:
        """Take the municipality's own calendar, and refuse colours that nobody can read."""
        from django.conf import settings

        from baken.core import loading  # noqa: F401 - listens to new connections
        from baken.core.calendar import Office, use_office
        from baken.core.theme import refused

        municipality = settings.MUNICIPALITY
        if problems := refused(municipality.tokens):
            raise ImproperlyConfigured(" ".join(problems))
        use_office(Office.read(municipality.office))


class FlashConfig(AppConfig):
    """Django's own messages under another label: `messages` is our module of letters and mails."""

    name = "django.contrib.messages"
    label = "flash"
