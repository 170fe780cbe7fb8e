"""Acts on cases for the crash proof: scaling up, jumping, releasing and disclosing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any
from uuid import UUID

from bench.browser import Browser

from tests.cases.build import UP, sent
from tests.proofs.files import Files
from tests.proofs.storm import Act

GRANTED = {"granted": "ja", "reason": ""}


@dataclass(frozen=True)
class Deeds:
    """Those who act: one asks, the other decides, and jumps at night."""

    files: Files
    asker: Browser
    decider: Browser

    def steps(self, count: int) -> Iterator[Act]:
        """`count` fresh cases: for every other one a request, and else a decision on one."""
        return islice(_in_turn(self._request, self._decision), count)

    def shares(self, count: int) -> Iterator[Act]:
        """In turn: releasing to two partners, asking for a disclosure, and granting one."""
        return islice(_in_turn(self._release, self._ask, self._grant), count)

    def jumps(self, count: int) -> Iterator[Act]:
        """Acute jumps, each calling two people to a seat."""
        return islice(_in_turn(self._jump), count)

    def _request(self) -> Act:
        case_id, _none = self.files.to_step(asked=False)
        told = {"grounds": "Er is meer hulp nodig.", **sent(UP)}
        proof = "select 1 from cases_phaserequest where case_id = %s"
        return self._act(self.asker, case_id, "fase/2/", "grounds", told, proof)

    def _decision(self) -> Act:
        case_id, request_id = self.files.to_step(asked=True)
        proof = "select 1 from cases_phasedecision where case_id = %s and granted"
        where = f"besluit/{request_id}/"
        return self._act(self.decider, case_id, where, "granted", GRANTED, proof)

    def _release(self) -> Act:
        case_id, (key, _other) = self.files.to_share()
        parties = [self.files.worker(name).organisation_id for name in ("police", "housing")]
        proof = "select 1 from cases_release where case_id = %s and withdrawn_at is null"
        told = {"release_to": parties}
        return self._act(self.asker, case_id, f"inbreng/{key}/", "release_to", told, proof)

    def _ask(self) -> Act:
        case_id, told = self.files.to_share()
        receiver = next(one for one in self.files.house.workers if one.organisation == "zorg")
        asked = {"items": told, "receiver": receiver.user_id, "ground": "public_task",
                 "article": "Verzonnen artikel", "reason": "Zij helpen ook."}  # fmt: skip
        proof = "select 1 from cases_disclosure where case_id = %s"
        where = "verstrekkingen/vraag/"
        return self._act(self.asker, case_id, where, "items", asked, proof, "verstrekkingen/")

    def _grant(self) -> Act:
        case_id, key = self.files.to_disclose()
        proof = "select 1 from cases_disclosuredecision where case_id = %s and granted"
        where = f"verstrekkingen/{key}/besluit/"
        return self._act(self.decider, case_id, where, "granted", GRANTED, proof, "verstrekkingen/")

    def _jump(self) -> Act:
        case_id = self.files.to_jump()
        told = {"happens": "Er is geweld", "risk_whom": "Het jongste kind", "minors": "ja",
                "safety": "De wijkagent is er",
                "operationeel": self.files.worker("lead").user_id,
                "bestuurlijk": self.files.worker("mayor").user_id}  # fmt: skip
        proof = "select 1 from cases_jump where case_id = %s"
        return self._act(self.decider, case_id, "acuut/", "happens", told, proof)

    def _act(
        self, person: Browser, case_id: UUID, where: str, name: str, told: dict[str, Any],
        proof: str, back: str = "",
    ) -> Act:  # fmt: skip
        """The form at `where` in the case that holds `name`, filled in; each has its own key."""
        file = f"/werk/casussen/{case_id}/"
        visitor = person.twin()
        try:
            fields = visitor.get(file + where).form(name).fields
        finally:
            visitor.close()
        return Act(person, file + where, fields | told, proof, str(case_id), file + back)


def _in_turn(*ways: Any) -> Iterator[Act]:
    return (way() for way in cycle(ways))
