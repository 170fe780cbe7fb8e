"""Addresses of triage."""

from django.urls import path

from baken.cases.triage import views

_FILE = "werk/casussen/<uuid:case_id>/"
urlpatterns = [
    path("werk/bekend-elders/", views.known_overview, name="known_overview"),
    path("werk/bekend-elders/<str:asker>/<str:day>/", views.known_review, name="known_review"),
    path(f"{_FILE}triage/", views.triage, name="triage"),
    path(f"{_FILE}triage/signaal/", views.add_signal, name="add_signal"),
    path(f"{_FILE}triage/signaal/<uuid:signal_id>/", views.weigh, name="weigh_signal"),
    path(f"{_FILE}triage/contact/", views.spoke, name="spoke"),
    path(f"{_FILE}triage/vragen/", views.form, name="triage_form"),
    path(f"{_FILE}triage/regel/", views.rule, name="triage_rule"),
    path(f"{_FILE}triage/uitzoeken/<str:key>/", views.find_out, name="triage_find_out"),
    path(f"{_FILE}triage/uitkomst/", views.decide, name="triage_decide"),
    path(f"{_FILE}bekend-elders/", views.ask_known, name="known"),
]
