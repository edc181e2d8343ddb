"""Editions and troubles in the admin, to be read alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from designations.admin.doors import ModelAdmin
from designations.models import Edition, Trouble


class ReadOnlyAdmin(ModelAdmin):
    """Rows that no form writes."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the program makes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes them."""
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Every change set of the record: who, when, why."""

    list_display = ("__str__", "at", "author", "action", "reason")
    list_filter = ("action", "by_role")
    search_fields = ("reason",)
    date_hierarchy = "at"
    ordering = ("-number",)


@admin.register(Trouble)
class TroubleAdmin(ReadOnlyAdmin):
    """Disputes over dates, doubts about an order, acts that do not fit: what an editor may mend."""

    list_display = ("kind", "listing_name", "why_in_words", "stated", "settled", "links")
    list_filter = ("kind", "settled")
    search_fields = ("listing__regime__slug", "listing__group__name", "listing__group__slug")
    list_select_related = ("listing__regime", "listing__group")
    ordering = ("kind", "listing__regime__slug")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those that stand now."""
        return Trouble.objects.current().select_related("listing__regime", "listing__group")

    @admin.display(description="listing", ordering="listing__regime__slug")
    def listing_name(self, trouble: Trouble) -> str:
        """Regime and group."""
        return f"{trouble.listing.regime.slug}: {trouble.listing.group.name}"

    @admin.display(description="why")
    def why_in_words(self, trouble: Trouble) -> str:
        """Why, in words."""
        return trouble.why.replace("_", " ")

    @admin.display(description="dates stated")
    def stated(self, trouble: Trouble) -> str:
        """The dates that sources state."""
        return ", ".join(trouble.dates)

    @admin.display(description="acts")
    def links(self, trouble: Trouble) -> SafeString:
        """Where it is mended."""
        address = "admin:designations_act_by_key"
        return format_html_join(
            ", ", '<a href="{}">{}</a>', ((reverse(address, args=[key]), key) for key in sorted(trouble.acts))
        )
