"""The schema as a page on which every address can be tried. It loads nothing from elsewhere and nothing inline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def docs(request: HttpRequest) -> HttpResponse:
    """`/api/docs/`."""
    return render(request, "designations/api/docs.html")
