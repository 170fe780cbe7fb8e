"""The bait world: disclosures that wait, were granted and refused; and emergency access."""

from datetime import timedelta
from uuid import UUID, uuid4

from baken.cases.disclosures import models as disclosures
from baken.cases.glass import models as glass
from baken.cases.models import Contribution
from baken.core import numbers
from tests.wall.world import World, ago

# organisation that asks, who, to whom (organisation, person or case), decided
ASKED: tuple[tuple[str, str, str, str, bool | None], ...] = (
    ("gemeente", "case_manager", "zorg", "care", True),
    ("politie", "police", "gemeente", "case", True),
    ("gemeente", "case_manager", "corporatie", "housing", None),
    ("corporatie", "housing", "zorg", "care", False),
)
# case, who, hours ago that it was opened, ended early
OPENED = (
    ("two", "lead", 1, False),
    ("one", "process_manager2", 2, False),
    ("two", "process_manager", 12, False),
    ("lone", "case_manager", 1, True),
    ("lone", "lead", 3, False),
)


def what_crossed(world: World) -> None:
    for name, other in (("one", "two"), ("two", "one"), ("shut", "one")):
        for asked in ASKED:
            _asked(world, world.names[f"case {name}"], world.names[f"case {other}"], *asked)
        _regime(world, world.names[f"case {name}"])
    for name, who, hours, ended in OPENED:
        _opened(world, world.names[f"case {name}"], who, hours, ended)


def _asked(
    world: World, case: UUID, other: UUID, party: str, who: str, to: str, whom: str,
    granted: bool | None,
) -> None:  # fmt: skip
    key, users, parties = uuid4(), world.city.users, world.city.organisations
    world.put(
        disclosures.Disclosure,
        id=key,
        case_id=case,
        organisation_id=parties[party],
        requested_by_id=users[who],
        requested_at=ago(2),
        due_at=ago(-2),
        to_organisation_id=parties[to],
        receiver_id=None if whom == "case" else users[whom],
        to_case_id=other if whom == "case" else None,
        ground="public_task",
        article="AVG art. 6",
        reason=world.mark("cases_disclosure", key),
    )
    told = Contribution.objects.using("keeper").filter(case_id=case, organisation_id=parties[party])
    made = [_item(world, key, row) for row in told.order_by("created_at", "id")[:2]]
    _advice(world, key, case)
    if granted is None:
        return
    decision = uuid4()
    world.put(
        disclosures.DisclosureDecision,
        id=decision,
        disclosure_id=key,
        case_id=case,
        granted=granted,
        number=numbers.draw("V"),
        reason=world.mark("cases_disclosuredecision", decision),
        requested_by_id=users[who],
        decided_by_id=users["process_manager"],
        decided_at=ago(1),
    )
    if granted:
        for item, row in made:
            _handed(world, key, item, row)


def _item(world: World, disclosure: UUID, row: Contribution) -> tuple[UUID, Contribution]:
    key = uuid4()
    world.put(
        disclosures.DisclosureItem,
        id=key,
        disclosure_id=disclosure,
        case_id=row.case_id,
        contribution_id=row.id,
        category=row.category,
    )
    return key, row


def _advice(world: World, disclosure: UUID, case: UUID) -> None:
    key = uuid4()
    world.put(
        disclosures.DisclosureAdvice,
        id=key,
        disclosure_id=disclosure,
        case_id=case,
        positive=True,
        text=world.mark("cases_disclosureadvice", key),
        given_by_id=world.city.users["privacy_officer"],
        given_at=ago(1),
    )


def _handed(world: World, disclosure: UUID, item: UUID, row: Contribution) -> None:
    key = uuid4()
    world.put(
        disclosures.Disclosed,
        id=key,
        item_id=item,
        disclosure_id=disclosure,
        case_id=row.case_id,
        contribution_id=row.id,
        owner_id=row.organisation_id,
        nature=row.nature,
        category=row.category,
        text=world.mark("cases_disclosed", key),
        document_id=row.document_id,
    )


def _regime(world: World, case: UUID) -> None:
    key, asked = uuid4(), uuid4()
    people = world.city.users
    world.put(
        disclosures.RegimeRequest,
        id=asked,
        case_id=case,
        from_regime="wgs_zvh",
        to_regime="lokaal_avg",
        grounds=world.mark("cases_regimerequest", asked),
        requested_by_id=people["case_manager"],
        requested_at=ago(10),
        due_at=ago(5),
        decided_by_id=people["process_manager"],
        decided_at=ago(9),
        granted=True,
    )
    world.put(
        disclosures.RegimeChange,
        id=key,
        case_id=case,
        request_id=asked,
        from_regime="wgs_zvh",
        to_regime="lokaal_avg",
        reason=world.mark("cases_regimechange", key),
        decided_by_id=world.city.users["process_manager"],
        decided_at=ago(9),
    )


def _opened(world: World, case: UUID, who: str, hours: int, ended: bool) -> None:
    key, review, acting = uuid4(), uuid4(), world.acting(who)
    since = ago(hours / 24)
    world.put(
        glass.Glass,
        id=key,
        case_id=case,
        user_id=acting.user_id,
        organisation_id=acting.organisation_id,
        reason=world.mark("cases_glass", key),
        opened_at=since,
        until=since + timedelta(hours=8),
        ended_at=ago(0.01) if ended else None,
        review_due=ago(-5),
    )
    world.put(
        glass.GlassReview,
        id=review,
        glass_id=key,
        case_id=case,
        finding="right",
        text=world.mark("cases_glassreview", review),
        reviewed_by_id=world.city.users["privacy_officer"],
        reviewed_at=ago(0),
    )
