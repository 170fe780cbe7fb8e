"""The id that ties all entries of one request, one job or one command together."""

from contextvars import ContextVar
from uuid import UUID, uuid4

_request_id: ContextVar[UUID | None] = ContextVar("request_id", default=None)


def begin() -> UUID:
    """Start a new request id for this thread of work."""
    fresh = uuid4()
    _request_id.set(fresh)
    return fresh


def request_id() -> UUID:
    """The id of the work at hand; one is begun when there is none."""
    return _request_id.get() or begin()
