"""What a password must be. Django's own rule, but its sentence is not there in Dutch."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Het moet minstens %(number)d tekens hebben.") % {
            "number": self.min_length
        }

    def get_help_text(self) -> str:
        return self.get_error_message()
