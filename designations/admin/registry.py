"""Authorities, regimes and groups in the admin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from designations.actions import groups
from designations.actions.registry import KEY_OF, NameStatement, describe_one
from designations.admin.doors import ActionAdmin, ActionForm, TabularInline, told
from designations.admin.questions import Question, WhyForm, answer, sent
from designations.domain.acts import NameKind, RegimeKind
from designations.domain.dates import DateError, StatedDate
from designations.models import Authority, AuthorityTerms, Group, Name, Regime, RegimeTerms, Unification
from designations.models.recorded import Recorded, values


class DescribedAdmin(ActionAdmin):
    """A row of the registry, known by a key that stays, with the terms that the rules read."""

    terms: type[Recorded] | None = None
    term_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key of a known row stays."""
        return (KEY_OF[self.model],) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What acts refer to is never taken away."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address gives, such as a name that was read somewhere."""
        return {name: value for name, value in request.GET.items() if name in ("name", "slug", "authority")}

    def write(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> Any:
        """Describe the row, with its names and terms, in one edition."""
        said = form.cleaned_data
        key = KEY_OF[self.model]
        own = {field.name for field in self.model._meta.concrete_fields} - {key}
        return describe_one(
            model=self.model,
            key=getattr(form.instance, key),
            columns={name: value for name, value in said.items() if name in own},
            names=[_name(each) for formset in formsets for each in formset.forms if _stands(each)],
            facts=(self.terms, {name: said[name] for name in self.term_fields}) if self.terms else None,
            **told(request, said["why"]),
        )


class AuthorityForm(ActionForm):
    """An authority with what the rules read of it."""

    is_bloc = forms.BooleanField(
        label="Counts as a bloc", required=False, help_text="Whether the rule “bloc” compares its members."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = AuthorityTerms.objects.alive().filter(authority=self.instance.pk).first()
        self.fields["is_bloc"].initial = bool(terms and terms.is_bloc)


@admin.register(Authority)
class AuthorityAdmin(DescribedAdmin):
    """Who lists."""

    form = AuthorityForm
    terms, term_fields = AuthorityTerms, ("is_bloc",)
    list_display = ("code", "name", "kind", "region")
    list_display_links = ("code", "name")
    list_filter = ("kind", "region")
    search_fields = ("code", "name", "iso3")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("code", "name", "kind", "is_bloc", "demonym", "region")}),
        ("Codes of others", {"fields": ("iso3", "cow"), "classes": ("collapse",)}),
        (None, {"fields": ("note", "why")}),
    )


class RegimeForm(ActionForm):
    """A regime with what the rules read of it."""

    kind = forms.ChoiceField(choices=values(RegimeKind))
    binds_members = forms.BooleanField(required=False, help_text="Whether it binds the members of its body.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = RegimeTerms.objects.alive().filter(regime=self.instance.pk).first()
        if terms:
            self.fields["kind"].initial, self.fields["binds_members"].initial = terms.kind, terms.binds_members

    def clean_started_on(self) -> str:
        """A stated date, or nothing."""
        text: str = self.cleaned_data["started_on"]
        try:
            return StatedDate.parse(text).text if text else ""
        except DateError as error:
            raise ValidationError(str(error)) from error


@admin.register(Regime)
class RegimeAdmin(DescribedAdmin):
    """Legal lists, each kept by an authority."""

    form = RegimeForm
    terms, term_fields = RegimeTerms, ("kind", "binds_members")
    list_display = ("slug", "title", "authority", "legal_basis")
    list_select_related = ("authority",)
    list_filter = ("authority__kind",)
    search_fields = ("slug", "name", "short_name", "authority__name", "authority__code")
    autocomplete_fields = ("authority",)
    ordering = ("authority__name", "slug")
    fieldsets = (
        (None, {"fields": ("slug", "authority", "name", "short_name", "list_phrase")}),
        ("In law", {"fields": ("kind", "binds_members", "binds_ground", "legal_basis", "started_on")}),
        ("Elsewhere", {"fields": ("official_url", "program_keys"), "classes": ("collapse",)}),
        (None, {"fields": ("note", "why")}),
    )


class NameInline(TabularInline):
    """Names of a group, in their scripts."""

    model = Name
    fields = ("text", "kind", "script", "language")
    extra = 1


@admin.register(Group)
class GroupAdmin(DescribedAdmin):
    """Groups, each with its names."""

    inlines = (NameInline,)
    list_display = ("slug", "name", "description", "countries")
    list_display_links = ("slug", "name")
    search_fields = ("slug", "name", "names__text", "wikidata")
    ordering = ("name",)
    list_per_page = 50
    fieldsets = (
        (None, {"fields": ("slug", "name", "description", "countries", "wikidata")}),
        (None, {"fields": ("note", "why")}),
    )
    change_form_template = "admin/designations/group.html"

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        """A new group's key is made of its name."""
        return {} if obj else {"slug": ("name",)}

    def get_urls(self) -> list[URLPattern]:
        """Two pages more."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/unify/", view(self.unify_view), name="designations_group_unify"),
            path("<int:pk>/separate/", view(self.separate_view), name="designations_group_separate"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Say whether the group is read as another."""
        obj = kwargs.get("obj")
        read_as = Unification.objects.alive().select_related("into").filter(group=obj).first() if obj else None
        return super().render_change_form(request, {**context, "read_as": read_as}, *args, **kwargs)

    def unify_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask as which group it is to be read."""
        question = Question(
            title="Read this group as another",
            text="Both are one organisation, recorded twice. From this edition on the acts of both are read together;"
            " it can be undone. A change of name in the world is a relation “continues”, and not this.",
            button="Unify",
        )
        form = UnifyForm(sent(request), admin_site=self.admin_site)

        def do(obj: Group, said: dict[str, Any]) -> str:
            groups.unify(group=obj, into=said["into"], **told(request, said["why"]))
            return f"{obj.name} is now read as {said['into'].name}."

        return answer(self, request, pk, question, form, do)

    def separate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why it is to be read as itself again."""
        question = Question(
            title="Read this group as itself again",
            text="From this edition on its acts are its own again.",
            button="Separate",
        )

        def do(obj: Group, said: dict[str, Any]) -> str:
            groups.separate(group=obj, **told(request, said["why"]))
            return f"{obj.name} is read as itself again."

        return answer(self, request, pk, question, WhyForm(sent(request)), do)


class UnifyForm(WhyForm):
    """A group and a reason."""

    into = forms.ModelChoiceField(Group.objects.all(), label="Read as")
    field_order = ("into", "why")

    def __init__(self, *args: Any, admin_site: admin.AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = Unification._meta.get_field("into")
        widget = AutocompleteSelect(field, admin_site)
        widget.choices = self.fields["into"].choices  # type: ignore[attr-defined]
        self.fields["into"].widget = widget


def _stands(form: Any) -> bool:
    said = form.cleaned_data
    return bool(said.get("text")) and not said.get("DELETE")


def _name(form: Any) -> NameStatement:
    said = form.cleaned_data
    return NameStatement(
        text=said["text"].strip(), kind=NameKind(said["kind"]), script=said["script"], language=said["language"]
    )
