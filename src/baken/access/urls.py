"""Addresses of access."""

from django.urls import include, path

from baken.access import views

own = [
    path("inloggen/", views.sign_in, name="sign_in"),
    path("inloggen/als/<uuid:user_id>/", views.persona, name="persona"),
    path("account/uitloggen/", views.sign_out, name="sign_out"),
    path("account/wissel/", views.switch, name="switch"),
    path("account/tweede-stap/", views.second_step, name="second_step"),
    path("account/geen-taak/", views.no_task, name="no_task"),
    path("account/sessies/", views.sessions, name="sessions"),
    path("uitnodiging/<str:token>/", views.accept, name="accept"),
    path("werk/collegas/", views.colleagues, name="colleagues"),
    path("werk/collegas/<uuid:assignment_id>/einde/", views.end_assignment, name="end_assignment"),
    path("werk/partners/", views.partners, name="partners"),
    path("werk/partners/<uuid:agreement_id>/einde/", views.end_agreement, name="end_agreement"),
    path("werk/doelen/", views.purposes, name="purposes"),
]
urlpatterns = [
    path("", include((own, "access"))),
    path("account/", include("allauth.urls")),
]
