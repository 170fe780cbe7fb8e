"""Addresses as Signalen has them; most also without the last slash, as forms ask them."""

from django.urls import path, re_path

from baken.reports.exchange.signalen import views

P = "^signals/v1/public/"
MAIN = r"(?P<main>[a-z0-9_-]{1,60})"
SUB = r"(?P<sub>[a-z0-9_-]{1,60})"
ID = r"(?P<signal_id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
urlpatterns = [
    re_path(rf"{P}terms/categories/?$", views.categories, name="signalen_categories"),
    re_path(rf"{P}terms/categories/{MAIN}/?$", views.main_category, name="signalen_main"),
    re_path(
        rf"{P}terms/categories/{MAIN}/sub_categories/{SUB}/?$", views.sub_category,
        name="signalen_sub",
    ),
    re_path(rf"{P}questions/?$", views.questions, name="signalen_questions"),
    re_path("^signals/category/prediction/?$", views.prediction, name="signalen_prediction"),
    re_path(rf"{P}signals/?$", views.signals, name="signalen_signals"),
    re_path(rf"{P}signals/geography/?$", views.geography, name="signalen_geography"),
    re_path(rf"{P}signals/{ID}/?$", views.signal, name="signalen_signal"),
    re_path(rf"{P}signals/{ID}/attachments/?$", views.attachments, name="signalen_attachments"),
    re_path(rf"{P}areas/?$", views.areas, name="signalen_areas"),
    re_path(rf"{P}areas/geography/?$", views.areas_geography, name="signalen_areas_geography"),
    re_path(rf"{P}feedback/standard_answers/?$", views.standard_answers, name="signalen_answers"),
    re_path(
        rf"{P}feedback/forms/{ID.replace('signal_id', 'token')}/?$", views.feedback,
        name="signalen_feedback",
    ),
    path("signals/<path:rest>", views.nothing),
]  # fmt: skip
