"""An independent reference of the case machine: written from the model's prose, not its code.

Phase 1 needs nobody. A household holds casusregie only, up to phase 2. Phase 2 needs casusregie
and procesregie. Phase 3 needs operationeel as well, two different people, and an evaluation of
at most 14 days. Phase 4 needs the administrative seat as well. Steps are of one, up or down;
whoever asks holds a seat; another, who holds the seat of the higher phase, decides.
"""

from dataclasses import dataclass, field

NEEDS = {1: "", 2: "cp", 3: "cpo", 4: "cpob"}
DECIDES = {1: "p", 2: "p", 3: "o", 4: "b"}


@dataclass
class Reference:
    life: str = "triage"
    phase: int = 1
    # role -> (person or "household", accepted) ; a role that is not here is empty
    seats: dict[str, tuple[str, bool]] = field(default_factory=lambda: {"p": ("pm", True)})
    evaluated: int | None = None  # age in days
    asked: tuple[str, int] | None = None  # who, target
    actions: int = 0

    def holds(self, who: str) -> set[str]:
        return {role for role, (person, accepted) in self.seats.items()
                if person == who and accepted}  # fmt: skip

    def free(self, target: int) -> bool:
        """May the case go to `target`, whoever decides?"""
        if self.life not in ("active", "aftercare") or abs(target - self.phase) != 1:
            return False
        if not 1 <= target <= 4:
            return False
        if target > self.phase and not self.seated(target):
            return False
        if max(target, self.phase) >= 3:
            return self.evaluated is not None and self.evaluated <= 14
        return True

    def seated(self, target: int) -> bool:
        for role in NEEDS[target]:
            person, accepted = self.seats.get(role, ("", False))
            if not accepted or (person == "household" and (role != "c" or target > 2)):
                return False
        return target < 3 or self.seats["c"][0] != self.seats["p"][0]

    # -- events; each says whether it happened ---------------------------------------------

    def take_on(self, who: str) -> bool:
        if self.life != "triage" or "p" not in self.holds(who):
            return False
        self.life = "active"
        return True

    def ask(self, role: str, who: str) -> bool:
        if self.life == "closed" or self.seats.get(role, ("", 0))[0] == who:
            return False
        if who == "household" and not (role == "c" and self.phase <= 2):
            return False
        self.seats[role] = (who, False)
        return True

    def accept(self, role: str) -> bool:
        if self.life == "closed" or role not in self.seats:
            return False
        self.seats[role] = (self.seats[role][0], True)
        return True

    def decline(self, role: str) -> bool:
        person, accepted = self.seats.get(role, ("", False))
        if not person or accepted or person == "household" or role == "p" or self.life == "closed":
            return False
        del self.seats[role]
        return True

    def evaluate(self, age: int) -> bool:
        if self.life == "closed":
            return False
        self.evaluated = age if self.evaluated is None else min(age, self.evaluated)
        return True

    def request(self, who: str, target: int) -> bool:
        if self.asked or not self.free(target) or not self.holds(who):
            return False
        self.asked = (who, target)
        return True

    def decide(self, who: str, yes: bool) -> bool:
        if self.asked is None or self.life == "closed":
            return False
        asker, target = self.asked
        if who == asker or DECIDES[max(target, self.phase)] not in self.holds(who):
            return False
        if yes:
            if not self.free(target):
                return False
            self.phase = target
            self.life = "aftercare" if target == 1 else "active"
        self.asked = None
        return True

    def act(self) -> bool:
        if self.life == "closed":
            return False
        self.actions += 1
        return True

    def finish(self) -> bool:
        if self.life == "closed" or not self.actions:
            return False
        self.actions -= 1
        return True

    def close(self, who: str) -> bool:
        if self.life == "closed" or self.actions or self.asked or "p" not in self.holds(who):
            return False
        self.life = "closed"
        return True
