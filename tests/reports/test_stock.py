"""Reading in an older stock: encodings, columns, errors by line, once, and taken back exactly."""

import io
import json
import random
import time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from baken.core.acting import acting_as, job
from baken.core.errors import Denied
from baken.reports.actions import desk
from baken.reports.exchange.models import Arrival
from baken.reports.exchange.stock import actions
from baken.reports.exchange.stock.mapping import from_json, guessed
from baken.reports.exchange.stock.models import Batch, BatchFile, BatchState
from baken.reports.exchange.stock.opening import open_sheet
from baken.reports.models import Contact, Report
from baken.reports.queries import Filter, search
from tests.reports.tools import all_verbs, stored, tell

HEADER = "nummer;ontvangen;tekst;soort;staat;lat;lon;email"
GOOD = "SIG-101;5-11-2026 13:15;Bank op de stoep;waste.dumped;gemeld;51.905;4.318;bo@v.invalid"
CLOSED = "SIG-102;2026-10-01T10:00:00Z;Lamp kapot;Te donker;afgehandeld;;;"
SIGNALEN = {
    "_links": {"self": {"href": "/signals/v1/private/signals/7"}}, "count": 2,
    "results": [
        {"id": 7, "id_display": "SIG-7", "text": "Vuilnis naast de container",
         "created_at": "2026-10-02T09:00:00+02:00",
         "status": {"state": "b", "state_display": "In behandeling"},
         "location": {"geometrie": {"type": "Point", "coordinates": [4.318, 51.905]},
                      "address_text": "Verzonnenlaan 12"},
         "category": {"sub_slug": "huisafval", "main_slug": "afval"},
         "reporter": {"email": "bo@voorbeeld.invalid", "phone": None}},
        {"id": 8, "id_display": "SIG-8", "text": "Lantaarn", "created_at": "2026-10-03T09:00:00Z",
         "status": {"state": "o", "created_at": "2026-10-09T09:00:00Z"},
         "location": {"geometrie": {"type": "Point", "coordinates": [4.318, 51.905]}},
         "category": {"sub_slug": "lantaarnpaal-straatverlichting",
                      "main_slug": "wegen-verkeer-straatmeubilair"},
         "reporter": {"email": "", "phone": ""}},
    ],
}  # fmt: skip


def csv_of(*rows, header=HEADER):
    return "\r\n".join([header, *rows, ""]).encode()


def brought(city, content, name="oud.csv", **changes):
    with acting_as(city.acting("desk")) as acting:
        batch = actions.bring(acting, name, content)
        if changes:
            recipe = from_json({**batch.recipe, **changes})
            actions.choose(acting, batch, recipe)
    return batch


def read_in(city, content, **changes):
    batch = brought(city, content, **changes)
    with acting_as(city.acting("desk")) as acting:
        actions.start(acting, batch)
    return actions.run(batch.id)


def test_a_csv_comes_in_with_its_numbers(city):
    batch = read_in(city, csv_of(GOOD, CLOSED))
    assert (batch.state, batch.done, batch.wrong) == (BatchState.DONE, 2, 0)
    first, second = stored().order_by("-received_at")
    assert (first.source, first.state, first.wijk_code) == ("import", "received", "WK062202")
    assert first.due_at is not None
    assert (second.state, second.result, second.due_at) == ("answered", "solved", None)
    assert {a.reference for a in Arrival.objects.using("keeper").all()} == {"SIG-101", "SIG-102"}
    assert Contact.objects.using("keeper").get().report_id == first.id
    assert not BatchFile.objects.using("keeper").exists()
    for term in ("SIG-101", "101"):
        with acting_as(city.acting("desk")) as acting:
            assert search(acting, Filter(group="alles", term=term)) == [first.id]
    assert all_verbs().count("exchange.import") == 2


def test_the_desk_works_on_what_came_in(city, client_as):
    read_in(city, csv_of(GOOD))
    report = stored().get()
    page = client_as("desk").get(f"/werk/meldingen/{report.id}/").content.decode()
    assert "Oud nummer: SIG-101" in page
    assert "ingelezen" in page


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
)  # fmt: skip
def test_encodings_of_spreadsheets(city, encoding):
    row = "1;5-11-2026;Café=één;other.else;;;;"
    content = "\r\n".join([HEADER, row]).encode(encoding)
    read_in(city, content)
    assert stored().get().content.text == "Café=één"


