"""A small municipality for tests, written by the keeper. All of it is invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from baken.access.models import Agreement, Assignment, Organisation, Profile, User
from baken.core.acting import Acting

ORGANISATIONS = {
    "gemeente": ("Gemeente Voorbeeldstad", "municipality"),
    "politie": ("Politie (voorbeeld)", "police"),
    "corporatie": ("Corporatie Proefwoning", "housing"),
    "zorg": ("Zorg Proefhulp", "care"),
}
# name: (organisation, capacity, purpose, area)
PEOPLE = {
    "desk": ("gemeente", "desk", "reports", ""),
    "desk2": ("gemeente", "desk", "reports", ""),
    "desk_west": ("gemeente", "desk", "reports", "WK062202"),
    "process_manager": ("gemeente", "process_manager", "cases", ""),
    "process_manager2": ("gemeente", "process_manager", "cases", ""),
    "case_manager": ("gemeente", "case_manager", "cases", ""),
    "lead": ("gemeente", "lead", "cases", ""),
    "police": ("politie", "partner", "cases", ""),
    "police2": ("politie", "partner", "cases", ""),
    "housing": ("corporatie", "partner", "cases", ""),
    "care": ("zorg", "partner", "cases", ""),
    "adviser": ("gemeente", "adviser", "programme", ""),
    "statistician": ("gemeente", "adviser", "statistics", ""),
    "clerk": ("gemeente", "clerk", "council", ""),
    "privacy_officer": ("gemeente", "privacy_officer", "privacy", ""),
    "administrator": ("gemeente", "administrator", "administration", ""),
    "mayor": ("gemeente", "mayor", "briefing", ""),
}


@dataclass
class City:
    """What was made: by short name."""

    organisations: dict[str, UUID]
    users: dict[str, UUID]
    assignments: dict[str, UUID]

    def acting(self, who: str) -> Acting:
        organisation, capacity, purpose, _area = PEOPLE[who]
        return Acting(
            "assignment", self.assignments[who], self.users[who],
            self.organisations[organisation], capacity, purpose, name=_name(who),
        )  # fmt: skip

    def user(self, who: str) -> UUID:
        return self.users[who]

    def organisation(self, name: str) -> UUID:
        return self.organisations[name]


def _name(who: str) -> str:
    return f"{who.replace('_', ' ').title()} Voorbeeld"


def build() -> City:
    """Write the city with the keeper and return its keys."""
    start = timezone.now() - timedelta(days=100)
    offices = {short: Organisation(name=name, kind=kind)
               for short, (name, kind) in ORGANISATIONS.items()}  # fmt: skip
    users = {who: User(email=f"{who}@voorbeeld.invalid") for who in PEOPLE}
    for user in users.values():
        user.set_unusable_password()
    tasks = {
        who: Assignment(
            user=users[who], organisation=offices[office], capacity=capacity, purpose=purpose,
            area=area, valid_from=start,
        )
        for who, (office, capacity, purpose, area) in PEOPLE.items()
    }  # fmt: skip
    with transaction.atomic(using="keeper"):
        _write(offices)
        _write({short: Agreement(organisation=row, title=f"Convenant {row.name}",
                                 valid_from=start.date())
                for short, row in offices.items() if row.kind != "municipality"})  # fmt: skip
        _write(users)
        _write({who: Profile(user=user, name=_name(who)) for who, user in users.items()})
        _write(tasks)
    keys = ({name: row.pk for name, row in rows.items()} for rows in (offices, users, tasks))
    return City(*keys)


def _write(rows: Mapping[str, Model]) -> None:
    """One statement by the keeper; all of one model."""
    written = list(rows.values())
    type(written[0])._default_manager.using("keeper").bulk_create(written)


def sign_in(city: City, who: str, **extra: Any) -> Client:
    """A test client with a live session that passed its second factor."""
    return signed_in(city.users[who], **extra)


def signed_in(user_id: UUID, **extra: Any) -> Client:
    """The same for any user."""
    client = Client(**extra)
    user = User.objects.using("keeper").get(pk=user_id)
    user._state.db = "default"
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client
