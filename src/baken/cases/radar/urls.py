"""Addresses of the pages over many cases."""

from django.urls import path

from baken.cases.radar import views

urlpatterns = [
    path("werk/radar/", views.overview, name="radar"),
]
