"""Addresses of the people a case is about, and of requests."""

from django.urls import path

from baken.cases.duty import letter_views, views
from baken.cases.duty.requests import views as requests

_CASE = "werk/casussen/<uuid:case_id>/betrokkenen/"
_PERSON = f"{_CASE}<uuid:person_id>/"
_ASKED = "werk/verzoeken/<uuid:asked_id>/"
_PART = f"{_CASE}verzoek/<uuid:part_id>/"
urlpatterns = [
    path(_CASE, views.people, name="duty"),
    path(_PART, requests.part, name="data_part"),
    path(f"{_CASE}gegeven/<uuid:item_id>/", requests.assess, name="assess_item"),
    path(f"{_PERSON}informeren/", views.inform, name="inform"),
    path(f"{_PERSON}uitstel/", views.postpone, name="postpone"),
    path(f"{_PERSON}uitstel/notitie/", letter_views.duty_note, name="duty_note"),
    path(f"{_PERSON}brief/", letter_views.duty_letter, name="duty_letter"),
    path(f"{_PERSON}kind/", views.minor, name="minor"),
    path(f"{_PERSON}afschermen/", views.shield, name="shield"),
    path("werk/verzoeken/", requests.overview, name="requests"),
    path("werk/verzoeken/nieuw/", requests.new, name="new_request"),
    path("werk/verzoeken/uitstel/<uuid:postponement_id>/", views.judge, name="judge_postponement"),
    path(_ASKED, requests.one, name="request"),
    path(f"{_ASKED}overnemen/", requests.take_over, name="take_over_request"),
    path(f"{_ASKED}zoeken/", requests.search, name="search_request"),
    path(f"{_ASKED}inzagelog/", requests.looks, name="request_looks"),
    path(f"{_ASKED}meer-tijd/", requests.extend, name="extend_request"),
    path(f"{_ASKED}erbij/", requests.add, name="add_to_request"),
    path(f"{_ASKED}besluit/", requests.decide, name="decide_request"),
    path(f"{_ASKED}brief/", requests.letter, name="request_letter"),
]
