"""Telling: what, where, tell, receipt. Each step is a page; no script is needed."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.core import effort
from baken.core.acting import become, resident
from baken.core.bucket import HOUR, TooOften, take
from baken.core.errors import Denied
from baken.geo import api as geo
from baken.reports.actions.intake import Firm, Received, Told, follow_link, own, receive
from baken.reports.asking.forms import QuestionsForm, said
from baken.reports.categories import Subject, tree
from baken.reports.codes import Door
from baken.reports.follow import code_of
from baken.reports.forms import TellForm
from baken.reports.intake import qr
from baken.reports.intake.draft import Draft, Spoiled
from baken.reports.intake.places import PlaceAnswer, read_place
from baken.reports.nearby.actions import follow
from baken.reports.nearby.queries import nearby
from baken.reports.suggest.proposing import in_use, propose
from baken.reports.views.track import steps_of

View = Callable[[HttpRequest], HttpResponse]
Step = Callable[[HttpRequest, Draft], HttpResponse]
CUTS = {"text": 6000, "door": 12, "name": 200, "email": 300, "phone": 60, "company": 200,
        "branch": 20}  # fmt: skip
PLAIN_AN_HOUR = 60
TICKS = ("formal", "business", "others", "originals")


def with_draft(view: Step) -> View:
    """Run a step with what the form carries; without a form, or with a spoiled one, begin anew."""

    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("reports:subject")
        try:
            draft = Draft.open(request.POST.get("staat", ""))
        except Spoiled as spoiled:
            return _start_over(request, spoiled)
        return view(request, draft)

    return require_http_methods(["GET", "HEAD", "POST"])(run)


@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest) -> HttpResponse:
    """Steps 1 and 2: what is it about, and then what precisely."""
    if request.method == "POST":
        return _chosen(request)
    main = tree().get(request.GET.get("soort", "")[:40])
    return _precisely(request, Draft.new(), main.code) if main else _mains(request, Draft.new())


@with_draft
def _chosen(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Go on with the kind that was chosen: to the question under it, or to the place."""
    if request.POST.get("terug"):
        return _mains(request, draft)
    if "zoek" in request.POST:
        return _proposed(request, draft)
    chosen = tree().get(request.POST.get("soort", "")[:40])
    if chosen is None:
        main = tree().get(request.POST.get("hoofd", "")[:40])
        problem = _("Kies wat het best past.")
        return (
            _precisely(request, draft, main.code, problem)
            if main
            else _mains(request, draft, problem)
        )
    if chosen.parent_id is None:
        return _precisely(request, draft, chosen.code)
    draft = draft.put(subject=chosen.code)
    if chosen.away and not request.POST.get("toch"):
        return _away(request, draft, chosen)
    return _where(request, PlaceAnswer(draft))


