"""How the admin writes: every form ends in one call of an action, and what that refuses is shown on the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from designations.actions.refusals import REFUSALS, sentences_of
from designations.actions.statements import Refused

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin, TabularInline, StackedInline = admin.ModelAdmin, admin.TabularInline, admin.StackedInline
    ModelForm = forms.ModelForm


class Previewed(Exception):
    """Somebody asked what would change, and nothing was written."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        super().__init__("Nothing is saved yet: this is a preview.")


def editor(request: HttpRequest) -> User:
    """Who is signed in; the admin lets nobody else in."""
    return cast(User, request.user)


def show_refusal(form: forms.BaseForm, messages: Mapping[str, str]) -> None:
    """Put what an action refused beside the fields it is about."""
    for field, sentence in messages.items():
        form.add_error(field if field in form.fields else None, sentence)


class ActionForm(ModelForm):
    """A form whose data goes to an action, with the reason that is published beside the change."""

    why = forms.CharField(
        label="Reason of the change",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Published with the edition. Needed wherever something known is changed.",
    )
    refused: Mapping[str, str] = {}

    def clean(self) -> dict[str, Any] | None:
        """Check the shape; show what the action refused, if it was tried."""
        cleaned = super().clean()
        if self.instance.pk and not self.data.get("why", "").strip():
            self.add_error("why", "Say why: the reason is published with the edition.")
        show_refusal(self, self.refused)
        return cleaned


class ActionAdmin(ModelAdmin):
    """An admin page that writes through actions alone.

    ``write`` makes or changes, ``take_back`` takes back; each is one call of an action.
    """

    form = ActionForm
    actions = None
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    }
    delete_confirmation_template = "admin/designations/retract.html"

    def write(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> Any:
        """Call the action with what the form says; answer the row that stands now."""
        raise PermissionDenied

    def take_back(self, request: HttpRequest, obj: Any, why: str) -> None:
        """Call the action that takes an entry back."""
        raise PermissionDenied

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, with what the action refused, if it was tried."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", {})  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Write, or show the form again with what was refused; the transaction of a refusal is rolled back."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as error:
            return self._again(request, sentences_of(error), object_id, form_url, extra_context)
        except Previewed as error:
            told = {**(extra_context or {}), "consequences": error.lines}
            return self._again(request, {"": str(error)}, object_id, form_url, told)

    def _again(
        self,
        request: HttpRequest,
        messages: Mapping[str, str],
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> Any:
        request.refused = messages  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: form and inlines are written together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write form and inlines in one action."""
        form.instance.pk = self.write(request, form, list(formsets), change).pk

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Refuse: inlines are written with their form."""
        raise PermissionDenied

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """The reason, for the history that editors see."""
        return form.cleaned_data.get("why") or ("Recorded." if add else "Changed.")

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the reason, then take back; or say why not."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSALS as error:
            said = {"refused": " ".join(sentences_of(error).values())}
            request.POST = type(request.POST)("")
            return super().delete_view(request, object_id, {**(extra_context or {}), **said})

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Nothing is deleted: what is taken back stays in the history."""
        return [str(each) for each in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Take back, with the reason given."""
        why = request.POST.get("why", "").strip()
        if not why:
            raise Refused({"": "Say why: the reason is published with the edition."})
        self.take_back(request, obj, why)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Refuse: each is taken back for a reason of its own."""
        raise PermissionDenied


def told(request: HttpRequest, why: str = "") -> dict[str, Any]:
    """Who, when and why, as every action asks."""
    return {"by": editor(request), "at": timezone.now(), "reason": why}
