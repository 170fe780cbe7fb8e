"""Addresses of the portal's own pages."""

from django.urls import path

from baken.portal import trail, views
from baken.portal.languages import views as languages

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("taal/<str:code>/", languages.choose, name="language"),
    path("huisstijl.css", views.tokens, name="tokens"),
    path("gezond", views.healthy, name="healthy"),
    path("werk/", views.work, name="work"),
    path("werk/zoeken/", views.search, name="search"),
    path("werk/talen/", languages.manage, name="languages"),
    path("werk/talen/<str:code>/", languages.record_review, name="language_review"),
    path("werk/inzagelog/", trail.show, name="trail"),
]
