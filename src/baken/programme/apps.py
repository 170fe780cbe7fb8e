"""Django's entry for programme."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "baken.programme"
    label = "programme"

    def ready(self) -> None:
        from baken.cases.api import more_asks
        from baken.programme import retention
        from baken.programme.writing.ready import asks_of_college

        retention.register_all()
        more_asks.append(asks_of_college)
        _public_menu()
        _work_menu()


def _public_menu() -> None:
    from baken.core.menu import PublicItem, public_menu

    public_menu.add(PublicItem(_("Cijfers"), "programme:figures", 30))
    public_menu.add(PublicItem(_("Mijn wijk"), "programme:areas", 40))
    public_menu.add(PublicItem(_("Plannen"), "programme:plan", 50))
    public_menu.add(PublicItem(_("Raad"), "programme:councillors", 60))


def _work_menu() -> None:
    from baken.core.menu import WorkItem, work_menu

    plan = frozenset({"programme", "council", "briefing", "statistics"})
    papers, counts = plan - {"statistics"}, plan | {"privacy"}
    work_menu.add(WorkItem(_("Veiligheidsplan"), "programme:work_plan", "target", plan, 40, 1))
    work_menu.add(WorkItem(_("Raadsstukken"), "programme:work_papers", "file-text", papers, 50, 1))
    council = _("Moties en toezeggingen")
    work_menu.add(WorkItem(council, "programme:council_work", "gavel", plan, 45, 1))
    said = frozenset({"programme", "council"})
    work_menu.add(WorkItem(_("Reacties"), "programme:reactions", "message-square", said, 55, 1))
    work_menu.add(WorkItem(_("Tellingen"), "programme:tallies", "hash", counts, 60, 1))
