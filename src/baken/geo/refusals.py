"""Faults gathered while reading a file, so that one reading names them all."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHOWN = 50


class Refusals:
    """Sentences per place in a file; `stop` raises them together as one ValidationError."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def __len__(self) -> int:
        return len(self.messages)

    def add(self, where: str, message: str) -> None:
        self.messages.append(f"{where}: {message.rstrip('.')}.")

    def stop(self) -> None:
        """Raise when there is anything to say; at most 50 sentences and the number left."""
        if not self.messages:
            return
        shown = self.messages[:SHOWN]
        if (rest := len(self.messages) - SHOWN) > 0:
            shown.append(_("En nog %(count)s andere fouten.") % {"count": rest})
        raise ValidationError(shown)
