"""Django's entry for documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "baken.documents"
    label = "documents"

    def ready(self) -> None:
        from baken.documents import retention

        retention.register_all()
