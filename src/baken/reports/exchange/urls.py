"""Addresses of others' software, and of the pages about it."""

from django.urls import path

from baken.reports.exchange import about, key_views
from baken.reports.exchange.hooks import views as hooks
from baken.reports.exchange.open311 import urls as open311
from baken.reports.exchange.rest import urls as rest
from baken.reports.exchange.signalen import urls as signalen
from baken.reports.exchange.stock import views as stock

urlpatterns = [
    path("meldingen/koppelen/", about.about, name="exchange_about"),
    path("werk/meldingen/sleutels/", key_views.all_keys, name="keys"),
    path("werk/meldingen/sleutels/<uuid:key_id>/einde/", key_views.end, name="end_key"),
    path("werk/meldingen/webhooks/", hooks.all_hooks, name="hooks"),
    path("werk/meldingen/webhooks/<uuid:hook_id>/", hooks.one_hook, name="hook"),
    path("werk/meldingen/webhooks/<uuid:hook_id>/einde/", hooks.end, name="end_hook"),
    path("werk/meldingen/webhooks/opnieuw/<uuid:delivery_id>/", hooks.again, name="replay"),
    path("werk/meldingen/inlezen/", stock.all_batches, name="stock"),
    path("werk/meldingen/inlezen/<uuid:batch_id>/", stock.one_batch, name="batch"),
    path("werk/meldingen/inlezen/<uuid:batch_id>/<slug:step>/", stock.step, name="batch_step"),
    *open311.urlpatterns,
    *signalen.urlpatterns,
    *rest.urlpatterns,
]
