"""Making and ending webhooks; finding what became public; bringing it, and again."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core.acting import Acting
from baken.core.calendar import ZONE
from baken.core.errors import Conflict, Denied
from baken.reports.exchange.facts import MOST, Asked, Fact, facts
from baken.reports.exchange.hooks.models import Delivery, DeliveryState, Hook
from baken.reports.exchange.hooks.wire import Undelivered, bring, check_url, new_secret, signed

LOOK_BACK = timedelta(days=4)
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)


def make(acting: Acting, *, title: str, organisation_id: UUID, url: str) -> str:
    """Make a webhook. Returns its secret: it is never shown again. ValidationError at the url."""
    if acting.capacity != "administrator" or acting.user_id is None:
        raise Denied(known=True)
    check_url(url)
    secret = new_secret()
    hook = Hook(
        title=title, organisation_id=organisation_id, url=url, secret=secret,
        made_by_id=acting.user_id, made_at=timezone.now(),
    )  # fmt: skip
    Hook.objects.bulk_create([hook])
    record(acting, "exchange.make_hook", "hook", hook.id)
    return secret


def end(acting: Acting, hook_id: UUID) -> None:
    """It hears nothing from now on. Conflict when it had ended."""
    if acting.capacity != "administrator":
        raise Denied(known=True)
    found = Hook.objects.filter(pk=hook_id)
    if not found.exists():
        raise Denied
    if not found.filter(ends_at=None).update(ends_at=timezone.now()):
        raise Conflict(_("Deze webhook was al beëindigd. Er is niets veranderd."))
    record(acting, "exchange.end_hook", "hook", hook_id)


def again(acting: Acting, delivery_id: UUID) -> None:
    """Bring it once more, whether it arrived or not."""
    if acting.capacity != "administrator":
        raise Denied(known=True)
    found = Delivery.objects.filter(pk=delivery_id).select_related("hook").first()
    if found is None:
        raise Denied
    if found.hook.over:
        raise Conflict(_("Deze webhook is beëindigd."))
    found.state, found.attempts, found.next_try = DeliveryState.WAITING, 0, timezone.now()
    found.save(update_fields=["state", "attempts", "next_try"])
    record(acting, "exchange.replay", "delivery", delivery_id)
    from baken.reports.tasks import deliver

    deliver.later(str(delivery_id))


def hooks() -> QuerySet[Hook]:
    """All webhooks, newest first."""
    return Hook.objects.select_related("organisation").order_by("-made_at")


def find(acting: Acting) -> list[UUID]:
    """What became public or was closed since, for each webhook; and what is due again."""
    running = list(Hook.objects.filter(ends_at=None))
    found = _changed() if running else []
    fresh = [one for hook in running for one in _not_told(hook, found)]
    Delivery.objects.bulk_create(fresh)
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try__lte=timezone.now())
    return list(due.order_by("next_try").values_list("id", flat=True)[:500])


def _changed() -> list[Fact]:
    """Public facts of the last days, by receipt and by closing."""
    since = timezone.localdate() - LOOK_BACK
    seen = [*_all(Asked(since=since, most=MOST)),
            *_all(Asked(since=since, by_end=True, most=MOST))]  # fmt: skip
    return list({(one.number, one.closed): one for one in seen}.values())


def _all(asked: Asked) -> list[Fact]:
    found: list[Fact] = []
    while page := facts(Asked(**{**vars(asked), "skip": len(found)})):
        found += page
        if len(page) < asked.most:
            break
    return found


def _not_told(hook: Hook, found: list[Fact]) -> list[Delivery]:
    """What it did not hear yet; of before it was made it hears nothing."""
    told = set(hook.deliveries.values_list("number", "closed"))
    begun, now = timezone.localdate(hook.made_at), timezone.now()
    fresh = []
    for fact in found:
        day = fact.changed if fact.closed else fact.requested
        if (fact.number, fact.closed) not in told and day >= begun:
            fresh.append(
                Delivery(hook=hook, number=fact.number, kind=fact.subject.code, day=day,
                         closed=fact.closed, state=DeliveryState.WAITING, made_at=now,
                         next_try=now)
            )  # fmt: skip
    return fresh


def attempt(acting: Acting, delivery: Delivery) -> None:
    """Bring one, and write down how that went; later again, ever less often, eight times."""
    delivery.attempts += 1
    try:
        delivery.answer = _brought(delivery)
    except Undelivered as error:
        last = delivery.attempts >= MOST_ATTEMPTS
        delivery.answer = str(error)[:80]
        delivery.state = DeliveryState.FAILED if last else DeliveryState.WAITING
        wait = FIRST_WAIT * 4 ** (delivery.attempts - 1)
        delivery.next_try = None if last else timezone.now() + wait
    else:
        delivery.state, delivery.next_try = DeliveryState.DELIVERED, None
        delivery.delivered_at = timezone.now()
    delivery.save(update_fields=["attempts", "answer", "state", "next_try", "delivered_at"])


def _brought(delivery: Delivery) -> str:
    hook = delivery.hook
    if hook.over:
        raise Undelivered("ended")
    body = json.dumps(message(delivery)).encode()
    secret = str(hook.secret)
    return bring(hook.url, body, signed(secret, f"msg_{delivery.id.hex}", int(time.time()), body))


def message(delivery: Delivery) -> dict[str, object]:
    """What is told: number, kind, state and day."""
    return {
        "type": "report.closed" if delivery.closed else "report.opened",
        "timestamp": _moment(delivery.day),
        "data": {"number": delivery.number, "kind": delivery.kind,
                 "state": "closed" if delivery.closed else "open"},
    }  # fmt: skip


def _moment(day: date) -> str:
    return datetime.combine(day, datetime.min.time(), ZONE).isoformat()


def last(hook: Hook, most: int = 50) -> QuerySet[Delivery]:
    """What it was told last."""
    return hook.deliveries.order_by("-made_at", "number")[:most]
