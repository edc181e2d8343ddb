"""Sources in the admin: how each is doing, and whether, where and how strictly it is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sources.admin.viewing import DeskAdmin
from sources.fetch import NotFetched, checked
from sources.following.enrolling import adjust
from sources.following.health import health
from sources.lists.facts import all_sources
from sources.models import Fetch, Snapshot, Source, SourceKind

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Source]
else:
    ModelForm = forms.ModelForm

MOST_SHOWN = 15
"""Attempts and snapshots on the page of a source."""


class SourceForm(ModelForm):
    """What an editor may say of a source."""

    class Meta:
        widgets = {
            "moved_files": forms.Textarea(attrs={"rows": 2}),
            "address": forms.TextInput({"class": "vTextField"}),
        }

    def clean_moved_files(self) -> dict[str, str]:
        """Addresses under the roles that the list has."""
        said = self.cleaned_data["moved_files"] or {}
        facts = all_sources().get(self.instance.slug)
        roles = [each.role for each in facts.files] if facts else []
        if not isinstance(said, dict):
            raise ValidationError('Write it as {"list": "https://…"}.')
        for role, address in said.items():
            if role not in roles:
                raise ValidationError(f"This list has no file '{role}': it has {', '.join(roles) or 'none'}.")
            try:
                checked(str(address))
            except NotFetched as error:
                raise ValidationError(str(error)) from error
        return said


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """What is followed. The rows of lists come from their facts."""

    form = SourceForm
    change_list_template = "admin/sources/health.html"
    change_form_template = "admin/sources/source.html"
    fields = (
        "active", "publishes_certain", "every_minutes", "address", "moved_files", "fewest", "most", "most_removals",
        "most_additions",
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Source, form: SourceForm, change: bool) -> None:
        """Set what was changed, and nothing that a fetch has written meanwhile."""
        adjust(obj, {name: form.cleaned_data[name] for name in form.changed_data})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """How every source is doing."""
        shown = {"health": health(timezone.now()), "title": "Sources and how they are doing"}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A list has files and bounds, a feed and a page one address."""
        own = {"address"} if obj and obj.kind != SourceKind.LIST.value else set(self.fields) - {"address"}
        return [name for name in self.fields if name in own | {"active", "every_minutes"}]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One source: its settings, its last attempts and snapshots."""
        shown: dict[str, Any] = {}
        if object_id.isdigit():
            shown = {
                "fetches": Fetch.objects.filter(source=int(object_id))
                .select_related("document")
                .order_by("-pk")[:MOST_SHOWN],
                "snapshots": Snapshot.objects.filter(source=int(object_id)).order_by("-pk")[:MOST_SHOWN],
            }
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
