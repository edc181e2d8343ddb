"""Acts in the admin: editing corrects, deleting retracts, and each asks for its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from designations.actions import acts
from designations.actions.consequences import NO_KEY_YET, consequences
from designations.actions.disputes import settle
from designations.actions.editions import NothingToRecord
from designations.actions.statements import ActStatement, CitationStatement
from designations.admin.act_forms import ActForm, CitationInline, Citations
from designations.admin.doors import ActionAdmin, Previewed, told
from designations.admin.questions import Question, WhyForm, answer, sent
from designations.domain.acts import EventKind
from designations.models import Act, Citation, Event, Settlement, Trouble
from designations.models.recorded import values
from designations.models.stated import StatedDateField


class KindFilter(admin.SimpleListFilter):
    """Acts of a kind, as the record states them now."""

    title, parameter_name = "kind", "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every kind."""
        return values(EventKind)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of the kind chosen."""
        return queryset.filter(act_kind=self.value()) if self.value() else queryset


class TroubleFilter(admin.SimpleListFilter):
    """Acts that the record has trouble with."""

    title, parameter_name = "trouble", "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every kind of trouble."""
        return [(kind, kind) for kind in Trouble.KINDS]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those with the trouble chosen."""
        if not self.value():
            return queryset
        keys = Trouble.objects.current().filter(kind=self.value()).values_list("acts", flat=True)
        return queryset.filter(key__in={key for acts_of_one in keys for key in acts_of_one})


@admin.register(Act)
class ActAdmin(ActionAdmin):
    """What authorities did, as the record states it now."""

    form = ActForm
    inlines = (CitationInline,)
    list_display = ("key", "authority", "regime", "group", "act_kind", "stated", "recorded_in")
    list_filter = (KindFilter, TroubleFilter)
    search_fields = (
        "key", "act_group", "act_regime", "act_authority", "stated", "events__group__names__text",
    )  # fmt: skip
    search_help_text = "Group, list, authority, date or key"
    list_per_page = 50
    ordering = ("-recorded_in", "-pk")
    show_full_result_count = False
    change_form_template = "admin/designations/act.html"
    fieldsets = (
        ("What was done", {"fields": (("regime", "group"), ("kind", "effect"), ("stated", "day_order"))}),
        ("More closely", {"fields": (("scope", "scope_of"), "reason", "official_ref", "note")}),
        ("Publishing", {"fields": ("why", "although")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Acts with a living statement, and what it says."""
        return Act.objects.filter(events__retracted_in=None).annotate(
            act_kind=F("events__kind"),
            stated=F("events__stated"),
            act_regime=F("events__regime__slug"),
            act_group=F("events__group__name"),
            act_authority=F("events__regime__authority__name"),
        )

    def get_urls(self) -> list[URLPattern]:
        """Pages that ask one thing, and one that finds an act by its key."""
        view = self.admin_site.admin_view
        return [
            path("key/<slug:key>/", view(self.by_key), name="designations_act_by_key"),
            path("<int:pk>/settle/", view(self.settle_view), name="designations_act_settle"),
            path("<int:pk>/redact/", view(self.redact_view), name="designations_act_redact"),
            *super().get_urls(),
        ]

    @admin.display(ordering="act_authority")
    def authority(self, act: Any) -> str:
        """Who did it."""
        return str(act.act_authority)

    @admin.display(ordering="act_regime")
    def regime(self, act: Any) -> str:
        """On which list."""
        return str(act.act_regime)

    @admin.display(ordering="act_group")
    def group(self, act: Any) -> str:
        """About whom."""
        return str(act.act_group)

    @admin.display(description="kind", ordering="act_kind")
    def act_kind(self, act: Any) -> str:
        """What it was."""
        return str(act.act_kind)

    @admin.display(description="date", ordering="stated")
    def stated(self, act: Any) -> str:
        """When, as the record states it."""
        return str(act.stated)

    def write(self, request: HttpRequest, form: ActForm, formsets: list[Any], change: bool) -> Any:
        """Publish a new act; correct a known one, or add a citation where nothing else is new."""
        [citations] = formsets
        statement, cited = form.statement(), citations.statements()
        key = form.instance.key if change else ""
        if "_preview" in request.POST:
            raise Previewed(consequences(statement, key or NO_KEY_YET))
        said, although = told(request, form.cleaned_data["why"]), form.cleaned_data["although"]
        if not change:
            return acts.publish(act=statement, citations=cited, although_it_does_not_fit=although, **said).act
        return self._change(form.instance, statement, cited, citations, although, said)

    def _change(
        self,
        act: Act,
        statement: ActStatement,
        cited: list[CitationStatement],
        citations: Citations,
        although: bool,
        said: dict[str, Any],
    ) -> Act:
        known = [CitationStatement.of(form.instance) for form in citations.initial_forms]
        fresh = [each for each in cited if not each.key]
        unchanged = statement == ActStatement.of(acts.living(act)) and [each for each in cited if each.key] == known
        if unchanged and not fresh:
            raise NothingToRecord
        if unchanged and len(fresh) == 1:
            acts.cite(act=act, citation=fresh[0], **said)
        else:
            acts.correct(act=act, to=statement, citations=cited, although_it_does_not_fit=although, **said)
        return act

    def take_back(self, request: HttpRequest, obj: Act, why: str) -> None:
        """Retract what the record says of the act."""
        acts.retract(act=obj, **told(request, why))

    def by_key(self, request: HttpRequest, key: str) -> HttpResponse:
        """The page of an act, from its key."""
        act = get_object_or_404(self.get_queryset(request), key=key)
        return HttpResponseRedirect(reverse("admin:designations_act_change", args=[act.pk]))

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask which date the record is to hold."""
        act = get_object_or_404(Act, pk=pk)
        question = Question(
            title="Settle the date",
            text="The record holds this date for the act; the dates that other sources state stay visible beside it.",
            button="Settle",
            facts=tuple(_dates(act)),
        )

        def do(obj: Act, answered: dict[str, Any]) -> str:
            settle(act=obj, stated=answered["stated"], **told(request, answered["why"]))
            return f"The record holds {answered['stated']} for this act."

        return answer(self, request, pk, question, SettleForm(sent(request)), do)

    def redact_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask which words are to be blanked."""
        act = get_object_or_404(Act, pk=pk)
        question = Question(
            title="Blank words for good",
            text="For personal data, or a court’s order. The words are blanked in every version of the act and cannot"
            " be brought back; their hash and your reason stay.",
            button="Blank them",
        )

        def do(obj: Act, answered: dict[str, Any]) -> str:
            acts.redact(act=obj, note=answered["note"], quotes_of=answered["quotes"], **told(request, answered["why"]))
            return "The words are blanked in every version."

        return answer(self, request, pk, question, RedactForm(sent(request), act=act), do)


