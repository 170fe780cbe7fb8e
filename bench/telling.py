"""A report told through the real steps, up to the form whose sending makes it a report."""

import hashlib
import random
from dataclasses import dataclass
from itertools import count

from bench.browser import Answer, Form, Visitor

# Inside the municipality, each in another buurt.
PLACES = (("51.9120", "4.3417"), ("51.9060", "4.3300"), ("51.9220", "4.3550"))
TEXT = (
    "Al een paar weken staan hier elke avond scooters met draaiende motor voor de deur. "
    "Er wordt geschreeuwd en er ligt daarna glas op de stoep. Wij durven er niets van te zeggen. "
    "Dit is verzonnen, voor een meting."
)
CONTACT = {
    "email": "meting@voorbeeld.invalid",
    "phone": "010 123 45 67",
    "name": "Bo Verzonnen",
    "door": "named",
}


@dataclass(frozen=True)
class Told:
    """The last form, filled in: whoever posts these fields here makes a report."""

    path: str
    fields: dict[str, str]


def tell(visitor: Visitor, dice: random.Random, *, contact: bool = True) -> Told:
    """Walk from *what is it about* to *tell it*; each walk is a report with its own key."""
    page = visitor.get("/melden/soort/")
    page = _next(visitor, page, soort=dice.choice(_form(page).choices["soort"]))
    page = _next(visitor, page, soort=dice.choice(_form(page).choices["soort"]))
    if "lat" not in _form(page).fields:
        page = _next(visitor, page, toch="1")
    lat, lon = dice.choice(PLACES)
    page = _next(visitor, page, lat=lat, lon=lon)
    # In between: what is known near by (it is new), and the questions of the kind.
    for _step in range(2):
        form = _form(page)
        if "text" not in form.fields:
            page = _next(visitor, page, **_answers(form, dice))
    form = _form(page)
    if "text" not in form.fields:
        raise RuntimeError(f"the last step did not come: {page.status} {page.text[:2000]}")
    work = {"bewijs": solved(form.fields["opgave"])}
    return Told(form.action, {**form.fields, **work, "text": TEXT, **(CONTACT if contact else {})})


def solved(challenge: str) -> str:
    """What the browser looks for before it sends (core/effort.py)."""
    bits = int(challenge.split(".")[2])
    for answer in count():
        digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
        if int.from_bytes(digest) >> (256 - bits) == 0:
            return str(answer)
    raise AssertionError("there is always one")


def _answers(form: Form, dice: random.Random) -> dict[str, str]:
    """Two answers, where the kind asks for a choice."""
    return {name: dice.choice(values) for name, values in list(form.choices.items())[:2]}


def _form(page: Answer) -> Form:
    return page.form("staat")


def _next(visitor: Visitor, page: Answer, **filled: str) -> Answer:
    answer = visitor.send(page, _form(page), **filled)
    if answer.status != 200:
        raise RuntimeError(f"{answer.url}: {answer.status}")
    return answer
