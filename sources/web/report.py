"""The form for errors and replies: anyone may send one, and a person reads each."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.core.validators import MinLengthValidator, ProhibitNullCharactersValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.throttling import AnonRateThrottle

from sources import inbox

PAGES = {"about": "{}", "group": "/groups/{}/", "act": "/acts/{}/", "authority": "/authorities/{}/"}
"""What an address may say that a report is about."""

TOO_MANY = "Many reports have come from your address within the hour. Please send this one later."


class ReportRate(AnonRateThrottle):
    """How many reports one address may send."""

    scope = "report"
    rate = "20/hour"


class ReportForm(forms.Form):
    """What is wrong, or what is to be said, and about which page."""

    what = forms.ChoiceField(
        label="What is it?",
        choices=[("error", "An error in the record"), ("reply", "A reply by, or for, somebody named here")],
        widget=forms.RadioSelect,
    )
    about = forms.CharField(
        label="About which page?",
        max_length=300,
        help_text="Its address, or the name of the group, authority or act.",
    )
    message = forms.CharField(
        label="What should we know?",
        max_length=5000,
        validators=[MinLengthValidator(15, "Please say a little more: at least fifteen characters.")],
        widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"}),
        help_text="A source that can be looked up helps most.",
    )
    contact = forms.EmailField(
        label="Your e-mail address",
        required=False,
        max_length=200,
        help_text="Only if you wish for an answer. Editors alone see it.",
    )
    website = forms.CharField(required=False, max_length=200, validators=[ProhibitNullCharactersValidator()])
    """Left empty by people, who do not see it; programs fill it in."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Take a report, which becomes a candidate on the desk."""
    form = ReportForm(
        request.POST if request.method == "POST" else None, initial={"what": "error", "about": _about(request)}
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 400 if form.errors else 200)
    if not ReportRate().allow_request(request, None):  # type: ignore[arg-type]
        form.add_error(None, TOO_MANY)
        return _page(request, form, 429)
    said: dict[str, Any] = form.cleaned_data
    if not said.pop("website"):
        inbox.report(**said, at=timezone.now())
    return HttpResponseRedirect(reverse("sources:reported"))


@never_cache
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """Say that it came in, and what happens next."""
    return render(request, "reported.html")


def _about(request: HttpRequest) -> str:
    """The page that the address names, itself or by group, act or authority; else the one that the reader left."""
    for name, page in PAGES.items():
        if value := request.GET.get(name, "").replace("\0", ""):
            return page.format(value)[:300]
    came_from = urlsplit(request.headers.get("Referer", "").replace("\0", ""))
    ours = came_from.netloc == request.get_host() and came_from.path != request.path
    return urlunsplit(("", "", came_from.path, came_from.query, ""))[:300] if ours else ""


def _page(request: HttpRequest, form: ReportForm, status: int) -> HttpResponse:
    return render(request, "report.html", {"form": form}, status=status)
