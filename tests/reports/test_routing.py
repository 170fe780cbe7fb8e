"""Teams and rules: which one decides, what is said of it, the dry run, and who may order."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from baken.core.acting import acting_as
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.reports.actions import desk
from baken.reports.models import Event
from baken.reports.routing import actions
from baken.reports.routing.models import Rules, Team
from baken.reports.routing.rules import Facts, Line, Routing, TeamNow, has_word, moment_of
from tests.reports.tools import HOLY, keeper_get, tell, tree_of

HOME = "/werk/meldingen/"
NOON = datetime(2026, 12, 1, 12, tzinfo=ZONE)
FACTS = Facts(
    ("unsafe.dark", "unsafe"), ("WK062202", "BU06220203"), "De lamp is stuk", NOON, "site"
)


@pytest.fixture
def teams(city):
    """{name: team}; the desk is in each but the empty one; Balie takes what is left."""
    with acting_as(city.acting("desk")) as acting:
        made = {name: actions.add_team(acting, name) for name in ("Balie", "Straat", "Leeg")}
        for name in ("Balie", "Straat"):
            actions.set_members(acting, made[name].id, [city.users["desk"]])
    return made


def adopt(city, *lines):
    with acting_as(city.acting("desk")) as acting:
        draft = actions.begin(acting)
        actions.write(acting, draft.id, draft.version, lines)
        actions.adopt(acting, draft.id, draft.version + 1)


def why(report):
    return Event.objects.using("keeper").filter(report=report).order_by("at").first().note


# -- rules on facts ----------------------------------------------------------------------------

BALIE, STRAAT, LEEG = (
    TeamNow(uuid4(), name, name == "Balie", members)
    for name, members in (("Balie", 1), ("Straat", 2), ("Leeg", 0))
)
TEAMS = {team.id: team for team in (BALIE, STRAAT, LEEG)}


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ({}, True),
        ({"subjects": ("unsafe",)}, True),
        ({"subjects": ("unsafe.dark", "waste")}, True),
        ({"subjects": ("waste",)}, False),
        ({"subjects": ("gone.kind",)}, False),
        ({"areas": ("WK062202",)}, True),
        ({"areas": ("WK062207",)}, False),
        ({"words": ("LAMP", "fiets")}, True),
        ({"words": ("amp",)}, False),
        ({"words": ("l.mp",)}, False),
        ({"moment": "office"}, True),
        ({"moment": "outside"}, False),
        ({"sources": ("phone",)}, False),
        ({"subjects": ("unsafe",), "words": ("fiets",)}, False),
    ],
)
def test_every_condition_that_is_filled_in_must_fit(line, fits):
    assert Line("x", "t", **line).fits(FACTS) == fits


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [(1, 8, "office"), (1, 16, "office"), (1, 17, "outside"), (1, 7, "outside"), (5, 12, "outside"),
     (25, 12, "outside")],
)  # fmt: skip
def test_office_hours_are_hours_of_working_days(day, hour, moment):
    assert moment_of(datetime(2026, 12, day, hour, tzinfo=ZONE)) == moment


def test_a_word_begins_a_word():
    assert has_word("Een kapotte lantaarnpaal", ["lantaarn"])
    assert not has_word("Een kapotte straatlantaarn", ["lantaarn"])


def test_the_first_rule_that_fits_decides_and_says_so():
    lines = (Line("A", str(STRAAT.id), words=("fiets",)), Line("B", str(STRAAT.id)),
             Line("C", str(BALIE.id)))  # fmt: skip
    routed = Routing(1, lines, TEAMS).route(FACTS)
    assert (routed.team, routed.why) == (STRAAT, "Regel 2: B.")


@pytest.mark.parametrize(("team", "said"), [(LEEG.id, "niemand"), (uuid4(), "er niet meer is")])
def test_a_rule_to_nobody_loses_nothing(team, said):
    routed = Routing(1, (Line("A", str(team), urgent=True),), TEAMS).route(FACTS)
    assert routed.team == BALIE
    assert said in routed.why
    assert routed.urgent


def test_without_a_rule_the_team_of_the_kind_and_else_who_takes_what_is_left():
    routing = Routing(1, (), TEAMS)
    assert routing.route(FACTS, "Straat").team == STRAAT
    assert routing.route(FACTS, "Leeg").team == BALIE
    assert routing.route(FACTS, "Onbekend").team == BALIE
    assert Routing(0).route(FACTS, "Straat").team is None


# -- reports that come in ----------------------------------------------------------------------


def test_a_report_goes_to_its_team_and_says_why(city, client_as, teams):
    adopt(city, Line("Lampen", str(teams["Straat"].id), words=("lamp",), urgent=True))
    lamp, noise = tell("De lamp is stuk"), tell("Elke nacht herrie")
    assert keeper_get(lamp.id).team_id == teams["Straat"].id
    assert keeper_get(lamp.id).urgent
    assert why(lamp) == "Regel 1: Lampen."
    assert keeper_get(noise.id).team_id == teams["Balie"].id
    page = client_as("desk").get(f"{HOME}?staat=alles&team={teams['Straat'].id}")
    assert [row.report.id for row in page.context["rows"]] == [lamp.id]
    found = client_as("desk").get(f"{HOME}?staat=alles&team={teams['Straat'].id}&q=herrie")
    assert found.context["rows"] == []
    assert "Regel 1: Lampen." in client_as("desk").get(f"{HOME}{lamp.id}/").content.decode()


def test_another_kind_is_routed_anew(city, teams):
    adopt(city, Line("Vuil", str(teams["Straat"].id), subjects=("waste",)))
    report, waste = tell("Rommel op straat"), tree_of("waste.dumped")
    with acting_as(city.acting("desk")) as acting:
        desk.recategorise(acting, report.id, 1, waste, "Het is afval.")
    assert keeper_get(report.id).team_id == teams["Straat"].id


def test_a_colleague_moves_a_report_by_hand(city, client_as, teams):
    report = tell("De lamp is stuk")
    data = {"version": 1, "team": teams["Straat"].id, "why": "Ligt in het park"}
    assert client_as("desk").post(f"{HOME}{report.id}/team/", data).status_code == 302
    assert keeper_get(report.id).team_id == teams["Straat"].id
    data |= {"version": 2, "team": uuid4()}
    assert client_as("desk").post(f"{HOME}{report.id}/team/", data).status_code == 422


def test_without_teams_reports_come_in_all_the_same(city):
    report = tell("De lamp is stuk")
    assert keeper_get(report.id).team_id is None


# -- keeping order -----------------------------------------------------------------------------


def test_a_draft_is_tried_on_what_came_in_and_changes_nothing(city, client_as, teams):
    adopt(city)
    lamp = tell("De lamp is stuk")
    tell("Herrie", where=HOLY)
    client = client_as("desk")
    client.post(f"{HOME}regels/begin/")
    line = {"version": 1, "name": "Lampen", "team": teams["Straat"].id, "words": "lamp, licht",
            "moment": ""}  # fmt: skip
    assert client.post(f"{HOME}regels/0/", line).status_code == 302
    tried = client.get(f"{HOME}regels/proef/")
    assert [one.report.id for one in tried.context["moved"]] == [lamp.id]
    assert tried.context["counts"] == [("Balie", 2, 1), ("Straat", 0, 1)]
    assert keeper_get(lamp.id).team_id == teams["Balie"].id
    assert client.post(f"{HOME}regels/geldt/", {"version": 2}).status_code == 302
    shown = client.get(f"{HOME}regels/").content.decode()
    assert "Versie 2" in shown
    assert "‘lamp’, ‘licht’" in shown


def test_rules_are_ordered_changed_and_thrown_away(city, client_as, teams):
    client = client_as("desk")
    client.post(f"{HOME}regels/begin/")
    for place, name in enumerate(("Een", "Twee")):
        line = {"version": place + 1, "name": name, "team": teams["Balie"].id, "moment": ""}
        assert client.post(f"{HOME}regels/{place}/", line).status_code == 302
    assert client.post(f"{HOME}regels/1/hoger/", {"version": 3}).status_code == 302
    draft = Rules.objects.using("keeper").get()
    assert [line["name"] for line in draft.lines] == ["Twee", "Een"]
    assert client.post(f"{HOME}regels/1/weg/", {"version": 3}).status_code == 409
    assert client.post(f"{HOME}regels/1/weg/", {"version": 4}).status_code == 302
    assert client.get(f"{HOME}regels/7/").status_code == 404
    assert client.post(f"{HOME}regels/0/", {"version": 5, "name": ""}).status_code == 422
    client.post(f"{HOME}regels/weg/")
    assert not Rules.objects.using("keeper").exists()


def test_rules_in_force_are_never_edited(city, teams):
    adopt(city, Line("Een", str(teams["Balie"].id)))
    rules = Rules.objects.using("keeper").get()
    with acting_as(city.acting("desk")) as acting:
        with pytest.raises(Conflict):
            actions.write(acting, rules.id, rules.version, [])
        Rules.objects.filter(id=rules.id).delete()
    assert Rules.objects.using("keeper").get().lines[0]["name"] == "Een"


def test_a_rule_that_names_a_team_that_ended_is_not_adopted(city, teams):
    with acting_as(city.acting("desk")) as acting:
        draft = actions.begin(acting)
        actions.write(acting, draft.id, 1, [Line("Een", str(teams["Leeg"].id))])
        actions.end_team(acting, teams["Leeg"].id)
        with pytest.raises(ValidationError, match="er niet meer is"):
            actions.adopt(acting, draft.id, 2)


def test_the_team_that_takes_what_is_left_is_always_there(city, client_as, teams):
    client = client_as("desk")
    said = client.post(f"{HOME}teams/{teams['Balie'].id}/einde/", follow=True).content.decode()
    assert "neemt wat overblijft" in said
    client.post(f"{HOME}teams/{teams['Straat'].id}/rest/")
    client.post(f"{HOME}teams/{teams['Balie'].id}/einde/")
    left = Team.objects.using("keeper").filter(ended_at=None).values_list("name", "catches")
    assert sorted(left) == [("Leeg", False), ("Straat", True)]


def test_only_the_desk_of_the_whole_city_orders_work(city, client_as, teams):
    client = client_as("desk_west")
    assert client.get(f"{HOME}teams/").status_code == 200
    assert client.get(f"{HOME}regels/").status_code == 200
    assert client.post(f"{HOME}teams/", {"name": "Nieuw"}).status_code == 403
    assert client.post(f"{HOME}regels/begin/").status_code == 403
    with acting_as(city.acting("desk_west")) as acting, pytest.raises(Denied):
        actions.set_members(acting, teams["Leeg"].id, [])


def test_a_team_twice_and_a_stranger_in_it_are_refused(city, client_as, teams):
    client = client_as("desk")
    assert "al een team" in client.post(f"{HOME}teams/", {"name": "Balie"}).content.decode()
    data = {"members": [str(city.users["police"])]}
    assert client.post(f"{HOME}teams/{teams['Leeg'].id}/", data).status_code == 422
    data = {"members": [str(city.users["desk2"])]}
    assert client.post(f"{HOME}teams/{teams['Leeg'].id}/", data).status_code == 302


def test_the_screen_shows_numbers_and_no_report(client_as, teams):
    tell("De lamp van een bijzondere straat is stuk")
    page = client_as("desk").get(f"{HOME}scherm/")
    [line] = page.context["lines"]
    assert (line.team, line.unread, line.open, line.late) == ("Balie", 1, 1, 0)
    assert "bijzondere" not in page.content.decode()
