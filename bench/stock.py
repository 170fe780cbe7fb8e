"""The benchmark `stock`: reports of an older system, read in by the command."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.base import Bench
from bench.house import SEED, step
from bench.importing import timed_import

ROWS, SECONDS, MEGABYTES = 100_000, 60, 1_000
HEAD = "nummer;ontvangen;tekst;soort;staat;afgehandeld op;lat;lon;adres;email\n"
KINDS = ("waste.dumped", "waste.wreck", "unsafe.dark", "nuisance.noise", "housing.crowded")
WORDS = (
    "vuilnis", "naast", "container", "drie", "dagen", "stoep", "school", "stank", "lawaai",
    "elke", "nacht", "auto", "motor", "lantaarn", "kapot", "donker", "pad", "muur", "fiets",
    "wrak", "meting", "verzonnen",
)  # fmt: skip


@dataclass
class Stock(Bench):
    """One run; `size` is the number of lines."""

    small = ROWS

    def run(self) -> None:
        """Read one file in, whole."""
        path = self.house.data / "oud.csv"
        with step(f"a file of {self.size} reports, invented"):
            path.write_text(HEAD + "".join(lines(self.size)))
        with step("read in"):
            came = timed_import(self.house, path, "reports")
        aim = f"<= {SECONDS} s, {MEGABYTES} MB"
        well = came.seconds <= SECONDS and came.megabytes <= MEGABYTES
        self.holds(f"older reports, {self.size} lines", aim, str(came), well)


def lines(rows: int) -> Iterator[str]:
    """Two thirds closed, a third with an address for mail, all within the municipality."""
    dice = random.Random(SEED)
    for number in range(rows):
        closed = dice.random() < 0.66
        day = f"{dice.randrange(1, 29)}-{dice.randrange(1, 13)}-2025 {dice.randrange(24)}:15"
        text = " ".join(dice.choices(WORDS, k=dice.randrange(8, 40)))
        mail = f"bo{number}@voorbeeld.invalid" if number % 3 == 0 else ""
        state = "afgehandeld;2026-01-15" if closed else "in behandeling;"
        place = f"{51.905 + dice.random() / 100:.5f};{4.32 + dice.random() / 50:.5f}"
        yield (f"SIG-{number};{day};{text};{dice.choice(KINDS)};{state};{place};"
               f"Verzonnenlaan {number % 200};{mail}\n")  # fmt: skip
