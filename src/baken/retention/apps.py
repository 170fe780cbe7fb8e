"""Django's entry for retention."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "baken.retention"
    label = "retention"

    def ready(self) -> None:
        from baken.core.menu import WorkItem, work_menu
        from baken.retention import own_terms

        own_terms.register_all()
        work_menu.add(
            WorkItem(
                _("Bewaartermijnen"),
                "retention:overview",
                "hourglass",
                frozenset({"privacy", "administration"}),
                order=60,
                group=1,
            )
        )
