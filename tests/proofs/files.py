"""Cases for the crash proof, each ready for one act; written by the keeper, or by real actions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from bench.house import House
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from baken.access.models import Membership
from baken.cases import actions
from baken.cases.disclosures.models import Disclosure, DisclosureItem
from baken.cases.models import (
    AveModel,
    Case,
    CaseContent,
    Clock,
    Contribution,
    Participation,
    PhaseRequest,
    Seat,
)
from baken.core import numbers
from baken.core.acting import Acting, acting_as
from tests.documents.files import jpeg
from tests.proofs.halves import GO, JUMP, PREPARED, SHARE, STEP

# Longer ago than any regime keeps a case after it was closed.
LONG_AGO = timedelta(days=366 * 12)


@dataclass(frozen=True)
class Files:
    """Writes cases of the two who act on them: casusregie asks, procesregie decides."""

    house: House

    def worker(self, persona: str) -> Any:
        return self.house.persona(persona)

    def acting(self, persona: str) -> Acting:
        one = self.worker(persona)
        return Acting("assignment", one.assignment_id, one.user_id, one.organisation_id,
                      one.capacity, one.purpose, name=one.name)  # fmt: skip

    @cached_property
    def photo(self) -> bytes:
        return jpeg()

    def to_step(self, *, asked: bool) -> tuple[UUID, UUID | None]:
        """A case in phase 1 that may go up; with a request on which is to be decided."""
        with transaction.atomic(using="keeper"):
            case = self._running(STEP)
            if not asked:
                return case.id, None
            now = datetime.now(UTC)
            request = PhaseRequest.objects.using("keeper").create(
                case=case, from_phase=1, to_phase=2, grounds=PREPARED, requested_at=now,
                requested_by_id=self.worker("case_manager").user_id,
                due_at=now + timedelta(days=100),
            )  # fmt: skip
        return case.id, request.id

    def to_jump(self) -> UUID:
        """A case in phase 1 that may jump."""
        with transaction.atomic(using="keeper"):
            return self._running(JUMP).id

    def to_share(self) -> tuple[UUID, list[UUID]]:
        """A case with two partners and two contributions that nobody else reads yet."""
        with transaction.atomic(using="keeper"):
            case = self._running(SHARE)
            self._partners(case)
            return case.id, [self._contribution(case).id for _number in range(2)]

    def to_disclose(self) -> tuple[UUID, UUID]:
        """As `to_share`, with a request to disclose both, on which is to be decided."""
        case_id, told = self.to_share()
        asker, now = self.worker("case_manager"), datetime.now(UTC)
        receiver = next(one for one in self.house.workers if one.organisation == "zorg")
        with transaction.atomic(using="keeper"):
            asked = Disclosure.objects.using("keeper").create(
                case_id=case_id, organisation_id=asker.organisation_id, requested_at=now,
                requested_by_id=asker.user_id, due_at=now + timedelta(days=100),
                to_organisation_id=receiver.organisation_id, receiver_id=receiver.user_id,
                ground="public_task", article="Verzonnen artikel", reason=PREPARED,
            )  # fmt: skip
            for key in told:
                DisclosureItem.objects.using("keeper").create(
                    disclosure=asked, case_id=case_id, contribution_id=key, category="feit"
                )
        return case_id, asked.id

    def to_remove(self, *, kept: bool = False) -> UUID:
        """A closed case with everything on it, over its term; or `kept`: closed today."""
        with transaction.atomic(using="keeper"):
            case = self._running(GO)
            self._partners(case)
        with acting_as(self.acting("case_manager")) as acting:
            self._fill(acting, case.id)
        with acting_as(self.acting("process_manager")) as acting:
            lead = self.worker("lead").user_id
            actions.ask_seat(acting, case.id, "operationeel", holder=lead)
        closed = datetime.now(UTC) - (timedelta() if kept else LONG_AGO)
        Case.objects.using("keeper").filter(pk=case.id).update(
            lifecycle="closed", closed_at=closed, opened_at=closed - timedelta(days=30)
        )
        return case.id

    def _fill(self, acting: Acting, case_id: UUID) -> None:
        """What partners read goes first: nothing is released about who was not told."""
        police = {self.worker("police").organisation_id}
        upload = SimpleUploadedFile("deur.jpg", self.photo, "image/jpeg")
        actions.add_document(acting, case_id, file=upload, text="De deur", release_to=police)
        actions.add_contribution(acting, case_id, nature="fact", text="Weer lawaai")
        actions.add_subject(acting, case_id, name="Puck van Nergenshuizen", role="subject",
                            address="Verzonnenlaan 1")  # fmt: skip

    def _running(self, purpose: str) -> Case:
        """A case in phase 1, with both seats and one running review clock."""
        now = datetime.now(UTC)
        due = now + timedelta(days=100)
        model = AveModel.objects.using("keeper").order_by("-version").first()
        case = Case(number=numbers.draw("C"), model=model, lifecycle="active", phase=1,
                    opened_at=now, purpose=purpose)  # fmt: skip
        case.save(using="keeper")
        CaseContent.objects.using("keeper").create(
            case=case, title="Verzonnen casus", reason="Voor een proef.", next_due=due
        )
        Clock.objects.using("keeper").create(case=case, kind="review", started_at=now, due_at=due)
        self._seat(case, "casusregie", "case_manager")
        self._seat(case, "procesregie", "process_manager")
        return case

    def _seat(self, case: Case, role: str, persona: str) -> None:
        worker, now = self.worker(persona), datetime.now(UTC)
        Seat.objects.using("keeper").create(
            case=case, role=role, holder_id=worker.user_id, since=now, accepted_at=now,
            organisation_id=worker.organisation_id,
        )  # fmt: skip
        Membership.objects.using("keeper").create(
            file_id=case.id, user_id=worker.user_id, organisation_id=worker.organisation_id,
            valid_from=now - timedelta(days=1),
        )  # fmt: skip

    def _partners(self, case: Case) -> None:
        for persona in ("police", "housing"):
            Participation.objects.using("keeper").create(
                case=case, organisation_id=self.worker(persona).organisation_id, task="Meedoen",
                ground="public_task", valid_from=datetime.now(UTC),
                added_by_id=self.worker("process_manager").user_id,
            )  # fmt: skip

    def _contribution(self, case: Case) -> Contribution:
        worker = self.worker("case_manager")
        return Contribution.objects.using("keeper").create(
            case=case, organisation_id=worker.organisation_id, author_id=worker.user_id,
            nature="fact", text=f"Verzonnen feit {uuid4().hex}", about_date=date(2026, 1, 2),
            created_at=datetime.now(UTC),
        )  # fmt: skip
