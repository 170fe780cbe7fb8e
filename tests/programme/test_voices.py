"""Reactions: only the text is needed, once is once, the clerk decides, the author withdraws."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from bench.telling import solved
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baken.core.acting import PUBLIC, acting_as, job
from baken.core.effort import LONGEST_SECONDS, Challenge, Spoiled, challenge, open_challenge
from baken.messages.models import Message
from baken.programme.council.models import CouncilRecord
from baken.programme.queries.papers import published
from baken.programme.voices import actions
from baken.programme.voices.models import Reaction, ReactionContact
from baken.programme.voices.retention import remove_addresses, remove_reactions
from tests.city import City

PARAGRAPH = "Grip op leefbaarheid"
WORDS = {"text": "Bij ons is het ’s avonds donker.", "name": "", "email": "", "website": ""}


@pytest.fixture(autouse=True)
def no_counts(city: City) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def slug(paper: City) -> str:
    with acting_as(PUBLIC):
        return published()[0].slug


def opened(client: Client, slug: str, paragraph: str = "", way: str = "reageren/op") -> str:
    """The challenge on a fresh form."""
    page = client.get(f"/{way}/{slug}/", {"paragraaf": paragraph}).content.decode()
    found = re.search(r'name="opgave" value="([^"]+)"', page)
    assert found
    return found[1]


def sent(client: Client, slug: str, *, way: str = "reageren/op", **more: str) -> Any:
    words = {**WORDS, "paragraaf": "", **more}
    words.setdefault("opgave", opened(client, slug, words["paragraaf"], way))
    return client.post(f"/{way}/{slug}/", words)


def everything() -> list[Reaction]:
    return list(Reaction.objects.using("keeper").order_by("made_at"))


def decided(client_as: Callable[..., Client], step: str, one: Reaction, **words: str) -> Any:
    return client_as("clerk").post(f"/werk/reacties/{one.id}/{step}/", words)


def test_from_reaction_to_answer(paper: City, slug: str, client_as: Callable[..., Client]) -> None:
    """A resident reacts, the clerk places it, the adviser answers, and everyone reads both."""
    client = Client()
    mail = "bewoner@voorbeeld.nl"
    answer = sent(client, slug, paragraaf=PARAGRAPH, name="Bo (verzonnen)", email=mail)
    assert answer.status_code == 302
    own = answer["Location"].partition("?")[0]
    assert "Uw bericht is binnen" in client.get(answer["Location"]).content.decode()
    (one,) = everything()
    assert (one.state, one.paragraph, one.proven, one.name) == (
        "waiting", PARAGRAPH, False, "Bo (verzonnen)")  # fmt: skip
    url = f"/raadsstukken/{slug}/"
    assert "donker" not in client.get(url).content.decode()
    desk = client_as("clerk").get("/werk/reacties/").content.decode()
    assert "1 wacht op u" in desk
    assert mail not in desk + client_as("clerk").get(f"/werk/reacties/{one.id}/").content.decode()
    assert client_as("adviser").get(f"/werk/reacties/{one.id}/").status_code == 404
    assert decided(client_as, "plaats", one).status_code == 302
    page = client.get(url).content.decode()
    assert "avonds donker" in page
    assert "Bo (verzonnen)" in page
    assert mail not in page
    assert "1 reactie" in page
    adviser = client_as("adviser")
    answered = adviser.post(f"/werk/reacties/{one.id}/antwoord/", {"reply": "Er komt licht."})
    assert answered.status_code == 302
    assert "Er komt licht." in client.get(url).content.decode()
    assert "Er komt licht." in client.get(own).content.decode()
    subjects = [m.subject for m in Message.objects.using("keeper").order_by("created_at")]
    assert subjects == [
        "Wij hebben uw bericht", "Uw reactie staat erbij", "Antwoord op uw reactie"]  # fmt: skip
    assert all(own in m.text for m in Message.objects.using("keeper"))


def test_the_author_reads_why_it_is_not_placed(slug: str, client_as: Callable[..., Client]) -> None:
    client = Client()
    own = sent(client, slug, email="bewoner@voorbeeld.nl")["Location"]
    (one,) = everything()
    bare = decided(client_as, "weiger", one, rule="persons", reason="")
    assert bare.status_code == 422
    wrong = decided(client_as, "weiger", one, rule="verzonnen", reason="Daarom.")
    assert wrong.status_code == 422
    done = decided(client_as, "weiger", one, rule="persons", reason="Haal de naam weg.")
    assert done.status_code == 302
    page = client.get(own).content.decode()
    assert "gegevens van iemand anders" in page
    assert "Haal de naam weg." in page
    assert "donker" not in client.get(f"/raadsstukken/{slug}/").content.decode()
    last = Message.objects.using("keeper").order_by("created_at").last()
    assert last is not None
    assert "Haal de naam weg." in last.text
    assert decided(client_as, "plaats", one).status_code == 302  # after an objection
    assert "donker" in client.get(f"/raadsstukken/{slug}/").content.decode()


def test_the_author_withdraws_and_nothing_stays(
    slug: str, client_as: Callable[..., Client]
) -> None:
    client = Client()
    own = sent(client, slug, name="Bo", email="bewoner@voorbeeld.nl")["Location"].partition("?")[0]
    (one,) = everything()
    decided(client_as, "plaats", one)
    assert client.get(f"{own}trek-in/").status_code == 405
    assert client.post(f"{own}trek-in/").status_code == 302
    assert client.post(f"{own}trek-in/").status_code == 302
    (gone,) = everything()
    assert (gone.state, gone.text, gone.name, gone.reply) == ("withdrawn", "", "", "")
    assert not ReactionContact.objects.using("keeper").exists()
    assert "donker" not in client.get(f"/raadsstukken/{slug}/").content.decode()
    assert decided(client_as, "plaats", one).status_code == 409


def test_sent_twice_is_one(slug: str) -> None:
    """Also from a page that was kept: the same words change nothing, other words are refused."""
    client = Client()
    sealed = opened(client, slug)
    first = sent(client, slug, opgave=sealed)
    assert sent(client, slug, opgave=sealed)["Location"] == first["Location"]
    assert sent(client, slug, opgave=sealed, text="Heel iets anders.").status_code == 409
    (one,) = everything()
    assert one.text == WORDS["text"]


def test_the_work_of_the_browser_counts_once_and_for_one_place() -> None:
    given = challenge("reaction:stuk#A")
    answer = solved(given.sealed)
    assert open_challenge(given.sealed, "reaction:stuk#A").solved_by(answer)
    assert not Challenge(given.id, challenge("reaction:stuk#A").sealed, given.bits).solved_by(
        answer
    )
    for wrong in ("", "x", "-1", "１２", answer + "0", "9" * 17):
        assert not given.solved_by(wrong)
    head, rest = given.sealed.split(".", 1)
    spoiled = [
        "", "x", given.sealed[:-1], f"{'0' * 32}.{rest}",
        f"{head}.{rest.replace('.8.', '.1.')}", given.sealed + "\n",
    ]  # fmt: skip
    for sealed in spoiled:
        with pytest.raises(Spoiled):
            open_challenge(sealed, "reaction:stuk#A")
    with pytest.raises(Spoiled):
        open_challenge(given.sealed, "reaction:stuk#B")
    late = time.time() + LONGEST_SECONDS + 2
    with pytest.raises(Spoiled):
        open_challenge(given.sealed, "reaction:stuk#A", late)


def test_the_slow_lane_is_open_narrow_and_behind(
    slug: str, client_as: Callable[..., Client]
) -> None:
    """Without script it works too: fewer an hour, and the clerk sees those with proof first."""
    client = Client()
    for number in range(2):
        assert sent(client, slug, text=f"Zonder script {number}").status_code == 302
    stopped = sent(client, slug, text="Nog een zonder script")
    assert stopped.status_code == 429
    assert "Nog een zonder script" in stopped.content.decode()
    sealed = opened(client, slug)
    proven = sent(client, slug, opgave=sealed, bewijs=solved(sealed), text="Met script")
    assert proven.status_code == 302
    assert [one.proven for one in everything()] == [False, False, True]
    desk = client_as("clerk").get("/werk/reacties/").content.decode()
    assert desk.index("Met script") < desk.index("Zonder script")
    elsewhere = sent(Client(REMOTE_ADDR="10.0.0.9"), slug, text="Van een andere plek")
    assert elsewhere.status_code == 302


@pytest.mark.parametrize(("field", "value", "said"), [
    ("text", "", "Schrijf eerst"),
    ("text", "   ", "Schrijf eerst"),
    ("text", "x" * 2001, "te lang"),
    ("text", "goed\u202etxet", "onzichtbaar"),
    ("text", "goed\u200bzo", "onzichtbaar"),
    ("text", "nul\x00teken", "onzichtbaar"),
    ("text", "Mijn nummer is 111222333.", "burgerservicenummer"),
    ("name", "Bo\u2066Bo", "onzichtbaar"),
    ("name", "x" * 81, "te lang"),
    ("email", "geen adres", "klopt niet"),
    ("email", "a@b.nl\nBcc: c@d.nl", "klopt niet"),
    ("website", "https://reclame", "Website"),
])  # fmt: skip
def test_what_deceives_or_breaks_is_refused_in_one_sentence(
    slug: str, field: str, value: str, said: str
) -> None:
    answer = sent(Client(), slug, **{field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert everything() == []


def test_markup_and_formulas_are_only_text(slug: str, client_as: Callable[..., Client]) -> None:
    nasty = '<script>alert(1)</script> {{ cijfer: X }} =1+1 " onload="x'
    sent(Client(), slug, text=nasty, name="<b>Bo</b>")
    (one,) = everything()
    decided(client_as, "plaats", one)
    for page in (Client().get(f"/raadsstukken/{slug}/"),
                 client_as("clerk").get(f"/werk/reacties/{one.id}/")):  # fmt: skip
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<b>Bo</b>" not in text
        assert "&lt;script&gt;" in text


def test_nobody_comes_at_what_is_another_s(paper: City, slug: str) -> None:
    client = Client()
    own = sent(client, slug)["Location"].partition("?")[0]
    other = sent(client, slug, text="Van iemand anders")["Location"].partition("?")[0]
    code = own.strip("/").split("/")[-1]
    for wrong in (code[:-1], code[:-1] + ("A" if code[-1] != "A" else "B"), "x" * 24, "é" * 24):
        assert client.get(f"/reageren/uw/{wrong}/").status_code == 404
        assert client.post(f"/reageren/uw/{wrong}/trek-in/").status_code == 404
    assert "Van iemand anders" not in client.get(own).content.decode()
    assert own != other
    first, second = everything()
    with acting_as(actions.author(code)):
        assert [one.id for one in Reaction.objects.all()] == [first.id]
        for change in ({"state": "accepted"}, {"text": "Toch anders"}, {"reply": "Dank u"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Reaction.objects.filter(id=first.id).update(**change)
        assert not Reaction.objects.filter(id=second.id).update(text="")
    with acting_as(paper.acting("adviser")):
        assert not Reaction.objects.exists()
    with acting_as(PUBLIC):
        assert not Reaction.objects.exists()


@pytest.mark.parametrize("url", [
    "/reageren/op/bestaat-niet/", "/raad/vraag/bestaat-niet/", "/reageren/uw/kort/",
])  # fmt: skip
def test_only_published_papers_take_reactions(slug: str, url: str) -> None:
    assert Client().get(url).status_code == 404
    unknown = Client().get(f"/reageren/op/{slug}/", {"paragraaf": "Bestaat niet"})
    assert "Op het hele stuk" in unknown.content.decode()


def test_a_councillor_asks_at_a_paragraph(
    paper: City, slug: str, client_as: Callable[..., Client]
) -> None:
    """The clerk looks who asks, takes it into the register, and it stands at the paragraph."""
    client = Client()
    words = {"paragraaf": PARAGRAPH, "text": "Wanneer komt er meer licht?", "way": "raad/vraag"}
    nameless = sent(client, slug, **words)
    assert nameless.status_code == 422
    mail = "raadslid@voorbeeld.nl"
    own = sent(client, slug, **words, name="Partij X (verzonnen)", email=mail)["Location"]
    (one,) = everything()
    page = client_as("clerk").get(f"/werk/reacties/{one.id}/").content.decode()
    assert mail not in page
    looked = client_as("clerk").post(f"/werk/reacties/{one.id}/adres/").content.decode()
    assert mail in looked
    assert client_as("adviser").post(f"/werk/reacties/{one.id}/adres/").status_code == 404
    assert decided(client_as, "plaats", one).status_code == 409
    taken = decided(client_as, "register", one, title="Licht op straat", text=one.text)
    assert taken.status_code == 302
    again = decided(client_as, "register", one, title="Licht op straat", text=one.text)
    assert again.status_code == 409
    item = CouncilRecord.objects.using("keeper").get(kind="question")
    assert (item.submitters, item.paragraphs) == (
        ["Partij X (verzonnen)"], [f"{slug}#{PARAGRAPH}"])  # fmt: skip
    assert item.due_on == timezone.localdate() + timedelta(days=30)
    assert item.due_assumed
    read = client.get(f"/raadsstukken/{slug}/").content.decode()
    assert "Licht op straat" in read
    assert "1 vraag van de raad" in read
    assert mail not in read
    assert f"/plan/raad/{item.item}/" in client.get(own).content.decode()


def test_who_may_decide_and_who_may_answer(slug: str, client_as: Callable[..., Client]) -> None:
    sent(Client(), slug)
    (one,) = everything()
    for who in ("adviser", "desk", "mayor", "privacy_officer"):
        for step in ("plaats", "weiger"):
            answer = client_as(who).post(
                f"/werk/reacties/{one.id}/{step}/", {"rule": "about", "reason": "x"})  # fmt: skip
            assert answer.status_code in (403, 404), (who, step)
    decided(client_as, "plaats", one)
    answer = client_as("clerk").post(f"/werk/reacties/{one.id}/antwoord/", {"reply": "Nee"})
    assert answer.status_code == 403
    assert everything()[0].reply == ""


def test_the_paper_asks_no_more_with_more_reactions(slug: str, client_as: Any) -> None:
    url = f"/raadsstukken/{slug}/"
    counts = []
    for number in range(3):
        place = Client(REMOTE_ADDR=f"10.0.0.{number}")
        sent(place, slug, text=f"Reactie {number}", paragraaf=PARAGRAPH if number else "")
        decided(client_as, "plaats", everything()[-1])
        Client().get(url)
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(url)
        counts.append(len(asked))
        assert len(page.content) < 150_000
    assert counts[0] == counts[2] <= 12


def test_what_is_over_its_term_goes_with_its_address_and_mails(slug: str) -> None:
    sent(Client(), slug, email="bewoner@voorbeeld.nl")
    (one,) = everything()
    contact = ReactionContact.objects.using("keeper").get()
    with acting_as(job("retention.run")) as acting:
        assert remove_addresses(acting, [contact.id]) == 1
        assert not Message.objects.filter(about_id=one.id).exists()
        assert Reaction.objects.exists()
        assert remove_reactions(acting, [one.id]) == 1
    assert everything() == []
    assert isinstance(one.id, UUID)
