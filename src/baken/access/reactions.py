"""What follows from a step at the door: a proven second factor counts, a changed key is noted."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from baken.access.models import SignIn, User


@receiver(authenticator_added)
def a_new_factor_was_proven(
    request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any
) -> None:
    """Adding an app or a key proves possession of it: no need to sign out and in again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(password_changed)
def a_changed_password_ends_other_sessions(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Django gives this session a new key and makes the others worthless: so says the list."""
    from baken.access.actions import note_sign_in

    SignIn.objects.filter(user=user).delete()
    note_sign_in(request, user)


@receiver(password_reset)
def a_reset_password_ends_all_sessions(user: User, **_rest: Any) -> None:
    """They stopped working with the old password; they leave the list too."""
    SignIn.objects.filter(user=user).delete()
