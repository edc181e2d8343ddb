"""Search."""

from typing import Any

from django.http import HttpRequest

from designations.queries.search import search as find
from designations.queries.search import suggest_groups
from designations.web.reading import Clock, page

LONGEST = 200


@page
def search(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What the words find among groups, authorities, lists and acts; what follows the 200th letter is not read."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = find(clock.moment, words)
    number = sum(len(part) for part in (found.groups, found.authorities, found.regimes, found.acts, found.quoted))
    return "search.html", {"q": words, "found": found, "number": number}


@page
def near(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Names of groups to offer while one types: options of a list, a part of a page."""
    words = request.GET.get("group", "").strip()[:LONGEST]
    return "_parts/near.html", {"near": suggest_groups(clock.moment, words)}
