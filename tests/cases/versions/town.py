"""What the tests of the model's versions share: an administrator's draft, adopted by a lead."""

from copy import deepcopy
from typing import Any
from uuid import UUID

from django.utils import timezone

from baken.cases.models import AveModel, ModelDraft
from baken.cases.tasks import model
from baken.cases.versions import drafts
from baken.core.acting import acting_as
from tests.city import City

WHO = {"who": "College van Voorbeeldstad", "decision": "Besluit 2026-17"}


def example() -> AveModel:
    return AveModel.objects.using("keeper").get(version=2, adopted_by=None)


def do(city: City, person: str, action, /, *args, **kwargs):  # type: ignore[no-untyped-def]
    with acting_as(city.acting(person)) as acting:
        return action(acting, *args, **kwargs)


def a_draft(city: City, who: str = "administrator") -> UUID:
    return do(city, who, drafts.begin, example().id)


def row_of(key: UUID) -> ModelDraft:
    return ModelDraft.objects.using("keeper").get(pk=key)


def changed(key: UUID, **what: Any) -> dict[str, Any]:
    """The draft's body with these parts in it."""
    return {**deepcopy(row_of(key).body), **what}


def write(
    city: City, key: UUID, section: str, body: dict[str, Any], who: str = "administrator"
) -> None:
    do(city, who, drafts.edit, key, section=section, body=body, version=row_of(key).version)


def adopted(city: City, key: UUID, who: str = "lead") -> AveModel:
    today = timezone.localdate()
    version = row_of(key).version
    made = do(city, who, drafts.adopt, key, decided=today, starts=today, version=version, **WHO)
    return AveModel.objects.using("keeper").get(pk=made)


def work(*keys: object) -> None:
    """The job does what waits."""
    model.run(*(str(key) for key in keys))
