"""Writing a message, and what the worker does with it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import connection
from django.template import Context
from django.template.loader import get_template
from django.utils.timezone import now
from django.utils.translation import gettext as _

from baken.audit.api import record
from baken.core import text as texts
from baken.core.acting import Acting
from baken.core.errors import Conflict, Denied
from baken.messages import smtp
from baken.messages.models import Channel, Message, State
from baken.messages.replies import reply_address, return_address

# After each attempt that failed: how long until the next. Together over two days and a half.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440, 1440))


def write(
    acting: Acting,
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    about_id: UUID,
    channel: str = Channel.MAIL,
    purpose: str = "",
) -> UUID:
    """Write a message in the open transaction; the worker sends it after the commit.

    `template` names `<template>.txt` and, for mail, `<template>.html`. `purpose` is that of
    what it is about (default: the acting's own). Raises ValidationError for an address that
    cannot be, or a line break where it could become a header.
    """
    values = {"municipality": settings.MUNICIPALITY, **context}
    message = Message(
        channel=channel,
        purpose=purpose or acting.purpose or "reports",
        about_id=about_id,
        organisation_id=acting.organisation_id,
        to=_address(to, channel),
        subject=_one_line(subject),
        text=_render(f"{template}.txt", values, escape=False),
        html=_render(f"{template}.html", values) if channel == Channel.MAIL else "",
        state=_first_state(channel),
        created_at=now(),
    )
    message.next_try = message.created_at if message.state == State.WAITING else None
    message.save(force_insert=True)
    record(acting, "message.write", "message", message.id)
    if message.state == State.WAITING:
        from baken.messages.tasks import send

        send.later(str(message.id))
    return message.id


def _first_state(channel: str) -> State:
    if channel == Channel.LETTER:
        return State.TO_PRINT
    if channel == Channel.NOTICE or not smtp.configured():
        return State.SHOWN
    return State.WAITING


def _address(to: str, channel: str) -> str:
    if channel != Channel.MAIL:
        return texts.clean(to)
    line = _one_line(to)
    try:
        validate_email(line)
    except ValidationError as error:
        raise ValidationError(
            _("Dit e-mailadres klopt niet. Een adres ziet eruit als naam@voorbeeld.nl.")
        ) from error
    return line


def _one_line(text: str) -> str:
    """Refuse a line break: in a mail it would start a header of the sender's choice."""
    if "\n" in text or "\r" in text:
        raise ValidationError(_("Hier past maar één regel. Haal de nieuwe regel weg."))
    return texts.clean_line(text)


def _render(name: str, values: Mapping[str, Any], *, escape: bool = True) -> str:
    template: Any = get_template(name)
    rendered: str = template.template.render(Context(dict(values), autoescape=escape))
    return rendered.strip() + "\n"


def _composed(message: Message) -> EmailMultiAlternatives:
    """The mail; one about a report says where an answer to it goes."""
    answerable = message.purpose == "reports"
    return smtp.compose(
        str(message.id), message.to, message.subject, message.text, message.html,
        reply_to=reply_address(message.about_id) if answerable else "",
        returns=return_address(message.id),
    )  # fmt: skip


def attempt(acting: Acting, message: Message) -> None:
    """Try to send one message whose row is locked; note what came of it.

    The row stays locked while the server takes the mail: a worker that is killed leaves it
    waiting, and the next one sends it again with the same Message-ID.
    """
    message.attempts += 1
    try:
        smtp.deliver(_composed(message))
    except smtp.NotNow as error:
        _try_later(message, str(error))
    except smtp.Never as error:
        _give_up(message, str(error))
    else:
        message.state, message.sent_at, message.next_try = State.SENT, now(), None
        message.last_answer = ""
    message.save(update_fields=["state", "attempts", "next_try", "last_answer", "sent_at"])
    if message.state != State.WAITING:
        record(acting, "message.send", "message", message.id, outcome=message.state)


def _try_later(message: Message, answer: str) -> None:
    if message.attempts >= len(WAITS):
        _give_up(message, answer)
        return
    message.next_try = now() + WAITS[message.attempts - 1]
    message.last_answer = answer


def _give_up(message: Message, answer: str) -> None:
    message.state, message.next_try, message.last_answer = State.FAILED, None, answer


def came_back(acting: Acting, message_id: UUID, answer: str) -> Message | None:
    """A message that was sent turned out not to arrive; None when that was known already."""
    message = Message.objects.filter(id=message_id, state=State.SENT).first()
    if message is None:
        return None
    _give_up(message, answer[:40])
    message.sent_at = None
    message.save(update_fields=["state", "next_try", "last_answer", "sent_at"])
    record(acting, "message.come_back", "message", message.id)
    return message


def again_unread(acting: Acting, message_id: UUID) -> None:
    """Send a failed message again without reading it: for who manages Baken."""
    with connection.cursor() as cursor:
        cursor.execute("select messages_again(%s)", [message_id])
        if not cursor.fetchone()[0]:
            raise Denied
    _queued(acting, message_id)


def again(acting: Acting, message_id: UUID) -> None:
    """Send a message again that was given up."""
    if not Message.objects.filter(id=message_id).exists():
        raise Denied
    changes = {"state": State.WAITING, "attempts": 0, "next_try": now()}
    if not Message.objects.filter(id=message_id, state=State.FAILED).update(**changes):
        raise Conflict(_("Dit bericht is niet mislukt: opnieuw versturen hoeft niet."))
    _queued(acting, message_id)


def _queued(acting: Acting, message_id: UUID) -> None:
    record(acting, "message.again", "message", message_id)
    from baken.messages.tasks import send

    send.later(str(message_id))
