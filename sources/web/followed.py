"""Which official lists are followed, and how lately each was read whole: a line in the head of the matrix, and a page.

It changes without an edition, so no page of the record holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from designations.domain.acts import CoverageLevel
from designations.models import Coverage, Regime
from sources.following.enrolling import facts_of
from sources.following.health import ago, late
from sources.models import Source, SourceKind


@dataclass(frozen=True, slots=True)
class Followed:
    """A list that is followed. ``complete``: on the day of its last read the record held every entry in force."""

    title: str
    publisher: str
    homepage: str
    regimes: tuple[str, ...]
    complete: bool
    read: str
    read_at: datetime | None
    late: bool


@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """The lists that are followed: a line where htmx asks, else a page."""
    part = request.headers.get("HX-Request") == "true"
    lists = followed_lists(timezone.now())
    response = render(request, "_parts/followed.html" if part else "followed.html", {"lists": lists})
    patch_cache_control(response, max_age=60, private=True)
    patch_vary_headers(response, ("HX-Request",))
    return response


def followed_lists(at: datetime) -> list[Followed]:
    """The lists that are followed, the latest read first. Three queries."""
    rows = Source.objects.filter(active=True, kind=SourceKind.LIST.value)
    titles = {regime.slug: regime.title for regime in Regime.objects.order_by("slug")}
    told = dict(
        Coverage.objects.alive()
        .filter(level=CoverageLevel.COMPLETE.value)
        .order_by("ends")
        .values_list("regime__slug", "ends")
    )
    found = []
    for row in rows.order_by("-last_good_at", "slug"):
        facts, good = facts_of(row), row.last_good_at
        ends = [told.get(slug) for slug in facts.complete_for]
        found.append(
            Followed(
                title=row.title,
                publisher=row.publisher,
                homepage=facts.homepage,
                regimes=tuple(titles[slug] for slug in facts.regimes if slug in titles),
                complete=bool(good and ends and all(end and end > good.date() for end in ends)),
                read=ago(good, at) if good else "",
                read_at=good,
                late=late(row, at),
            )
        )
    return found
