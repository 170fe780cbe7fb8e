"""Addresses of feeds and subscriptions."""

from django.urls import path

from baken.programme.news import pages

urlpatterns = [
    path("plan/nieuws.atom", pages.feed, name="feed"),
    path("plan/thema/<str:key>/nieuws.atom", pages.feed, name="theme_feed"),
    path("bericht/", pages.subscribe, name="subscribe"),
    path("bericht/<str:code>/", pages.confirm, name="news_confirm"),
    path("bericht/<str:code>/uit/", pages.leave, name="news_leave"),
]
