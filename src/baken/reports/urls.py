"""Addresses: telling and following in Dutch words for residents, the desk under /werk/."""

from django.urls import path

from baken.reports.exchange import urls as exchange
from baken.reports.views import acts, desk, export, following, taking_down, telling

app_name = "reports"
urlpatterns = [
    path("melden/", telling.start, name="start"),
    path("melden/hulp/", telling.help_first, name="help"),
    path("melden/soort/", telling.subject, name="subject"),
    path("melden/waar/", telling.where, name="where"),
    path("melden/vertel/", telling.send, name="send"),
    path("melden/bewaard/", telling.kept, name="kept"),
    path("volgen/", following.ask_code, name="follow"),
    path("volgen/<str:code>/", following.show, name="followed"),
    path("volgen/<str:code>/bericht/", following.reply, name="reply"),
    path("volgen/<str:code>/oordeel/", following.judge, name="opinion"),
    path("volgen/<str:code>/intrekken/", following.take_back, name="withdraw"),
    path("volgen/<str:code>/foto/<uuid:document_id>/", following.photo, name="photo"),
    path(
        "volgen/<str:code>/foto/<uuid:document_id>/klein/",
        following.photo,
        {"small": True},
        name="small_photo",
    ),
    path("werk/meldingen/", desk.desk, name="desk"),
    path("werk/meldingen/nieuw/", taking_down.take_down_page, name="take_down"),
    path("werk/meldingen/export/", export.export, name="export"),
    *exchange.urlpatterns,
    path("werk/meldingen/<uuid:report_id>/", desk.show, name="show"),
    path("werk/meldingen/<uuid:report_id>/neem/", acts.take, name="take"),
    path("werk/meldingen/<uuid:report_id>/spoed/", acts.mark_urgent, name="urgent"),
    path("werk/meldingen/<uuid:report_id>/toewijzen/", acts.assign, name="assign"),
    path("werk/meldingen/<uuid:report_id>/soort/", acts.recategorise, name="recategorise"),
    path("werk/meldingen/<uuid:report_id>/vraag/", acts.ask, name="ask"),
    path("werk/meldingen/<uuid:report_id>/antwoord/", acts.answer, name="answer"),
    path("werk/meldingen/<uuid:report_id>/contact/", acts.reveal, name="reveal"),
]
