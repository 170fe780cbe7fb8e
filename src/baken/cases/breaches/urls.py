"""Addresses of breaches."""

from django.urls import path

from baken.cases.breaches import views

_ONE = "werk/datalekken/<uuid:breach_id>/"
urlpatterns = [
    path("werk/casussen/<uuid:case_id>/datalek/", views.new, name="breach_on_case"),
    path("werk/datalekken/", views.overview, name="breaches"),
    path("werk/datalekken/nieuw/", views.new, name="new_breach"),
    path(_ONE, views.one, name="breach"),
    path(f"{_ONE}autoriteit/", views.authority, name="breach_authority"),
    path(f"{_ONE}mensen/", views.people, name="breach_people"),
    path(f"{_ONE}afsluiten/", views.close, name="close_breach"),
]
