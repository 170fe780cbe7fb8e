"""Addresses: telling and following in Dutch words for residents, the desk under /werk/."""

from django.urls import path

from baken.reports.area import views as area
from baken.reports.bonds import views as bonds
from baken.reports.bulk import views as bulk
from baken.reports.clusters import views as clusters
from baken.reports.exchange import urls as exchange
from baken.reports.formal import views as formal
from baken.reports.lists import views as lists
from baken.reports.nearby import pages as nearby
from baken.reports.notes import views as notes
from baken.reports.phrases import views as phrases
from baken.reports.routing import views as routing
from baken.reports.suggest import views as suggest
from baken.reports.vault import views as vault
from baken.reports.views import acts, desk, doorway, export, following, taking_down, telling
from baken.reports.watching import views as watching

app_name = "reports"
urlpatterns = [
    path("melden/", doorway.start, name="start"),
    path("melden/hulp/", doorway.help_first, name="help"),
    path("melden/soort/", telling.subject, name="subject"),
    path("melden/waar/", telling.where, name="where"),
    path("melden/bekend/", telling.known_already, name="nearby"),
    path("melden/kaart/", nearby.public_map, name="public_map"),
    path("melden/voorstel/", suggest.about, name="suggest"),
    path("melden/voorstel/register/", suggest.register, name="suggest_entry"),
    path("werk/voorstellen/", suggest.manage, name="manage_suggest"),
    path("melden/vragen/", telling.questions, name="questions"),
    path("melden/vertel/", telling.send, name="send"),
    path("melden/bewaard/", telling.kept, name="kept"),
    path("volgen/", following.ask_code, name="follow"),
    path("volgen/<str:code>/", following.show, name="followed"),
    path("volgen/<str:code>/bericht/", following.reply, name="reply"),
    path("volgen/<str:code>/oordeel/", following.judge, name="opinion"),
    path("volgen/<str:code>/delen/", following.share, name="share"),
    path("volgen/<str:code>/intrekken/", following.take_back, name="withdraw"),
    path("volgen/<str:code>/foto/<uuid:document_id>/", following.photo, name="photo"),
    path(
        "volgen/<str:code>/foto/<uuid:document_id>/klein/",
        following.photo,
        {"small": True},
        name="small_photo",
    ),
    path("werk/meldingen/", desk.desk, name="desk"),
    path("werk/meldingen/sinds/", watching.since, name="since"),
    path("werk/meldingen/tegelijk/", bulk.many, name="many"),
    path("werk/meldingen/terug/<uuid:sweep_id>/", bulk.undo_page, name="undo"),
    path("werk/meldingen/lijst/", lists.keep_list, name="keep_list"),
    path("werk/meldingen/lijst/<uuid:saved_id>/weg/", lists.drop_list, name="drop_list"),
    path("werk/meldingen/zinnen/", phrases.phrases, name="phrases"),
    path("werk/meldingen/zinnen/nieuw/", phrases.new, name="new_phrase"),
    path("werk/meldingen/zinnen/overnemen/", phrases.take_over, name="take_phrases"),
    path("werk/meldingen/zinnen/<uuid:phrase_id>/", phrases.edit, name="edit_phrase"),
    path("werk/meldingen/zinnen/<uuid:phrase_id>/weg/", phrases.drop, name="drop_phrase"),
    path("werk/meldingen/teams/", routing.teams, name="teams"),
    path("werk/meldingen/teams/<uuid:team_id>/", routing.team, name="team"),
    path("werk/meldingen/teams/<uuid:team_id>/<slug:what>/", routing.turn_team, name="turn_team"),
    path("werk/meldingen/regels/", routing.rules, name="rules"),
    path("werk/meldingen/regels/begin/", routing.begin, name="begin_rules"),
    path("werk/meldingen/regels/proef/", routing.try_out, name="try_rules"),
    path("werk/meldingen/regels/geldt/", routing.adopt, name="adopt_rules"),
    path("werk/meldingen/regels/weg/", routing.drop, name="drop_rules"),
    path("werk/meldingen/regels/<int:place>/", routing.line, name="rule_line"),
    path("werk/meldingen/regels/<int:place>/<slug:what>/", routing.turn_line, name="turn_line"),
    path("werk/meldingen/plekken/", clusters.clusters, name="clusters"),
    path("werk/meldingen/plekken/<uuid:cluster_id>/gezien/", clusters.looked, name="looked"),
    path("werk/meldingen/ondernemers/", area.contacts, name="area_contacts"),
    path(
        "werk/meldingen/ondernemers/<uuid:contact_id>/weg/", area.drop_contact, name="drop_contact"
    ),
    path("werk/meldingen/scherm/", routing.screen, name="screen"),
    path("werk/meldingen/nieuw/", taking_down.take_down_page, name="take_down"),
    path("werk/meldingen/export/", export.export, name="export"),
    *exchange.urlpatterns,
    path("werk/meldingen/<uuid:report_id>/", desk.show, name="show"),
    path("werk/meldingen/<uuid:report_id>/neem/", acts.take, name="take"),
    path("werk/meldingen/<uuid:report_id>/spoed/", acts.mark_urgent, name="urgent"),
    path("werk/meldingen/<uuid:report_id>/verleng/", formal.extend, name="extend"),
    path("werk/meldingen/<uuid:report_id>/geen-verzoek/", formal.decline, name="no_request"),
    path("werk/meldingen/<uuid:report_id>/ondernemers/", area.tell_area, name="tell_area"),
    path("werk/meldingen/<uuid:report_id>/verberg/", acts.hide, name="hide"),
    path("werk/meldingen/<uuid:report_id>/terug/", acts.show_again, name="show_again"),
    path("werk/meldingen/<uuid:report_id>/toewijzen/", acts.assign, name="assign"),
    path("werk/meldingen/<uuid:report_id>/soort/", acts.recategorise, name="recategorise"),
    path("werk/meldingen/<uuid:report_id>/vraag/", acts.ask, name="ask"),
    path("werk/meldingen/<uuid:report_id>/antwoord/", acts.answer, name="answer"),
    path("werk/meldingen/<uuid:report_id>/contact/", acts.reveal, name="reveal"),
    path("werk/meldingen/<uuid:report_id>/hier/", watching.here, name="here"),
    path("werk/meldingen/<uuid:report_id>/team/", routing.move, name="move"),
    path("werk/meldingen/<uuid:report_id>/plan/", acts.plan, name="plan"),
    path("werk/meldingen/<uuid:report_id>/wacht/", acts.wait, name="wait"),
    path("werk/meldingen/<uuid:report_id>/notitie/", notes.note, name="note"),
    path("werk/meldingen/<uuid:report_id>/gezien/", notes.note_seen, name="note_seen"),
    path("werk/meldingen/<uuid:report_id>/herinner/", notes.reminder, name="remind"),
    path("werk/herinnering/<uuid:reminder_id>/klaar/", notes.reminder_done, name="reminder_done"),
    path("werk/meldingen/<uuid:report_id>/samen/", bonds.join, name="join"),
    path("werk/meldingen/<uuid:report_id>/splits/", bonds.split, name="split"),
    path("werk/meldingen/<uuid:report_id>/verband/", bonds.link, name="link"),
    path("werk/meldingen/<uuid:report_id>/los/<uuid:bond_id>/", bonds.loosen, name="loosen"),
    path("werk/meldingen/<uuid:report_id>/melder/", vault.who, name="who"),
    path("werk/meldingen/<uuid:report_id>/melder/besluit/", vault.decide, name="decide_who"),
    path("werk/meldingen/<uuid:report_id>/melder/bekijk/", vault.look, name="see_who"),
    path("werk/meldingen/<uuid:report_id>/melder/einde/", vault.end, name="end_who"),
]
