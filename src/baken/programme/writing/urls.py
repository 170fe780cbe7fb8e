"""Addresses of writing papers. They come before those of a paper's files."""

from django.urls import path

from baken.programme.writing import views

_ONE = "werk/stukken/<uuid:id>/"
urlpatterns = [
    path("werk/stukken/nieuw/", views.begin, name="paper_new"),
    path("werk/stukken/kiezer/", views.picker, name="paper_picker"),
    path(f"{_ONE}schrijven/", views.edit, name="paper_edit"),
    path(f"{_ONE}schrijven/voorbeeld/", views.preview, name="paper_preview"),
    path(f"{_ONE}geschiedenis/", views.versions, name="paper_versions"),
    path(f"{_ONE}geschiedenis/<int:number>/terug/", views.restore, name="paper_restore"),
    path(f"{_ONE}beoordelen/", views.review, name="paper_review"),
    path(f"{_ONE}beoordelen/<slug:paragraph>/", views.comment, name="paper_comment"),
    path(f"{_ONE}opmerking/<uuid:comment_id>/<slug:step>/", views.mark, name="paper_comment_step"),
    path(f"{_ONE}besluit/", views.decide, name="paper_decide"),
]
