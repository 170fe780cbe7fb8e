"""Django's entry for programme."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "baken.programme"
    label = "programme"
