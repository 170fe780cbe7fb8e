"""Addresses of editing the plan."""

from django.urls import path

from baken.programme.editing import views

_ONE = "werk/plan/<slug:kind>/<str:key>/"
urlpatterns = [
    path("werk/plan/bestand.yaml", views.download, name="plan_file"),
    path("werk/plan/inlezen/", views.upload, name="plan_upload"),
    path("werk/plan/nieuw/<slug:kind>/", views.add, name="add_statement"),
    path("werk/plan/nieuw/<slug:kind>/<str:parent>/", views.add, name="add_statement_under"),
    path(_ONE, views.statement, name="statement"),
    path(f"{_ONE}wijzigen/", views.change, name="change_statement"),
    path(f"{_ONE}schrappen/", views.end, name="end_statement"),
    path(f"{_ONE}terug/<int:number>/", views.restore, name="restore_statement"),
]
