"""Addresses of the register: public under /plan/raad/, the workplace under /werk/raad/."""

from django.urls import path

from baken.programme.council import pages, views

_ONE = "werk/raad/<uuid:item>/"
urlpatterns = [
    path("plan/raad/", pages.public_list, name="council"),
    path("plan/raad/lijst.csv", pages.list_csv, name="council_csv"),
    path("plan/raad/<uuid:item>/", pages.public_item, name="council_item"),
    path("werk/raad/", pages.work_list, name="council_work"),
    path("werk/raad/nieuw/", views.new, name="council_new"),
    path(_ONE, pages.work_item, name="council_item_work"),
    path(f"{_ONE}wijzigen/", views.change, name="council_change"),
    path(f"{_ONE}voorstel/", views.propose, name="council_propose"),
    path(f"{_ONE}afdoen/", views.close, name="council_close"),
    path(f"{_ONE}gaat-door/", views.reopen, name="council_reopen"),
]
