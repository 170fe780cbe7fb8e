"""Addresses of the other steps."""

from django.urls import path

from baken.cases.steps import views

_FILE = "werk/casussen/<uuid:case_id>/"
urlpatterns = [
    path(f"{_FILE}acuut/", views.jump, name="jump"),
    path(f"{_FILE}acuut/<uuid:jump_id>/", views.ratify, name="ratify"),
    path(f"{_FILE}overdracht/<uuid:handover_id>/", views.accept, name="accept_handover"),
    path(f"{_FILE}heropenen/", views.reopen, name="reopen"),
]
