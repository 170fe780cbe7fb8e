"""Ask for mail, confirm, leave; and what the job tells."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting, resident
from baken.core.crypto import mac, macs
from baken.core.errors import Denied
from baken.messages import api as messages
from baken.programme.news.entries import Entry, entries
from baken.programme.news.models import Notice, Subscription
from baken.programme.queries.register import load

AGAIN = timedelta(hours=1)
_CODE = "programme.subscription"


def code_of(email: str, topic: str) -> str:
    """The secret code of the links in the mails to this address."""
    return _codes(_key(email, topic))[0]


def _key(email: str, topic: str) -> UUID:
    return UUID(bytes=mac(f"{email.lower()}|{topic}", f"{_CODE}.key")[:16])


def _codes(key: UUID) -> list[str]:
    return [urlsafe_b64encode(one[:18]).decode() for one in macs(str(key), _CODE)]


def reader(code: str) -> Acting:
    """Who holds this code."""
    return resident(code, "programme")


def ask(acting: Acting, *, email: str, topic: str, site: str) -> bool:
    """Send the mail by which one confirms. The acting is who will hold its code.

    Who asks again within the hour gets none; nobody learns whether an address was known. Says
    whether a mail was written.
    """
    now = timezone.now()
    words = {"language": str(get_language() or "nl"), "site": site[:200], "asked_at": now}
    fresh = Subscription(
        id=_key(email, topic), email=email, topic=topic, token_hash=acting.token, over_at=now,
        **words,
    )  # fmt: skip
    Subscription.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = own(acting)
    new = kept.asked_at == now
    if not new and kept.asked_at > now - AGAIN:
        return False
    if not new:
        Subscription.objects.filter(id=kept.id).update(email=email, **words)
    _write(acting, kept.id, email, site, code_of(email, topic))
    record(acting, "programme.ask_news", "subscription", kept.id)
    return True


def _write(acting: Acting, key: UUID, email: str, site: str, code: str) -> None:
    links = {"link": f"{site}{reverse('programme:news_confirm', args=[code])}"}
    subject = _("Wilt u bericht over het veiligheidsplan?")
    messages.write(
        acting, to=email, subject=subject, template="programme/news/mail/confirm",
        context={"subject": subject, **links}, about_id=key, purpose="programme",
    )  # fmt: skip


def own(acting: Acting) -> Subscription:
    """The subscription of who holds the code. Denied when there is none (any more)."""
    found = Subscription.objects.filter(token_hash=acting.token).first() if acting.token else None
    if found is None:
        raise Denied
    return found


def confirm(acting: Acting) -> None:
    """Yes, mail me. After leaving, one asks anew."""
    one = own(acting)
    if not one.email:
        raise Denied
    if one.confirmed_at is None:
        rows = Subscription.objects.filter(id=one.id)
        rows.update(confirmed_at=timezone.now(), over_at=None)
        record(acting, "programme.confirm_news", "subscription", one.id)


def leave(acting: Acting) -> None:
    """No more mail: the address goes at once, the rest with the nightly run."""
    one = own(acting)
    if one.email:
        rows = Subscription.objects.filter(id=one.id)
        long_ago = timezone.now() - AGAIN
        rows.update(email="", confirmed_at=None, over_at=timezone.now(), asked_at=long_ago)
        record(acting, "programme.leave_news", "subscription", one.id)


def tell(acting: Acting) -> int:
    """Mail what was published and not told yet, once to each address. How many mails."""
    found = entries(load())
    told = set(Notice.objects.values_list("entry", flat=True))
    fresh = [one for one in found if one.key not in told]
    if not fresh:
        return 0
    now = timezone.now()
    Notice.objects.bulk_create([Notice(id=uuid4(), entry=one.key, made_at=now) for one in fresh])
    readers = list(Subscription.objects.filter(confirmed_at__isnull=False).order_by("topic", "id"))
    return sum(_tell_one(acting, one, readers) for one in reversed(fresh))


def _tell_one(acting: Acting, entry: Entry, readers: Iterable[Subscription]) -> int:
    """One publication: one mail to each address, however many topics it follows."""
    reached: set[str] = set()
    for one in readers:
        wanted = not one.topic or one.topic in entry.themes
        if wanted and one.email.lower() not in reached:
            reached.add(one.email.lower())
            _mail(acting, entry, one)
    return len(reached)


def _mail(acting: Acting, entry: Entry, to: Subscription) -> None:
    code = next(code for code in _codes(to.id) if reader(code).token == to.token_hash)
    links = {
        "link": f"{to.site}{entry.path}",
        "leave": f"{to.site}{reverse('programme:news_leave', args=[code])}",
    }
    with translation.override(to.language):
        messages.write(
            acting, to=to.email, subject=entry.title[:150], template="programme/news/mail/news",
            context={"entry": entry, **links}, about_id=to.id, purpose="programme",
        )  # fmt: skip
