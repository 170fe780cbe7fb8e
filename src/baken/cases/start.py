"""What cases registers with lower modules when Django starts."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baken.cases import retention, rules
from baken.cases.actions.regime import count_waiting
from baken.cases.breaches import start as breaches
from baken.cases.clocks.queries import waiting
from baken.cases.disclosures.queries import count_open
from baken.cases.duty import start as duty
from baken.cases.facts import Fact, facts
from baken.cases.glass.actions import may_break
from baken.cases.meetings.queries import unfinished
from baken.cases.parts import Part, parts
from baken.cases.plan.queries import count_settled, count_unowned
from baken.cases.practice import start as practice
from baken.cases.radar.coming import coming
from baken.cases.radar.partner import meetings
from baken.cases.radar.transfer import may_ask
from baken.cases.triage import start as triage
from baken.cases.versions.rules import READERS, reads
from baken.core.acting import Acting
from baken.core.figures import TallyKind, tallies
from baken.core.menu import WorkItem, work_menu
from baken.reports.api import OPEN, Button, buttons


def register_all() -> None:
    """Menus, the button on a report, tallies, terms."""
    work_menu.add(WorkItem(_("Casussen"), "cases:list", "folder", frozenset({"cases"}), order=20))
    work_menu.add(
        WorkItem(_("Radar"), "cases:radar", "radar", frozenset({"cases"}), 30, shown=rules.opens)
    )
    work_menu.add(
        WorkItem(_("Briefing"), "cases:briefing", "scroll-text", frozenset({"briefing"}), order=5)
    )
    buttons.add(Button(str(_("Maak casus")), "folder-plus", _make_case, _shown, order=60))
    tallies.add(
        TallyKind("cases.per_phase", "figures_cases_per_phase", "cases", "Casussen per fase",
                  moment=True)
    )  # fmt: skip
    tallies.add(
        TallyKind("actions.overdue", "figures_actions_overdue", "actions", "Acties over de datum",
                  moment=True)
    )  # fmt: skip
    parts.add(Part("plan", _("Plan"), "cases:plan"))
    work_menu.add(
        WorkItem(_("Overzicht"), "cases:steering", "chart-column", frozenset({"cases"}), 31,
                 shown=rules.leads)
    )  # fmt: skip
    work_menu.add(
        WorkItem(_("Overdragen"), "cases:transfers", "repeat", frozenset({"cases"}), 35,
                 shown=may_ask)
    )  # fmt: skip
    tallies.add(
        TallyKind("lapses.per_kind", "figures_lapses", "actions", "Niet nagekomen afspraken")
    )
    parts.add(Part("klokken", _("Klokken"), "cases:clocks"))
    parts.add(Part("verstrekkingen", _("Verstrekkingen"), "cases:disclosures"))
    work_menu.add(
        WorkItem(_("Verstrekkingen"), "cases:received", "scroll-text", frozenset({"cases"}), 70, 1)
    )
    work_menu.add(
        WorkItem(_("Noodtoegang"), "cases:break_glass", "lock", frozenset({"cases"}), 80, 1,
                 shown=may_break)
    )  # fmt: skip
    work_menu.add(
        WorkItem(_("AVE-model"), "cases:models", "list-tree", frozenset(READERS), 75, 1,
                 shown=reads)
    )  # fmt: skip
    work_menu.add(
        WorkItem(_("Toezicht op casussen"), "cases:privacy", "folder", frozenset({"privacy"}), 20)
    )
    retention.register_all()
    duty.register_all()
    breaches.register_all()
    practice.register_all()
    triage.register_all()
    parts.add(Part("overleg", _("Overleg"), "cases:meetings"))
    meetings.add(coming)
    facts.add(Fact("plan", count_settled, "cases:plan"))
    facts.add(Fact("agreements_unowned", count_unowned, "cases:plan"))
    facts.add(Fact("clocks_open", waiting, "cases:clocks"))
    facts.add(Fact("disclosures_open", count_open, "cases:disclosures"))
    facts.add(Fact("meetings_open", unfinished, "cases:meetings"))
    facts.add(Fact("regime_open", count_waiting, "cases:file"))


def _make_case(report_id: UUID) -> str:
    return reverse("cases:from_report", args=[report_id])


def _shown(acting: Acting, state: str) -> bool:
    return rules.hands_over(acting) and state in OPEN