def test_hidden_characters_go_and_formulas_stay_text(city):
    row = "1;5-11-2026;=cmd|x\x00\u200b\u202e;other.else;;;;"
    read_in(city, csv_of(row))
    report = stored().get()
    assert report.content.text == "=cmd|x"


def test_a_list_of_signalen_comes_in_as_it_is(city):
    batch = read_in(city, json.dumps(SIGNALEN).encode())
    assert batch.state == BatchState.DONE, batch.problems
    seven, eight = stored().order_by("received_at")
    assert (seven.state, seven.category.code) == ("working", "waste.dumped")
    assert (eight.state, eight.category.code) == ("answered", "unsafe.dark")
    assert seven.place.address == "Verzonnenlaan 12"
    assert seven.wijk_code == "WK062202"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1;;Tekst;other.else;;;;", "datum ontbreekt"),
        ("1;32-13-2026;Tekst;other.else;;;;", "geen datum"),
        ("1;2099-01-01;Tekst;other.else;;;;", "kan de datum niet zijn"),
        ("1;1900-01-01;Tekst;other.else;;;;", "kan de datum niet zijn"),
        ("1;5-11-2026;;other.else;;;;", "tekst is leeg"),
        ("1;5-11-2026;Tekst;verzonnen;;;;", "soort ‘verzonnen’"),
        ("1;5-11-2026;Tekst;;;;;", "soort ‘’"),
        ("1;5-11-2026;Tekst;other.else;zoek;;;", "staat ‘zoek’"),
        ("1;5-11-2026;Tekst;other.else;;4.318;51.905;", "omgewisseld"),
        ("1;5-11-2026;Tekst;other.else;;52.37;4.89;", "ligt"),
        ("1;5-11-2026;Tekst;other.else;;x;4.89;", "geen getal"),
        ("1;5-11-2026;Tekst;other.else;;;;geenadres", "e-mailadres"),
        ("1;5-11-2015;Tekst;other.else;afgehandeld;;;", "5 jaar"),
        ("1;5-11-2026;Tekst;other.else", "4 velden"),
        (f"1;5-11-2026;{'x' * 10001};other.else;;;;", "10.000"),
    ],
)
def test_errors_by_line_and_then_nothing_comes_in(city, row, said):
    batch = read_in(city, csv_of(GOOD, row))
    assert batch.state == BatchState.REFUSED
    assert batch.wrong == 1
    ((line, problem),) = batch.problems
    assert line == 3
    assert said in problem
    assert not stored().exists()


def test_lines_that_are_wrong_may_be_left_out(city):
    batch = read_in(city, csv_of(GOOD, "1;;x;other.else;;;;"), skip_wrong=True)
    assert (batch.state, batch.done, batch.wrong) == (BatchState.DONE, 1, 1)


def test_unknown_kinds_get_a_place(city):
    row = "1;5-11-2026;Tekst;Verzonnen;;;;"
    batch = brought(city, csv_of(row))
    with acting_as(city.acting("desk")):
        assert actions.look(batch).unknown == [("verzonnen", 1)]
    assert read_in(city, csv_of(row), otherwise="other.else").done == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   ", b"PK\x03\x04zip", b"%PDF-1.7", b"een woord", b"a;a\n1;2", b'{"x": 1}', b"[1]",
        b"[" * 5000, b'[{"a": ' + b'{"b": ' * 5000, b"\xff\xfe\x00", b'a;b\n"' + b"x" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_list_of_reports_is_refused_at_once(city, content):
    with acting_as(city.acting("desk")) as acting, pytest.raises(ValidationError):
        actions.bring(acting, "x", content)


def test_a_job_that_stopped_half_way_doubles_nothing(city, monkeypatch):
    monkeypatch.setattr(actions, "BLOCK", 2)
    rows = [f"{n};5-11-2026;Tekst {n};other.else;;;;" for n in range(5)]
    batch = brought(city, csv_of(*rows))
    with acting_as(city.acting("desk")) as acting:
        actions.start(acting, batch)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.run(batch.id, stop)
    assert stored().count() == 2
    assert actions.run(batch.id).state == BatchState.DONE
    assert stored().count() == 5
    assert len({report.number for report in stored().all()}) == 5


