"""How names stand in a sentence: with an article or without, joined in lists, dated as stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from designations.domain.acts import RegimeKind, Scope
from designations.domain.dates import StatedDate

KINDS = {
    RegimeKind.TERRORIST_DESIGNATION: "terrorist designation",
    RegimeKind.SANCTIONS: "sanctions",
    RegimeKind.COURT_BAN: "court ban",
    RegimeKind.IMMIGRATION_BAR: "immigration bar",
    RegimeKind.OTHER_MEASURE: "other measure",
    RegimeKind.POLITICAL_STATEMENT: "political statement",
}

_BARE = frozenset({"Taliban", "Philippines", "Netherlands", "Bahamas", "Maldives", "Comoros", "Gambia"})
_HEADS = frozenset((
    "agency", "alliance", "armies", "army", "association", "battalion", "battalions", "branch", "brigade",
    "brigades", "brotherhood", "cartel", "cell", "cells", "center", "centre", "coalition", "collective",
    "command", "commission", "committee", "confederation", "congress", "corps", "council", "cult",
    "defenders", "directorate", "division", "emirate", "emirates", "exchange", "faction", "federation",
    "fighters", "force", "forces", "forum", "foundation", "front", "fund", "government", "group", "guard",
    "institute", "kingdom", "league", "legion", "militia", "mission", "movement", "nations", "network",
    "nuclei", "office", "offices", "organisation", "organization", "parties", "party", "patriots", "regiment",
    "republic", "reserve", "secretariat", "society", "state", "states", "tigers", "trust", "union",
    "volunteers", "wing",
))  # fmt: skip
"""Head words of names that take an article."""

_BEFORE_A_LINK = re.compile(r"^(.*?)(?: of | for | in | to |/| - | \()")


def with_article(name: str) -> str:
    """A name as it stands inside a sentence: "the Taliban", "Hezbollah", "the United States"."""
    return f"the {name}" if _takes_article(name) else name


def _takes_article(name: str) -> bool:
    if name.startswith(("The ", "Al-", "Al ", "La ", "Los ")) and not name.startswith("Al-Nusrah"):
        return False
    head = _BEFORE_A_LINK.match(f"{name} (")
    words = (head[1] if head else name).split()
    if not words:
        return False
    if words[-1] in _BARE:
        return len(words) == 1
    return (len(words) > 1 and words[-1].casefold() in _HEADS) or _leads_a_link(name, words)


def _leads_a_link(name: str, words: Sequence[str]) -> bool:
    """Whether a single head word is tied to the rest by "of" or "for": "Union of …"."""
    return any(word.casefold() in _HEADS for word in words) and " of " in name


def possessive(name: str) -> str:
    """A name as an owner: "Kazakhstan's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def joined(parts: Sequence[str]) -> str:
    """Parts as a list in words: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def capital(sentence: str) -> str:
    """A sentence with its first letter in capitals."""
    return sentence[:1].upper() + sentence[1:]


def dated(stated: StatedDate) -> str:
    """When something happened, as stated: "on 2023-12-29", "in 2016-10", "between 2013-05-01 and 2013-05-09"."""
    if "/" not in stated.text:
        return f"{'on' if len(stated.text) == 10 else 'in'} {stated.text}"
    after, _, by = stated.text.partition("/")
    if after == "..":
        return f"by {by}"
    return f"after {after}" if by == ".." else f"after {after} and by {by}"


def until(ends: date | None) -> str:
    """ " until 2024-09-02", or nothing where it goes on."""
    return f" until {ends.isoformat()}" if ends else ""


def reached(scope: Scope, group: str) -> str:
    """What of a group a listing reaches, as the object of a sentence."""
    name = with_article(group)
    return {
        Scope.WHOLE: name,
        Scope.WING: f"a wing of {name}",
        Scope.ALIAS_OF: f"{name} as another name of an entry",
        Scope.ASSOCIATED: f"persons and entities associated with {name}",
        Scope.COOPERATION_ONLY: f"{name} for police cooperation alone",
    }[scope]
