"""A small municipality for tests, written by the keeper. All of it is invented."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

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

    organisations: dict[str, UUID] = field(default_factory=dict)
    users: dict[str, UUID] = field(default_factory=dict)
    assignments: dict[str, UUID] = field(default_factory=dict)

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
    city = City()
    start = timezone.now() - timedelta(days=100)
    for short, (name, kind) in ORGANISATIONS.items():
        row = Organisation.objects.using("keeper").create(name=name, kind=kind)
        city.organisations[short] = row.id
        if kind != "municipality":
            Agreement.objects.using("keeper").create(
                organisation_id=row.id, title=f"Convenant {name}", valid_from=start.date()
            )
    for who, (organisation, capacity, purpose, area) in PEOPLE.items():
        user = User(email=f"{who}@voorbeeld.invalid")
        user.set_unusable_password()
        user.save(using="keeper")
        Profile.objects.using("keeper").create(user_id=user.id, name=_name(who))
        row = Assignment.objects.using("keeper").create(
            user_id=user.id, organisation_id=city.organisations[organisation], capacity=capacity,
            purpose=purpose, area=area, valid_from=start,
        )  # fmt: skip
        city.users[who], city.assignments[who] = user.id, row.id
    return city


def sign_in(city: City, who: str, **extra: Any) -> Client:
    """A test client with a live session that passed its second factor."""
    client = Client(**extra)
    user = User.objects.using("keeper").get(pk=city.users[who])
    user._state.db = "default"
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client
