"""Addresses of the model's versions."""

from django.urls import path

from baken.cases.versions.views import drafts, moves, pages

_HERE = "werk/model/"
_DRAFT = f"{_HERE}concept/<uuid:draft_id>/"
urlpatterns = [
    path(_HERE, pages.overview, name="models"),
    path(f"{_HERE}versie/<uuid:model_id>/", pages.version, name="model"),
    path(f"{_HERE}versie/<uuid:model_id>/bestand/", pages.version_file, name="model_file"),
    path(f"{_HERE}versie/<uuid:model_id>/concept/", drafts.begin, name="begin_model"),
    path(f"{_HERE}versie/<uuid:model_id>/proef/", pages.try_version, name="try_model"),
    path(f"{_HERE}versie/<uuid:model_id>/verhuizen/", moves.ask, name="ask_model_move"),
    path(f"{_HERE}vergelijken/", pages.compare, name="compare_models"),
    path(f"{_HERE}proef/<uuid:trial_id>/", pages.trial, name="model_trial"),
    path(f"{_HERE}verhuizing/<uuid:move_id>/", moves.move, name="model_move"),
    path(f"{_HERE}verhuizing/<uuid:move_id>/besluit/", moves.decide, name="decide_model_move"),
    path(f"{_HERE}verhuizing/<uuid:move_id>/terug/", moves.undo, name="undo_model_move"),
    path(_DRAFT, drafts.draft, name="model_draft"),
    path(f"{_DRAFT}bestand/", drafts.draft_file, name="model_draft_file"),
    path(f"{_DRAFT}inlezen/", drafts.read_in, name="import_model"),
    path(f"{_DRAFT}proef/", drafts.try_draft, name="try_model_draft"),
    path(f"{_DRAFT}vaststellen/", drafts.adopt, name="adopt_model"),
    path(f"{_DRAFT}weg/", drafts.drop, name="drop_model"),
    path(f"{_DRAFT}<slug:part>/", drafts.section, name="edit_model"),
]
