"""Addresses of geo."""

from django.urls import path

from baken.geo import views

app_name = "geo"
urlpatterns = [
    path("kaart/gebieden.json", views.areas, name="areas"),
    path("kaart/adressen", views.addresses, name="addresses"),
    path("kaart/plek", views.locate, name="locate"),
    path("kaart/straten.json", views.streets, name="streets"),
]
