"""Addresses of disclosures."""

from django.urls import path

from baken.cases.disclosures import views

_PART = "werk/casussen/<uuid:case_id>/verstrekkingen/"
urlpatterns = [
    path(_PART, views.listing, name="disclosures"),
    path(f"{_PART}vraag/", views.ask, name="ask_disclosure"),
    path(f"{_PART}<uuid:disclosure_id>/besluit/", views.decide, name="decide_disclosure"),
    path("werk/verstrekkingen/", views.received, name="received"),
    path("werk/verstrekkingen/<uuid:disclosure_id>/", views.receipt, name="receipt"),
    path("werk/verstrekkingen/<uuid:disclosure_id>/advies/", views.advise, name="advise"),
]
