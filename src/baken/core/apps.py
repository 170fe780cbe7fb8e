"""Django's entry for core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "baken.core"
    label = "core"


class FlashConfig(AppConfig):
    """Django's own messages under another label: `messages` is our module of letters and mails."""

    name = "django.contrib.messages"
    label = "flash"
