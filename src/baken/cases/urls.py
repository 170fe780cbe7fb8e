"""Addresses of cases."""

from django.urls import path

from baken.cases import views
from baken.cases.breaches import urls as breaches
from baken.cases.clocks import urls as clocks
from baken.cases.disclosures import urls as disclosures
from baken.cases.drafts.urls import urlpatterns as drafts
from baken.cases.duty import urls as duty
from baken.cases.glass import urls as glass
from baken.cases.keeping import urls as keeping
from baken.cases.meetings import urls as meetings
from baken.cases.plan.urls import urlpatterns as plan
from baken.cases.practice import urls as practice
from baken.cases.radar import urls as radar
from baken.cases.rest import urls as rest
from baken.cases.steps import urls as steps
from baken.cases.triage import urls as triage
from baken.cases.versions import urls as versions
from baken.cases.views.regime import decide_regime, regime

app_name = "cases"
_FILE = "werk/casussen/<uuid:case_id>/"
urlpatterns = [
    path("werk/casussen/", views.overview, name="list"),
    path("werk/casussen/nieuw/", views.new, name="new"),
    path("werk/casussen/van-melding/<uuid:report_id>/", views.from_report, name="from_report"),
    path("werk/briefing/", views.briefing, name="briefing"),
    *drafts,
    *plan,
    path(_FILE, views.file, name="file"),
    path(f"{_FILE}in-behandeling/", views.take_on, name="take_on"),
    path(f"{_FILE}wijzigen/", views.edit, name="edit"),
    path(f"{_FILE}regime/", regime, name="regime"),
    path(f"{_FILE}regime/<uuid:regime_id>/", decide_regime, name="decide_regime"),
    path(f"{_FILE}stoel/<str:role>/", views.seat, name="seat"),
    path(f"{_FILE}aanvaarden/<uuid:seat_id>/", views.answer_seat, name="answer_seat"),
    path(f"{_FILE}huishouden/<uuid:seat_id>/", views.household, name="household"),
    path(f"{_FILE}partner/", views.choose_partner, name="partners"),
    path(f"{_FILE}partner/<uuid:organisation_id>/", views.partner, name="partner"),
    path(f"{_FILE}partner-weg/<uuid:participation_id>/", views.end_partner, name="end_partner"),
    path(f"{_FILE}persoon/", views.subject, name="subject"),
    path(f"{_FILE}inbreng/", views.contribute, name="contribute"),
    path(f"{_FILE}inbreng/<uuid:contribution_id>/", views.release, name="release"),
    path(f"{_FILE}inbreng/<uuid:contribution_id>/verbeteren/", views.correct, name="correct"),
    path(f"{_FILE}document/", views.add_document, name="add_document"),
    path(f"{_FILE}actie/", views.act, name="act"),
    path(f"{_FILE}actie/<uuid:action_id>/", views.finish, name="finish"),
    path(f"{_FILE}evaluatie/", views.evaluate, name="evaluate"),
    path(f"{_FILE}fase/<int:target>/", views.request_phase, name="request_phase"),
    path(f"{_FILE}besluit/<uuid:request_id>/", views.decide, name="decide"),
    path(f"{_FILE}sluiten/", views.close, name="close"),
    *breaches.urlpatterns,
    *disclosures.urlpatterns,
    *duty.urlpatterns,
    *glass.urlpatterns,
    *keeping.urlpatterns,
    *practice.urlpatterns,
    *triage.urlpatterns,
    *clocks.urlpatterns,
    *radar.urlpatterns,
    *meetings.urlpatterns,
    *rest.urlpatterns,
    *steps.urlpatterns,
    *versions.urlpatterns,
]
