"""The desk at /review/: the queue, a candidate with all that deciding it needs, and how often the reader was right.

For editors alone. A decision is one call of ``sources.review``; whatever that refuses stands on the page as a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, cast

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from designations.actions.consequences import consequences
from designations.actions.refusals import REFUSALS, sentences_of
from designations.actions.statements import Refused
from designations.models import Group
from sources import review
from sources.following.proposing import LISTS
from sources.models import Candidate, CandidateKind, Decision, ListChange, Telling, Verdict
from sources.review.queue import Order, neighbours, waiting
from sources.web.decisions import ACT_FIELDS, CITATION_FIELDS, DeskForm, by_keys
from sources.web.excerpts import excerpt

PAGE = 50

Person = dict[str, Any]
View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    """A page for whoever may decide candidates; others are asked to sign in, or refused. Never cached."""
    allowed = permission_required("sources.change_candidate", raise_exception=True)(view)
    return never_cache(staff_member_required(allowed, login_url="admin:login"))


@require_safe
@for_editors
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision."""
    order = _order(request)
    page = Paginator(waiting(order), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "order": order, "orders": list(Order), "after": _after(request)}
    return render(request, "review/queue.html", context)


@require_safe
@for_editors
def accuracy(request: HttpRequest) -> HttpResponse:
    """How often each version of the reader was right."""
    return render(request, "review/accuracy.html", {"rows": review.accuracy()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate; a decision leads on to the next."""
    every = Candidate.objects.select_related("document", "authority", "group", "regime", "published_as")
    found = get_object_or_404(every, pk=pk, kind=CandidateKind.ACT.value)
    suggestion = review.suggest(found)
    form = DeskForm(_sent(request), near=suggestion.near, initial=by_keys(review.edits_of(found)))
    status, told = 200, ""
    do = request.POST.get("do", "")
    if do in DECISIONS:
        try:
            if do not in NEED_THE_FORM or form.is_valid():
                person = {"by": cast(User, request.user), "at": timezone.now()}
                DECISIONS[do](found, form, request.POST.get("why", ""), person)
                return _onward(found, _order(request), stay=do in STAYS)
        except REFUSALS as error:
            _show(form, sentences_of(error))
        except review.AlreadyDecided as error:
            told, status = str(error), 409
            found.refresh_from_db()
        status = status if status == 409 else 422
    return render(
        request,
        "review/candidate.html",
        _context(request, found, form, suggestion) | {"told": told},
        status=status,
    )


@require_POST
@for_editors
def part(request: HttpRequest, pk: int, telling: int) -> HttpResponse:
    """A telling becomes a candidate of its own. Where that is no longer so, the page that follows shows why."""
    told = get_object_or_404(Telling.objects.select_related("candidate"), pk=telling, candidate=pk)
    with suppress(Refused, review.AlreadyDecided):
        review.part(telling=told, by=cast(User, request.user), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('sources:candidate', args=[pk])}?by={_order(request).value}")


def _context(request: HttpRequest, found: Candidate, form: DeskForm, suggestion: review.Suggestion) -> dict[str, Any]:
    order = _order(request)
    before, after = neighbours(found, order)
    decided = found.decision != Decision.OPEN.value
    asked = form.is_bound or suggestion.advice in (review.Advice.NEW, review.Advice.SAME)
    return {
        "candidate": found,
        "document": found.document,
        "excerpt": excerpt(found.document.text, found.starts, found.ends),
        "listed_as": _listed_as(found),
        "tellings": found.tellings.select_related("document")
        .defer("document__text", "document__sketch")
        .annotate(parted_as=Candidate.objects.filter(fingerprint=OuterRef("fingerprint")).values("pk")[:1])
        .order_by("pk"),
        "suggestion": suggestion,
        "form": form,
        "act_fields": [form[name] for name in ACT_FIELDS],
        "citation_fields": [form[name] for name in CITATION_FIELDS],
        "consequences": () if decided or not asked else _consequences(found, form),
        "groups": () if decided else Group.objects.order_by("slug").values_list("slug", "name"),
        "open": not decided,
        "order": order,
        "before": before,
        "next": after,
        "after": _after(request),
        "verdicts": Verdict.objects.filter(candidate=found).order_by("pk"),
    }


def _listed_as(found: Candidate) -> ListChange | None:
    """The change of a list that a candidate comes from; None where an article told of it."""
    if found.extractor != LISTS:
        return None
    changes = ListChange.objects.filter(candidate=found).select_related("entry", "snapshot")
    return changes.defer("snapshot__entries").order_by("pk").first()


def _consequences(found: Candidate, form: DeskForm) -> tuple[str, ...]:
    """What publishing would change, as the form stands; nothing where it is not complete."""
    try:
        if not form.is_bound:
            return consequences(review.edits_of(found).act())
        return consequences(form.edits().act()) if form.is_valid() else ()
    except REFUSALS:
        return ()


def _new(found: Candidate, form: DeskForm, why: str, person: Person) -> None:
    review.accept_as_new(
        candidate=found,
        edits=form.edits(),
        why=why,
        although_it_does_not_fit=form.cleaned_data["although"],
        **person,
    )


def _same(found: Candidate, form: DeskForm, why: str, person: Person) -> None:
    review.accept_as_same(candidate=found, act=form.known_act(), edits=form.edits(), why=why, **person)


def _amend(found: Candidate, form: DeskForm, why: str, person: Person) -> None:
    review.amend(candidate=found, edits=form.edits(), **person)


def _reject(found: Candidate, form: DeskForm, why: str, person: Person) -> None:
    review.reject(candidate=found, why=why, **person)


def _undo(found: Candidate, form: DeskForm, why: str, person: Person) -> None:
    review.undo(candidate=found, **person)


DECISIONS: Mapping[str, Callable[[Candidate, DeskForm, str, Person], None]] = {
    "new": _new,
    "same": _same,
    "amend": _amend,
    "reject": _reject,
    "undo": _undo,
}
NEED_THE_FORM = frozenset(("new", "same", "amend"))
STAYS = frozenset(("amend", "undo"))
"""After these the same candidate is shown again."""


def _onward(found: Candidate, order: Order, *, stay: bool) -> HttpResponseRedirect:
    """The next candidate, with a word on what was decided; the queue where none is left behind it."""
    _, after = neighbours(found, order)
    shown = found if stay else after
    address = reverse("sources:candidate", args=[shown.pk]) if shown else reverse("sources:queue")
    return HttpResponseRedirect(f"{address}?by={order.value}" + ("" if stay else f"&after={found.pk}"))


def _after(request: HttpRequest) -> Candidate | None:
    """The candidate that was decided just before, to be told of and perhaps undone."""
    asked = request.GET.get("after", "")
    if not asked.isdecimal() or len(asked) > 12:
        return None
    every = Candidate.objects.exclude(decision=Decision.OPEN.value).select_related("authority", "group", "published_as")
    return every.filter(pk=int(asked)).first()


def _order(request: HttpRequest) -> Order:
    asked = request.GET.get("by", "")
    return Order(asked) if asked in list(Order) else Order.CONFIDENCE


def _sent(request: HttpRequest) -> Any:
    sent = request.method == "POST" and request.POST.get("do") in (*NEED_THE_FORM, "preview", "reject")
    return request.POST if sent else None


def _show(form: DeskForm, said: Mapping[str, str]) -> None:
    form.is_valid()
    for field, sentence in said.items():
        form.add_error(field if field in form.fields else None, sentence)
