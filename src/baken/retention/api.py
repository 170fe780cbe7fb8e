"""What other modules may call."""

from baken.retention.actions import place_hold as hold
from baken.retention.erasing import mirror as mirror_erased
from baken.retention.erasing import read as read_erased
from baken.retention.erasing import replay
from baken.retention.queries import first_broken_certificate, held_among, held_until
from baken.retention.selection import entry, unlisted
from baken.retention.terms import (
    Term,
    all_terms,
    lost_terms,
    register,
    tables_without_term,
    terms_of,
)
from baken.retention.work import my_work

__all__ = [
    "Term",
    "all_terms",
    "entry",
    "first_broken_certificate",
    "held_among",
    "held_until",
    "hold",
    "lost_terms",
    "mirror_erased",
    "my_work",
    "read_erased",
    "register",
    "replay",
    "tables_without_term",
    "terms_of",
    "unlisted",
]
