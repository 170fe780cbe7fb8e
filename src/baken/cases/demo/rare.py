"""The demo: what does not happen every day, so that each page has something to show.

A triage that is half done, a jump that waits for the mayor, a case that goes over to somebody
else, disclosures that were decided and that wait, and an emergency access to be reviewed.
"""

from datetime import date, timedelta
from typing import Any

from baken.cases.codes import Ground
from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.disclosures.actions import hash_of
from baken.cases.disclosures.models import (
    Disclosed,
    Disclosure,
    DisclosureAdvice,
    DisclosureDecision,
    DisclosureItem,
)
from baken.cases.glass.actions import HOURS, REVIEW
from baken.cases.glass.models import Glass
from baken.cases.models import Case, Contribution, PhaseRequest
from baken.cases.steps.models import Handover, Jump
from baken.cases.triage.codes import About, Why
from baken.cases.triage.criteria import newest
from baken.cases.triage.models import KnownCheck, Signal, Triage
from baken.core import numbers
from baken.core.calendar import RuleSet
from baken.core.terms import due

ROWS = (Signal, Triage, Handover, Jump, Disclosure, DisclosureItem, DisclosureAdvice,
        DisclosureDecision, Disclosed, Glass, KnownCheck)  # fmt: skip
# Which case shows what, by its place in the row of cases.
GLASS, ASKED, RECEIVED, HANDOVER, JUMP = 8, 12, 17, 36, 38
LONG = 1900
RARE: dict[str, Any] = TEXTS["rare"]


def rare(city: City, case: Case, crew: Crew, index: int) -> None:
    """What this case shows beyond the everyday; most show nothing."""
    shows = {GLASS: _glass, ASKED: _asked, RECEIVED: _received, HANDOVER: _handover, JUMP: _jump}
    if index in shows:
        shows[index](city, case, crew)


def triage(city: City, case: Case, crew: Crew) -> None:
    """Two signals, one of which counts, and the questions answered half."""
    officer = crew.process.user_id
    for source, sure, text in RARE["signals"]:
        city.add(Signal(
            case=case, organisation_id=crew.process.organisation_id, author_id=officer,
            source=source, reliability=sure, text=text, created_at=city.ago(1),
            about_date=city.ago(4).date(),
        ))  # fmt: skip
    answers = {k: {"answer": a, "evidence": e} for k, (a, e) in RARE["triage"].items()}
    city.add(Triage(
        case=case, criteria=newest().version, answers=answers, changed_by_id=officer,
        changed_at=city.ago(0.5),
    ))  # fmt: skip
    for number in range(newest().flag + 2):
        city.add(KnownCheck(
            case=case, asker_id=officer, organisation_id=crew.process.organisation_id,
            why=Why.DOUBLE, about=About.values[number % 2], asked_at=city.ago(1),
        ))  # fmt: skip


def long_ago(city: City, case: Case) -> None:
    """Move all that happened in a case back by more than its term."""
    back = timedelta(days=LONG)
    for row in [r for rows in city.rows.values() for r in rows]:
        if row is case or getattr(row, "case", None) is case:
            for field in row._meta.concrete_fields:
                moment = getattr(row, field.attname)
                if isinstance(moment, date):
                    setattr(row, field.attname, moment - back)


def _jump(city: City, case: Case, crew: Crew) -> None:
    """Up at once, a few hours ago; the mayor has not said anything yet."""
    acute, moment = city.rules.acute, city.now - timedelta(hours=5)
    assert acute is not None
    city.add(Jump(
        case=case, from_phase=2, to_phase=acute.target, taken_by_id=crew.process.user_id,
        details={**RARE["jump"], "trigger": acute.trigger}, taken_at=moment,
        due_at=due(moment, acute.ratify, RuleSet.OFFICE),
    ))  # fmt: skip


def _handover(city: City, case: Case, crew: Crew) -> None:
    """A step down waits for who takes the case over, and then for who decides."""
    told = RARE["handover"]
    day = (city.now + timedelta(days=60)).date().isoformat()
    asked = PhaseRequest(
        case=case, from_phase=case.phase, to_phase=case.phase - 1, grounds=told["grounds"],
        details={**told["details"], "receiver": str(crew.manager.user_id), "aftercare": day},
        requested_by_id=crew.process.user_id, requested_at=city.ago(0.2),
        due_at=due(city.now, city.rules.clocks["decision"], RuleSet.OFFICE),
    )  # fmt: skip
    city.add(asked)
    city.add(Handover(case=case, request=asked, receiver_id=crew.manager.user_id,
                      asked_at=asked.requested_at))  # fmt: skip


