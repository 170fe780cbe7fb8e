"""Addresses of emergency access."""

from django.urls import path

from baken.cases.glass import views

urlpatterns = [
    path("werk/noodtoegang/", views.break_glass, name="break_glass"),
    path("werk/noodtoegang/<uuid:glass_id>/", views.glass, name="glass"),
    path("werk/noodtoegang/<uuid:glass_id>/einde/", views.end, name="end_glass"),
    path("werk/toezicht/casussen/", views.oversight, name="privacy"),
]
