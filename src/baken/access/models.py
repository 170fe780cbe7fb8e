"""Who works here, for whom, in which capacity and for which purpose."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from baken.access.codes import PURPOSES_OF, Capacity, OrganisationKind, PurposeCode
from baken.core.models import Row

PAIRS = reduce(
    or_,
    (
        Q(capacity=str(capacity), purpose__in=[str(p) for p in purposes])
        for capacity, purposes in PURPOSES_OF.items()
    ),
)


class Users(BaseUserManager["User"]):
    """Users are invited; nobody registers."""

    def create_user(self, email: str, password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email).lower())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A key to the door: e-mail and password, nothing else. Names are in Profile."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    is_active = models.BooleanField(default=True)
    # Plays a part in exercises; nobody signs in as them.
    practice = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "email"
    objects: ClassVar[Users] = Users()

    def __str__(self) -> str:
        return str(self.id)


class Profile(Row):
    """The name by which colleagues know a user."""

    user = models.OneToOneField(User, models.DO_NOTHING, related_name="profile")
    name = models.CharField(max_length=120)
    persona = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "access_profile"


class Organisation(Row):
    """The municipality or one of its partners."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    practice = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "access_organisation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="municipality"),
                name="one_municipality",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Agreement(Row):
    """A convenant: without one that is in force, a partner's people see nothing.

    One that was never in force ends on the day before it begins.
    """

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, related_name="agreements")
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "access_agreement"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from") - timedelta(days=1)),
                name="agreement_is_never_less_than_empty",
            )
        ]

    @property
    def over(self) -> bool:
        """Has it ended, or will it never begin?"""
        end = self.valid_until
        return end is not None and end < max(localdate(), self.valid_from)


class Purpose(Row):
    """One version of an entry in the purposes register, loaded from data/purposes.yaml."""

    code = models.CharField(max_length=30, choices=PurposeCode.choices)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    ground = models.TextField()
    categories = models.JSONField()
    subjects = models.JSONField()
    retention = models.TextField()
    recipients = models.TextField()
    source = models.TextField()
    valid_from = models.DateField()

    class Meta:
        db_table = "access_purpose"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_purpose_per_version")
        ]


class Assignment(Row):
    """A user works for an organisation in a capacity, for a purpose, from–until."""

    user = models.ForeignKey(User, models.DO_NOTHING, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    capacity = models.CharField(max_length=30, choices=Capacity.choices)
    purpose = models.CharField(max_length=30, choices=PurposeCode.choices)
    area = models.CharField(max_length=10, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_assignment"
        indexes: ClassVar = [models.Index(fields=["user"], name="assignment_by_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="assignment_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=PAIRS, name="assignment_purpose_fits_capacity"),
        ]


class Membership(Row):
    """Need-to-know: who of which organisation is on a file. `invited` sees its head only."""

    file_id = models.UUIDField()
    user = models.ForeignKey(User, models.DO_NOTHING)
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    invited = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_membership"
        indexes: ClassVar = [
            models.Index(fields=["user", "organisation", "file_id"], name="membership_by_user"),
            models.Index(fields=["file_id"], name="membership_by_file"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file_id", "user", "organisation"], name="once_on_a_file"
            )
        ]


class Invitation(Row):
    """A one-time link for a new colleague; only its fingerprint is kept."""

    email = models.EmailField()
    token_hash = models.BinaryField()
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    capacity = models.CharField(max_length=30, choices=Capacity.choices)
    purpose = models.CharField(max_length=30, choices=PurposeCode.choices)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_invitation"
        indexes: ClassVar = [models.Index(fields=["token_hash"], name="invitation_by_token")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=PAIRS, name="invitation_purpose_fits_capacity")
        ]


class SignIn(Row):
    """A live session as its owner may see and end it: no address, no browser string."""

    user = models.ForeignKey(User, models.DO_NOTHING)
    session_key = models.CharField(max_length=40)
    device = models.CharField(max_length=60)
    started_at = models.DateTimeField()

    class Meta:
        db_table = "access_signin"
        indexes: ClassVar = [models.Index(fields=["user"], name="signin_by_user")]


class Limit(models.Model):
    """What somebody tried, under a fingerprint: the table of Django's database cache.

    Only attempts to sign in and used one-time codes are in it; each until it expires.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_limit"


class Installation(Row):
    """Facts about this database that no setting may overrule."""

    demo = models.BooleanField(default=False)
    municipality_code = models.CharField(max_length=6)
    municipality_name = models.CharField(max_length=80)
    seeded_at = models.DateTimeField(null=True)
    demo_report = models.UUIDField(null=True)

    class Meta:
        db_table = "access_installation"


class Token(Row):
    """A partner's system may ask on its own: one per system, for one agreement, until a moment.

    Only the fingerprint is kept. It acts as a user of its own with a task as partner, so that it
    sees no case to which nobody added it.
    """

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    agreement = models.ForeignKey(Agreement, models.DO_NOTHING)
    assignment = models.OneToOneField(Assignment, models.DO_NOTHING)
    title = models.CharField(max_length=60)
    token_hash = models.BinaryField(unique=True)
    made_by = models.ForeignKey(User, models.DO_NOTHING, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True)
    in_minute = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "access_token"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("made_at")), name="token_ends_after_it_begins"
            )
        ]

    @property
    def over(self) -> bool:
        """Does it open nothing any more?"""
        return self.ends_at <= now()
