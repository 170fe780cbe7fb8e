"""Django's entry for portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "baken.portal"
    label = "portal"

    def ready(self) -> None:
        from baken.access.api import invitation_mails, resident_links
        from baken.audit.api import words
        from baken.core.menu import PublicItem, WorkItem, footer_menu, work_menu
        from baken.portal import invitations, retention
        from baken.portal.verbs import VERBS
        from baken.reports.api import follow_url

        retention.register_all()
        words.add(VERBS)
        resident_links.add(follow_url)
        invitation_mails.add(invitations.mail)
        footer_menu.add(PublicItem(_("Wat doen wij met uw gegevens?"), "portal:privacy", 10))
        footer_menu.add(PublicItem(_("Toegankelijkheid"), "portal:accessibility", 20))
        footer_menu.add(PublicItem(_("Inloggen voor medewerkers"), "access:sign_in", 90))
        tasks = frozenset({"reports", "cases", "programme", "statistics", "council", "privacy",
                           "administration"})  # fmt: skip
        work_menu.add(WorkItem(_("Mijn werk"), "portal:work", "inbox", tasks, 0))
        work_menu.add(
            WorkItem(_("Talen"), "portal:languages", "globe", frozenset({"administration"}), 28, 2)
        )
        work_menu.add(
            WorkItem(_("Inzagelog"), "portal:trail", "history", frozenset({"privacy"}), 1)
        )
