"""Addresses of practice."""

from django.urls import path

from baken.cases.practice import views

_ONE = "werk/oefenen/<slug:key>/"
urlpatterns = [
    path("werk/oefenen/", views.overview, name="practice"),
    path(_ONE, views.exercise, name="practice_exercise"),
    path(f"{_ONE}begin/", views.begin, name="practice_begin"),
    path(f"{_ONE}stap/<int:number>/", views.let_do, name="practice_step"),
    path(f"{_ONE}stop/", views.end, name="practice_end"),
]