def _glass(city: City, case: Case, crew: Crew) -> None:
    """A colleague who was not on the case looked in it yesterday; a small city may have none."""
    here = {row[2] for row in city.members if row[1] == case.pk}
    others = [w for w in city.workers["case_manager"][1:] if w.user_id not in here]
    if not others:
        return
    other = others[0]
    moment = city.ago(1, 16)
    city.add(Glass(
        case=case, user_id=other.user_id, organisation_id=other.organisation_id,
        reason=RARE["glass"], opened_at=moment, until=moment + timedelta(hours=HOURS),
        review_due=due(moment, REVIEW, RuleSet.OFFICE),
    ))  # fmt: skip


def _asked(city: City, case: Case, crew: Crew) -> None:
    """One that was decided, and one on which the privacy officer still has to advise."""
    for number, receiver in enumerate(_outsiders(city, crew)[:2]):
        _disclosure(city, case, crew, number=number, receiver=receiver, decided=number == 0)


def _received(city: City, case: Case, crew: Crew) -> None:
    """The persona who comes once a month has a receipt."""
    receiver = next(one for one in city.workers["partner"] if one.persona == "housing")
    _disclosure(city, case, crew, number=2, receiver=receiver, decided=True)


def _outsiders(city: City, crew: Crew) -> list[Any]:
    """Somebody of each organisation that does not take part."""
    found: dict[str, Any] = {}
    for worker in city.workers["partner"]:
        if worker.organisation not in crew.partners:
            found.setdefault(worker.organisation, worker)
    return list(found.values())


def _disclosure(
    city: City, case: Case, crew: Crew, *, number: int, receiver: Any, decided: bool
) -> None:
    asker = next(iter(crew.partners.values()))[0]
    reason, advice, why = RARE["disclosures"][number]
    said = [row for row in city.rows[Contribution] if isinstance(row, Contribution)
            and row.case is case and row.author_id == asker.user_id][:2]  # fmt: skip
    asked = Disclosure(
        case=case, organisation_id=asker.organisation_id, requested_by_id=asker.user_id,
        requested_at=city.ago(9 if decided else 0.5), to_organisation_id=receiver.organisation_id,
        receiver_id=receiver.user_id, ground=Ground.PUBLIC_TASK, reason=reason,
        article="Wmo 2015 art. 2.1.1 (voorbeeld)",
        due_at=due(city.ago(9) if decided else city.now, city.rules.clocks["decision"],
                   RuleSet.OFFICE),
    )  # fmt: skip
    city.add(asked)
    items = [
        DisclosureItem(disclosure=asked, case=case, contribution=row, category=row.category)
        for row in said
    ]
    for item in items:
        city.add(item)
    if decided:
        _decided(city, asked, crew, items, advice, why)


def _decided(
    city: City, asked: Disclosure, crew: Crew, items: list[DisclosureItem], advice: str, why: str
) -> None:
    """The privacy officer advised, the process manager decided, and the words went over."""
    case, officer = asked.case, city.workers["privacy_officer"][0].user_id
    city.add(DisclosureAdvice(disclosure=asked, case=case, positive=True, text=advice,
                              given_by_id=officer, given_at=city.ago(8)))  # fmt: skip
    handed = [
        Disclosed(
            item=item, disclosure=asked, case=case, contribution=item.contribution,
            owner_id=item.contribution.organisation_id, nature=item.contribution.nature,
            category=item.category, source=item.contribution.source,
            about_date=item.contribution.about_date, text=item.contribution.text,
        )
        for item in items
    ]  # fmt: skip
    city.add(DisclosureDecision(
        disclosure=asked, case=case, granted=True, reason=why, sha256=hash_of(handed),
        number=numbers.dress("V", f"{city.dice.randrange(10_000_000):07d}"),
        requested_by_id=asked.requested_by_id, decided_by_id=crew.process.user_id,
        decided_at=city.ago(7),
    ))  # fmt: skip
    for row in handed:
        city.add(row)
