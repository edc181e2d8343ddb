"""The forms of an act: what it states, and its citations beneath it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest

from designations.actions.acts import living
from designations.actions.statements import ActStatement, CitationStatement
from designations.admin.doors import ActionForm, ModelForm, StackedInline
from designations.domain.acts import CitationKind, Effect, EventKind, Reason, Scope
from designations.domain.dates import DateError, StatedDate
from designations.models import Act, Citation, Event, Group, Regime
from designations.models.recorded import values
from designations.models.stated import StatedDateField


class ActForm(ActionForm):
    """What the record says of an act."""

    regime = forms.ModelChoiceField(Regime.objects.select_related("authority"), help_text="The list.")
    group = forms.ModelChoiceField(Group.objects.all())
    kind = forms.ChoiceField(choices=[("", "---------"), *values(EventKind)])
    effect = forms.ChoiceField(choices=[("", "---------"), *values(Effect)], help_text="What it does to the listing.")
    stated = StatedDateField(label="Date")
    day_order = forms.IntegerField(
        required=False, min_value=1, max_value=99, help_text="Only for several acts of one listing on one day: 1, 2, 3."
    )
    scope = forms.ChoiceField(
        choices=[("", "---------"), *values(Scope)],
        required=False,
        help_text="Left out: the whole group where it opens a listing, no change where it amends one.",
    )
    scope_of = forms.ModelChoiceField(
        Group.objects.all(), required=False, help_text="The entry that a wing or another name belongs to."
    )
    reason = forms.ChoiceField(
        label="Reason of the closing", choices=[("", "---------"), *values(Reason)], required=False
    )
    official_ref = forms.CharField(
        label="Official reference",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}), help_text="Public."
    )
    although = forms.BooleanField(
        label="Publish although it does not fit",
        required=False,
        help_text="For whoever is sure: the list is in no state for this act, and the pages will say so.",
    )

    class Meta:
        model = Act
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("regime", "group", "scope_of"):
            self.fields[name].widget = self.searched(name)
        if self.instance.pk and not self.is_bound:
            self.initial = {**self.initial, **_initial(ActStatement.of(living(self.instance)))}

    def searched(self, name: str) -> Any:
        """A field that is found by typing."""
        widget = AutocompleteSelect(Event._meta.get_field(name), admin.site)
        widget.choices = self.fields[name].choices  # type: ignore[attr-defined]
        widget.is_required = self.fields[name].required
        return widget

    def statement(self) -> ActStatement:
        """What the form states."""
        said = self.cleaned_data
        return ActStatement(
            regime=said["regime"],
            group=said["group"],
            kind=EventKind(said["kind"]),
            effect=Effect(said["effect"]),
            stated=said["stated"],
            scope=Scope(said["scope"]) if said["scope"] else None,
            scope_of=said["scope_of"],
            reason=Reason(said["reason"]) if said["reason"] else None,
            official_ref=said["official_ref"],
            note=said["note"],
            day_order=said["day_order"],
        )


class CitationForm(ModelForm):
    """One citation."""

    class Meta:
        model = Citation
        fields = (
            "kind", "title", "publisher", "url", "published_on", "stated", "quote", "read", "read_in", "language",
            "bytes_sha256",
        )  # fmt: skip
        labels = {"stated": "Date that it states", "read_in": "Read in", "bytes_sha256": "SHA-256 of archived bytes"}
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "url": forms.URLInput(attrs={"class": "vTextField"}),
            "read_in": forms.TextInput(attrs={"class": "vTextField"}),
            "quote": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField", "maxlength": 300}),
            "published_on": forms.TextInput(attrs={"size": 24}),
            "stated": forms.TextInput(attrs={"size": 24}),
        }

    def clean_published_on(self) -> str:
        """A stated date, or nothing."""
        return _stated(self.cleaned_data["published_on"])

    def clean_stated(self) -> str:
        """A stated date, or nothing."""
        return _stated(self.cleaned_data["stated"])

    def clean(self) -> dict[str, Any] | None:
        """It can be read somewhere."""
        said = super().clean() or {}
        if not said.get("url") and not said.get("read_in") and "url" not in self.errors:
            self.add_error("read_in", "Say where it can be read: the publisher's page, or where a copy was read.")
        return said

    def statement(self) -> CitationStatement:
        """What the form states, under the citation's key if it has one."""
        said = self.cleaned_data
        words = ("title", "publisher", "url", "quote", "read", "read_in", "language", "bytes_sha256")
        return CitationStatement(
            **{name: said[name] for name in words},
            kind=CitationKind(said["kind"]),
            published_on=StatedDate.parse(said["published_on"]) if said["published_on"] else None,
            stated=StatedDate.parse(said["stated"]) if said["stated"] else None,
            key=self.instance.key,
        )


class Citations(BaseModelFormSet):  # type: ignore[type-arg]
    """The living citations of an act, as the admin's inlines ask for them."""

    def __init__(self, *args: Any, instance: Act, **kwargs: Any) -> None:
        mine = Citation.objects.alive().filter(event__act=instance.pk, event__retracted_in=None)
        kwargs.pop("save_as_new", None)
        kwargs["queryset"] = mine.order_by("pk") if instance.pk else Citation.objects.none()
        super().__init__(*args, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        """How its fields are named."""
        return "citations"

    def clean(self) -> None:
        """An act is evidenced."""
        super().clean()
        if all(form.is_valid() for form in self.forms) and not self.standing():
            raise ValidationError("Cite at least one source: an act without evidence is not recorded.")

    def standing(self) -> list[Any]:
        """The forms of citations that are to stand, of those that can."""
        forms: list[Any] = self.forms
        return [
            form
            for form in forms
            if form.is_valid() and (form.has_changed() or form.instance.pk) and not form.cleaned_data.get("DELETE")
        ]

    def statements(self) -> list[CitationStatement]:
        """What the citations state that are to stand."""
        return [form.statement() for form in self.standing()]


class CitationInline(StackedInline):
    """The citations of an act. They hang on its event, so no foreign key leads here."""

    model = Citation
    form = CitationForm
    extra = 0
    min_num = 1
    verbose_name_plural = "citations"
    checks_class = admin.checks.BaseModelAdminChecks
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("kind", "read"),
                    "title",
                    "publisher",
                    "url",
                    ("published_on", "stated"),
                    "quote",
                    "read_in",
                    ("language", "bytes_sha256"),
                )
            },
        ),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The citations, each of which may be left out."""
        return modelformset_factory(
            Citation,
            form=CitationForm,
            formset=Citations,
            fields=CitationForm.Meta.fields,
            extra=self.extra if obj else 1,
            can_delete=True,
        )


def _initial(said: ActStatement) -> Mapping[str, Any]:
    return {
        "regime": said.regime.pk,
        "group": said.group.pk,
        "kind": said.kind.value,
        "effect": said.effect.value,
        "stated": said.stated.text,
        "scope": said.scope.value if said.scope else "",
        "scope_of": said.scope_of.pk if said.scope_of else None,
        "reason": said.reason.value if said.reason else "",
        "official_ref": said.official_ref,
        "note": said.note,
        "day_order": said.day_order,
    }


def _stated(text: str) -> str:
    try:
        return StatedDate.parse(text).text if text else ""
    except DateError as error:
        raise ValidationError(str(error)) from error
