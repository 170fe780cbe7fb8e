"""allauth's forms in our words: label above, hint under it, nothing that only stands in the box."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, "str | Promise"]
PASSWORD_HINT = _("Minstens 12 tekens. Een zin is makkelijk te onthouden.")
CODE_HINT = _("Zes cijfers uit uw code-app, of een herstelcode.")


class Plain:
    """Gives the fields of an allauth form our labels and hints."""

    labels: ClassVar[Words] = {}
    hints: ClassVar[Words] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class Twice(Plain):
    """Two new passwords that must be the same."""

    labels: ClassVar[Words] = {
        "oldpassword": _("Uw wachtwoord van nu"),
        "password1": _("Nieuw wachtwoord"),
        "password2": _("Nog een keer"),
    }
    hints: ClassVar[Words] = {"password1": PASSWORD_HINT}
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        first, second = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", _("De twee wachtwoorden zijn niet gelijk."))  # type: ignore[attr-defined]
        return self.cleaned_data


class LoginForm(Plain, account.LoginForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"login": _("E-mailadres"), "password": _("Wachtwoord")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ReauthenticateForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"password": _("Wachtwoord")}


class ChangePasswordForm(Twice, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"email": _("E-mailadres")}


class NewPasswordForm(Twice, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class CodeForm(Plain, codes.AuthenticateForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"code": _("Code")}
    hints: ClassVar[Words] = {"code": CODE_HINT}


class ConfirmCodeForm(Plain, codes.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"code": _("Code")}
    hints: ClassVar[Words] = {"code": CODE_HINT}


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"code": _("Code die de app nu toont")}
    hints: ClassVar[Words] = {"code": _("Zes cijfers. Elke halve minuut komt er een nieuwe.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddKeyForm(Plain, keys.AddWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {
        "name": _("Naam van deze sleutel"),
        "passwordless": _("Ook inloggen zonder wachtwoord"),
    }
    hints: ClassVar[Words] = {
        "name": _("Zodat u hem later herkent. Bijvoorbeeld: laptop, of sleutel aan mijn bos."),
        "passwordless": _("De sleutel vraagt dan om uw vinger, gezicht of pincode."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 100
        self.fields["passwordless"].initial = True


class EditKeyForm(Plain, keys.EditWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar[Words] = {"name": _("Naam van deze sleutel")}
