"""What a head asks for: a list, a word such as "terrorist organisation", an instrument; and where it is
found.
"""

from .views import Head, Span, View
from .voice import Voice

NEEDS = {
    "put": ("list", "weaklist"),
    "take": ("list", "weaklist", "name"),
    "label": ("label", "banlabel"),
    "proscribe": (),
    "relist": (),
    "prolong": (),
    "delist": (),
    "overrule": (),
    "overturn": (),
    "ban": (),
    "impose": ("instrument",),
    "lift": ("instrument", "decision"),
    "lapse": ("instrument",),
    "suspend": ("instrument", "list", "weaklist"),
    "restore": ("instrument", "list", "label"),
    "annul": ("instrument", "decision", "ruling", "list"),
    "renew": ("instrument", "list", "weaklist"),
    "keep": ("list", "weaklist"),
    "publish": ("list",),
    "widen": ("instrument", "list"),
    "absent": ("list", "label", "weaklist", "banlabel"),
    "stay": ("list", "label", "weaklist", "banlabel"),
}
SINGLE = 2
"""Heads of more words hold their complement themselves."""
REACH = 28
"""How many tokens a complement may stand from its head."""
OBJECT_IS_COMPLEMENT = frozenset(("lift", "annul", "suspend", "lapse", "impose", "renew", "widen", "restore"))
"""Senses whose complement is their object, so that it stands before a passive ("the ban was lifted")."""


def complement(view: View, head: Head, how: Voice, needs: tuple[str, ...]) -> tuple[str, Span] | None:
    """The nearest complement on the side where the language and the voice put it, else on the other."""
    if head.form == "state" or head.after - head.first > SINGLE:
        inside = next((kind for kind in needs if view.has(f"terms.{kind}", head.first, head.after)), None)
        if inside is not None or head.sense == "annul":
            return (inside, (head.first, head.after)) if inside else None
    if view.grammar.order == "free" and (how.passive or view.grammar.sets.get("fronting")):
        return closer(head, nearest(view, head, needs, behind=True), nearest(view, head, needs, behind=False))
    if view.grammar.order == "free":
        return nearest(view, head, needs, behind=True)
    behind = view.grammar.order == "vo" and not (how.passive and head.sense in OBJECT_IS_COMPLEMENT)
    behind = behind and head.sense != "lapse"
    return nearest(view, head, needs, behind=behind) or nearest(view, head, needs, behind=not behind, reach=REACH // 2)


def closer(head: Head, behind: tuple[str, Span] | None, before: tuple[str, Span] | None) -> tuple[str, Span] | None:
    """Of two complements the nearer one."""
    if behind is None or before is None:
        return behind or before
    return behind if behind[1][0] - head.after <= head.first - before[1][1] else before


def nearest(
    view: View, head: Head, kinds: tuple[str, ...], *, behind: bool, reach: int = REACH
) -> tuple[str, Span] | None:
    """The nearest term of some kinds behind (or before) a head, with no full break between."""
    first, after = (
        (head.first + 1, min(head.after + reach, len(view.tokens)))
        if behind
        else (max(head.first - reach, 0), head.first)
    )
    best: tuple[int, str, Span] | None = None
    for kind in kinds:
        for span in view.within(f"terms.{kind}", first, after):
            if apart(view, head, span, kind) or claimed(view, head, span, kind):
                continue
            distance = max(span[0] - head.after, 0) if behind else head.first - span[1]
            if best is None or distance < best[0]:
                best = (distance, kind, span)
    return None if best is None else (best[1], best[2])


def claimed(view: View, head: Head, span: Span, kind: str) -> bool:
    """Where the verb comes last: whether a nearer head takes the term ("gördüğü PKK ... ilan etti")."""
    if view.grammar.order != "ov":
        return False
    return any(
        span[1] <= other.first and other.after <= head.first and kind in NEEDS[other.sense]
        for other in view.heads
        if other.form not in {"noun", "base"}
    )


def apart(view: View, head: Head, span: Span, kind: str) -> bool:
    """Whether a term cannot be a head's complement: a full break between them, or it describes another
    noun.
    """
    first, after = (head.after, span[0]) if span[0] > head.first else (span[1], head.first)
    marks = list(view.marks(first, after))
    if any(mark in ";:" for mark in marks) or marks.count("(") != marks.count(")"):
        return True
    if head.sense not in {"put", "take"} and head.form != "noun" and view.has("cues.relative", first, after):
        return True
    spoiled = any(start < span[1] and span[0] < stop for start, stop in view.spans.get("terms.nolabel", []))
    return kind in {"label", "banlabel"} and spoiled


def sponsors(view: View, head: Head, span: Span) -> bool:
    """Whether the complement speaks of states that sponsor terrorism, not of groups."""
    return any(first < span[1] and span[0] < after for first, after in view.spans.get("terms.sponsor", []))
