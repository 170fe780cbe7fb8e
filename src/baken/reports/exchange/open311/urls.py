"""Addresses of Open311, each as .json and .xml."""

from django.urls import path, re_path

from baken.reports.exchange.open311 import views

V2 = "^open311/v2/"
FORM = r"\.(?P<form>json|xml)$"
urlpatterns = [
    re_path(r"^open311/discovery\.(json|xml)$", views.discovery, name="open311_discovery"),
    re_path(rf"{V2}discovery\.(json|xml)$", views.discovery),
    re_path(rf"{V2}services\.(json|xml)$", views.services, name="open311_services"),
    re_path(
        rf"{V2}services/(?P<code>[a-z_.]{{1,40}}){FORM}", views.definition,
        name="open311_definition",
    ),
    re_path(rf"{V2}requests\.(json|xml)$", views.requests, name="open311_requests"),
    re_path(
        rf"{V2}requests/(?P<number>[^/]{{1,30}}){FORM}", views.one_request, name="open311_request"
    ),
    re_path(rf"{V2}tokens/(?P<number>[^/]{{1,30}}){FORM}", views.token, name="open311_token"),
    re_path(rf"{V2}servicerequestupdates\.(json|xml)$", views.updates, name="open311_updates"),
    re_path(r"^open311/(?P<rest>.*\.xml)$", views.nothing, {"form": "xml"}),
    path("open311/<path:rest>", views.nothing, {"form": "json"}),
]  # fmt: skip
