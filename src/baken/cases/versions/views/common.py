"""What these pages share: files to fetch, and what can be compared."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import slugify

from baken.cases.models import AveModel
from baken.cases.versions.drafts import open_drafts
from baken.cases.versions.models import ModelDraft
from baken.cases.versions.shape import canonical, to_file
from baken.core.errors import Denied

Text = AveModel | ModelDraft


def versions() -> list[AveModel]:
    """The own versions first, newest first; then the examples."""
    rows = AveModel.objects.order_by("-version")
    return sorted(rows, key=lambda row: row.adopted_by is None)


def find_version(key: UUID) -> AveModel:
    """Denied when there is none."""
    found = AveModel.objects.filter(pk=key).first()
    if found is None:
        raise Denied
    return found


def texts() -> list[Text]:
    """All that can be laid beside each other."""
    return [*open_drafts(), *versions()]


def file_of(text: Text, name: str) -> HttpResponse:
    """The text as a YAML file."""
    head: dict[str, Any] = {"title": text.title, "source": text.source}
    answer = HttpResponse(to_file(head, canonical(text.body)), content_type="application/yaml")
    answer["Content-Disposition"] = f'attachment; filename="ave-{slugify(name)}.yaml"'
    return answer