def test_undo_takes_exactly_that_file_and_leaves_what_was_worked_on(city):
    other = tell()
    earlier = read_in(city, csv_of("9;5-11-2026;Eerder;other.else;;;;"))
    batch = read_in(city, csv_of(GOOD, CLOSED, "3;5-11-2026;Derde;other.else;;;;"))
    worked = stored().get(content__text="Derde")
    with acting_as(city.acting("desk")) as acting:
        desk.take(acting, worked.id, 1)
        actions.undo(acting, Batch.objects.get(pk=batch.id))
    undone = actions.run(batch.id)
    assert (undone.state, undone.kept) == (BatchState.UNDONE, 1)
    left = {report.content.text for report in stored().select_related("content")}
    assert left == {other.content.text, "Eerder", "Derde"}
    assert Batch.objects.using("keeper").get(pk=earlier.id).state == BatchState.DONE
    assert not Contact.objects.using("keeper").exists()


def test_only_the_desk_of_the_whole_city_reads_in(city, client_as):
    for who in ("desk_west", "process_manager", "administrator"):
        with acting_as(city.acting(who)) as acting, pytest.raises(Denied):
            actions.bring(acting, "x.csv", csv_of(GOOD))
    assert client_as("desk_west").get("/werk/meldingen/inlezen/").status_code == 403
    assert client_as("police").get("/werk/meldingen/inlezen/").status_code in (403, 404)


def test_the_pages_from_file_to_reports_and_back(city, client_as):
    client = client_as("desk")
    assert "nog niets ingelezen" in client.get("/werk/meldingen/inlezen/").content.decode()
    assert client.post("/werk/meldingen/inlezen/").status_code == 422
    wrong = io.BytesIO(b"%PDF-1.7")
    wrong.name = "x.pdf"
    answer = client.post("/werk/meldingen/inlezen/", {"file": wrong})
    assert answer.status_code == 422
    assert "PDF" in answer.content.decode()
    file = io.BytesIO(csv_of(GOOD, "2;5-11-2026;Tweede;Verzonnen;;;;"))
    file.name = "oud.csv"
    page = client.post("/werk/meldingen/inlezen/", {"file": file}, follow=True)
    said = page.content.decode()
    assert "SIG-101" in said
    assert "verzonnen (1)" in said
    url = page.redirect_chain[-1][0]
    columns = {"reference": "nummer", "received_at": "ontvangen", "text": "tekst", "kind": "soort",
               "state": "staat", "lat": "lat", "lon": "lon", "kind-0": "other.else"}  # fmt: skip
    assert client.post(f"{url}kolommen/", {**columns, "text": ""}).status_code == 422
    assert client.post(f"{url}kolommen/", columns).status_code == 302
    assert client.post(f"{url}inlezen/").status_code == 302
    assert "wordt ingelezen" in client.get(url).content.decode()
    batch = Batch.objects.using("keeper").get()
    actions.run(batch.id)
    assert "2 meldingen zijn ingelezen" in client.get(url).content.decode()
    assert client.post(f"{url}weg/").status_code == 409
    assert client.post(f"{url}kolommen/", columns).status_code in (404, 409)
    assert client.post(f"{url}terug/").status_code == 302
    actions.run(batch.id)
    assert "staat niets meer" in client.get(url).content.decode()
    assert not stored().exists()
    assert client.post(f"{url}onzin/").status_code == 404
    assert client.get(f"/werk/meldingen/inlezen/{uuid4()}/").status_code == 404


def test_a_job_writes_nothing_but_a_stock(city):
    from django.db import ProgrammingError

    report = tell()
    with acting_as(job("reports.import")):
        assert not Report.objects.filter(id=report.id).exists()
    row = {f.attname: getattr(report, f.attname) for f in Report._meta.concrete_fields}
    fresh = Report(**{**row, "id": uuid4(), "number": "M-0000-0000", "source": "site"})
    with (
        acting_as(job("reports.import")),
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        Report.objects.bulk_create([fresh])


def test_thousands_of_rows_go_fast(city):
    dice, count = random.Random(5), 4000
    rows = [
        f"SIG-{n};{1 + n % 28}-10-2026 {n % 24}:15;Vuilnis naast container {dice.random()};"
        f"waste.dumped;{dice.choice(['gemeld', 'afgehandeld'])};51.905;4.318;"
        for n in range(count)
    ]
    began = time.process_time()
    batch = read_in(city, csv_of(*rows))
    assert (batch.state, batch.done) == (BatchState.DONE, count)
    assert time.process_time() - began < 20
    assert stored().count() == count
    assert stored().filter(received_at__gt=timezone.now()).count() == 0
    assert guessed(open_sheet(csv_of(GOOD)).header).columns["reference"] == "nummer"
