"""Addresses of retention."""

from django.urls import path

from baken.retention import list_views, views

app_name = "retention"
urlpatterns = [
    path("werk/bewaartermijnen/", views.overview, name="overview"),
    path("werk/bewaartermijnen/tellen/", views.recount, name="recount"),
    path("werk/bewaartermijnen/loslaten/<uuid:hold_id>/", views.lift, name="lift"),
    path("werk/bewaartermijnen/lijsten/", list_views.overview, name="lists"),
    path("werk/bewaartermijnen/lijsten/<uuid:list_id>/", list_views.one, name="list"),
    path(
        "werk/bewaartermijnen/lijsten/<uuid:list_id>/voorleggen/",
        list_views.propose,
        name="propose",
    ),
    path("werk/bewaartermijnen/lijsten/<uuid:list_id>/besluit/", list_views.decide, name="decide"),
    path("werk/bewaartermijnen/verklaringen/", views.certificates, name="certificates"),
    path(
        "werk/bewaartermijnen/verklaringen/<uuid:certificate_id>/",
        views.certificate,
        name="certificate",
    ),
    path(
        "werk/bewaartermijnen/verklaringen/<uuid:certificate_id>/bestand/",
        views.certificate_file,
        name="certificate_file",
    ),
]
