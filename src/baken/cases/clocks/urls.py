"""Addresses of clocks."""

from django.urls import path

from baken.cases.clocks import views

_FILE = "werk/casussen/<uuid:case_id>/klokken/"
urlpatterns = [
    path(_FILE, views.clocks, name="clocks"),
    path(f"{_FILE}<uuid:about>/stil/", views.pause, name="pause"),
    path(f"{_FILE}<uuid:about>/verder/", views.resume, name="resume"),
    path(f"{_FILE}<uuid:about>/gehaald/", views.meet, name="meet_clock"),
    path(f"{_FILE}antwoord/<uuid:lapse_id>/", views.answer, name="answer_lapse"),
]
