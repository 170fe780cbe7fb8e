"""Addresses of keeping longer."""

from django.urls import path

from baken.cases.keeping import views

urlpatterns = [
    path("werk/casussen/<uuid:case_id>/langer-bewaren/", views.ask, name="keep_longer"),
    path("werk/langer-bewaren/<uuid:extension_id>/", views.decide, name="decide_extension"),
]
