"""What a proof reports."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Facts as they were counted, and everything that was wrong. Empty `wrong` is a pass."""

    facts: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def check(self, holds: object, problem: str) -> None:
        if not holds:
            self.wrong.append(problem)

    def line(self) -> str:
        """One line for docs/proof.md."""
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return f"{facts}: {'holds' if not self.wrong else f'{len(self.wrong)} wrong'}"
