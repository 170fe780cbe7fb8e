"""A year after the last task the nightly run forgets who somebody was."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError
from django.utils import timezone

from baken.access import api
from baken.access.models import Assignment, Invitation, Profile, User
from baken.audit.models import Entry
from baken.core.acting import acting_as, job
from baken.retention import actions
from baken.retention.models import Certificate
from tests.city import City

NIGHT = job("retention.run")
TODAY = timezone.localdate


def _leaves(city: City, who: str, *, days: int | None) -> None:
    """Their task ended so many days ago; None: it did not end."""
    now = timezone.now()
    Assignment.objects.using("keeper").filter(id=city.assignments[who]).update(
        valid_from=now - timedelta(days=900),
        valid_until=None if days is None else now - timedelta(days=days),
    )


def _named(city: City, who: str) -> bool:
    return Profile.objects.using("keeper").filter(user_id=city.users[who]).exists()


def _profile(city: City, who: str) -> UUID:
    return Profile.objects.using("keeper").get(user_id=city.users[who]).id


def test_a_year_after_the_last_task_name_address_and_keys_go(city: City) -> None:
    for who, days in (("desk", 368), ("desk2", 364), ("police", 800), ("housing", None)):
        _leaves(city, who, days=days)
    Authenticator.objects.create(user_id=city.users["desk"], type="totp", data={})
    actions.remove_due(NIGHT, TODAY())
    assert {who: _named(city, who) for who in ("desk", "desk2", "police", "housing")} == {
        "desk": False, "desk2": True, "police": False, "housing": True,
    }  # fmt: skip
    gone = User.objects.get(pk=city.users["desk"])
    assert (gone.email, gone.is_active) == (f"{gone.id}@weg.invalid", False)
    assert not gone.has_usable_password()
    assert not Authenticator.objects.filter(user_id=gone.id).exists()
    assert User.objects.get(pk=city.users["desk2"]).email == "desk2@voorbeeld.invalid"
    certificate = Certificate.objects.using("keeper").get(model="access.Profile")
    assert (certificate.removed, certificate.term) == (2, "1 jaar")
    assert Entry.objects.using("keeper").filter(verb="access.forget").count() == 1


def test_a_second_task_keeps_the_account(city: City) -> None:
    _leaves(city, "desk", days=500)
    Assignment.objects.using("keeper").create(
        user_id=city.users["desk"], organisation_id=city.organisations["gemeente"],
        capacity="adviser", purpose="programme", valid_from=timezone.now(),
        valid_until=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    actions.remove_due(NIGHT, TODAY())
    assert _named(city, "desk")
    actions.remove_due(NIGHT, date(TODAY().year + 2, 1, 1))
    assert _named(city, "desk"), "the database has its own clock"


def test_nobody_else_forgets_and_nobody_in_service_is_forgotten(city: City) -> None:
    _leaves(city, "desk", days=500)
    wanted = [_profile(city, "desk"), _profile(city, "police")]
    for acting in (city.acting("administrator"), job("access.sweep")):
        with pytest.raises(DatabaseError, match="only the nightly run"), acting_as(acting):
            api.forget(acting, wanted)
    with acting_as(NIGHT):
        assert api.forget(NIGHT, wanted) == 1
    assert not _named(city, "desk")
    assert _named(city, "police")


def test_the_address_can_be_invited_again(city: City) -> None:
    from baken.access.actions import invited

    _leaves(city, "desk", days=500)
    actions.remove_due(NIGHT, TODAY())
    from baken.access.actions import invite
    from baken.access.models import Organisation

    with acting_as(city.acting("administrator")) as acting:
        token = invite(
            acting, email="desk@voorbeeld.invalid", capacity="desk", purpose="reports",
            organisation=Organisation.objects.get(kind="municipality"),
        )  # fmt: skip
        assert invited(token).user_id is None


def test_old_invitations_go_and_live_ones_stay(city: City) -> None:
    for number, days in enumerate((40, 20, -3)):
        Invitation.objects.using("keeper").create(
            email=f"n{number}@voorbeeld.invalid", token_hash=bytes([number]), capacity="desk",
            purpose="reports", organisation_id=city.organisations["gemeente"],
            expires_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    actions.remove_due(NIGHT, TODAY())
    left = Invitation.objects.using("keeper").values_list("email", flat=True)
    assert set(left) == {"n1@voorbeeld.invalid", "n2@voorbeeld.invalid"}
