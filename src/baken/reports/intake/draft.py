"""What the form carries from step to step: signed, in a hidden field, nowhere on the server.

The key of the report is made when the form opens. Whoever sends the same form twice, or comes
back to it with the browser's own button, therefore gets the same report and the same code.
"""

import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.utils.translation import gettext as _

from baken.core.errors import Refusal
from baken.reports.actions.intake import Where
from baken.reports.categories import Subject, tree

SALT = "baken.reports.draft"
FASTEST_SECONDS = 2.0
LONGEST_SECONDS = 2 * 86_400.0
LONGEST_SEAL = 60_000


class Spoiled(Refusal):
    """The hidden field is not what we gave: changed, cut off, or of another installation."""


@dataclass(frozen=True)
class Draft:
    """A report that is being told. Only `id` and `started` are there from the start."""

    id: str
    started: float
    subject: str = ""
    placed: bool = False
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    bag_id: str = ""
    buurt: str = ""
    wijk: str = ""
    query: str = ""
    nowhere: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    door: str = ""
    partners: list[str] = field(default_factory=list)
    formal: bool = False
    business: bool = False
    company: str = ""
    branch: str = ""
    others: bool = False
    originals: bool = False
    address_of: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""

    @classmethod
    def new(cls) -> "Draft":
        return cls(str(uuid4()), time.time())

    @classmethod
    def open(cls, sealed: str) -> "Draft":
        """Read what `seal` made. Raises Spoiled."""
        try:
            if len(sealed) > LONGEST_SEAL:
                raise ValueError("too long")
            draft = cls(**signing.loads(sealed, salt=SALT))
            UUID(draft.id)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise Spoiled(
                _("Er ging iets mis met dit formulier. Begin opnieuw; wat u typte, staat er nog.")
            ) from error
        return draft

    def seal(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def put(self, **values: Any) -> "Draft":
        return replace(self, **values)

    @property
    def key(self) -> UUID:
        return UUID(self.id)

    @property
    def kind(self) -> Subject | None:
        return tree().get(self.subject)

    @property
    def where(self) -> Where:
        return Where(self.lat, self.lon, self.address, self.buurt, self.wijk)

    @property
    def age(self) -> float:
        """Seconds since the form was opened."""
        return time.time() - self.started

    @property
    def too_fast(self) -> bool:
        """No person reads and answers four questions in two seconds."""
        return self.age < FASTEST_SECONDS

    @property
    def too_old(self) -> bool:
        return self.age > LONGEST_SECONDS

    def renewed(self) -> "Draft":
        """The same answers as a new report."""
        return self.put(id=str(uuid4()), started=time.time() - FASTEST_SECONDS)
