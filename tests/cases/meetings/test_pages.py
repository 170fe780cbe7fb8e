"""The pages of meetings: what they show, take and refuse."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.utils import timezone
from pypdf import PdfReader

from baken.cases.meetings.models import Attendee, Meeting, Objection


def form(meeting, **more):
    city = meeting.thread.city
    day = timezone.localdate() + timedelta(days=6)
    return {
        "kind": "crisis", "day": day.isoformat(), "starts": "10:00", "ends": "11:00",
        "place": "Kamer 9", "chair": city.user("process_manager"),
        "notes": city.user("case_manager"), "key": uuid4(), **more,
    }  # fmt: skip


def test_an_objection_goes_to_its_line(meeting, client_as):
    meeting.begin()
    line = meeting.line("Regel", "gemeente", "politie")
    meeting.proposed()
    there = f"{meeting.there}bezwaar/?regel={line}"
    police = client_as("police")
    assert "Regel" in police.get(there).content.decode()
    assert (
        police.post(there, {"text": "Niet zo.", "key": uuid4(), "line_id": line}).status_code == 302
    )
    assert Objection.objects.using("keeper").get().line_id == line


def test_bad_times_are_one_sentence_and_nothing_is_kept(meeting, client_as):
    client = client_as("process_manager")
    new = f"/werk/casussen/{meeting.thread.id}/overleg/nieuw/"
    for wrong, said in (
        ({"ends": "09:00"}, "eindigt vóór het begint"),
        ({"starts": "25:99"}, "Schrijf de tijd als 10:30."),
        ({"day": "2026-02-31"}, "Deze datum bestaat niet."),
        ({"day": "2020-01-01"}, "al voorbij"),
        ({"chair": uuid4()}, "Kies"),
        ({"kind": "feest"}, "Selecteer"),
    ):
        answer = client.post(new, form(meeting, **wrong))
        assert answer.status_code == 422, wrong
        assert said in answer.content.decode() or wrong.get("kind")
        assert "Kamer 9" in answer.content.decode()
    assert Meeting.objects.using("keeper").count() == 1


def test_double_submit_makes_one_meeting(meeting, client_as):
    client = client_as("process_manager")
    sent = form(meeting)
    for _time in range(2):
        new = f"/werk/casussen/{meeting.thread.id}/overleg/nieuw/"
        assert client.post(new, sent).status_code == 302
    assert Meeting.objects.using("keeper").count() == 2
    assert Attendee.objects.using("keeper").filter(meeting_id=sent["key"]).count() == 2


def test_the_calendar_holds_a_number_a_place_and_a_link(meeting, client_as):
    meeting.item("police", "Geheim punt", "gemeente")
    answer = client_as("police").get(f"{meeting.there}agenda.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:Overleg {meeting.row.case_number}\r\n" in text
    assert meeting.there in text.replace("\r\n ", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    for word in ("Geheim", "Portiek", "Voorbeeld"):
        assert word not in text


def test_presence_of_all_is_recorded_at_once(meeting, client_as):
    meeting.begin()
    rows = Attendee.objects.using("keeper").filter(meeting_id=meeting.id)
    sent = {f"was-{row.id}": "present" for row in rows} | {f"geheim-{rows[0].id}": "on"}
    client = client_as("case_manager")
    assert client.post(f"{meeting.there}aanwezig/", sent).status_code == 302
    assert {row.presence for row in rows.all()} == {"present"}
    assert sum(row.secrecy_at is not None for row in rows.all()) == 1
    assert client_as("police").post(f"{meeting.there}aanwezig/", sent).status_code in (302, 403)


def test_the_letter_holds_the_summary_and_nothing_else_of_the_meeting(meeting, client_as):
    meeting.begin()
    meeting.line("Lokaas uit het verslag", "politie", "gemeente")
    meeting.held()
    client = client_as("case_manager")
    sent = {"text": "Wij bellen u maandag.\nDaarna praten wij verder.", "version": 0}
    assert client.post(f"{meeting.there}samenvatting/", sent).status_code == 302
    shown = client.get(f"{meeting.there}brief/").content.decode()
    assert "Wij bellen u maandag." in shown
    assert "Lokaas" not in shown
    made = client.post(f"{meeting.there}brief/")
    assert made["Content-Type"] == "application/pdf"
    words = PdfReader(BytesIO(made.content)).pages[0].extract_text()
    assert "Wij bellen u maandag." in words
    assert "Lokaas" not in words


def test_what_is_no_page_of_this_case_is_not_found(meeting, client_as):
    client = client_as("process_manager")
    for there in (
        f"/werk/casussen/{uuid4()}/overleg/{meeting.id}/",
        f"/werk/casussen/{meeting.thread.id}/overleg/{uuid4()}/",
        f"{meeting.there}punt/{uuid4()}/",
        f"{meeting.there}bezwaar/?regel=x",
    ):
        assert client.get(there).status_code in (403, 404), there
    assert client.post(f"{meeting.there}stap/", {"stap": "iets"}).status_code == 404
    for asked in ("?punt=9999999", "?punt=-1", "?punt=²", "?stap=x"):
        assert client.get(f"{meeting.there}scherm/{asked}").status_code == 200
