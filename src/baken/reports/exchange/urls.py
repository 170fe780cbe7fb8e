"""Addresses of others' software, and of the pages about it."""

from django.urls import path

from baken.reports.exchange import about, key_views
from baken.reports.exchange.open311 import urls as open311

urlpatterns = [
    path("meldingen/koppelen/", about.about, name="exchange_about"),
    path("werk/meldingen/sleutels/", key_views.all_keys, name="keys"),
    path("werk/meldingen/sleutels/<uuid:key_id>/einde/", key_views.end, name="end_key"),
    *open311.urlpatterns,
]
