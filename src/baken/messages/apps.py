"""Django's entry for messages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "baken.messages"
    label = "messages"

    def ready(self) -> None:
        from baken.core.menu import WorkItem, work_menu
        from baken.messages import retention

        retention.register_all()
        purposes = frozenset({"reports", "cases"})
        work_menu.add(
            WorkItem(_("Berichten"), "messages:outbox", "mail", purposes, order=70, group=1)
        )
        administration = frozenset({"administration"})
        work_menu.add(
            WorkItem(_("Niet aangekomen"), "messages:failed", "mail", administration, 40, 2)
        )
