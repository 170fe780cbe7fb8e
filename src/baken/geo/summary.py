"""What an import did."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of rows: read, new, changed, the same, and those the file leaves out."""

    read: int
    added: int
    changed: int
    same: int
    ended: int

    def __str__(self) -> str:
        words = _(
            "%(read)s gelezen: %(added)s nieuw, %(changed)s gewijzigd, %(same)s gelijk, "
            "%(ended)s vervallen."
        )
        return words % {name: getattr(self, name) for name in self.__slots__}
