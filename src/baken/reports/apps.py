"""Django's entry for reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class ReportsConfig(AppConfig):
    name = "baken.reports"
    label = "reports"

    def ready(self) -> None:
        from baken.core.figures import TallyKind, tallies
        from baken.core.menu import PublicItem, WorkItem, footer_menu, public_menu, work_menu
        from baken.reports import retention
        from baken.reports.exchange import retention as exchange_retention

        retention.register_all()
        exchange_retention.register_all()
        for name, title in (
            ("received", gettext_noop("Meldingen die binnenkwamen")),
            ("answered", gettext_noop("Meldingen die een antwoord kregen")),
            ("opinions", gettext_noop("Oordelen van melders over het antwoord")),
            ("terms", gettext_noop("Antwoorden binnen de termijn")),
        ):
            tallies.add(TallyKind(f"reports.{name}", f"figures_reports_{name}", "reports", title))
        public_menu.add(PublicItem(_("Melden"), "reports:start", 10))
        footer_menu.add(PublicItem(_("Uw melding volgen"), "reports:follow", 15))
        work_menu.add(
            WorkItem(
                _("Meldingen"), "reports:desk", "message-square", frozenset({"reports"}), order=10
            )
        )
        administration = frozenset({"administration"})
        work_menu.add(
            WorkItem(_("Sleutels voor meldingen"), "reports:keys", "key", administration, 26, 2)
        )
        work_menu.add(
            WorkItem(
                _("Soort voorstellen"),
                "reports:manage_suggest",
                "list-filter",
                administration,
                27,
                2,
            )
        )
