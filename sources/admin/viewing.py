"""What every page of the desk has: rows that are looked at, and buttons that do one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class DeskAdmin(ModelAdmin):
    """Rows that no form of the admin saves or deletes; what is done to them goes through the inbox and the review."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The inbox makes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What came in is kept."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Refuse."""
        raise PermissionDenied

    def one(self, request: HttpRequest, object_id: str) -> Any:
        """The row of an address, for whoever may change it."""
        found = get_object_or_404(self.get_queryset(request), pk=object_id if object_id.isdigit() else None)
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        """A page of the desk in the admin's frame."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "media": self.media}
        return TemplateResponse(request, template, {**frame, **context})


def editor(request: HttpRequest) -> User:
    """Who is signed in; the admin lets nobody else in."""
    return cast(User, request.user)
