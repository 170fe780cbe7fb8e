"""Addresses of drafts."""

from django.urls import path

from baken.cases.drafts import views

urlpatterns = [
    path("werk/casussen/concept/", views.save_draft, name="save_draft"),
    path("werk/casussen/concept/weg/", views.discard_draft, name="discard_draft"),
]
