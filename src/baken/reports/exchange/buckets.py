"""How much may come in without a key, whoever sends it: no address is asked, counted or kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock

from django.utils.translation import gettext as _

from baken.core.errors import Refusal


class Full(Refusal):
    """One more than we take from everybody together."""


@dataclass
class Bucket:
    """One for all, in the memory of this process: `burst` at once, after that `per_second`."""

    burst: float
    per_second: float
    left: float = field(init=False)
    then: float = field(default_factory=time.monotonic)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.left = self.burst

    def take(self, now: float | None = None) -> None:
        """One more. Raises Full."""
        now = time.monotonic() if now is None else now
        with self._lock:
            self.left = min(self.burst, self.left + (now - self.then) * self.per_second)
            self.then = now
            if self.left < 1:
                raise Full(_("Er komt nu heel veel binnen. Probeer het over een minuut."))
            self.left -= 1


STRANGERS = Bucket(burst=120, per_second=2)
