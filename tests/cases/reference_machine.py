"""An independent reference of the case machine, written from the model's prose, not its code.

People are short names, roles letters: c(asusregie), p(rocesregie), o(perationeel), b(estuurlijk).
`twin` is a second account of `pm`. Phase 1 needs nobody; 2 needs c and p; 3 also o; 4 also b: in
every seat somebody who accepted, a household only in c and only up to phase 2, and from 3 on c and
p are two people. Up goes one phase at a time, from phase 3 on with a plan that stands and an
evaluation of at most 14 days; down needs one always, a receiver who accepted, and no action left
with who has no seat there. Who asks holds a seat and works on cases; another person, who holds the
seat of the higher phase, decides; more than one phase down only b, with a motivation. In an
emergency a process manager takes a case from 1 or 2 to 4 at once; b says afterwards whether that
was right, and it stays in 4. A case that was taken on closes in phase 1, evaluated, with nothing
open; one in triage ends with advice. Whom it is about is told before it closes; in triage they are
asked after elsewhere too.
"""

from dataclasses import dataclass, field

NEEDS = {1: "", 2: "cp", 3: "cpo", 4: "cpob"}
DECIDES = {1: "p", 2: "p", 3: "o", 4: "b"}
SAME = {"twin": "pm"}
OVER = ("closed", "rejected")


def person(who: str) -> str:
    return SAME.get(who, who)


@dataclass
class Asked:
    """An open request: who, where to, and whether the receiver said yes."""

    who: str
    target: int
    accepted: bool = True


