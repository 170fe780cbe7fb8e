"""The outbox."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

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


@require_http_methods(["GET", "HEAD", "POST"])
def failed(request: HttpRequest) -> HttpResponse:
    """What did not arrive, for who manages Baken: to see it, and to have it sent again."""
    acting = current()
    if acting.purpose != "administration":
        raise Denied(known=True)
    if request.method == "POST":
        try:
            wanted = UUID(request.POST.get("message", ""))
        except ValueError:
            raise Denied from None
        actions.again_unread(acting, wanted)
        notes.success(request, _("Het bericht gaat opnieuw de deur uit."))
        return redirect("messages:failed")
    return render(request, "messages/failed.html", {"rows": queries.failed(acting)})


@require_POST
def again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send again."""
    actions.again(current(), message_id)
    return redirect("messages:show", message_id)
