"""Search."""

from typing import Any

from django.http import HttpRequest

from designations.queries.searching import search as find
from designations.web.reading import Clock, page


@page
def search(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What the words find among groups, authorities, lists and acts."""
    words = request.GET.get("q", "").strip()
    return "search.html", {"q": words, "found": find(clock.moment, words)}
