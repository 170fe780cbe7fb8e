"""Django's entry for geo."""

from django.apps import AppConfig


class GeoConfig(AppConfig):
    name = "baken.geo"
    label = "geo"
