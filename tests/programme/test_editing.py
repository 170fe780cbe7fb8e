"""The plan is edited statement by statement, and is the same plan as a file."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from baken.programme.api import import_plan
from baken.programme.editing import actions
from baken.programme.editing.actions import Said
from baken.programme.models import Entry, Kind, Observation, Snapshot
from baken.programme.planfile import _Loader, read_plan
from baken.programme.planwriter import write_plan
from baken.programme.queries.questions import open_questions
from baken.programme.queries.register import load
from baken.programme.records import plain_json
from tests.city import City
from tests.programme.conftest import PLAN

RAW = PLAN.read_bytes()


def tree(raw: bytes) -> Any:
    """A plan's file as plain data. What is the same said otherwise is made alike."""
    data = plain_json(yaml.load(raw.decode(), Loader=_Loader))
    assert isinstance(data, dict)
    shared = data.pop("bbv_bron", None)
    for item in data["bbv_verplicht"]:
        item.setdefault("bron", shared)
    return alike(data)


def alike(value: Any) -> Any:
    """No source is no field; one source is no list; no figures yet is no field."""
    if isinstance(value, list):
        return [alike(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: alike(item) for name, item in value.items()}
    for name in ("bron", "waarden"):
        if name in found and not found[name]:
            del found[name]
    if isinstance(found.get("bron"), list) and len(found["bron"]) == 1:
        found["bron"] = found["bron"][0]
    return found


def test_the_real_plan_goes_out_as_it_came_in() -> None:
    written = write_plan(read_plan(RAW))
    assert tree(written) == tree(RAW)
    assert write_plan(read_plan(written)) == written
    ours, theirs = read_plan(RAW), read_plan(written)
    assert (ours.plan, ours.records) == (theirs.plan, theirs.records)
    assert set(map(repr, ours.readings)) == set(map(repr, theirs.readings))


@pytest.mark.parametrize(
    "text", ["yes", "2.50", "007", "2026-13-45", "a: b", "# x", "één,\ntwee", " [x] ", "'\"\\", "~"]
)
def test_words_that_yaml_could_take_for_something_else(text: str) -> None:
    contents = read_plan(RAW)
    records = [
        r if r.key != "T1.A1" else type(r)(**{**vars(r), "details": {"eigenaar": text}})
        for r in contents.records
    ]
    again = read_plan(write_plan(type(contents)(tuple(records), (), contents.plan)))
    found = next(record for record in again.records if record.key == "T1.A1")
    assert found.details["eigenaar"] == text


def said(name: str = "Naam", **more: Any) -> Said:
    return Said(name, more.pop("details", {}), more.pop("sources", ("B2",)), **more)


def versions(kind: str, key: str) -> list[tuple[int, bool, str]]:
    rows = Entry.objects.filter(kind=kind, key=key).order_by("version")
    return [(row.version, row.current, row.name) for row in rows]


def test_changing_adding_ending_and_restoring(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        old = load().one("T1.A1", Kind.ACTION)
        assert old is not None
        owner = {**old.entry.details, "eigenaar": "Team Veiligheid", "partners": ["RIEC"]}
        files = Snapshot.objects.count()
        actions.change(acting, "action", "T1.A1", said("Anders", details=owner), version=1)
        assert Snapshot.objects.count() == files + 1
        assert Entry.objects.filter(version__gt=1).count() == 1
        assert versions("action", "T1.A1") == [(1, False, old.name), (2, True, "Anders")]

        with pytest.raises(Conflict) as stale:
            actions.change(acting, "action", "T1.A1", said("Te laat"), version=1)
        assert next((v.mine, v.theirs) for v in stale.value.versions) == ("Te laat", "Anders")
        assert stale.value.newest == 2

        key = actions.add(acting, "action", "T1.D1", said("Nieuw", source_title="Besluit 1"))
        assert key == "T1.A5"
        made = Entry.objects.get(key=key)
        assert (made.parent, made.sources) == ("T1.D1", ["B2", "B28"])
        with pytest.raises(ValidationError, match="hangt ervan af"):
            actions.end(acting, "goal", "T1.D1", version=1, because="x")
        actions.end(acting, "action", key, version=1, because="Vergissing")
        actions.restore(acting, "action", key, 1, version=1)
        assert versions("action", key) == [(1, False, "Nieuw"), (2, True, "Nieuw")]
        actions.restore(acting, "action", "T1.A1", 1, version=2)
        assert Entry.objects.get(key="T1.A1", current=True).details == old.entry.details
        newest = Entry.objects.get(kind=Kind.PLAN, current=True).snapshot
        quoted = [set(map(repr, read_plan(raw).readings)) for raw in (bytes(newest.raw), RAW)]
        assert quoted[0] == quoted[1]


def test_the_file_of_an_edited_plan_changes_nothing_when_read_again(
    plan: City, tmp_path: Path
) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        line = {"jaar": 2027, "lasten": 1250000, "baten": None, "programma": "Veiligheid"}
        actions.add(acting, "budget_line", "", said("Veiligheid", details=line))
        rest = load().one("O1.F1", Kind.FACT)
        assert rest is not None
        actions.end(acting, "fact", "O1.F1", version=1, because="Dubbel")
        decided = load().of_kind(Kind.DECISION)[0]
        words = {**decided.entry.details, "datum": "2023-10-11"}
        actions.change(acting, "decision", decided.key, said("Anders", details=words), version=1)
        raw = bytes(Entry.objects.get(kind=Kind.PLAN, current=True).snapshot.raw)
    path = tmp_path / "uit.yaml"
    path.write_bytes(raw)
    summary = import_plan(path)
    assert (summary.changes, summary.differences) == (0, [])


def test_what_cannot_be_is_refused_and_nothing_changes(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        files = Snapshot.objects.count()
        goal = {"periode": [2024, 2027], "indicatoren": ["I-NIETS"]}
        for kind, key, words, reason in (
            ("goal", "T1.D1", said(details=goal), "Die is er niet"),
            ("goal", "T1.D1", said(sources=("B99",)), "staat niet bij de bronnen"),
            ("goal", "T1.D1", said(sources=()), "Kies een bron"),
        ):
            with pytest.raises(ValidationError, match=reason):
                actions.change(acting, kind, key, words, version=1)
        with pytest.raises(Denied):
            actions.change(acting, "goal", "T9.D9", said(), version=1)
        with pytest.raises(Denied):
            actions.add(acting, "theme", "T1.A1", said())
        again = {"jaar": 2026, "programma": "Veiligheid en handhaving"}
        with pytest.raises(ValidationError, match="staat al in het plan"):
            actions.add(acting, "budget_line", "", said("Veiligheid en handhaving", details=again))
        assert Snapshot.objects.count() == files
    for who in ("clerk", "mayor", "statistician", "desk"):
        with acting_as(plan.acting(who)) as acting, pytest.raises(Denied):
            actions.change(acting, "goal", "T1.D1", said(), version=1)


def test_the_plan_of_another_municipality_stands_beside_it(plan: City, tmp_path: Path) -> None:
    other = tmp_path / "ander.yaml"
    text = PLAN.read_text().replace("code: GM0622", "code: GM9999")
    other.write_text(text.replace("Aanpak van ondermijning verstevigen", "Iets anders"))
    with acting_as(PUBLIC):
        before = (Entry.objects.filter(current=True).count(), Observation.objects.count())
    summary = import_plan(other)
    assert summary.ended == 0
    with acting_as(PUBLIC):
        plans = Entry.objects.filter(kind=Kind.PLAN, current=True).values_list("plan", flat=True)
        assert sorted(plans) == ["GM0622:IVP-2024-2027", "GM9999:IVP-2024-2027"]
        theme = load().one("T1", Kind.THEME)
        assert theme is not None
        assert theme.name == "Aanpak van ondermijning verstevigen"
        assert Entry.objects.filter(current=True, plan="GM0622:IVP-2024-2027").count() <= before[0]
        assert not Entry.objects.filter(version__gt=1).exists()
    assert import_plan(PLAN).changes == 0
    assert import_plan(other).changes == 0


def test_editing_in_the_browser(plan: City, client_as: Callable[..., Client]) -> None:
    client = client_as("adviser")
    page = reverse("programme:statement", args=["action", "T3.A1"])
    form = f"{page}wijzigen/"
    assert "gepland" in client.get(form).content.decode()
    words = {"name": "AVE invoeren", "start": "2026", "status": "loopt", "sources": ["B2"],
             "because": "Gestart in januari", "version": "1"}  # fmt: skip
    wrong = client.post(form, {**words, "start": "ooit", "sources": []})
    assert wrong.status_code == 422
    told = wrong.content.decode()
    assert "‘ooit’ is geen periode" in told
    assert "Kies een bron" in told
    assert "AVE invoeren</textarea>" in told
    assert client.post(form, words).status_code == 302
    stale = client.post(form, {**words, "name": "Mijn tekst"})
    assert stale.status_code == 409
    both = stale.content.decode()
    assert "Mijn tekst" in both
    assert "AVE invoeren" in both
    told = client.get(page).content.decode()
    for part in ("Versie 2", "Versie 1", "Gestart in januari", "<ins>loopt</ins>"):
        assert part in told
    back = client.post(f"{page}terug/1/", {"version": "2"})
    assert back.status_code == 302
    assert client.post(f"{page}terug/1/", {"version": "2"}).status_code == 409
    assert client.post(f"{page}terug/77/", {"version": "3"}).status_code == 404
    with acting_as(PUBLIC):
        assert Entry.objects.get(key="T3.A1", current=True).details["status"] == "gepland"
    for path in ("werk/plan/iets/T1/", "werk/plan/action/T9/", "werk/plan/nieuw/iets/"):
        assert client.get(f"/{path}").status_code == 404, path
    for who in ("clerk", "mayor"):
        assert client_as(who).get(page).status_code == 200
        assert client_as(who).get(form).status_code == 403


def test_every_open_question_leads_to_a_form_that_opens(
    plan: City, client_as: Callable[..., Client]
) -> None:
    client = client_as("adviser")
    with acting_as(PUBLIC):
        kinds = {question.kind: question.url for question in open_questions()}
    for url in kinds.values():
        assert client.get(url).status_code == 200, url
        if "/area/" not in url:
            assert client.get(f"{url}wijzigen/").status_code == 200, url
    for kind in ("theme", "target", "year_plan", "budget_condition", "source", "indicator"):
        assert client.get(f"/werk/plan/nieuw/{kind}/").status_code == 200, kind


def test_the_plan_as_a_file_in_the_browser(
    plan: City, client_as: Callable[..., Client], tmp_path: Path
) -> None:
    client = client_as("adviser")
    raw = client.get(reverse("programme:plan_file")).content
    assert tree(raw) == tree(RAW)
    assert client.get(reverse("programme:plan_file")).content == raw
    path, upload = tmp_path / "plan.yaml", reverse("programme:plan_upload")
    path.write_bytes(raw.replace(b"status: gepland", b"status: loopt"))
    with path.open("rb") as file:
        seen = client.post(upload, {"file": file, "look": "look"})
    assert "0 nieuw, 2 veranderd" in seen.content.decode()
    with acting_as(PUBLIC):
        assert not Entry.objects.filter(version__gt=1).exists()
    with path.open("rb") as file:
        assert client.post(upload, {"file": file, "look": "read"}).status_code == 302
    with acting_as(PUBLIC):
        assert Entry.objects.filter(version__gt=1).count() == 2
    path.write_bytes(b"meta: [")
    with path.open("rb") as file:
        refused = client.post(upload, {"file": file, "look": "read"})
    assert refused.status_code == 422
    assert "geen leesbaar YAML-bestand" in refused.content.decode()


def test_two_editors_of_two_statements_at_once_lose_nothing(plan: City) -> None:
    first_wrote, done = Event(), []

    def second() -> None:
        first_wrote.wait(10)
        with acting_as(plan.acting("adviser")) as acting:
            actions.change(acting, "theme", "T2", said("De tweede"), version=1)
        connection.close()
        done.append("second")

    thread = Thread(target=second)
    thread.start()
    with acting_as(plan.acting("adviser")) as acting:
        actions.change(acting, "theme", "T1", said("De eerste"), version=1)
        first_wrote.set()
        thread.join(0.7)
        assert done == []
    thread.join(20)
    assert done == ["second"]
    with acting_as(PUBLIC):
        raw = bytes(Entry.objects.get(kind=Kind.PLAN, current=True).snapshot.raw)
        names = {r.key: r.name for r in read_plan(raw).records if r.kind == "theme"}
        assert (names["T1"], names["T2"]) == ("De eerste", "De tweede")
        assert Entry.objects.filter(version__gt=1).count() == 2
