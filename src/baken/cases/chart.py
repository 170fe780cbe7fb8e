"""The state charts, drawn from the tables: `python -m baken.cases.chart > docs/state-charts.md`."""

import sys
from pathlib import Path

import yaml

from baken.cases.ave import Model, read
from baken.cases.clocks.catalog import Norm, catalog
from baken.cases.machine import LIFE, PHASES

MODEL = Path(__file__).parent / "data" / "ave-voorbeeld.yaml"
_HEAD = """# State charts of a case

Made by `python -m baken.cases.chart` from `baken/cases/machine.py` and the example model
`baken/cases/data/ave-voorbeeld.yaml` (an example, not adopted by any municipality). A test
fails when this page is out of date.
"""

# What starts each clock and what ends it, who may let it stand still, and who hears of it besides
# its owner one working day ahead. Held against the code by tests/cases/clocks/test_life.py.
LADDER = "the ladder of the model"
CLOCK_LIFE = {
    "contact": ("`open_from_report`, or the first signal", "who brought it was told,"
                " or the outcome", "managers", LADDER),
    "handover": ("`open_case`, `open_from_report`", "`take_on`", "managers", LADDER),
    "acute": ("triage says it is acute", "the outcome, `take_on`, `jump`, or no longer acute",
              "managers", LADDER),
    "meeting": ("a step up to phase 3 or 4", "`begin` of a meeting, or by hand", "managers",
                LADDER),
    "plan": ("the first meeting; a step up to phase 2 without a plan", "a plan that is settled",
             "managers", LADDER),
    "review": ("`take_on`, every step, `reopen`", "an evaluation, which starts it again",
               "managers", LADDER),
    "action": ("`add_action`", "the action is done", "managers", LADDER),
    "inform": ("somebody is put on the case", "told; a postponement moves it", "nobody", LADDER),
    "request": ("a request is taken in", "the decision; longer once, by two months", "nobody",
                "the privacy officers"),
    "breach": ("a breach is recorded", "reported, or not and why", "nobody",
               "the privacy officers, at once and when it is over"),
    "aftercare": ("a step down to aftercare", "the checks at 3 and 6 months, or a step up",
                  "managers", LADDER),
    "retention": ("`close`; for the Wpg the opening", "destroyed by two people; longer by"
                  " two people", "a hold", "who approves destruction, in *my work*"),
}  # fmt: skip


def draw() -> str:
    """The whole page as Markdown with Mermaid."""
    model = read(yaml.safe_load(MODEL.read_text()))
    return f"{_HEAD}\n{_life()}\n{_phases(model)}\n{_clocks()}"


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


def _clocks() -> str:
    head = ("| | clock | calendar | span | starts | ends | stands still by | hears of it |"
            " rests on |")  # fmt: skip
    rows = "\n".join(_clock(norm) for norm in catalog().norms)
    text = (
        "The clocks of `baken/cases/data/clocks.yaml`, which a version of the model overrules "
        "where law does not. One working day ahead the owner is told; after the date the ladder "
        "goes up the seats. `office`: the municipality's working days; `eu1182`: Regulation "
        "1182/71; `atw`: Algemene termijnenwet. Hours and years do not roll."
    )
    return f"## Clocks\n\n{text}\n\n{head}\n|---|---|---|---|---|---|---|---|---|\n{rows}\n"


def _clock(norm: Norm) -> str:
    spans = [f"{phase}: {span}" for phase, span in norm.spans.items()]
    same = len({str(span) for span in norm.spans.values()}) == 1
    other = {"action": "as agreed", "retention": "per regime"}.get(norm.kind, ", ".join(spans))
    span = str(next(iter(norm.spans.values()))) if same else other
    life = " | ".join(CLOCK_LIFE[norm.kind])
    return (f"| {norm.number} | `{norm.kind}` | {norm.rules.value} | {span} | {life} |"
            f" {norm.status.name.lower()} |")  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(draw())
