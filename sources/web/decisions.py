"""The form of a decision: what a person says that the act is, and how the document evidences it."""

from __future__ import annotations

from typing import Any

from django import forms

from designations.actions.statements import MAX_QUOTE, Refused
from designations.domain.acts import CitationKind, Effect, EventKind, Reason, Scope
from designations.models import Act, Group, Regime
from designations.models.recorded import values
from designations.models.stated import StatedDateField
from sources.review import Edits, Near

CHOOSE = ("", "---------")
OTHER = "other"

ACT_FIELDS = ("regime", "group", "kind", "effect", "stated", "scope", "scope_of", "reason", "official_ref", "note")
CITATION_FIELDS = (
    "source_states", "quote", "title", "publisher", "url", "published_on", "read_in", "source_kind", "language", "read",
)  # fmt: skip


class WhyForm(forms.Form):
    """A reason; whether one is needed, the decision says."""

    why = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Reason")


class DecisionForm(WhyForm):
    """Everything a decision needs. Which decision it is, the button says."""

    regime = forms.ModelChoiceField(Regime.objects.select_related("authority"), required=False, label="List")
    group = forms.ModelChoiceField(Group.objects.all(), required=False)
    kind = forms.ChoiceField(choices=values(EventKind))
    effect = forms.ChoiceField(choices=values(Effect))
    stated = StatedDateField(label="Date", required=False)
    scope = forms.ChoiceField(choices=[CHOOSE, *values(Scope)], required=False)
    scope_of = forms.ModelChoiceField(Group.objects.all(), required=False, label="Scope of")
    reason = forms.ChoiceField(choices=[CHOOSE, *values(Reason)], required=False, label="Reason of the closing")
    official_ref = forms.CharField(required=False, max_length=300, label="Official reference")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Public.")
    source_states = StatedDateField(
        label="Date that the source states", required=False, help_text="Left empty where it states none."
    )
    quote = forms.CharField(
        required=False,
        max_length=MAX_QUOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        label="Quoted words",
    )
    title = forms.CharField(max_length=400)
    publisher = forms.CharField(max_length=200)
    url = forms.URLField(required=False, assume_scheme="https", label="Published at")
    published_on = StatedDateField(label="Published on", required=False, help_text="")
    read_in = forms.CharField(required=False, label="Read in", help_text="Where a copy was read.")
    source_kind = forms.ChoiceField(choices=values(CitationKind), label="Kind of source")
    language = forms.CharField(required=False, max_length=12)
    read = forms.BooleanField(required=False, label="I have read the fact there")
    act = forms.ChoiceField(required=False, widget=forms.RadioSelect, label="Known acts")
    other_act = forms.CharField(required=False, max_length=20, label="Key of another act")
    although = forms.BooleanField(required=False, label="Publish although it does not fit")

    def __init__(self, *args: Any, near: tuple[Near, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = near
        self.fields["act"].choices = [  # type: ignore[attr-defined]
            *((each.event.act.key, each.event.act.key) for each in near),
            (OTHER, "another"),
        ]
        if near and not self.is_bound:
            self.initial = {**self.initial, "act": near[0].event.act.key}

    def edits(self) -> Edits:
        """What the person says."""
        said = self.cleaned_data
        words = ("regime", "group", "stated", "scope_of", "official_ref", "note", *CITATION_FIELDS)
        return Edits(
            **{name: said[name] for name in words if name != "source_kind"},
            kind=EventKind(said["kind"]),
            effect=Effect(said["effect"]),
            scope=Scope(said["scope"]) if said["scope"] else None,
            reason=Reason(said["reason"]) if said["reason"] else None,
            source_kind=CitationKind(said["source_kind"]),
        )

    def known_act(self) -> Act:
        """The act that was chosen as the same. Raises Refused."""
        chosen = self.cleaned_data["act"]
        key = self.cleaned_data["other_act"].strip().lower() if chosen in ("", OTHER) else chosen
        found = Act.objects.filter(key=key).first()
        if found is None:
            raise Refused(
                {"other_act" if key else "act": "Choose the act that it tells of, or give the key of another."}
            )
        return found


def initial(edits: Edits) -> dict[str, Any]:
    """Edits as the form shows them."""
    shown = {name: getattr(edits, name) for name in (*ACT_FIELDS, *CITATION_FIELDS)}
    return {
        **shown,
        "regime": edits.regime.pk if edits.regime else None,
        "group": edits.group.pk if edits.group else None,
        "scope_of": edits.scope_of.pk if edits.scope_of else None,
    }


class DeskForm(DecisionForm):
    """The same by keys alone: a group is typed, with the names of the record to choose from."""

    regime = forms.ModelChoiceField(
        Regime.objects.select_related("authority").order_by("authority__name", "slug"),
        required=False,
        label="List",
        to_field_name="slug",
    )
    group = forms.ModelChoiceField(
        Group.objects.all(), required=False, to_field_name="slug", widget=forms.TextInput(attrs={"list": "groups"})
    )
    scope_of = forms.ModelChoiceField(
        Group.objects.all(),
        required=False,
        label="Scope of",
        to_field_name="slug",
        widget=forms.TextInput(attrs={"list": "groups"}),
    )


def by_keys(edits: Edits) -> dict[str, Any]:
    """Edits as the desk's form shows them."""
    shown = initial(edits)
    for name in ("regime", "group", "scope_of"):
        chosen = getattr(edits, name)
        shown[name] = chosen.slug if chosen else None
    return shown
