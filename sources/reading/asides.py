"""Names that only describe something else: members of a group, its leaders, groups like it, an act by it."""

from .views import View

DESCRIPTION = 6
"""Tokens of a description between its comma and the name that ends it."""
CLOSED = (
    "articles",
    "as",
    "be",
    "have",
    "had",
    "modal",
    "to",
    "by",
    "place",
    "of",
    "and",
    "relative",
    "adverbs",
    "or",
)


def aside(view: View, first: int, after: int) -> bool:
    """Whether a name only describes something else: members of it, its leaders, groups like it, an act by
    it.
    """
    before, behind = first, after
    behind += view.grammar.order == "ov" and view.is_a("of", behind)
    while before > 0 and (
        view.is_a("articles", before - 1) or before - 1 in spans_of(view, "wing") or based(view, before - 1)
    ):
        before -= 1
    if view.is_a("by", before - 1) or apposition(view, before):
        return True
    if view.is_a("compounds", after) and view.tokens[after].glued:
        return True
    for start, stop in view.spans.get("terms.attached", []):
        if start < before and stop in {before, before - 1}:
            return True
    for start, stop in view.spans.get("terms.person", []):
        if behind <= start <= behind + 3 and not stopped(view, behind, start):
            return True
        if stop == before - 1 and (view.is_a("of", before - 1) or view.is_a("place", before - 1)):
            return True
        if stop == before and view.grammar.sets.get("construct"):
            return True
    return any(stop in {before, first} for _, stop in view.spans.get("cues.comparison", []))


def based(view: View, index: int) -> bool:
    """Whether a token is part of "Pakistan-based" or "Lebanese" before a group's name."""
    glued = view.is_a("compounds", index) and view.tokens[index].glued
    return glued or any(
        found.first <= index < found.after and (found.kind_is("demonym") or view.tokens[found.after].glued)
        for found in view.authorities
        if found.after < len(view.tokens)
    )


def apposition(view: View, before: int) -> bool:
    """Whether a name ends the description of another ("X, the suicide squad of the outlawed Y")."""
    while before > 0 and (view.is_a("articles", before - 1) or any(head.first == before - 1 for head in view.heads)):
        before -= 1
    if not view.is_a("of", before - 1):
        return False
    first = before - 1
    while first > 0 and before - first < DESCRIPTION and view.tokens[first - 1].kind == "word":
        first -= 1
    told = any(
        view.within(f"terms.{kind}", first, before) for kind in ("instrument", "list", "name", "decision", "wing")
    )
    opened = view.norm(first - 1) == "," and view.is_a("articles", first)
    return opened and not told and any(found.after == first - 1 for found in view.groups)


def stopped(view: View, first: int, after: int) -> bool:
    """Whether a noun phrase ends in a stretch: at a mark or at any word of a closed class."""
    for place in range(first, after):
        token = view.tokens[place]
        closed = any(token.norm in view.grammar.sets.get(name, ()) for name in CLOSED)
        if closed or (token.kind == "mark" and not token.glued):
            return True
    return False


def spans_of(view: View, term: str) -> set[int]:
    """All token places that a term covers."""
    return {place for first, after in view.spans.get(f"terms.{term}", []) for place in range(first, after)}
