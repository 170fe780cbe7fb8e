"""Addresses: public under /reageren/ and /raad/, the workplace under /werk/reacties/."""

from django.urls import path

from baken.programme.voices import pages, views

_ONE = "werk/reacties/<uuid:reaction_id>/"
urlpatterns = [
    path("reageren/huisregels/", pages.house_rules, name="house_rules"),
    path("reageren/uw/<str:code>/", pages.own, name="own_reaction"),
    path("reageren/uw/<str:code>/trek-in/", pages.take_back, name="withdraw_reaction"),
    path("reageren/op/<slug:slug>/", pages.react, name="react"),
    path("raad/vraag/<slug:slug>/", pages.ask, name="ask"),
    path("werk/reacties/", views.listing, name="reactions"),
    path(_ONE, views.one, name="reaction"),
    path(f"{_ONE}plaats/", views.place, name="reaction_place"),
    path(f"{_ONE}weiger/", views.refuse, name="reaction_refuse"),
    path(f"{_ONE}antwoord/", views.answer, name="reaction_answer"),
    path(f"{_ONE}register/", views.take, name="reaction_take"),
    path(f"{_ONE}adres/", views.look, name="reaction_look"),
]
