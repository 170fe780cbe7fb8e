"""Addresses of meetings."""

from django.urls import path

from baken.cases.meetings.views import agenda, calling, live, minutes, page

_CASE = "werk/casussen/<uuid:case_id>/overleg/"
_ONE = f"{_CASE}<uuid:meeting_id>/"
urlpatterns = [
    path(_CASE, page.meetings, name="meetings"),
    path(f"{_CASE}nieuw/", calling.new, name="new_meeting"),
    path(_ONE, page.meeting, name="meeting"),
    path(f"{_ONE}wijzigen/", calling.edit, name="edit_meeting"),
    path(f"{_ONE}uitnodigen/", calling.invite, name="invite_to_meeting"),
    path(f"{_ONE}gast/", calling.guest, name="invite_guest"),
    path(f"{_ONE}terugnemen/<uuid:attendee_id>/", calling.uninvite, name="uninvite"),
    path(f"{_ONE}stap/", page.step, name="meeting_step"),
    path(f"{_ONE}aanwezig/", page.presence, name="presence"),
    path(f"{_ONE}agenda.ics", page.ics, name="meeting_ics"),
    path(f"{_ONE}punt/", agenda.add, name="add_item"),
    path(f"{_ONE}punt/<uuid:item_id>/", agenda.edit, name="edit_item"),
    path(f"{_ONE}punt/<uuid:item_id>/doen/", agenda.move, name="move_item"),
    path(f"{_ONE}vrijgeven/", agenda.release, name="release_for_meeting"),
    path(f"{_ONE}scherm/", live.screen, name="meeting_screen"),
    path(f"{_ONE}regel/", minutes.write, name="write_line"),
    path(f"{_ONE}regel/<uuid:line_id>/", minutes.edit, name="edit_line"),
    path(f"{_ONE}regel/<uuid:line_id>/lezers/", minutes.readers, name="release_line"),
    path(f"{_ONE}bezwaar/", minutes.object_to, name="object_to_minutes"),
    path(f"{_ONE}samenvatting/", minutes.summary, name="meeting_summary"),
    path(f"{_ONE}brief/", minutes.letter, name="meeting_letter"),
]
