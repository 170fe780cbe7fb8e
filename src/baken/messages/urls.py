"""Addresses of messages."""

from django.urls import path

from baken.messages import views

app_name = "messages"
urlpatterns = [
    path("werk/berichten/", views.outbox, name="outbox"),
    path("werk/berichten/niet-aangekomen/", views.failed, name="failed"),
    path("werk/berichten/<uuid:message_id>/", views.show, name="show"),
    path("werk/berichten/<uuid:message_id>/opnieuw/", views.again, name="again"),
]
