"""Addresses of people."""

from django.urls import path

from baken.people import views

app_name = "people"
urlpatterns = [path("werk/personen/<uuid:person_id>/naam/", views.reveal, name="reveal")]
