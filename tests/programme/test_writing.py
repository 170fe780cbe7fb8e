"""Writing a paper: a draft is never refused, sharing is, and nothing that was said is lost."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baken.core.acting import acting_as
from baken.core.errors import Conflict, Denied
from baken.programme.actions import compose_paper, share_paper, write_paper
from baken.programme.api import my_work
from baken.programme.council.actions import register_item
from baken.programme.models import CouncilPaper, Edition
from baken.programme.paper.grammar import chunks, loose_numbers, read_text
from baken.programme.paper.typed import lists
from baken.programme.writing import actions
from baken.programme.writing.comments import review_of
from baken.programme.writing.due import lacking
from baken.programme.writing.examine import examine
from baken.programme.writing.kinds import kinds
from baken.programme.writing.models import PaperComment, PaperDecision, PaperVersion
from baken.programme.writing.paragraphs import carried
from baken.programme.writing.picker import SORTS, pick
from baken.programme.writing.readability import read
from baken.programme.writing.versions import history
from tests.city import City

DECIDED = {"number": "2026-BW-17", "words": "Wij stemmen in.", "outcome": "agreed"}
READY = "## Samengevat\n\nHet gaat goed.\n\n## Wat anders loopt dan gepland\n\nNiets."


def begun(city: City, text: str = READY, kind: str = "first_progress") -> CouncilPaper:
    with acting_as(city.acting("adviser")) as acting:
        return write_paper(acting, title="Voortgang", text=text, kind=kind, year=2026)


def decide(city: City, paper: CouncilPaper, number: int = 1, **words: object) -> None:
    with acting_as(city.acting("mayor")) as acting:
        said = {**DECIDED, "decided_on": timezone.localdate(), **words}
        actions.decide(acting, CouncilPaper.objects.get(id=paper.id), number, **said)


# Numbers that may be typed


@pytest.mark.parametrize(
    ("where", "example"),
    [(one.where, one.example) for known in lists().values() for one in known.patterns],
)
def test_every_kind_that_may_be_typed_may(where: str, example: str) -> None:
    head = "## " if where == "heading" else "Zie "
    assert loose_numbers(read_text(f"{head}{example}")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er waren 112 meldingen.", ["112"]),
        ("Zie 3.1 hieronder.", ["3.1"]),
        ("## 3 punten", ["3"]),
        ("Op 14 december 2023 waren het er 14.", ["14"]),
        ("Een boete van 0900 euro.", ["0900"]),
        ("In 2024 8,7 % van 1.200.", ["8,7", "1.200"]),
    ],
)
def test_what_looks_like_it_is_found(text: str, found: list[str]) -> None:
    assert loose_numbers(read_text(text)) == found


def test_a_typed_number_is_marked_at_its_place_with_the_figure_it_may_be(plan: City) -> None:
    text = "## Camera’s\n\nTekst.\n\nIn 2024 waren er 3.597 misdrijven en 17 camera’s."
    paper = begun(plan, text)
    with acting_as(plan.acting("adviser")):
        draft = examine(text, paper)
    first, second = draft.typed
    assert (first.place, first.words) == ("Camera’s, alinea 2", "3.597")
    assert first.expressions[0] == "{{ cijfer: I-MISDRIJVEN-POL | 2024 }}"
    assert (second.words, second.expressions) == ("17", ())
    marks = [mark for part in draft.parts for row in part.rows for cell in row for mark in cell]
    assert [mark.text for mark in marks if mark.kind == "typed"] == ["3.597", "17"]


def test_a_draft_with_open_ends_is_saved_and_not_made(
    plan: City, client_as: Callable[..., Client]
) -> None:
    paper, client = begun(plan), client_as("adviser")
    edit = reverse("programme:paper_edit", args=[paper.id])
    text = "Er waren 53 adressen en {{ cijfer: I-NIETS | 2024 }}."
    sent = {"title": "Voortgang", "text": text, "version": 1}
    looked = client.post(edit, {**sent, "look": "1"}).content.decode()
    assert "2 punten houden het maken tegen" in looked
    assert '<mark class="typed">53' in looked
    part = client.post(reverse("programme:paper_preview", args=[paper.id]), {"text": text})
    assert "2 punten houden het maken tegen" in part.content.decode()
    with acting_as(plan.acting("adviser")):
        assert CouncilPaper.objects.get().version == 1
    assert client.post(edit, sent).status_code == 302
    with acting_as(plan.acting("adviser")):
        assert CouncilPaper.objects.get().text == text
    made = client.post(reverse("programme:paper_step", args=[paper.id, "maken"]))
    assert made.status_code == 422
    assert "Getypt en niet gebonden: 53." in made.content.decode()


def test_what_cannot_be_read_keeps_its_text(plan: City, client_as: Callable[..., Client]) -> None:
    paper, client = begun(plan), client_as("adviser")
    part = client.post(reverse("programme:paper_preview", args=[paper.id]), {"text": "Een {{ half"})
    assert "Hier mist er één" in part.content.decode()
    edit = reverse("programme:paper_edit", args=[paper.id])
    page = client.post(edit, {"title": "V", "text": "Een {{ half", "version": 1})
    assert page.status_code == 422
    assert "Een {{ half" in page.content.decode()


# The picker


@pytest.mark.parametrize(
    ("words", "sort", "expected"),
    [
        ("misdrijven politie 2024", "cijfer", "{{ cijfer: I-MISDRIJVEN-POL | 2024 }}"),
        ("geluid 2020 holy", "cijfer", "{{ cijfer: I-GELUIDHINDER | 2020 | WK06220"),
        ("straatroof", "zin", "{{ zin: I-STRAATROOF | 2018 | 2019 }}"),
        ("misdrijven (cbs)", "grafiek", "{{ grafiek: I-MISDRIJVEN-CBS }}"),
        ("geluid", "kaart", "{{ kaart: I-GELUIDHINDER | 2020 }}"),
        ("acties", "register", "{{ register: acties }}"),
    ],
)
def test_the_picker_finds(plan: City, words: str, sort: str, expected: str) -> None:
    with acting_as(plan.acting("adviser")):
        found = [one.typed for one in pick(words, sort)]
        assert any(one.startswith(expected) for one in found), found
        assert pick("iets dat er niet is") == []


def test_everything_that_the_picker_gives_can_be_put_in(plan: City) -> None:
    """But for facts and sources of which somebody still chooses the words."""
    with acting_as(plan.acting("adviser")):
        paper = CouncilPaper(slug="x")
        for sort in SORTS:
            chosen = [one for one in pick("", sort) if "woorden" not in one.expression]
            draft = examine("\n\n".join(one.typed for one in chosen), paper)
            # A source that gives two rival series may be refused as a sentence; never as a figure.
            assert [one for one in draft.wrong if "zin:" not in one.words] == [], sort


def test_without_script_the_picker_shows_what_to_copy(
    plan: City, client_as: Callable[..., Client]
) -> None:
    page = client_as("adviser").get(reverse("programme:paper_picker"), {"q": "misdrijven"})
    assert "{{ cijfer: I-MISDRIJVEN-POL | 2024 }}" in page.content.decode()
    assert client_as("clerk").get(reverse("programme:paper_picker")).status_code == 403


# Kinds, commitments, the decision


def test_a_paper_begins_with_the_headings_of_its_kind(
    plan: City, client_as: Callable[..., Client]
) -> None:
    client, new = client_as("adviser"), reverse("programme:paper_new")
    assert client.post(new, {"title": "X", "kind": "year_plan"}).status_code == 422
    assert client.post(new, {"title": "X"}).status_code == 422
    sent = {"title": "Uitvoeringsplan", "kind": "year_plan", "year": "2027"}
    assert client.post(new, sent).status_code == 302
    with acting_as(plan.acting("adviser")):
        made = CouncilPaper.objects.get()
    assert (made.kind, made.year) == ("year_plan", 2027)
    assert made.text == kinds()["year_plan"].skeleton
    for one in kinds().values():
        assert {*one.required} <= {*one.headings}
        assert one.source


def test_sharing_names_all_that_is_missing(plan: City) -> None:
    paper = begun(plan, "## Samengevat\n\nGoed. [[toezegging: V-9]]")
    with acting_as(plan.acting("clerk")) as acting:
        due = {"due_on": date(2026, 6, 1), "said_on": date(2026, 1, 1)}
        words = {"kind": "promise", "number": "V-1", "title": "bericht over licht", **due}
        register_item(acting, "GM0622", words)
        later = {**words, "number": "V-2", "due_on": date(2026, 9, 1)}
        register_item(acting, "GM0622", later)
    with acting_as(plan.acting("adviser")) as acting:
        compose_paper(acting, paper)
        with pytest.raises(ValidationError) as caught:
            share_paper(acting, paper, 1)
    said = caught.value.messages
    assert "De kop ‘Wat anders loopt dan gepland’ hoort in dit stuk, met tekst eronder." in said
    assert "De toezegging ‘V-9’ staat niet in het register van de raad.".lower() in [
        one.lower() for one in said
    ]
    assert sum("komt in dit stuk terug" in one for one in said) == 2
    assert any("‘bericht over licht’" in one and "[[toezegging: V-1]]" in one for one in said)
    assert any("cameratoezicht" in one for one in said)
    assert "Het college heeft nog niet ingestemd met deze uitgave." in said
    assert not any("V-2" in one for one in said)


def test_a_heading_that_the_register_names_answers_too(plan: City) -> None:
    paper = begun(plan, "## Beloofd\n\n### Licht\n\nEr komt licht.\n\n### Leeg", kind="")
    words = {"kind": "motion", "said_on": date(2026, 1, 1)}
    with acting_as(plan.acting("clerk")) as acting:
        for heading in ("Licht", "Leeg"):
            where = {"paragraphs": [f"{paper.slug}#{heading}"], "title": heading, "number": heading}
            register_item(acting, "GM0622", {**words, **where})
    with acting_as(plan.acting("adviser")):
        (said,) = lacking(paper, paper.text)
    assert "‘Leeg’" in said


def answered(city: City) -> CouncilPaper:
    """A paper of a kind that lacks nothing: the commitment of the plan has its paragraph."""
    with acting_as(city.acting("adviser")) as acting:
        paper = begun_in(acting)
        anchors = " ".join(one.anchor for one in examine(READY, paper).due)
        write_paper(acting, title="Voortgang", text=f"{READY} {anchors}", paper=paper, version=1)
        compose_paper(acting, paper)
    return paper


def begun_in(acting: object) -> CouncilPaper:
    return write_paper(acting, title="Voortgang", text=READY, kind="first_progress", year=2026)  # type: ignore[arg-type]


def test_from_draft_to_decision_to_everyone(plan: City, client_as: Callable[..., Client]) -> None:
    paper = answered(plan)
    adviser, mayor, clerk = map(client_as, ("adviser", "mayor", "clerk"))
    page = reverse("programme:work_paper", args=[paper.id])
    step = {name: reverse("programme:paper_step", args=[paper.id, name])
            for name in ("voorleggen", "terug", "delen")}  # fmt: skip
    decide_url = reverse("programme:paper_decide", args=[paper.id])
    sent = {**DECIDED, "decided_on": timezone.localdate().isoformat(), "edition": "1"}
    assert adviser.post(step["delen"], {"uitgave": "1"}).status_code == 422
    assert mayor.post(decide_url, sent).status_code == 409  # not laid before the college
    assert clerk.post(step["voorleggen"]).status_code == 403
    assert adviser.post(step["voorleggen"]).status_code == 302
    assert adviser.post(step["voorleggen"]).status_code == 409
    assert "Leg het besluit van het college vast" in mayor.get(page).content.decode()
    assert page in mayor.get("/werk/briefing/").content.decode()
    assert page not in client_as("lead").get("/werk/briefing/").content.decode()
    for who in (adviser, clerk):
        assert who.post(decide_url, sent).status_code == 403
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert mayor.post(decide_url, {**sent, "decided_on": tomorrow.isoformat()}).status_code == 422
    assert mayor.post(decide_url, {**sent, "edition": "2"}).status_code == 409
    assert mayor.post(decide_url, sent).status_code == 302
    assert page not in mayor.get("/werk/briefing/").content.decode()
    assert mayor.post(decide_url, sent).status_code == 409
    assert "Collegebesluit 2026-BW-17" in adviser.get(page).content.decode()
    assert adviser.post(step["delen"], {"uitgave": "1"}).status_code == 302
    public = Client().get(reverse("programme:paper", args=[paper.slug])).content.decode()
    assert "Niets." in public
    assert "toezegging:" not in public


def test_a_new_edition_needs_a_new_decision(plan: City) -> None:
    paper = answered(plan)
    with acting_as(plan.acting("adviser")) as acting:
        actions.to_review(acting, paper)
    decide(plan, paper)
    with acting_as(plan.acting("adviser")) as acting:
        compose_paper(acting, paper)
        with pytest.raises(ValidationError, match="niet ingestemd"):
            share_paper(acting, paper, 2)
        share_paper(acting, paper, 1)
    decide(plan, paper, 2, outcome="back", words="Eerst de cijfers van zorg.")
    with acting_as(plan.acting("adviser")) as acting, pytest.raises(ValidationError):
        share_paper(acting, paper, 2)


WRONG = {
    "share without a decision": ("adviser", "update programme_councilpaper set status = 'shared',"
     " shared_edition_id = (select id from programme_edition limit 1)"),
    "decide as adviser": ("adviser", "insert into programme_paperdecision (id, paper_id,"
     " edition_id, outcome, number, decided_on, words, made_as, made_at) select"
     " gen_random_uuid(), paper_id, id, 'agreed', '1', now(), 'x', 'adviser', now()"
     " from programme_edition"),
    "decide in the mayor's name": ("adviser", "insert into programme_paperdecision (id, paper_id,"
     " edition_id, outcome, number, decided_on, words, made_as, made_at) select"
     " gen_random_uuid(), paper_id, id, 'agreed', '1', now(), 'x', 'mayor', now()"
     " from programme_edition"),
    "no kind, so no college": ("adviser", "update programme_councilpaper set kind = ''"),
    "another text of a version": ("adviser", "insert into programme_paperversion (id, paper_id,"
     " version, title, text, paragraphs, because, made_as, made_at) select gen_random_uuid(),"
     " id, version + 1, 'x', 'x', '[]', '', 'adviser', now() from programme_councilpaper"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_the_database_keeps_the_steps(plan: City, what: str) -> None:
    """Past all of our code: the statement that an error in it would send."""
    paper = answered(plan)
    who, statement = WRONG[what]
    with acting_as(plan.acting("adviser")) as acting:
        actions.to_review(acting, paper)
    with (
        pytest.raises(ProgrammingError, match=r"row-level security|permission denied"),
        acting_as(plan.acting(who)),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["programme_paperversion", "programme_paperdecision"])
def test_what_was_saved_and_decided_stays_for_the_keeper_too(plan: City, table: str) -> None:
    paper = answered(plan)
    with acting_as(plan.acting("adviser")) as acting:
        actions.to_review(acting, paper)
    decide(plan, paper)
    for statement in (f"update {table} set made_as = 'x'", f"delete from {table}"):
        with (
            pytest.raises(ProgrammingError, match="kept as they are"),
            connections["keeper"].cursor() as cursor,
        ):
            cursor.execute(statement)
    with acting_as(plan.acting("adviser")):
        assert PaperDecision.objects.count() == 1
        assert PaperVersion.objects.count() == 2


# Versions and comments


def test_a_paragraph_keeps_its_id_through_edits_elsewhere() -> None:
    old = [
        "## Kop",
        "De eerste alinea gaat over licht.",
        "De tweede gaat over camera’s in de stad.",
    ]
    moved = [old[2], "## Kop", "Nieuw ertussen.", old[1]]
    assert carried(old, ["a", "b", "c"], moved)[0] == "c"
    assert carried(old, ["a", "b", "c"], moved)[3] == "b"
    rewritten = [old[0], "De eerste alinea gaat nu over licht en donker.", old[2]]
    assert carried(old, ["a", "b", "c"], rewritten) == ["a", "b", "c"]
    other = [old[0], "Iets heel anders staat daar.", old[2]]
    kept = carried(old, ["a", "b", "c"], other)
    assert (kept[0], kept[2]) == ("a", "c")
    assert kept[1] not in {"a", "b", "c"}


def test_a_comment_follows_its_paragraph_and_says_when_it_changed(plan: City) -> None:
    paper = begun(plan)
    with acting_as(plan.acting("adviser")):
        key = review_of(paper).paragraphs[1].key
    with acting_as(plan.acting("mayor")) as acting:
        made = actions.comment(acting, paper, key, "Zeg ook waarom.")
        with pytest.raises(Conflict, match="niet meer in de tekst"):
            actions.comment(acting, paper, "nergens", "Hallo.")
    steps = [
        (f"Vooraf iets.\n\n{READY}", False, False),
        (READY.replace("Het gaat goed.", "Het gaat goed, want er is meer licht."), True, False),
        (READY.replace("Het gaat goed.", "Drie nieuwe woorden hier."), False, True),
    ]
    for text, changed, gone in steps:
        with acting_as(plan.acting("adviser")) as acting:
            now = CouncilPaper.objects.get()
            write_paper(acting, title="V", text=text, paper=now, version=now.version)
            found = review_of(now)
            said = found.gone if gone else [one for p in found.paragraphs for one in p.said]
            assert [one.comment.id for one in said] == [made.id], text
            assert said[0].changed is (changed or gone)
            assert said[0].comment.quote == "Het gaat goed."
            assert said[0].author


def test_a_comment_is_settled_and_opened_again(plan: City) -> None:
    paper = begun(plan)
    with acting_as(plan.acting("clerk")) as acting:
        key = review_of(paper).paragraphs[1].key
        made = actions.comment(acting, paper, key, "Te lang.")
    with acting_as(plan.acting("adviser")) as acting:
        actions.settle(acting, paper, made.id)
        with pytest.raises(Conflict, match="u voor"):
            actions.settle(acting, paper, made.id)
        assert review_of(paper).open == 0
        actions.reopen(acting, paper, made.id)
        assert review_of(paper).open == 1
    for who in ("desk", "statistician", "police"):
        with acting_as(plan.acting(who)) as acting:
            assert not PaperComment.objects.exists()
            with pytest.raises(Denied):
                actions.settle(acting, paper, made.id)


def test_an_old_text_comes_back_as_a_new_version(plan: City) -> None:
    paper = begun(plan)
    with acting_as(plan.acting("adviser")) as acting:
        write_paper(acting, title="Voortgang", text="## Kop\n\nAnders.", paper=paper, version=1)
        actions.restore(acting, paper, 1, version=2)
        now = CouncilPaper.objects.get()
        steps = history(now)
    assert (now.version, now.text) == (3, READY)
    assert steps[0].version.because == "Versie 1 teruggezet."
    assert [step.version.version for step in steps] == [3, 2, 1]
    assert any(one.before == "Niets." and not one.after for one in steps[1].changes)


def test_two_editors_in_one_paragraph(plan: City, client_as: Callable[..., Client]) -> None:
    paper, client = begun(plan), client_as("adviser")
    edit = reverse("programme:paper_edit", args=[paper.id])
    theirs, mine = (READY.replace("Niets", word) for word in ("Van haar", "Van mij"))
    assert client.post(edit, {"title": "V", "text": theirs, "version": 1}).status_code == 302
    page = client.post(edit, {"title": "V", "text": mine, "version": 1})
    assert page.status_code == 409
    body = page.content.decode()
    plain = re.sub("<[^>]+>", "", body)
    assert "Van haar" in plain
    assert "Van mij" in plain
    assert 'name="version" value="2"' in body
    both = f"{theirs}\n\nVan mij."
    assert client.post(edit, {"title": "V", "text": both, "version": 2}).status_code == 302
    with acting_as(plan.acting("adviser")):
        now = CouncilPaper.objects.get()
        assert (now.version, now.text) == (3, both)
        last = PaperVersion.objects.get(version=3)
        assert len(last.paragraphs) == len(chunks(both))


def test_readability_is_a_hint() -> None:
    easy = read(read_text("Het gaat goed. Er is meer licht op straat.\n\n## Een kop telt niet mee"))
    assert (easy.sentences, easy.words, easy.sign) == (2, 9, "ok")
    long = "Wij verwachten dat " + "de bestuurlijke voortgangsrapportage " * 10 + "helpt."
    hard = read(read_text(f"## Kop\n\nKort.\n\n{long}"))
    assert hard.sign == "warn"
    assert [(one.place, one.words) for one in hard.longest] == [("Kop, alinea 2", 34)]


def test_a_bundle_names_the_list_of_what_may_be_typed(paper: City) -> None:
    with acting_as(paper.acting("adviser")):
        raw = bytes(Edition.objects.get().bundle)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert json.loads(archive.read("manifest.json"))["typed"] == max(lists())


def test_the_page_of_comments_shows_each_at_its_paragraph(
    plan: City, client_as: Callable[..., Client]
) -> None:
    paper, mayor, adviser = begun(plan), client_as("mayor"), client_as("adviser")
    page = reverse("programme:paper_review", args=[paper.id])
    key = re.search(r"beoordelen/([0-9a-f]{12})/", mayor.get(page).content.decode())
    assert key
    url = reverse("programme:paper_comment", args=[paper.id, key[1]])
    assert mayor.post(url, {"text": ""}).status_code == 422
    assert mayor.post(url, {"text": "BSN 111222333 staat hier."}).status_code == 422
    assert mayor.post(url, {"text": "Waarom?"}).status_code == 302
    shown = adviser.get(page).content.decode()
    assert "Waarom?" in shown
    assert "1 open" in shown
    with acting_as(plan.acting("adviser")):
        said = PaperComment.objects.get()
    steps = [reverse("programme:paper_comment_step", args=[paper.id, said.id, step])
             for step in ("verwerkt", "heropenen", "weg")]  # fmt: skip
    assert [adviser.post(step).status_code for step in steps] == [302, 302, 404]
    assert adviser.post(steps[1]).status_code == 409
    history_page = adviser.get(reverse("programme:paper_versions", args=[paper.id]))
    assert "Zo begon dit stuk." in history_page.content.decode()


def test_a_number_in_the_title_is_a_typed_number_too(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        paper = write_paper(acting, title="In 2026: 53 adressen", text="Tekst.")
        assert [one.words for one in examine("Tekst.", paper, paper.title).typed] == ["53"]
        with pytest.raises(ValidationError, match="niet gebonden: 53"):
            compose_paper(acting, paper)


def test_my_work_says_that_the_college_is_asked(plan: City) -> None:
    paper = answered(plan)
    with acting_as(plan.acting("adviser")) as acting:
        actions.to_review(acting, paper)
        (task,) = [one for one in my_work(acting) if one.title == "Voortgang"]
        assert task.waits_for == "het college"
    decide(plan, paper)
    with acting_as(plan.acting("adviser")) as acting:
        (task,) = [one for one in my_work(acting) if one.title == "Voortgang"]
        assert task.waits_for == ""
