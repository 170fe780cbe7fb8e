"""What other modules may call."""

from baken.people.actions import Name, add, add_company, correct, remove, reveal, shield
from baken.people.forms import PersonForm
from baken.people.lookups import age, mentioned, same_as
from baken.people.marks import address_key, name_key
from baken.people.marks import asked as marks_asked
from baken.people.models import Ground, Role
from baken.people.queries import Involved, listing
from baken.people.rules import Born

__all__ = [
    "Born",
    "Ground",
    "Involved",
    "Name",
    "PersonForm",
    "Role",
    "add",
    "add_company",
    "address_key",
    "age",
    "correct",
    "listing",
    "marks_asked",
    "mentioned",
    "name_key",
    "remove",
    "reveal",
    "same_as",
    "shield",
]
