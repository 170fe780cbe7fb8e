"""How long the portal keeps what is its own."""

from baken.retention.api import Term, register


def register_all() -> None:
    """Called when Django starts."""
    register(
        Term(
            model="portal.LanguageReview", what="vastlegging dat een vertaling is nagekeken",
            purpose="administration",
            kept="laat zien dat iemand de vertaling las; een organisatie en een dag, geen naam",
        )
    )  # fmt: skip
