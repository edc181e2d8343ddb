"""Pages of the admin that ask one thing and do one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from designations.actions.refusals import REFUSALS, sentences_of
from designations.admin.doors import ActionAdmin, show_refusal


@dataclass(frozen=True)
class Question:
    """What a page asks. ``facts``: lines that help to answer."""

    title: str
    text: str
    button: str
    facts: tuple[str, ...] = ()


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, or nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="It is published.",
    )


def answer(
    door: ActionAdmin,
    request: HttpRequest,
    pk: int,
    question: Question,
    form: forms.Form,
    do: Callable[[Any, dict[str, Any]], str],
) -> HttpResponse:
    """Ask, and do it; what the action refuses is shown on the page. ``do`` answers what was done."""
    obj = get_object_or_404(door.get_queryset(request), pk=pk)
    if not door.has_change_permission(request, obj):
        raise PermissionDenied
    back = reverse(f"admin:{door.opts.app_label}_{door.opts.model_name}_change", args=[pk])
    if form.is_valid():
        try:
            done = do(obj, form.cleaned_data)
        except REFUSALS as error:
            show_refusal(form, _named(sentences_of(error), form))
        else:
            door.log_change(request, obj, f"{done} {form.cleaned_data['why']}")
            door.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(back)
    context = {
        **door.admin_site.each_context(request),
        "opts": door.opts,
        "original": obj,
        "title": question.title,
        "question": question,
        "form": form,
        "media": door.media + form.media,
        "back": back,
    }
    return TemplateResponse(request, "admin/designations/question.html", context)


def _named(said: Any, form: forms.Form) -> dict[str, str]:
    """What is said of the reason stands beside the reason."""
    return {"why" if field == "reason" and "reason" not in form.fields else field: text for field, text in said.items()}
