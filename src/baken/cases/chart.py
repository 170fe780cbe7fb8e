"""The state charts, drawn from the tables: `python -m baken.cases.chart > docs/state-charts.md`."""

import sys
from pathlib import Path

import yaml

from baken.cases.ave import Model, read
from baken.cases.machine import LIFE, PHASES

MODEL = Path(__file__).parent / "data" / "ave-voorbeeld.yaml"
_HEAD = """# State charts of a case

Made by `python -m baken.cases.chart` from `baken/cases/machine.py` and the example model
`baken/cases/data/ave-voorbeeld.yaml` (an example, not adopted by any municipality). A test
fails when this page is out of date.
"""


def draw() -> str:
    """The whole page as Markdown with Mermaid."""
    return f"{_HEAD}\n{_life()}\n{_phases(read(yaml.safe_load(MODEL.read_text())))}"


def _life() -> str:
    rows = [f"    {t.source.value} --> {t.target.value}: {t.action}" for t in LIFE]
    when = [f"| {t.source.value} | {t.target.value} | `{t.action}` | {t.when} |" for t in LIFE]
    start = ["    [*] --> signal: open_from_report", "    [*] --> triage: open_case"]
    lines = [
        "```mermaid",
        "stateDiagram-v2",
        *start,
        *rows,
        "    rejected --> [*]: removed",
        "    closed --> [*]: removed",
        "```",
    ]
    chart = "\n".join(lines)
    table = "\n".join(["| from | to | action | when |", "|---|---|---|---|", *when])
    return f"## The life of a case\n\n{chart}\n\n{table}\n"


def _phases(model: Model) -> str:
    steps = [f"    phase_{n} --> phase_{n + 1}: decided by {model.decider(n, n + 1)}\n"
             f"    phase_{n + 1} --> phase_{n}: decided by {model.decider(n + 1, n)}"
             for n in PHASES[:-1]]  # fmt: skip
    chart = "\n".join(["```mermaid", "stateDiagram-v2", *steps, "```"])
    rows = [_row(model, number) for number in PHASES]
    head = (
        "| phase | name | seats filled and accepted | evaluation | review |\n|---|---|---|---|---|"
    )
    rule = (
        "One asks, another decides. From phase "
        f"{model.apart_from} casusregie and procesregie are two people."
    )
    return f"## Phases\n\n{chart}\n\n" + "\n".join([head, *rows]) + f"\n\n{rule}\n"


def _row(model: Model, number: int) -> str:
    phase = model.phase(number)
    fresh = f"at most {model.clocks['evaluation']} old" if phase.evaluation else "–"
    seats = ", ".join(phase.seats) or "none"
    return f"| {number} | {phase.name} | {seats} | {fresh} | {phase.review} |"


if __name__ == "__main__":
    sys.stdout.write(draw())