class SettleForm(WhyForm):
    """A date and a reason."""

    stated = StatedDateField(label="Date")
    field_order = ("stated", "why")


class RedactForm(WhyForm):
    """Which words, and why."""

    note = forms.BooleanField(label="The note of the act", required=False)
    quotes = forms.MultipleChoiceField(
        label="The quoted words of", required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    field_order = ("note", "quotes", "why")

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quoted = Citation.objects.filter(event__act=act, redacted_in=None).exclude(quote="").order_by("key", "pk")
        titles = {
            key: f"{key}: {publisher}, {title}"
            for key, publisher, title in quoted.values_list("key", "publisher", "title")
        }
        self.fields["quotes"].choices = list(titles.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Something is blanked."""
        said = super().clean()
        if said is not None and not said.get("note") and not said.get("quotes"):
            self.add_error(None, "Choose what is to be blanked.")
        return said


def _dates(act: Act) -> list[str]:
    event = Event.objects.alive().filter(act=act).first()
    lines = [f"{event.stated}: the record’s own"] if event else []
    lines += [
        f"{stated}: {publisher}, {title}"
        for stated, publisher, title in Citation.objects.alive()
        .filter(event=event)
        .exclude(stated="")
        .order_by("pk")
        .values_list("stated", "publisher", "title")
    ]
    settled = Settlement.objects.alive().filter(act=act).first()
    return [*lines, f"{settled.stated}: settled before ({settled.reason})"] if settled else lines
