"""Addresses of the pages over many cases."""

from django.urls import path

from baken.cases.radar import views

urlpatterns = [
    path("werk/radar/", views.overview, name="radar"),
    path("werk/overzicht/", views.counts, name="steering"),
    path("werk/overdragen/", views.transfer_list, name="transfers"),
    path("werk/overdragen/<uuid:transfer_id>/", views.transfer, name="transfer"),
]
