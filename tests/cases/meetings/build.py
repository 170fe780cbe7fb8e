"""A case with partners, and meetings of it, made by the real actions."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from uuid import UUID

from django.utils import timezone

from baken.cases import actions as cases
from baken.cases.meetings import actions
from baken.cases.meetings.models import Attendee, Meeting
from tests.cases.build import Thread, running

SITE = "https://baken.invalid"


@dataclass
class Table:
    """A meeting of a case, with police and housing at the table."""

    thread: Thread
    id: UUID

    def do(self, who, action, *args, **kwargs):  # type: ignore[no-untyped-def]
        return self.thread.do(who, action, *args, **kwargs)

    def party(self, name: str) -> UUID:
        return self.thread.city.organisation(name)

    @property
    def row(self) -> Meeting:
        return Meeting.objects.using("keeper").get(pk=self.id)

    @property
    def there(self) -> str:
        return f"/werk/casussen/{self.thread.id}/overleg/{self.id}/"

    def attendee(self, who: str) -> Attendee:
        rows = Attendee.objects.using("keeper").filter(meeting_id=self.id, withdrawn_at=None)
        return rows.get(user_id=self.thread.city.user(who))

    def item(self, who: str, title: str, *to: str, **more: object) -> UUID:
        found: UUID = self.do(who, actions.add_item, self.id, title=title,
                              organisations=[self.party(name) for name in to], **more)  # fmt: skip
        return found

    def line(self, text: str, owner: str = "gemeente", *to: str, **more: object) -> UUID:
        found: UUID = self.do(
            "case_manager", actions.write_line, self.id, text=text, organisation=self.party(owner),
            organisations=[self.party(name) for name in to], **more,
        )  # fmt: skip
        return found

    def brought(self, text: str, who: str = "police", to: tuple[str, ...] = ()) -> UUID:
        found: UUID = self.do(
            who, cases.add_contribution, self.thread.id, nature="fact", text=text,
            release_to=[self.party(name) for name in to],
        )  # fmt: skip
        return found

    def begin(self) -> None:
        self.do("process_manager", actions.begin, self.id)

    def all_there(self, *absent: str) -> None:
        """Everybody was there and keeps it secret, but these."""
        for who in ("process_manager", "case_manager", "police", "housing"):
            said = "absent" if who in absent else "present"
            self.do("case_manager", actions.record_presence, self.id, self.attendee(who).id,
                    presence=said, secrecy=True)  # fmt: skip

    def held(self, *absent: str) -> None:
        if self.row.state == "planned":
            self.begin()
        self.all_there(*absent)
        self.do("process_manager", actions.end, self.id)

    def proposed(self, *absent: str) -> None:
        self.held(*absent)
        self.do("case_manager", actions.propose, self.id)

    def late(self, **columns: object) -> None:
        """Move the clocks of the meeting, as time would."""
        Meeting.objects.using("keeper").filter(pk=self.id).update(**columns)

    def over(self) -> None:
        """The term to object is past."""
        self.late(objections_until=timezone.now() - timedelta(minutes=1))

    def adopted(self) -> None:
        self.proposed()
        self.over()
        self.do("process_manager", actions.adopt, self.id)


def plan(thread: Thread, **more: object) -> actions.Plan:
    """In ten days, from ten to eleven."""
    made = actions.Plan(
        "progress", timezone.localdate() + timedelta(days=10), time(10), time(11), "Kamer 3",
        thread.city.user("process_manager"), thread.city.user("case_manager"),
    )  # fmt: skip
    return replace(made, **more)


def case(city) -> Thread:  # type: ignore[no-untyped-def]
    thread = running(city, 2)
    thread.partner("politie", "police")
    thread.partner("corporatie", "housing")
    thread.partner("zorg", "care")
    return thread


def table(thread: Thread) -> Table:
    """Chair: the process manager; notes: the case manager; police and housing come, care not."""
    people = [thread.city.user(who) for who in ("police", "housing")]
    key = thread.do("process_manager", actions.call_meeting, thread.id, plan(thread), people,
                    site=SITE)  # fmt: skip
    return Table(thread, key)
