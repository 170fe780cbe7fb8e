"""Background jobs of messages."""

from datetime import timedelta

from django.utils.timezone import now

from baken.core.acting import Acting, acting_as
from baken.core.jobs import job
from baken.messages import actions
from baken.messages.models import Message, State

# The job of a fresh message gets this long before the minute's round looks at it.
HEAD_START = timedelta(minutes=2)


@job("messages.send", own_acting=True)
def send(acting: Acting, *ids: str) -> None:
    """Send these messages, each in a transaction of its own, if they still wait."""
    for message_id in ids:
        with acting_as(acting):
            waiting = Message.objects.select_for_update(skip_locked=True)
            for message in waiting.filter(id=message_id, state=State.WAITING, next_try__lte=now()):
                actions.attempt(acting, message)


@job("messages.due", cron="* * * * *")
def due(acting: Acting, *ids: str) -> None:
    """Every minute: queue what is due, after a failed attempt or a crash."""
    overdue = Message.objects.filter(state=State.WAITING, next_try__lt=now() - HEAD_START)
    for message_id in overdue.order_by("next_try").values_list("id", flat=True)[:200]:
        send.later(str(message_id))
