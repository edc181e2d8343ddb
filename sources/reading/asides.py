"""Names that only describe something else: members of a group, its leaders, groups like it, an act by it."""

from .views import View

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
    while before > 0 and (view.is_a("articles", before - 1) or before - 1 in spans_of(view, "wing")):
        before -= 1
    if view.is_a("by", before - 1):
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
