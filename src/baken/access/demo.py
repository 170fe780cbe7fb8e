"""The people of the demo city. Every name is invented; no register holds these surnames."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from baken.access.codes import Capacity as C
from baken.access.codes import OrganisationKind as K
from baken.access.codes import PurposeCode as P
from baken.access.models import (
    Agreement,
    Assignment,
    Installation,
    Organisation,
    Profile,
    User,
)

ORGANISATIONS = (
    ("gemeente", "Gemeente Vlaardingen (voorbeeld)", K.MUNICIPALITY),
    ("politie", "Politie (voorbeeld)", K.POLICE),
    ("om", "Openbaar Ministerie (voorbeeld)", K.PROSECUTION),
    ("zvh", "Zorg- en Veiligheidshuis (voorbeeld)", K.SAFETY_HOUSE),
    ("riec", "RIEC (voorbeeld)", K.RIEC),
    ("corporatie", "Woonstichting Verzonnen Thuis", K.HOUSING),
    ("zorg", "Zorggroep Denkbeeld", K.CARE),
    ("veiligthuis", "Veilig Thuis (voorbeeld)", K.SAFE_HOME),
    ("jeugd", "Jeugdhulp Fantasia", K.YOUTH),
    ("onderwijs", "Scholengroep Sprookland", K.EDUCATION),
)
GIVEN = ("Noor", "Sam", "Bo", "Lotte", "Mees", "Yara", "Daan", "Fenna", "Jip", "Kim", "Levi",
         "Mila", "Nina", "Otis", "Puck", "Robin", "Senna", "Tess", "Vera", "Wout")  # fmt: skip
SURNAMES = ("van Nergenshuizen", "Verzonnensen", "Denkbeelder", "Fantasma", "Sprookbergh",
            "van Bedenkeloo", "Fictieveld", "Nietechtema", "Zomaarwatsen", "Schijnwater",
            "van der Droomgracht", "Luchtkasteelen")  # fmt: skip


@dataclass(frozen=True)
class Persona:
    """One of the people to sign in as with one click."""

    code: str
    name: str
    organisation: str
    tasks: tuple[tuple[C, P], ...]


PERSONAS = (
    Persona("desk", "Noor Verzonnensen", "gemeente", ((C.DESK, P.REPORTS),)),
    Persona("process_manager", "Marit Denkbeelder", "gemeente", ((C.PROCESS_MANAGER, P.CASES),)),
    Persona("case_manager", "Dewi Fantasma", "gemeente", ((C.CASE_MANAGER, P.CASES),)),
    Persona("lead", "Ruben Sprookbergh", "gemeente", ((C.LEAD, P.CASES),)),
    Persona("police", "Sem Nietechtema", "politie", ((C.PARTNER, P.CASES),)),
    Persona("housing", "Lena Schijnwater", "corporatie", ((C.PARTNER, P.CASES),)),
    Persona("adviser", "Ilse van Bedenkeloo", "gemeente",
            ((C.ADVISER, P.PROGRAMME), (C.ADVISER, P.STATISTICS))),
    Persona("clerk", "Bas Zomaarwatsen", "gemeente", ((C.CLERK, P.COUNCIL),)),
    Persona("privacy_officer", "Hanna Fictieveld", "gemeente",
            ((C.PRIVACY_OFFICER, P.PRIVACY),)),
    Persona("administrator", "Joost van Nergenshuizen", "gemeente",
            ((C.ADMINISTRATOR, P.ADMINISTRATION),)),
    Persona("mayor", "Eva Luchtkasteelen", "gemeente",
            ((C.MAYOR, P.BRIEFING), (C.MAYOR, P.COUNCIL))),
)  # fmt: skip
# The rest of the house: how many more of each.
STAFF = (
    ("gemeente", C.DESK, P.REPORTS, 8), ("gemeente", C.PROCESS_MANAGER, P.CASES, 3),
    ("gemeente", C.CASE_MANAGER, P.CASES, 8), ("gemeente", C.LEAD, P.CASES, 2),
    ("politie", C.PARTNER, P.CASES, 6), ("om", C.PARTNER, P.CASES, 2),
    ("zvh", C.PARTNER, P.CASES, 3), ("riec", C.PARTNER, P.CASES, 2),
    ("corporatie", C.PARTNER, P.CASES, 4), ("zorg", C.PARTNER, P.CASES, 5),
    ("veiligthuis", C.PARTNER, P.CASES, 3), ("jeugd", C.PARTNER, P.CASES, 2),
    ("onderwijs", C.PARTNER, P.CASES, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Worker:
    """One person of the demo city, with their first assignment."""

    user_id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    capacity: str
    purpose: str
    assignment_id: UUID
    persona: str


def mark_as_demo() -> None:
    """Only the keeper writes this mark; one-click sign-in works nowhere without it."""
    Installation.objects.using("keeper").update(demo=True)


def fill(dice: random.Random, now: datetime) -> list[Worker]:
    """Write the organisations, agreements and about 60 people. Deterministic for one `dice`."""
    start = now - timedelta(days=760)
    organisations = {code: _organisation(dice, name, kind, start)
                     for code, name, kind in ORGANISATIONS}  # fmt: skip
    people = [(p.name, p.organisation, p.tasks, p.code) for p in PERSONAS]
    taken = {p.name for p in PERSONAS}
    for organisation, capacity, purpose, count in STAFF:
        for _number in range(count):
            people.append((_name(dice, taken), organisation, ((capacity, purpose),), ""))
    return [
        _person(dice, index, name, organisations[organisation], organisation, tasks, code, start)
        for index, (name, organisation, tasks, code) in enumerate(people)
    ]


def _uuid(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _name(dice: random.Random, taken: set[str]) -> str:
    while True:
        name = f"{dice.choice(GIVEN)} {dice.choice(SURNAMES)}"
        if name not in taken:
            taken.add(name)
            return name


def _organisation(dice: random.Random, name: str, kind: K, start: datetime) -> UUID:
    row = Organisation.objects.using("keeper").create(id=_uuid(dice), name=name, kind=kind)
    if kind != K.MUNICIPALITY:
        Agreement.objects.using("keeper").create(
            id=_uuid(dice), organisation_id=row.id, valid_from=start.date(),
            title=f"Samenwerkingsconvenant met {name}", reference="verzonnen, voor het voorbeeld",
        )  # fmt: skip
    return row.id


def _person(
    dice: random.Random, index: int, name: str, organisation_id: UUID, organisation: str,
    tasks: tuple[tuple[C, P], ...], persona: str, start: datetime,
) -> Worker:  # fmt: skip
    user = User(id=_uuid(dice), email=f"persoon{index}@voorbeeld.invalid")
    user.set_unusable_password()
    user.save(using="keeper", force_insert=True)
    Profile.objects.using("keeper").create(
        id=_uuid(dice), user_id=user.id, name=name, persona=persona
    )
    ids = [_uuid(dice) for _task in tasks]
    for step, ((capacity, purpose), key) in enumerate(zip(tasks, ids, strict=True)):
        Assignment.objects.using("keeper").create(
            id=key, user_id=user.id, organisation_id=organisation_id, capacity=capacity,
            purpose=purpose, valid_from=start + timedelta(seconds=step),
        )  # fmt: skip
    capacity, purpose = tasks[0]
    return Worker(user.id, name, organisation_id, organisation, capacity, purpose, ids[0], persona)
