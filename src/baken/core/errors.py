"""The three ways in which a step can be refused. The third is Django's ValidationError."""

from dataclasses import dataclass


class Refusal(Exception):
    """A step was refused; `message` is one Dutch sentence for the person who asked."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class Denied(Refusal):
    """This acting may not. Invisible things give 404; `known` functions give 403."""

    def __init__(self, message: str = "", *, known: bool = False) -> None:
        super().__init__(message)
        self.known = known


@dataclass(frozen=True)
class Version:
    """Both texts of an edit that lost a race, field by field, so that nothing is lost."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way of a step, and where it can be mended."""

    what: str
    detail: str = ""
    mend_label: str = ""
    mend_url: str = ""


class Conflict(Refusal):
    """The state, or a newer version, forbids this step. Gives 409.

    `newest` is the version that is stored now, when the step can be sent again on top of it.
    """

    def __init__(
        self,
        message: str,
        *,
        versions: list[Version] | None = None,
        missing: list[Missing] | None = None,
        newest: int = 0,
    ) -> None:
        super().__init__(message)
        self.newest = newest
        self.versions = versions or []
        self.missing = missing or []
