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
from sources.following.enrolling import adjust, check_new, follow
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


class NewSourceForm(ModelForm):
    """A feed or a page that an editor begins to follow."""

    kind = forms.ChoiceField(
        choices=[(SourceKind.FEED.value, "a feed (RSS or Atom)"), (SourceKind.PAGE.value, "a single page")]
    )
    address = forms.CharField(widget=forms.TextInput({"class": "vTextField"}), help_text="http:// or https://")

    def clean_address(self) -> str:
        """An address that may be asked, and is not followed yet."""
        try:
            address = str(checked(self.cleaned_data["address"]))
        except NotFetched as error:
            raise ValidationError(str(error)) from error
        check_new(address)
        return address


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

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editors follow feeds and pages; a list comes from its facts."""
        return request.user.has_perm("sources.add_source")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Of a source that is followed, its settings; of a new one, what it is."""
        return super().get_form(request, obj, change, **kwargs, **({} if obj else {"form": NewSourceForm}))

    def save_model(self, request: HttpRequest, obj: Source, form: SourceForm, change: bool) -> None:
        """Begin to follow it, or set what was changed and nothing that a fetch has written meanwhile."""
        if change:
            adjust(obj, {name: form.cleaned_data[name] for name in form.changed_data})
        else:
            follow(obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """How every source is doing."""
        shown = {"health": health(timezone.now()), "title": "Sources and how they are doing"}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A list has files and bounds, a feed and a page one address."""
        if obj is None:
            return ("kind", "address", "title", "publisher", "language", "every_minutes", "active")
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
