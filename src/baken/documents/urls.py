"""Addresses of documents, for people who work here. Residents get theirs through reports."""

from django.urls import path

from baken.documents import views

app_name = "documents"
urlpatterns = [
    path("werk/documenten/<uuid:document_id>/", views.show, name="show"),
    path("werk/documenten/<uuid:document_id>/klein/", views.small, name="small"),
]
