"""How allauth behaves here: nobody registers, no address is kept, secrets are sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from baken.access.models import User
from baken.core import crypto


def display(user: User) -> str:
    return user.email


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Colleagues are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        from baken.access.actions import note_sign_in

        note_sign_in(request, user)
        return super().post_login(request, user, **kwargs)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are sealed in the database."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.seal(text.encode(), "access.factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(base64.b64decode(encrypted_text), "access.factor").decode()

    def get_user_display_name(self, user: User) -> str:
        return user.email


class OrganisationSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The organisation's own sign-in opens an account that was invited here, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing or not _verified(sociallogin):
            return
        known = User.objects.filter(email=sociallogin.user.email.lower(), is_active=True).first()
        if known:
            sociallogin.connect(request, known)


def _verified(sociallogin: Any) -> bool:
    """Only an address that the organisation's sign-in says it has checked counts."""
    return bool(sociallogin.account.extra_data.get("email_verified"))
