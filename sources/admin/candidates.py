"""Candidates in the admin: what was proposed, the words it rests on, the nearest known acts, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone

from designations.actions.consequences import consequences
from designations.actions.refusals import REFUSALS, sentences_of
from sources import review
from sources.admin.review_forms import ACT_FIELDS, CITATION_FIELDS, ReviewForm, WhyForm, initial
from sources.admin.viewing import DeskAdmin, editor
from sources.models import Candidate, CandidateKind, Decision
from sources.web.excerpts import excerpt

Person = dict[str, Any]
"""Who decides, and when."""

Decide = Callable[[Candidate, Any, str, Person], str]
"""A decision: candidate, form, reason, person; it answers what was done."""


@admin.register(Candidate)
class CandidateAdmin(DeskAdmin):
    """What was proposed; open ones first."""

    list_display = (
        "claim", "stated", "status", "confidence_in_percent", "decision", "from_document", "proposed_at",
    )  # fmt: skip
    list_filter = ("decision", "kind", "status", "event_kind", "sample", "extractor_version")
    list_select_related = ("document", "authority", "group")
    search_fields = ("authority__name", "group__name", "group__slug", "document__title", "evidence")
    date_hierarchy = "proposed_at"
    ordering = ("-pk",)
    list_per_page = 50

    @admin.display(description="proposed", ordering="authority__name")
    def claim(self, candidate: Candidate) -> str:
        """Who did what to whom."""
        return f"SAMPLE: {in_words(candidate)}" if candidate.sample else in_words(candidate)

    @admin.display(description="confidence", ordering="confidence")
    def confidence_in_percent(self, candidate: Candidate) -> str:
        """How sure the reader is."""
        return "" if candidate.confidence is None else f"{candidate.confidence:.0%}"

    @admin.display(description="document", ordering="document__title")
    def from_document(self, candidate: Candidate) -> str:
        """Where it was read."""
        return candidate.document.title[:80]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What waits for a decision, unless something else is asked for."""
        if request.method == "GET" and not request.GET:
            return HttpResponseRedirect(f"{request.path}?decision__exact={Decision.OPEN.value}")
        return super().changelist_view(request, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Review a candidate."""
        candidate = self.one(request, object_id)
        if candidate.kind == CandidateKind.REPORT.value:
            return self._report(request, candidate)
        suggestion = review.suggest(candidate)
        form = ReviewForm(_sent(request), near=suggestion.near, initial=initial(review.edits_of(candidate)))
        lines: tuple[str, ...] = ()
        if request.POST.get("do") == "preview":
            lines = _preview(form)
        elif self._decided(request, candidate, form, DECISIONS):
            return self._back(candidate)
        return self.page(
            request,
            "admin/sources/candidate.html",
            in_words(candidate),
            original=candidate,
            candidate=candidate,
            document=candidate.document,
            excerpt=excerpt(candidate.document.text, candidate.starts, candidate.ends),
            suggestion=suggestion,
            form=form,
            act_fields=[form[name] for name in ACT_FIELDS],
            citation_fields=[form[name] for name in CITATION_FIELDS],
            consequences=lines,
            open=candidate.decision == Decision.OPEN.value,
            media=self.media + form.media,
        )

    def _report(self, request: HttpRequest, candidate: Candidate) -> HttpResponse:
        form = WhyForm(_sent(request))
        if self._decided(request, candidate, form, REPORT_DECISIONS):
            return self._back(candidate)
        return self.page(
            request,
            "admin/sources/report.html",
            in_words(candidate),
            original=candidate,
            candidate=candidate,
            document=candidate.document,
            form=form,
            open=candidate.decision == Decision.OPEN.value,
        )

    def _decided(
        self, request: HttpRequest, candidate: Candidate, form: forms.Form, decisions: Mapping[str, Decide]
    ) -> bool:
        """Whether a decision was taken, here or before; what was refused stands on the form."""
        decide = decisions.get(request.POST.get("do", ""))
        if decide is None or (decide in NEED_THE_FORM and not form.is_valid()):
            return False
        try:
            done = decide(candidate, form, request.POST.get("why", ""), {"by": editor(request), "at": timezone.now()})
        except REFUSALS as error:
            _show(form, sentences_of(error))
            return False
        except review.AlreadyDecided as error:
            self.message_user(request, str(error), messages.WARNING)
            return True
        self.log_change(request, candidate, done)
        self.message_user(request, done, messages.SUCCESS)
        return True

    def _back(self, candidate: Candidate) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:sources_candidate_change", args=[candidate.pk]))


def in_words(candidate: Candidate) -> str:
    """Who did what to whom, as it was proposed."""
    said = candidate.proposed
    if candidate.kind == CandidateKind.REPORT.value:
        return f"{said['what']} about {said['about']}"
    who = candidate.authority.name if candidate.authority else said["authority"]
    whom = candidate.group.name if candidate.group else said["group_name"]
    return f"{who}: {candidate.event_kind} {whom}"


def _same(candidate: Candidate, form: Any, why: str, person: Person) -> str:
    act = form.known_act()
    review.accept_as_same(candidate=candidate, act=act, edits=form.edits(), why=why, **person)
    return f"Act {act.key} has this document as a further citation, with the date that it states."


def _new(candidate: Candidate, form: Any, why: str, person: Person) -> str:
    although = form.cleaned_data["although"]
    event = review.accept_as_new(
        candidate=candidate, edits=form.edits(), why=why, although_it_does_not_fit=although, **person
    )
    return f"Published as act {event.act.key}."


def _amend(candidate: Candidate, form: Any, why: str, person: Person) -> str:
    review.amend(candidate=candidate, edits=form.edits(), **person)
    return "Kept as amended; it still waits for a decision."


def _reject(candidate: Candidate, form: Any, why: str, person: Person) -> str:
    review.reject(candidate=candidate, why=why, **person)
    return "Rejected."


def _answer(candidate: Candidate, form: Any, why: str, person: Person) -> str:
    review.answer(candidate=candidate, why=why, **person)
    return "Closed, with what was done."


def _reopen(candidate: Candidate, form: Any, why: str, person: Person) -> str:
    review.reopen(candidate=candidate, **person)
    return "Open again."


DECISIONS: Mapping[str, Decide] = {"same": _same, "new": _new, "amend": _amend, "reject": _reject, "reopen": _reopen}
REPORT_DECISIONS: Mapping[str, Decide] = {"answer": _answer, "reject": _reject, "reopen": _reopen}
NEED_THE_FORM = (_same, _new, _amend)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _preview(form: ReviewForm) -> tuple[str, ...]:
    if not form.is_valid():
        return ()
    try:
        return consequences(form.edits().act())
    except REFUSALS as error:
        _show(form, sentences_of(error))
        return ()


def _show(form: forms.Form, said: Mapping[str, str]) -> None:
    form.is_valid()
    for field, sentence in said.items():
        form.add_error(field if field in form.fields else None, sentence)
