"""A modest limit per client on look-ups, in the memory of one process.

Only the client's address of the last minutes is held, never written anywhere.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Limit:
    """A bucket per key: `burst` at once, after that `per_second`."""

    burst: float
    per_second: float
    most_keys: int = 10_000
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, key: str, now: float | None = None) -> bool:
        """Whether one more may pass at this moment (seconds, monotonic)."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, then = self._buckets.pop(key, (self.burst, now))
            left = min(self.burst, left + (now - then) * self.per_second)
            allowed = left >= 1
            self._buckets[key] = (left - 1 if allowed else left, now)
            if len(self._buckets) > self.most_keys:
                self._buckets.popitem(last=False)
            return allowed
