"""Search."""

from typing import Any

from django.http import HttpRequest

from designations.queries.search import search as find
from designations.web.reading import Clock, page

LONGEST = 200


@page
def search(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What the words find among groups, authorities, lists and acts; what follows the 200th letter is not read."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = find(clock.moment, words)
    number = sum(len(part) for part in (found.groups, found.authorities, found.regimes, found.acts))
    return "search.html", {"q": words, "found": found, "number": number}
