"""Send, withdraw, place, refuse, answer, and take a question into the register."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting, resident
from baken.core.crypto import macs
from baken.core.errors import Conflict, Denied
from baken.messages import api as messages
from baken.programme.council.actions import register_item
from baken.programme.council.queries import municipality
from baken.programme.rules import is_clerk, may_write, need
from baken.programme.voices.house import rules
from baken.programme.voices.models import Reaction, ReactionContact, VoiceKind, VoiceState

SHOWN_FOR = timedelta(days=4 * 365 + 1)  # as long as a plan runs (Politiewet 2012 article 38b)


@dataclass(frozen=True)
class Said:
    """What was filled in. `id` comes from the challenge: it makes sending idempotent."""

    id: UUID
    kind: str
    paper: str
    edition: int
    paragraph: str
    text: str
    name: str = ""
    email: str = ""
    proven: bool = False


def code_of(reaction_id: UUID) -> str:
    """The secret code of the author's link, under the key of this installation."""
    return _codes(reaction_id)[0]


def _codes(reaction_id: UUID) -> list[str]:
    """The code under the key of now, and under each earlier one."""
    found = macs(str(reaction_id), "programme.reaction")
    return [urlsafe_b64encode(one[:18]).decode() for one in found]


def author(code: str) -> Acting:
    """Who holds this code."""
    return resident(code, "programme")


def send(acting: Acting, said: Said, site: str) -> Reaction:
    """Take it in, once: the same `said.id` a second time gives the first. The acting is its author.

    Raises Conflict when what came the second time says something else.
    """
    now = timezone.now()
    fresh = Reaction(
        id=said.id, kind=said.kind, paper=said.paper, edition=said.edition,
        paragraph=said.paragraph, text=said.text, name=said.name, proven=said.proven,
        token_hash=acting.token, state=VoiceState.WAITING, made_at=now, over_at=now + SHOWN_FOR,
    )  # fmt: skip
    Reaction.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = own(acting)
    if kept.made_at != fresh.made_at:
        return _again(kept, said)
    if said.email:
        ReactionContact.objects.bulk_create(
            [ReactionContact(reaction=kept, email=said.email, made_at=now)]
        )
        _tell(acting, kept, _("Wij hebben uw bericht"), "received", site, to=said.email)
    record(acting, "programme.react", "reaction", kept.id)
    return kept


def _again(kept: Reaction, said: Said) -> Reaction:
    if kept.state == VoiceState.WAITING and (kept.text, kept.name) != (said.text, said.name):
        raise Conflict(_("Deze reactie was al verstuurd. Open het stuk opnieuw voor een tweede."))
    return kept


def own(acting: Acting) -> Reaction:
    """The reaction of this author. Denied when there is none (any more)."""
    found = Reaction.objects.filter(token_hash=acting.token).first() if acting.token else None
    if found is None:
        raise Denied
    return found


def withdraw(acting: Acting) -> None:
    """The author takes it back: words, name and address go at once."""
    one = own(acting)
    if one.state == VoiceState.WITHDRAWN:
        return
    ReactionContact.objects.filter(reaction_id=one.id).delete()
    Reaction.objects.filter(id=one.id).update(
        state=VoiceState.WITHDRAWN, text="", name="", rule="", reason="", reply="",
        replied_at=None, replied_as="", decided_at=None, decided_as="", over_at=timezone.now(),
    )  # fmt: skip
    record(acting, "programme.withdraw_reaction", "reaction", one.id)


def place(acting: Acting, one: Reaction, site: str) -> None:
    """Show it to everyone."""
    need(is_clerk(acting))
    if one.kind == VoiceKind.QUESTION:
        raise Conflict(_("Een vraag van een raadslid gaat naar het register."))
    over = one.made_at + SHOWN_FOR
    _decide(acting, one, VoiceState.ACCEPTED, over_at=over, rule="", reason="")
    _tell(acting, one, _("Uw reactie staat erbij"), "placed", site)


def refuse(acting: Acting, one: Reaction, *, rule: str, reason: str, site: str) -> None:
    """Do not show it, or no longer, by a house rule and in words that its author reads."""
    need(is_clerk(acting))
    if rule not in rules():
        raise ValidationError({"rule": _("Kies een huisregel.")})
    now = timezone.now()
    _decide(acting, one, VoiceState.REFUSED, over_at=now, rule=rule, reason=reason)
    one.rule, one.reason = rule, reason
    _tell(acting, one, _("Uw reactie staat er niet bij"), "refused", site)


def take_question(acting: Acting, one: Reaction, words: dict[str, Any], site: str) -> UUID:
    """The clerk knows who asks: the question goes into the register, at its paragraph."""
    need(is_clerk(acting))
    if one.kind != VoiceKind.QUESTION or one.item:
        raise Conflict(_("Deze vraag staat al in het register."))
    item = register_item(acting, municipality(), words)
    over = one.made_at + SHOWN_FOR
    _decide(acting, one, VoiceState.ACCEPTED, over_at=over, rule="", reason="", item=item)
    _tell(acting, one, _("Uw vraag staat in het register"), "registered", site)
    return item


def answer(acting: Acting, one: Reaction, *, reply: str, site: str) -> None:
    """The city answers, under the reaction; a next answer takes the place of the first."""
    need(may_write(acting))
    if one.kind == VoiceKind.QUESTION:
        raise Conflict(_("Een vraag van een raadslid beantwoordt u in het register."))
    done = Reaction.objects.filter(id=one.id, state=VoiceState.ACCEPTED).update(
        reply=reply, replied_at=timezone.now(), replied_as=acting.capacity
    )
    if not done:
        raise Conflict(_("Deze reactie staat niet meer bij het stuk."))
    record(acting, "programme.answer_reaction", "reaction", one.id)
    _tell(acting, one, _("Antwoord op uw reactie"), "answered", site)


def show_address(acting: Acting, one: Reaction) -> str:
    """Who asks as a councillor: the address, for the clerk alone, and it is recorded."""
    need(is_clerk(acting))
    if one.kind != VoiceKind.QUESTION:
        raise Denied
    record(acting, "programme.show_asker", "reaction", one.id)
    found = ReactionContact.objects.filter(reaction_id=one.id).first()
    return str(found.email) if found else ""


def _decide(acting: Acting, one: Reaction, state: str, **words: Any) -> None:
    rows = Reaction.objects.filter(id=one.id, state=one.state, decided_at=one.decided_at)
    changed = rows.exclude(state=VoiceState.WITHDRAWN).update(
        state=state, decided_at=timezone.now(), decided_as=acting.capacity, **words
    )
    if not changed:
        raise Conflict(_("Hier is net iets mee gebeurd. Kijk hoe het er nu voor staat."))
    verb = "place_reaction" if state == VoiceState.ACCEPTED else "refuse_reaction"
    record(acting, f"programme.{verb}", "reaction", one.id)


def _tell(
    acting: Acting, one: Reaction, subject: str, what: str, site: str, *, to: str = ""
) -> None:
    """A mail to who left an address; nothing to who did not."""
    if not to:
        found = ReactionContact.objects.filter(reaction_id=one.id).first()
        to = str(found.email) if found else ""
    if not to:
        return
    code = next(code for code in _codes(one.id) if author(code).token == one.token_hash)
    link = f"{site.rstrip('/')}{reverse('programme:own_reaction', args=[code])}"
    says = rules()[one.rule].says if what == "refused" else ""
    messages.write(
        acting, to=to, subject=subject, template="programme/voices/mail/news",
        context={"what": what, "subject": subject, "link": link, "one": one, "says": says},
        about_id=one.id, purpose="programme",
    )  # fmt: skip