def _proposed(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Kinds that may fit what somebody typed; the words travel along to the last step."""
    words = " ".join(request.POST.get("zin", "")[: CUTS["text"]].split())
    found = [one.subject for one in propose(words)] if words else []
    problem = "" if words else _("Typ eerst in een paar woorden wat er is.")
    draft = draft.put(text=words or draft.text)
    return _mains(request, draft, problem, proposed=found, asked=bool(words))


def _away(request: HttpRequest, draft: Draft, kind: Subject) -> HttpResponse:
    """Who helps better with this, before any form. Reporting here stays possible."""
    main = tree().main_of(kind)
    context = {"kind": kind, "main": main, "back_to": reverse("reports:subject")}
    return _page(request, "away", draft, context, 200)


def _mains(
    request: HttpRequest, draft: Draft, problem: str = "", *,
    proposed: Sequence[Subject] = (), asked: bool = False,
) -> HttpResponse:  # fmt: skip
    chosen = draft.kind and tree().main_of(draft.kind).code
    context = {
        "subjects": tree().mains(),
        "chosen": chosen or "",
        "back_url": reverse("reports:start"),
        "proposed": proposed, "asked": asked, "words": draft.text,
        "proposes": in_use() is not None,
    }  # fmt: skip
    target = "zin" if "zoek" in request.POST else "soort-0"
    return _step(request, "subject", draft, 1, context, problem and [_at(problem, target)])


def _precisely(request: HttpRequest, draft: Draft, code: str, problem: str = "") -> HttpResponse:
    main = tree().get(code)
    assert main is not None
    context = {
        "main": main, "subjects": tree().under(main.id), "chosen": draft.subject,
        "advice": main.hint, "back_to": reverse("reports:subject"),
    }  # fmt: skip
    return _step(request, "subject", draft, 2, context, problem and [_at(problem, "soort-0")])


def _at(text: str, target: str) -> dict[str, str]:
    return {"text": text, "id": target}


@with_draft
def where(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Step 3: where is it. Searching is a round trip to the same step."""
    answer = read_place(draft, request.POST, search="zoek" in request.POST)
    kind = draft.kind
    if request.POST.get("terug") and kind is not None:
        return _precisely(request, answer.draft, tree().main_of(kind).code)
    if kind is None:
        return _mains(request, draft)
    if answer.done and "zoek" not in request.POST:
        return _known_already(request, answer.draft, kind)
    return _where(request, answer)


def _known_already(request: HttpRequest, draft: Draft, kind: Subject) -> HttpResponse:
    """Open reports of public space near by, before anything is sent; else the next step."""
    near = nearby(kind, draft.lat, draft.lon)
    if not near:
        return _ask(request, draft, kind)
    context = {"near": near, "back_to": reverse("reports:nearby")}
    return _step(request, "nearby", draft, 3, context, [])


@with_draft
def known_already(request: HttpRequest, draft: Draft) -> HttpResponse:
    """This is new; or one follows a report that is there already, under a code of one's own."""
    kind = draft.kind
    if kind is None:
        return _mains(request, draft)
    if request.POST.get("terug") or not draft.placed:
        return _where(request, PlaceAnswer(draft.put(placed=False)))
    number = request.POST.get("volg", "")[:20]
    if not number:
        return _ask(request, draft, kind)
    near, code = nearby(kind, draft.lat, draft.lon), code_of(draft.key)
    acting = resident(code)
    become(acting)
    try:
        follow(acting, draft.key, number, near)
    except Denied:
        return _known_already(request, draft, kind)
    return redirect("reports:followed", code=code)


def _where(request: HttpRequest, answer: PlaceAnswer) -> HttpResponse:
    draft = answer.draft
    kind = draft.kind
    advice = tree().hint_of(kind) if kind else ""
    context = {"answer": answer, "advice": advice, "back_to": reverse("reports:where")}
    return _step(request, "where", draft, 3, context, answer.problems)


@with_draft
def questions(request: HttpRequest, draft: Draft) -> HttpResponse:
    """A step between, for a kind that asks something. Every question may stay open."""
    kind = draft.kind
    if kind is None:
        return _mains(request, draft)
    if request.POST.get("terug"):
        return _where(request, PlaceAnswer(draft.put(placed=False)))
    form = QuestionsForm(kind, request.POST)
    if not form.is_valid():
        return _asking(request, draft, form)
    return _begin(request, draft.put(answers=form.answers()))


def _ask(request: HttpRequest, draft: Draft, kind: Subject) -> HttpResponse:
    if not kind.questions:
        return _begin(request, draft)
    return _asking(request, draft, QuestionsForm(kind, initial=draft.answers))


def _asking(request: HttpRequest, draft: Draft, form: QuestionsForm) -> HttpResponse:
    context = {"form": form, "kind": draft.kind, "back_to": reverse("reports:questions")}
    return _step(request, "questions", draft, 4, context, form.is_bound and form.errors)


def _begin(request: HttpRequest, draft: Draft) -> HttpResponse:
    kind = draft.kind
    assert kind is not None
    return _tell(request, draft, TellForm(initial=_typed_before(draft), kind=kind))


def _typed_before(draft: Draft) -> dict[str, Any]:
    typed = {name: getattr(draft, name) for name in (*CUTS, *TICKS, "partners")}
    return {**typed, "address": draft.address_of}


def _keep_typed(request: HttpRequest, draft: Draft) -> Draft:
    """What stands in the form goes along, right or wrong; it is judged when it is sent."""
    typed: dict[str, Any] = {
        name: request.POST[name][:cut].replace("\x00", "")
        for name, cut in CUTS.items()
        if name in request.POST
    }
    if "text" in request.POST:
        typed["partners"] = [code[:20] for code in request.POST.getlist("partners")[:20]]
        typed |= {name: name in request.POST for name in TICKS}
        typed["address_of"] = request.POST.get("address", "")[:400].replace("\x00", "")
    return draft.put(**typed)


@with_draft
def send(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Step 4: tell it, and send. The answer is the receipt; a second time it is the same one."""
    draft = _keep_typed(request, draft)
    kind = draft.kind
    if kind is None:
        return _mains(request, draft)
    if request.POST.get("terug") and kind.questions:
        return _ask(request, draft, kind)
    if request.POST.get("terug") or not draft.placed:
        return _where(request, PlaceAnswer(draft.put(placed=False)))
    form = TellForm(request.POST, request.FILES, kind=kind)
    draft = _judge_age(form, draft)
    if not form.is_valid():
        return _tell(request, draft, form)
    try:
        _count_plain(request, draft)
    except TooOften as error:
        form.add_error(None, error.message)
        return _tell(request, draft, form, status=429)
    return _received(request, draft, form)


def _count_plain(request: HttpRequest, draft: Draft) -> None:
    """Who has no script sends without the work; of those we take so many an hour, all together.

    No address of a visitor is looked at. Raises TooOften.
    """
    if not effort.made(request.POST, _place(draft)):
        take(f"reports:plain:{timezone.localtime():%Y%m%d%H}", HOUR, PLAIN_AN_HOUR)


def _place(draft: Draft) -> str:
    return f"report:{draft.id}"


def _judge_age(form: TellForm, draft: Draft) -> Draft:
    if draft.too_fast:
        form.add_error(None, _("Dat ging wel heel snel. Lees het na en verstuur nog eens."))
    if draft.too_old:
        form.add_error(None, _("Deze pagina stond lang open. Lees alles na en verstuur nog eens."))
        return draft.renewed()
    return draft


def _tell(request: HttpRequest, draft: Draft, form: TellForm, *, status: int = 0) -> HttpResponse:
    kind = draft.kind
    assert kind is not None
    context = {
        "form": form, "kind": kind, "advice": tree().hint_of(kind),
        "place": _place_words(draft), "back_to": reverse("reports:send"),
        "effort": effort.challenge(_place(draft)),
    }  # fmt: skip
    last = 5 if kind.questions else 4
    page = _step(request, "tell", draft, last, context, form.is_bound and form.errors)
    page.status_code = status or page.status_code
    return page


def _place_words(draft: Draft) -> str:
    if draft.nowhere:
        return _("geen plek opgegeven")
    return ", ".join(filter(None, [draft.address, geo.name_of(draft.buurt)]))


def _received(request: HttpRequest, draft: Draft, form: TellForm) -> HttpResponse:
    """Take it in, and give the receipt; a photo that is refused leads back to the form."""
    acting = resident(code_of(draft.key))
    become(acting)
    try:
        received = receive(acting, _told(draft, form), site=site_of(request))
    except ValidationError as error:
        form.add_error("photos", error)
        return _tell(request, draft, form)
    context = {"received": received, "mailed": form.cleaned_data["email"]}
    return _receipt(request, draft, context)


def _told(draft: Draft, form: TellForm) -> Told:
    kind, data = draft.kind, form.cleaned_data
    assert kind is not None
    return Told(
        id=draft.key, subject=kind, text=data["text"], where=draft.where, name=data["name"],
        email=data["email"], phone=data["phone"], language=get_language() or "nl",
        photos=data["photos"], originals=data["originals"], door=data["door"],
        answers=said(kind, draft.answers), partners=data["partners"],
        formal=data.get("formal", False),
        address=data.get("address", "") if data.get("formal") else "",
        firm=firm_of(data) if data.get("business") else None,
    )  # fmt: skip


def firm_of(data: dict[str, Any]) -> Firm:
    return Firm(data["branch"], data["company"], data["others"])


def site_of(request: HttpRequest) -> str:
    """The address of this site, as the visitor typed it."""
    return f"{request.scheme}://{request.get_host()}"


def _receipt(request: HttpRequest, draft: Draft, context: dict[str, Any]) -> HttpResponse:
    received = context["received"]
    link = follow_link(site_of(request), received.code)
    context |= {
        "report": received.report, "code": received.code, "link": link, "qr": qr.drawn(link),
        "steps_taken": steps_of(received.report), "careful": draft.kind and draft.kind.careful,
        "confidential": received.report.door == Door.CONFIDENTIAL,
    }  # fmt: skip
    status = 422 if context.get("problem") else 200
    return _page(request, "receipt", draft, context, status)


@with_draft
def kept(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The last four digits, typed again: only who kept the code can do that."""
    code = code_of(draft.key)
    acting = resident(code)
    become(acting)
    report = own(acting)
    typed = "".join(c for c in request.POST.get("laatste", "")[:20] if c.isdigit())
    if typed == code[-4:]:
        return redirect("reports:followed", code=code)
    problem = _("Dit zijn niet de laatste 4 cijfers. Kijk nog eens goed naar de code.")
    received = Received(report, code, again=False)
    return _receipt(request, draft, {"received": received, "problem": problem, "typed": typed})


def _start_over(request: HttpRequest, spoiled: Spoiled) -> HttpResponse:
    """A spoiled form: begin again with what was typed."""
    draft = _keep_typed(request, Draft.new())
    return _mains(request, draft, spoiled.message)


def _step(
    request: HttpRequest, name: str, draft: Draft, step: int, context: dict[str, Any], wrong: Any
) -> HttpResponse:
    problems = wrong if isinstance(wrong, list) else []
    steps = 5 if draft.kind and draft.kind.questions and step > 2 else 4
    full = {**context, "step": step, "steps": steps, "problems": problems, "count": len(problems)}
    return _page(request, name, draft, full, 422 if wrong else 200)


def _page(
    request: HttpRequest, name: str, draft: Draft, context: dict[str, Any], status: int
) -> HttpResponse:
    full = {**context, "draft": draft, "sealed": draft.seal()}
    response = render(request, f"reports/telling/{name}.html", full, status=status)
    response["Cache-Control"] = "no-store"
    return response
