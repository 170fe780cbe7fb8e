"""Attacks over HTTP: bait that a person may not see shows nowhere, by nothing."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from baken.core import numbers
from baken.core.acting import PUBLIC, acting_as, resident
from tests.city import City
from tests.conftest import CLUSTER
from tests.kept import kept
from tests.wall.crawl import addresses, ask, crawl, hidden_markers, leaks
from tests.wall.probe import RULES
from tests.wall.who import Row, Who, who_is
from tests.wall.world import World, built

PERSONAS = (
    "desk", "desk_west", "council_mayor", "process_manager", "process_manager2", "case_manager",
    "police", "police2", "housing", "care", "adviser", "statistician", "clerk", "privacy_officer",
    "administrator", "mayor",
)  # fmt: skip
STRANGERS = ("police2", "housing", "desk_west", "process_manager2", "mayor", "privacy_officer")
# Which table the ids of an address are of.
TABLES = {
    "report_id": "reports_report", "bond_id": "reports_bond", "saved_id": "reports_savedlist",
    "team_id": "reports_team", "phrase_id": "reports_phrase", "sweep_id": "reports_sweep",
    "contact_id": "reports_areacontact",
    "reminder_id": "reports_reminder", "case_id": "cases_case", "seat_id": "cases_seat",
    "participation_id": "cases_participation", "contribution_id": "cases_contribution",
    "action_id": "cases_action", "request_id": "cases_phaserequest",
    "document_id": "documents_document", "message_id": "messages_message",
    "person_id": "people_person", "list_id": "retention_list", "hold_id": "retention_hold",
    "certificate_id": "retention_certificate", "assignment_id": "access_assignment",
    "agreement_id": "access_agreement", "organisation_id": "access_organisation",
    "id": "programme_councilpaper", "user_id": "access_user",
    "asked_id": "cases_datarequest", "part_id": "cases_datapart", "item_id": "cases_dataitem",
    "postponement_id": "cases_postponement", "jump_id": "cases_jump",
    "handover_id": "cases_handover", "about": "cases_clock",
    "goal_id": "cases_goal", "attendee_id": "cases_attendee",
    "disclosure_id": "cases_disclosure", "glass_id": "cases_glass", "lapse_id": "cases_lapse",
    "line_id": "cases_minutesline", "meeting_id": "cases_meeting", "signal_id": "cases_signal",
    "token_id": "access_token", "transfer_id": "cases_transfer",
    "draft_id": "cases_modeldraft", "trial_id": "cases_modeltrial", "move_id": "cases_modelmove",
    "model_id": "cases_avemodel", "breach_id": "cases_breach", "extension_id": "cases_extension",
    "regime_id": "cases_regimerequest", "comment_id": "programme_papercomment",
    "cluster_id": "reports_cluster", "key_id": "reports_key", "batch_id": "reports_batch",
    "hook_id": "reports_hook", "delivery_id": "reports_delivery",
    "item": "programme_councilrecord", "reaction_id": "programme_reaction",
}  # fmt: skip
WORDS = {"role": "casusregie", "target": "3", "what": "stuk", "step": "delen", "code": "x" * 24,
         "token": "x" * 24, "part": "klokken", "kind": "theme", "key": "T1", "parent": "T1",
         "year": "2026", "number": "1", "paragraph": "a"}  # fmt: skip
# Fields of all forms at once: whatever a page asks for, it gets something plausible.
FORM: dict[str, Any] = {
    "version": "1", "text": "Een zin die lang genoeg is.", "reason": "Omdat het moet.",
    "title": "Titel", "grounds": "Het stokt al weken.", "result": "solved", "ground": "contact",
    "purpose": "Weer veilig", "nature": "fact", "granted": "ja", "held_on": "2026-11-01",
    "safety": "4", "task": "Meekijken", "name": "Bo Verzonnen", "role": "subject", "spoed": "1",
}  # fmt: skip
QUIET = {"audit_entry", "audit_unsealed", "audit_processing", "access_user"}


@pytest.fixture
def world(city: City, superuser: psycopg.Connection) -> World:
    return kept("world", city, superuser, built)


Browser = Callable[..., Client]


def who_of(world: World, name: str) -> Who:
    return who_is(world, world.acting(name).setting)


@pytest.mark.parametrize("name", PERSONAS)
def test_no_page_shows_what_the_oracle_hides(world: World, client_as: Browser, name: str) -> None:
    client, hidden = client_as(name), hidden_markers(world, who_of(world, name))
    pages = 0
    for url, answer in crawl(client, "/werk/", each=2, most=30):
        assert answer.status < 500, url
        assert leaks(answer.body + answer.headers, hidden) == [], f"{name} reads {url}"
        pages += 1
    assert pages > 3


def test_the_public_site_shows_nothing_of_it(world: World) -> None:
    hidden = hidden_markers(world, who_is(world, PUBLIC.setting))
    for start in ("/", "/werk/"):
        for url, answer in crawl(Client(), start, each=2, most=30):
            assert answer.status < 500, url
            assert leaks(answer.body + answer.headers, hidden) == [], url


def test_the_crawl_would_find_a_leak(world: World, client_as: Browser) -> None:
    """What the desk may see is found on its pages, so that hidden words would be found too."""
    seen = set(world.markers) - set(hidden_markers(world, who_of(world, "desk")))
    text = "".join(a.body for _url, a in crawl(client_as("desk"), "/werk/", each=9, most=30))
    assert len(leaks(text, sorted(seen))) > 10


def test_a_code_opens_one_report_and_nothing_beside_it(world: World) -> None:
    code, other = world.codes["west"], world.codes["holy"]
    who = who_is(world, resident(code).setting)
    hidden, client = hidden_markers(world, who), Client()
    pages = list(crawl(client, f"/volgen/{code}/", each=2, most=20))
    assert leaks(pages[0][1].body, list(set(world.markers) - set(hidden)))
    for url, answer in pages:
        assert leaks(answer.body + answer.headers, hidden) == [], url
    for row in world.tables["documents_document"].values():
        if RULES["documents_document"].select(who, row):
            continue
        one, absent = (
            ask(client, "get", f"/volgen/{code}/foto/{key}/") for key in (row["id"], uuid4())
        )
        assert one.status == 404, row
        assert one.like(absent), one.beside(absent)
    assert ask(client, "get", f"/volgen/{other[:-1]}/").status in (404, 422)


# -- hidden and absent ----------------------------------------------------------------------


def bait_for(world: World, who: Who, ids: list[str]) -> list[dict[str, str]]:
    """Ids for one address: the first hidden, then the last hidden in something visible."""
    table = TABLES[ids[-1]]
    rule = RULES.get(table)
    if rule is None:
        return []
    rows = world.tables[table]
    hidden = [row for row in rows.values() if not rule.select(who, row)]
    if len(ids) == 1:
        return [{ids[0]: world_key(row)} for row in hidden[:1]]
    found = []
    mine = sorted(who.open_files or who.files)
    for row in hidden[:1]:
        parent = row.get("case_id") or row.get("file_id") or str(uuid4())
        found.append({ids[0]: parent, ids[-1]: row["id"]})
        found += [{ids[0]: file, ids[-1]: row["id"]} for file in mine[:1]]
    if "case_id" in ids and (beside := [r for r in hidden if r.get("case_id") in mine]):
        found.append({"case_id": beside[0]["case_id"], ids[-1]: beside[0]["id"]})
    return found


def world_key(row: Row) -> str:
    return str(row.get("id") or row.get("report_id"))


def fill(route: str, ids: dict[str, str]) -> str:
    """The address with these ids; other parts get a plausible word."""
    url = route
    for name, value in {**WORDS, **ids}.items():
        for kind in ("uuid", "str", "slug", "int"):
            url = url.replace(f"<{kind}:{name}>", value)
    return f"/{url}"


def twins(world: World, who: Who) -> Iterator[tuple[str, str, str]]:
    """Address, with ids of hidden rows and with ids that do not exist."""
    for name, route, ids in addresses():
        if not ids:
            continue
        for bait in bait_for(world, who, ids):
            absent = {**bait, ids[-1]: str(uuid4())}
            if bait[ids[0]] not in who.files:
                absent = {key: str(uuid4()) for key in bait}
            yield name, fill(route, bait), fill(route, absent)


@pytest.mark.parametrize("name", STRANGERS)
def test_hidden_and_absent_are_one_and_the_same(
    world: World, client_as: Browser, name: str
) -> None:
    client, who = client_as(name), who_of(world, name)
    hidden, tried = hidden_markers(world, who), 0
    for view, bait, absent in twins(world, who):
        for method, data in (("get", None), ("post", FORM)):
            one, other = ask(client, method, bait, data), ask(client, method, absent, data)
            if one.statements > other.statements:  # the first may have filled a cache
                one = ask(client, method, bait, data)
            assert one.status in (403, 404, 405), f"{name} {method} {view}: {one}"
            assert one.like(other), f"{name} {method} {view}: {one.beside(other)}"
            assert leaks(one.body + one.headers, hidden) == [], view
            tried += 1
    assert tried > 20
    assert changed(world) == {}


def changed(world: World) -> dict[str, int]:
    """Tables in which a row came, went or changed since the world was read; not the trail and
    the moment of signing in."""
    before = world.tables
    world.tables = {}
    with psycopg.connect(CLUSTER.url("keeper")) as keeper:
        world.read(keeper)
    return {
        table: len(rows) for table, rows in world.tables.items()
        if table not in QUIET and rows != before[table]
    }  # fmt: skip


# -- searching, paging, choosing ------------------------------------------------------------

SEARCHED = ("reports_content", "reports_place", "reports_report", "reports_contact",
            "reports_identity", "reports_answer",
            "cases_case", "cases_content", "cases_contribution", "cases_action",
            "people_identity", "documents_document", "programme_councilpaper")  # fmt: skip


@pytest.mark.parametrize("name", ["desk_west", "police2", "housing", "process_manager2", "clerk"])
def test_searching_for_a_hidden_word_is_searching_for_nothing(
    world: World, client_as: Browser, name: str
) -> None:
    client, hidden = client_as(name), hidden_markers(world, who_of(world, name))
    first = {table: word for word, (table, _key) in world.markers.items() if word in hidden}
    for table in SEARCHED:
        if table not in first:
            continue
        for page in ("/werk/zoeken/?q=", "/werk/meldingen/?q=", "/werk/casussen/?q="):
            word = first[table]
            nonsense = numbers.draw(word[0]) if word[1] == "-" else "zqxqqqq"
            ask(client, "get", page + nonsense)
            one = ask(client, "get", page + word, secret=word)
            other = ask(client, "get", page + nonsense, secret=nonsense)
            assert one.like(other), f"{name} {page}{table}: {one.beside(other)}"
            assert leaks(one.body, hidden) == []


def test_a_page_mark_of_a_hidden_report_tells_nothing(world: World, client_as: Browser) -> None:
    client = client_as("desk_west")
    ask(client, "get", "/werk/meldingen/")  # what is asked once per connection is asked
    hidden = world.tables["reports_report"][str(world.names["holy"])]
    for way in ("na", "voor"):
        answers = []
        for key in (hidden["id"], str(uuid4())):
            mark = urlsafe_b64encode(json.dumps([hidden["received_at"], key]).encode()).decode()
            url = f"/werk/meldingen/?orde=nieuw&{way}={quote(mark)}"
            answers.append(ask(client, "get", url, secret=mark))
        assert answers[0].like(answers[1]), answers[0].beside(answers[1])
        assert leaks(answers[0].body, hidden_markers(world, who_of(world, "desk_west"))) == []


def test_an_export_has_only_what_the_list_has(world: World, client_as: Browser) -> None:
    client = client_as("desk_west")
    answer = ask(client, "post", "/werk/meldingen/export/?staat=alles", {"ground": "own_work"})
    grounds = apps.get_app_config("reports").module.desk_forms.ExportForm.base_fields["ground"]
    if answer.status != 200:
        code = next(code for code, _label in grounds.choices if code)
        answer = ask(client, "post", "/werk/meldingen/export/?staat=alles", {"ground": code})
    assert "text/csv" in answer.headers
    hidden = hidden_markers(world, who_of(world, "desk_west"))
    assert leaks(answer.body, hidden) == []
    assert len(leaks(answer.body, sorted(set(world.markers) - set(hidden)))) >= 2


Probe = tuple[str, str, dict[str, Any], str]


def probes(world: World) -> list[Probe]:
    """Who sends what where, and the field that names what this person may not choose."""
    one, west = world.names["case one"], world.names["west"]
    users, parties = world.city.users, world.city.organisations
    seat = "stoel/casusregie/"
    case, report = f"/werk/casussen/{one}/", f"/werk/meldingen/{west}/"
    return [
        ("desk", f"{report}toewijzen/", {"user": users["police"]}, "user"),
        ("desk", f"{report}toewijzen/", {"user": users["administrator"]}, "user"),
        ("desk", f"{report}toewijzen/", {"user": users["ended_desk"]}, "user"),
        ("desk", f"{report}toewijzen/", {"user": users["inactive_desk"]}, "user"),
        ("process_manager", f"{case}{seat}", {"holder": users["inactive_police"]}, "holder"),
        ("process_manager", f"{case}{seat}", {"holder": users["desk"]}, "holder"),
        ("police", f"{case}inbreng/", {"release_to": [parties["riec"]]}, "release_to"),
        ("police", f"{case}inbreng/", {"release_to": [parties["school"]]}, "release_to"),
        ("police", f"{case}actie/", {"owner": users["case_manager"]}, "owner"),
        ("housing", f"{case}actie/", {"owner": users["police2"]}, "owner"),
        ("process_manager", f"{case}actie/", {"owner": users["desk"]}, "owner"),
        ("process_manager", f"{case}partner/{parties['riec']}/",
         {"user_ids": [users["police"]]}, "user_ids"),
    ]  # fmt: skip


def test_naming_somebody_that_one_may_not_choose_is_naming_nobody(
    world: World, client_as: Browser
) -> None:
    for name, url, data, field in probes(world):
        client = client_as(name)
        absent = {field: [uuid4()] if isinstance(data[field], list) else uuid4()}
        ask(client, "post", url, {**FORM, **absent})
        one, other = (ask(client, "post", url, {**FORM, **d}) for d in (data, absent))
        for answer, sent in ((one, data), (other, absent)):
            answer.body = answer.body.replace(_first(sent[field]), "…")
        assert one.status in (404, 409, 422), f"{name} {url} {data}: {one}"
        assert (one.status, one.body) == (other.status, other.body), (
            f"{name} {url}: {one.beside(other)}"
        )
    assert changed(world) == {}


def _first(value: object) -> str:
    return str(value[0] if isinstance(value, list) else value)


# -- below the pages ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["desk_west", "police", "housing", "case_manager", "mayor"])
def test_joins_bring_nothing_hidden(world: World, name: str) -> None:
    """`select_related` over every foreign key of every guarded model."""
    who, acting = who_of(world, name), world.acting(name)
    joined = 0
    for model in apps.get_models():
        table = model._meta.db_table
        links = [f for f in model._meta.fields if f.is_relation]
        if table not in RULES or not links:
            continue
        with acting_as(acting):
            for row in model.objects.select_related(*[link.name for link in links]):
                for link in links:
                    joined += _seen(world, who, row, link)
    assert joined > 20


def _seen(world: World, who: Who, row: Any, link: Any) -> int:
    other = link.related_model._meta.db_table
    found = row._state.fields_cache.get(link.name)
    if found is None or other not in RULES:
        return 0
    assert RULES[other].select(who, world.tables[other][str(found.pk)]), f"{row} to {other}"
    return 1


def test_the_next_request_on_a_used_connection_sees_nothing(
    world: World, client_as: Browser
) -> None:
    nobody = who_is(world, "")
    for name in ("desk", "process_manager", "privacy_officer"):
        client_as(name).get("/werk/")
        for table, rule in RULES.items():
            expected = sum(rule.select(nobody, row) for row in world.tables[table].values())
            with connection.cursor() as cursor:
                cursor.execute(f'select count(*) from "{table}"')
                assert cursor.fetchone()[0] == expected, table


def test_a_unique_key_tells_nothing(world: World) -> None:
    """Is police2 on case one? The wall refuses before the index is asked, taken or not."""
    row = next(m for m in world.tables["access_membership"].values()
               if m["file_id"] == str(world.names["case one"]))  # fmt: skip
    with psycopg.connect(CLUSTER.url("app")) as app:
        for user in (row["user_id"], str(world.city.users["adviser"])):
            app.execute("select set_config('baken.acting', %s, true)",
                        [world.acting("housing").setting])  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(
                    "insert into access_membership (id, file_id, user_id, organisation_id, invited,"
                    " valid_from) values (gen_random_uuid(), %s, %s, %s, false, now())",
                    [row["file_id"], user, row["organisation_id"]],
                )
            app.rollback()


ORACLES = {
    "select cases_takes_part(%s, %s)": ("case two", "politie"),
    "select cases_is_ours(%s, %s)": ("case two", "politie"),
    "select count(*) from cases_withdraw_from(%s, %s)": ("case one", "zorg"),
    "select count(*) from cases_open_files() f where f = %s or %s is null": ("case two", "politie"),
    "select count(*) from reports_handed_over() h where h <> %s or %s is null": ("case", "politie"),
    "select count(*) from figures_reports_received('2000-01-01', '2100-01-01') where %s <> %s":
        ("case", "politie"),
    "select count(*) from figures_cases_per_phase('2000-01-01', '2100-01-01') where %s <> %s":
        ("case", "politie"),
    "select count(*) from reports_search('deur', '{}', 9) where %s <> %s":
        ("case", "politie"),
    "select count(*) from reports_alike(%s, array(select id from reports_category), '10 years')"
    " where %s is not null": ("case", "politie"),
    "select coalesce(unread + working + asked, 0) from reports_waiting(9) where %s <> %s":
        ("case", "politie"),
}  # fmt: skip


def test_functions_that_see_more_answer_nothing_about_what_is_hidden(world: World) -> None:
    settings = {"nobody": "", "public": PUBLIC.setting}
    settings |= {n: world.acting(n).setting for n in ("police", "administrator", "mayor")}
    with psycopg.connect(CLUSTER.url("app")) as app:
        for name, setting in settings.items():
            for question, (about, party) in ORACLES.items():
                keys = [world.names[about], world.city.organisations[party]]
                app.execute("select set_config('baken.acting', %s, true)", [setting])
                answer = app.execute(question, keys).fetchone()
                assert answer in ((False,), (0,), (None,)), f"{name}: {question}"
                app.rollback()


def test_reports_alike_are_only_those_that_one_sees(world: World) -> None:
    """Whoever asks, about whichever report: what comes is the rule's, on both sides."""
    rule, rows = RULES["reports_report"], world.tables["reports_report"]
    asked = "select id from reports_alike(%s, array(select id from reports_category), '10 years')"
    given = 0
    with psycopg.connect(CLUSTER.url("app")) as app:
        for name in sorted(world.city.users):
            who = who_is(world, world.acting(name).setting)
            seen = {key for key, row in rows.items() if who.desk and rule.select(who, row)}
            for key in rows:
                app.execute("select set_config('baken.acting', %s, true)",
                            [world.acting(name).setting])  # fmt: skip
                found = {str(row[0]) for row in app.execute(asked, [key])}
                assert found <= seen - {key}, name
                assert not found or key in seen, name
                given += len(found)
            app.rollback()
    assert given
