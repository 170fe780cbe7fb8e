"""How allauth behaves here: nobody registers, no address is kept, secrets are sealed."""

import base64
import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baken.access.models import User
from baken.core import crypto, visitor

log = logging.getLogger(__name__)
FACTOR = "access.factor"  # what second factors are sealed for
WAIT = _("U probeerde het te vaak. Wacht vijf minuten en probeer het dan opnieuw.")
WRONG_CODE = _("Deze code klopt niet. Kijk of de app al een nieuwe toont.")
# Ways to confirm that it is really you, by allauth's name for them.
WAYS = {
    "reauthenticate": _("Bevestig met uw wachtwoord"),
    "mfa_reauthenticate": _("Bevestig met een code"),
    "mfa_reauthenticate:webauthn": _("Bevestig met een toegangssleutel"),
}


def display(user: User) -> str:
    return user.email


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Colleagues are invited."""

    error_messages: ClassVar[dict[str, "str | Promise"]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is gesloten. Vraag het uw functioneel beheerder."),
        "email_password_mismatch": _("E-mailadres en wachtwoord horen niet bij elkaar."),
        "enter_current_password": _("Dit is niet uw wachtwoord van nu."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return visitor.address(request) or "unknown"

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        """Nobody signs in as who only plays a part in exercises, by whatever way."""
        if user.practice:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        from baken.access.actions import note_sign_in

        note_sign_in(request, user)
        return super().post_login(request, user, **kwargs)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened."""

    def set_password(self, user: User, password: str) -> None:
        """Only the column that the app's role may write."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sent at once, for someone waits for it. ValidationError when the mail cannot leave."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            log.warning("sign-in mail not sent: %s", type(error).__name__)
            raise ValidationError(
                _("De mail kon nu niet weg. Probeer het over een paar minuten opnieuw.")
            ) from error

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS.get(way["id"], way["description"])} for way in ways]


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are sealed in the database."""

    error_messages: ClassVar[dict[str, "str | Promise"]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Deze tweede stap kan niet weg."),
        "cannot_generate_recovery_codes": _("Voeg eerst een tweede stap toe."),
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.seal(text.encode(), FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(base64.b64decode(encrypted_text), FACTOR).decode()

    def get_user_display_name(self, user: User) -> str:
        return user.email

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        from allauth.mfa.models import Authenticator

        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Sleutel %(number)d") % {"number": number}


class OrganisationSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The organisation's own sign-in opens an account that was invited here, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        email = _verified_email(sociallogin)
        # The subject is enough to know them again; the rest of the answer is not kept.
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        known = (
            User.objects.filter(email=email, is_active=True, practice=False).first()
            if email
            else None
        )
        if known:
            # Not allauth's `connect`: that writes the whole user, which this role may not.
            sociallogin.user = sociallogin.account.user = known
            sociallogin.account.save()


def _verified_email(sociallogin: Any) -> str:
    """The address, only when the organisation's sign-in says that it has checked it."""
    data = sociallogin.account.extra_data
    claims = data.get("userinfo") or data.get("id_token") or {}
    return str(claims.get("email", "")).lower() if claims.get("email_verified") is True else ""
