"""People have no term of their own: they go with the case that they are in."""

from baken.retention.api import Term, register

_WITH_THE_CASE = "gaat weg samen met de casus, als de persoon in geen andere casus staat"


def register_all() -> None:
    """Called when Django starts. Cases call `people.api.remove` when they go."""
    register(
        Term(
            model="people.Involvement",
            what="rol in een casus",
            elsewhere="gaat weg samen met de casus",
            purpose="cases",
        )
    )
    for model, what in (("Person", "persoon"), ("Company", "bedrijf")):
        register(
            Term(model=f"people.{model}", what=what, elsewhere=_WITH_THE_CASE, purpose="cases")
        )
    for model, what in (
        ("Identity", "naam en geboortedatum"),
        ("Address", "adres"),
        ("Mark", "blinde index van naam of adres"),
    ):
        register(Term(model=f"people.{model}", what=what, follows="people.Person", purpose="cases"))
