"""All addresses. The public site in Dutch words, the workplace under /werk/."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

handler400 = "baken.portal.errors.bad_request"
handler404 = "baken.portal.errors.not_found"
handler500 = "baken.portal.errors.server_error"

MODULES = ("access", "geo", "retention", "documents", "messages", "people", "reports", "cases",
           "programme", "audit")  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [path("", include("baken.portal.pages"))]
urlpatterns += [
    path("", include(f"baken.{name}.urls")) for name in MODULES if find_spec(f"baken.{name}.urls")
]
