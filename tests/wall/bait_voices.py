"""The bait world: reactions at every state, of a resident with a code and of a stranger."""

from datetime import timedelta
from uuid import uuid4

from baken.core.acting import resident
from baken.programme.models import CouncilPaper, PaperStatus
from baken.programme.news.models import Notice, Subscription
from baken.programme.voices.actions import author, code_of
from baken.programme.voices.models import Reaction, ReactionContact, VoiceState
from tests.wall.world import World, ago


def some_reactions(world: World) -> None:
    """Each state, at the shared paper; each with an address."""
    papers = CouncilPaper.objects.using("keeper")
    shared = papers.filter(status=PaperStatus.SHARED).order_by("id")[0]
    for state in VoiceState.values:
        for own in (True, False):
            key = uuid4()
            code = code_of(key)
            if own:
                world.codes[f"voice {state}"] = code
            gone, placed = state == "withdrawn", state == "accepted"
            word = "" if gone or placed else world.mark("programme_reaction", key)
            refused = {"rule": "about", "reason": "Zie de regels."} if state == "refused" else {}
            decided = {} if state in ("waiting", "withdrawn") else {
                "decided_at": ago(1), "decided_as": "clerk"}  # fmt: skip
            replied = {"reply": "Dank.", "replied_at": ago(1), "replied_as": "adviser"}
            world.put(
                Reaction, id=key, kind="reaction", paper=shared.slug, edition=1,
                paragraph="", text=word or ("" if gone else "Goed zo."), proven=own,
                token_hash=(author(code) if own else resident(uuid4().hex)).token, state=state,
                made_at=ago(3), over_at=ago(3) + timedelta(days=1461),
                **refused, **decided, **(replied if placed and own else {}),
            )  # fmt: skip
            if not gone:
                contact = uuid4()
                mail = f"{world.mark('programme_reactioncontact', contact)}@voorbeeld.invalid"
                world.put(ReactionContact, id=contact, reaction_id=key, email=mail, made_at=ago(3))


def some_subscriptions(world: World) -> None:
    """Asked, confirmed and left: of a reader with a code and of a stranger; and a notice."""
    for state in ("asked", "confirmed", "left"):
        for own in (True, False):
            key = uuid4()
            code = uuid4().hex[:24]
            if own:
                world.codes[f"reader {state}"] = code
            mail = f"{world.mark('programme_subscription', key)}@voorbeeld.invalid"
            world.put(
                Subscription, id=key, email="" if state == "left" else mail, topic="",
                language="nl", site="https://voorbeeld.invalid",
                token_hash=resident(code if own else uuid4().hex).token, asked_at=ago(2),
                confirmed_at=ago(1) if state == "confirmed" else None,
                over_at=None if state == "confirmed" else ago(1),
            )  # fmt: skip
    world.put(Notice, id=uuid4(), entry="paper:x:shared", made_at=ago(1))