@dataclass
class Reference:
    life: str = "triage"
    phase: int = 1
    # role -> (who or "household", accepted); a role that is not here is empty
    seats: dict[str, tuple[str, bool]] = field(default_factory=lambda: {"p": ("pm", True)})
    evaluated: int | None = None  # age in days
    asked: Asked | None = None
    actions: list[str] = field(default_factory=list)  # their owners
    jumps: list[str] = field(default_factory=list)  # who took those that are not ratified
    plan: bool = False
    people: list[bool] = field(default_factory=list)  # was this person told?

    def holds(self, who: str) -> set[str]:
        return {role for role, (holder, yes) in self.seats.items() if holder == who and yes}

    @property
    def runs(self) -> bool:
        return self.life in ("active", "aftercare")

    def fresh(self) -> bool:
        return self.evaluated is not None and self.evaluated <= 14

    def free(self, target: int) -> bool:
        """May the case go to `target`, whoever decides?"""
        if not self.runs or target not in NEEDS or target == self.phase:
            return False
        if target > self.phase:
            known = target <= 2 or (self.plan and self.fresh())
            return target == self.phase + 1 and self.seated(target) and known
        return self.fresh() and not any(self.left_behind(who, target) for who in self.actions)

    def on_it(self, who: str) -> bool:
        """Who stood up from the last seat, and has no action left, sees the case no more."""
        return bool(self.holds(who)) or who in self.actions

    def left_behind(self, who: str, target: int) -> bool:
        held = self.holds(who)
        return bool(held) and not held & {"c", "p", *NEEDS[target]}

    def seated(self, target: int) -> bool:
        for role in NEEDS[target]:
            holder, accepted = self.seats.get(role, ("", False))
            if not accepted or (holder == "household" and (role != "c" or target > 2)):
                return False
        return target < 3 or not self.one_steers_both()

    def one_steers_both(self) -> bool:
        c, p = (self.seats.get(role, ("", False))[0] for role in "cp")
        return bool(c and p) and person(c) == person(p)

    # -- events; each says whether it happened ---------------------------------------------

    def take_on(self, who: str) -> bool:
        if self.life != "triage" or "p" not in self.holds(who) or self.people:
            return False
        self.life = "active"
        return True

    def ask(self, role: str, who: str) -> bool:
        if self.life in OVER or self.seats.get(role, ("", 0))[0] == who:
            return False
        if who == "household" and not (role == "c" and self.phase <= 2):
            return False
        other = self.seats.get({"c": "p", "p": "c"}.get(role, ""), ("", False))[0]
        if self.phase >= 3 and other and person(other) == person(who):
            return False
        self.seats[role] = (who, False)
        return True

    def accept(self, role: str) -> bool:
        if self.life in OVER or role not in self.seats:
            return False
        self.seats[role] = (self.seats[role][0], True)
        return True

    def decline(self, role: str) -> bool:
        holder, accepted = self.seats.get(role, ("", False))
        if not holder or accepted or holder == "household" or role == "p" or self.life in OVER:
            return False
        del self.seats[role]
        return True

    def evaluate(self, age: int) -> bool:
        if self.life in OVER:
            return False
        self.evaluated = age if self.evaluated is None else min(age, self.evaluated)
        return True

    def settle(self) -> bool:
        """A version of the plan is made and settled."""
        if self.life in OVER:
            return False
        self.plan = True
        return True

    def person(self) -> bool:
        if self.life in OVER:
            return False
        self.people.append(False)
        return True

    def tell(self) -> bool:
        if self.life in OVER or False not in self.people:
            return False
        self.people[self.people.index(False)] = True
        return True

    def request(self, who: str, target: int, whole: bool = True, to: str = "self") -> bool:
        if self.life in OVER or who == "mayor":
            return False
        if self.asked and (self.asked.who, self.asked.target) == (who, target):
            return self.on_it(who)  # sent twice is asked once
        if self.asked or not self.free(target):
            return False
        if not whole or not self.holds(who):
            return False
        self.asked = Asked(who, target, target > self.phase or to == "self")
        return True

    def hand_over(self) -> bool:
        """The household accepts, as a manager records it."""
        if self.asked is None or self.asked.accepted:
            return False
        self.asked.accepted = True
        return True

    def decide(self, who: str, yes: bool, why: bool = True) -> bool:
        if self.asked is None or self.life in OVER:
            return False
        target, leap = self.asked.target, self.phase - self.asked.target > 1
        mandate = "b" if leap else DECIDES[max(target, self.phase)]
        if person(who) == person(self.asked.who) or mandate not in self.holds(who):
            return False
        if yes:
            if not self.free(target) or not self.asked.accepted or (leap and not why):
                return False
            if target < self.phase:
                self.seats = {r: s for r, s in self.seats.items() if r in "cp" + NEEDS[target]}
            self.phase = target
            self.life = "aftercare" if target == 1 else "active"
        self.asked = None
        return True

    def jump(self, who: str, call: bool = True) -> bool:
        if who != "pm" or not self.runs:
            return False
        if self.phase not in (1, 2):
            return bool(self.phase == 4 and self.jumps)
        self.phase, self.life, self.asked = 4, "active", None
        self.jumps.append(who)
        if self.seats.get("c", ("", 0))[0] == "household" or self.one_steers_both():
            del self.seats["c"]
        if call:
            self.seats.setdefault("o", ("lead", False))
            self.seats.setdefault("b", ("mayor", False))
        return True

    def ratify(self, who: str, yes: bool) -> bool:
        if not self.jumps or self.life in OVER or "b" not in self.holds(who):
            return False
        if person(who) == person(self.jumps[0]):
            return False
        self.jumps.pop(0)
        return True

    def act(self, owner: str) -> bool:
        if self.life in OVER or not self.holds(owner):
            return False
        self.actions.append(owner)
        return True

    def finish(self) -> bool:
        if self.life in OVER or not self.actions:
            return False
        self.actions.pop(0)
        return True

    def close(self, who: str) -> bool:
        if self.life in OVER:
            return who == "pm"  # sent twice is done once
        if self.life == "signal" or self.actions or self.asked or self.jumps:
            return False
        if "p" not in self.holds(who) or (self.life == "active" and self.phase > 1):
            return False
        if (self.runs and not self.fresh()) or False in self.people:
            return False
        self.life = "closed" if self.runs else "rejected"
        self.seats = {}
        return True

    def reopen(self, who: str) -> bool:
        if self.life != "closed" or who != "pm":
            return False
        self.life, self.seats = "active", {"p": ("pm", True)}
        return True
