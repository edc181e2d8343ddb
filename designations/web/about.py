"""What the atlas is and is not, and how it doubts."""

from typing import Any

from django.http import HttpRequest

from designations.domain.conflicts import WEIGHTS, Rule
from designations.queries import portraits
from designations.web.citing import cite
from designations.web.reading import Clock, page
from designations.web.words import RULE_MEANINGS, word


@page
def method(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What counts, how doubt is shown, what is covered, what is not."""
    return "method.html", {
        "found": portraits.doubts(clock.moment),
        "rules": [(word("rule", rule), WEIGHTS[rule], RULE_MEANINGS[rule]) for rule in Rule],
        "cite": cite(request, clock, "Method"),
    }


@page
def legal(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What a listing is here, who may object and how, licences."""
    return "legal.html", {}
