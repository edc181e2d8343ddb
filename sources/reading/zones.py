"""Where in a sentence the parts of a frame may stand: its clause, its object's place, its subject's place."""

from collections.abc import Sequence

from .framing import Frame
from .views import Span, View

HARD = frozenset(";—–؛")
"""Marks that no object or subject reaches across."""


def bounds(view: View, frame: Frame, others: Sequence[Frame]) -> Span:
    """The stretch in which a frame's own subject and object stand: up to hard marks, barrier words and
    other frames.
    """
    return left_bound(view, frame, others), right_bound(view, frame, others)


def left_bound(view: View, frame: Frame, others: Sequence[Frame]) -> int:
    """Where the frame's clause begins."""
    edges = [0]
    edges += [index + 1 for index in range(frame.first) if view.tokens[index].text in HARD]
    edges += [other.after for other in others if other.after <= frame.first and verbal(other)]
    edges += [span[1] for span in view.within("cues.barrier", 0, frame.voice.begin or frame.first)]
    return max(edge for edge in edges if edge <= frame.first)


def right_bound(view: View, frame: Frame, others: Sequence[Frame]) -> int:
    """Where the frame's clause ends."""
    size = len(view.tokens)
    edges = [size]
    edges += [index for index in range(frame.after, size) if view.tokens[index].text in HARD]
    edges += [other.voice.begin for other in others if other.head.first >= frame.after and verbal(other)]
    for cue in ("barrier", "relative"):
        edges += [span[0] for span in view.within(f"cues.{cue}", frame.after, size)]
    return min(edge for edge in edges if edge >= frame.after)


def verbal(frame: Frame) -> bool:
    """Whether a frame's head is a verb (nouns do not bound the clauses of others)."""
    return frame.head.form != "noun"


def object_zones(view: View, frame: Frame, others: Sequence[Frame]) -> list[Span]:
    """Stretches where the frame's object may stand, the likeliest first."""
    left, right = bounds(view, frame, others)
    head = frame.inner.head if frame.inner is not None else frame.head
    if view.grammar.order == "ov":
        return [(left, head.first), (0, head.first), (head.after, right)]
    closing = bool(view.grammar.sets.get("far_auxiliaries"))
    before = (left, head.first if closing else min(frame.voice.begin, head.first))
    behind = behind_zones(frame, head.first + 1, right)
    if frame.inner is not None:
        between = (min(frame.head.after, head.first), head.first)
        return [*behind, between, before]
    if frame.head.form == "noun":
        return [*behind, before]
    if frame.head.form == "state":
        return [(head.first + 1, head.after), before, (frame.after, right)]
    if frame.voice.passive:
        return [before, *behind]
    if frame.head.sense in {"overrule", "overturn"}:
        return [*behind, before]
    return [*behind, before] if view.grammar.order == "free" else behind


def behind_zones(frame: Frame, after: int, right: int) -> list[Span]:
    """Behind the head: up to the complement, then behind the complement."""
    if frame.complement is None or frame.complement[0] < after:
        return [(after, right)]
    return [(after, frame.complement[0]), (min(frame.complement[1], right), right)]
