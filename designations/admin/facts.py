"""Dated facts that the rules read, in the admin: memberships, coverage, relations, statements that no list is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from designations.actions.registry import state_one, withdraw_one
from designations.admin.doors import ActionAdmin, ActionForm, told
from designations.domain.dates import DateError, StatedDate
from designations.models import Coverage, Membership, NoListStatement, Relation


class FactAdmin(ActionAdmin):
    """A dated fact. ``of`` tells which one it is and stays; ``says`` what it says, which may be stated anew."""

    of: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """The facts that stand."""
        return self.model._default_manager.filter(retracted_in=None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """All of it, and the reason."""
        return (*self.of, *self.says, "why")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Another fact is another row: withdraw this one and state that."""
        return self.of if obj else ()

    def write(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> Any:
        """State the fact in one edition."""
        said = form.cleaned_data
        return state_one(
            model=self.model,
            of={name: getattr(form.instance, name) for name in self.of},
            says=self.stated({name: said[name] for name in self.says}),
            **told(request, said["why"]),
        )

    def stated(self, says: dict[str, Any]) -> dict[str, Any]:
        """The columns of what is said."""
        return says

    def take_back(self, request: HttpRequest, obj: Any, why: str) -> None:
        """Withdraw the fact in one edition."""
        withdraw_one(row=obj, **told(request, why))


@admin.register(Membership)
class MembershipAdmin(FactAdmin):
    """Who belongs to which body."""

    of, says = ("member", "body", "starts"), ("ends", "note")
    list_display = ("member", "body", "starts", "ends")
    list_select_related = ("member", "body")
    list_filter = ("body",)
    search_fields = ("member__name", "member__code", "body__name", "body__code")
    autocomplete_fields = ("member", "body")
    ordering = ("body__name", "member__name")


@admin.register(Coverage)
class CoverageAdmin(FactAdmin):
    """On which days the record claims to know every entry of a list, or some."""

    of, says = ("regime", "starts"), ("ends", "level", "ground")
    list_display = ("regime", "level", "starts", "ends", "ground")
    list_select_related = ("regime",)
    list_filter = ("level",)
    search_fields = ("regime__slug", "regime__name")
    autocomplete_fields = ("regime",)
    ordering = ("regime__slug", "starts")


@admin.register(NoListStatement)
class NoListStatementAdmin(FactAdmin):
    """Dated, cited statements that an authority keeps no list."""

    of, says = ("authority", "starts"), ("ends", "source_url", "source_title")
    list_display = ("authority", "starts", "ends", "source_title")
    list_select_related = ("authority",)
    search_fields = ("authority__name", "authority__code")
    autocomplete_fields = ("authority",)
    ordering = ("authority__name",)


class RelationForm(ActionForm):
    """A relation, with its ends as they are stated."""

    def clean_starts_stated(self) -> str:
        """A stated date, or nothing."""
        return _stated(self.cleaned_data["starts_stated"])

    def clean_ends_stated(self) -> str:
        """A stated date, or nothing; surely after the beginning."""
        text = _stated(self.cleaned_data["ends_stated"])
        starts, ends = _standing(self.cleaned_data.get("starts_stated", ""), text)
        if starts and ends and ends <= starts:
            raise ValidationError("The end is not surely after the beginning.")
        return text


@admin.register(Relation)
class RelationAdmin(FactAdmin):
    """How groups relate to each other in the world."""

    form = RelationForm
    of, says = ("group", "kind", "other"), ("starts_stated", "ends_stated", "checked", "note")
    list_display = ("group", "kind", "other", "starts_stated", "ends_stated", "checked")
    list_select_related = ("group", "other")
    list_filter = ("kind", "checked")
    search_fields = ("group__name", "group__slug", "other__name", "other__slug")
    autocomplete_fields = ("group", "other")
    ordering = ("group__name", "kind")

    def stated(self, says: dict[str, Any]) -> dict[str, Any]:
        """With the days on which the relation surely stood."""
        starts, ends = _standing(says["starts_stated"], says["ends_stated"])
        return {**says, "starts": starts, "ends": ends}


def _stated(text: str) -> str:
    try:
        return StatedDate.parse(text).text if text else ""
    except DateError as error:
        raise ValidationError(str(error)) from error


def _standing(starts: str, ends: str) -> tuple[Any, Any]:
    """The first day on which it surely stood, and the first on which it may no longer have."""
    return (
        StatedDate.parse(starts).latest if starts else None,
        StatedDate.parse(ends).earliest if ends else None,
    )
