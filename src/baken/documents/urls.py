"""Addresses of documents, for people who work here. Residents get theirs through reports."""

from django.urls import path

from baken.documents import pieces, views

app_name = "documents"
urlpatterns = [
    path("bijlage/", pieces.begin, name="pieces"),
    path("bijlage/<slug:key>/", pieces.piece, name="piece"),
    path("werk/documenten/<uuid:document_id>/origineel/", views.original, name="original"),
    path("werk/documenten/<uuid:document_id>/", views.show, name="show"),
    path("werk/documenten/<uuid:document_id>/klein/", views.small, name="small"),
]
