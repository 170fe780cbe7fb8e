"""Django's entry for access."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "baken.access"
    label = "access"

    def ready(self) -> None:
        from baken.access import reactions  # noqa: F401 - registers itself
        from baken.core.menu import WorkItem, work_menu

        administration = frozenset({"administration"})
        work_menu.add(WorkItem(_("Collega’s"), "access:colleagues", "users", administration, 10, 2))
        work_menu.add(
            WorkItem(_("Partners"), "access:partners", "handshake", administration, 20, 2)
        )
        work_menu.add(WorkItem(_("Koppelingen"), "access:tokens", "key", administration, 25, 2))
        register = frozenset({"administration", "privacy"})
        work_menu.add(WorkItem(_("Doelen"), "access:purposes", "scale", register, 30, 2))
