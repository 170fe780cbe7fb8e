"""What the demo's organisations bring in, agree on and close."""

from datetime import timedelta

from baken.cases.actions.work import end_of
from baken.cases.codes import Ground, Nature, SeatEnd
from baken.cases.demo.city import TEXTS, City, Crew
from baken.cases.demo.seats import member
from baken.cases.models import (
    Action,
    Case,
    Closing,
    Contribution,
    Participation,
    Release,
    Seat,
)

KINDS = {"politie": "police", "corporatie": "housing", "zorg": "care", "veiligthuis": "safe_home",
         "jeugd": "youth", "onderwijs": "education"}  # fmt: skip


def partners(city: City, case: Case, crew: Crew, age: float) -> None:
    for name, people in crew.partners.items():
        kind = KINDS.get(name, "other")
        city.add(Participation(
            case=case, organisation_id=city.parties[name],
            task=TEXTS["tasks"].get(kind, TEXTS["tasks"]["other"]),
            ground=Ground.POLICE_DATA if kind == "police" else Ground.PUBLIC_TASK,
            added_by_id=crew.process.user_id, valid_from=city.ago(age * 0.7),
            valid_until=case.closed_at,
        ))  # fmt: skip
        for worker in people:
            member(city, case, worker)


def words(city: City, case: Case, crew: Crew, age: float) -> None:
    """What everybody brought in: partners release to the municipality, and now and then further."""
    authors = [crew.manager, *(people[0] for people in crew.partners.values())]
    parties = [*(city.parties[name] for name in crew.partners), crew.process.organisation_id]
    for number in range(3 * len(authors)):
        author = authors[number % len(authors)]
        opinion = number % 4 == 3
        kind = KINDS.get(author.organisation, "other")
        pool = TEXTS["facts"].get("municipality" if author is crew.manager else kind)
        moment = city.ago(city.dice.uniform(1, age * 0.65), 9 + number % 8)
        said = Contribution(
            case=case, organisation_id=author.organisation_id, author_id=author.user_id,
            nature=Nature.OPINION if opinion else Nature.FACT, category="feit", source="",
            text=city.one(TEXTS["opinions"] if opinion else pool or TEXTS["facts"]["other"]),
            about_date=None if opinion else (moment - timedelta(days=2)).date(), created_at=moment,
        )  # fmt: skip
        city.add(said)
        for party in parties:
            if party != author.organisation_id and (party == parties[-1] or number % 3 == 0):
                city.add(Release(
                    contribution=said, case=case, owner_id=author.organisation_id,
                    organisation_id=party, released_by_id=author.user_id, released_at=moment,
                    may_pass_on=number % 5 == 0,
                ))  # fmt: skip


def work(city: City, case: Case, crew: Crew, index: int, age: float) -> None:
    """Actions: most done, some due this week, a few late."""
    owners = [crew.manager, *(people[0] for people in crew.partners.values())]
    for number in range(2 + 2 * case.phase):
        owner = owners[number % len(owners)]
        made = city.ago(age * 0.5 * city.dice.random() + 3, 14)
        done = case.closed_at is not None or number >= case.phase
        late = not done and index % 9 == 4 and number == 0
        day = city.now + timedelta(days=-3 - index % 5 if late else 1 + city.dice.randrange(20))
        city.add(Action(
            case=case, title=city.one(TEXTS["actions"]), organisation_id=owner.organisation_id,
            owner_id=owner.user_id, added_by_id=crew.process.user_id, created_at=made,
            due_at=end_of((made + timedelta(days=14) if done else day).date()),
            done_at=min(made + timedelta(days=city.dice.randrange(1, 13)), city.now) if done
            else None,
            result=city.one(TEXTS["results"]) if done else "",
        ))  # fmt: skip


def close(city: City, case: Case, crew: Crew) -> None:
    """All stand up; only the process manager stays on the file."""
    assert case.closed_at is not None
    for seat in city.rows[Seat]:
        if isinstance(seat, Seat) and seat.case is case and seat.ended_at is None:
            seat.ended_at, seat.ended_why = case.closed_at, SeatEnd.CLOSED
    city.members = [
        row for row in city.members if row[1] != case.pk or row[2] == crew.process.user_id
    ]
    city.add(Closing(
        case=case, reason=city.one(TEXTS["closing"]), closed_by_id=crew.process.user_id,
        closed_at=case.closed_at,
    ))  # fmt: skip
