"""The bait world: texts of papers, what is said of them, and what the college decided."""

from uuid import UUID, uuid4

from baken.programme import models as programme
from tests.wall.world import World, ago


def some_writing(world: World) -> None:
    """Of each paper an old text and two comments; two papers of a kind, one agreed to."""
    for status in programme.PaperStatus.values:
        key = world.names[f"paper {status}"]
        _texts(world, key)
        _comments(world, key)
    for agreed in (True, False):
        _of_a_kind(world, agreed=agreed)


def _texts(world: World, paper: UUID) -> None:
    """The paper was saved once more than there are texts, so that the next one may be added."""
    key, mark = uuid4(), world.mark
    world.put(
        programme.PaperVersion, id=key, paper_id=paper, version=1,
        title=mark("programme_paperversion", key), text=mark("programme_paperversion", key),
        paragraphs=["a"], made_as="adviser", made_at=ago(2),
    )  # fmt: skip
    programme.CouncilPaper.objects.using("keeper").filter(id=paper).update(version=2)


def _comments(world: World, paper: UUID) -> None:
    for who, settled in (("adviser", None), ("mayor", "adviser")):
        key, mark, users = uuid4(), world.mark, world.city.users
        world.put(
            programme.PaperComment, id=key, paper_id=paper, paragraph="a",
            quote=mark("programme_papercomment", key), text=mark("programme_papercomment", key),
            author_id=users[who], made_as=who, made_at=ago(1),
            settled_by_id=users[settled] if settled else None,
            settled_at=ago(0) if settled else None,
        )  # fmt: skip


def _of_a_kind(world: World, *, agreed: bool) -> None:
    """A shared paper of a kind that the college must agree to; the keeper may share without."""
    key, edition, mark = uuid4(), uuid4(), world.mark
    world.put(
        programme.CouncilPaper, id=key, slug=mark("programme_councilpaper", key),
        title=mark("programme_councilpaper", key), text=mark("programme_councilpaper", key),
        kind="first_progress", year=2026, changed_at=ago(1),
    )  # fmt: skip
    world.put(
        programme.Edition, id=edition, paper_id=key, number=1,
        title=mark("programme_edition", edition), text=mark("programme_edition", edition),
        composed_at=ago(1), pdf=b"x", bundle=b"x", sha256="1" * 64,
    )  # fmt: skip
    world.put(
        programme.PaperDecision, id=uuid4(), paper_id=key, edition_id=edition,
        outcome="agreed" if agreed else "back", number="1", decided_on=ago(1).date(),
        words="Besluit.", made_as="mayor", made_at=ago(1),
    )  # fmt: skip
    rows = programme.CouncilPaper.objects.using("keeper").filter(id=key)
    rows.update(status="shared", shared_edition_id=edition)
