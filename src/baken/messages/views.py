"""The outbox."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from baken.audit.api import record
from baken.core.acting import current
from baken.core.errors import Denied
from baken.core.paging import page
from baken.messages import actions, queries, smtp
from baken.messages.models import Message, State
from baken.messages.queries import Shown, open_to_all


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """What was written, and whether it arrived."""
    state = request.GET.get("staat", "")
    shown = page(queries.outbox(current(), state), request.GET)
    choices = [(value, label, value == state) for value, label in State.choices]
    rows = [Shown(message, open_to_all()) for message in shown.rows]
    context = {
        "page": shown,
        "rows": rows,
        "choices": choices,
        "state": state,
        "sending": smtp.configured(),
    }
    return render(request, "messages/outbox.html", context)


@require_GET
def show(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message as it arrives."""
    message = Message.objects.filter(id=message_id).first()
    if message is None:
        raise Denied
    record(current(), "message.show", "message", message.id)
    return render(request, "messages/message.html", {"shown": Shown(message, open_to_all())})


@require_POST
def again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send again."""
    actions.again(current(), message_id)
    return redirect("messages:show", message_id)
