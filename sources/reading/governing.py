"""Acts upon acts: "revoked the designation", "set aside the ruling that had removed"."""

from dataclasses import replace

from .claims import Action
from .framing import Frame
from .views import View

GOVERNORS = frozenset(("lift", "suspend", "restore", "annul", "renew", "widen", "lapse", "impose", "take"))
"""Senses that act on another act ("revoked the designation", "set aside the ruling that had removed")."""
WITHIN = 14
"""Tokens from a governor without a complement of its own to the act that it governs."""


def without_governed(view: View, found: list[Frame]) -> list[Frame]:
    """Join a governor ("revoked") with the act it governs ("the designation"), and drop the governed one.

    An act has one governor, the nearest; a governor that finds its act taken ("signed an order ... ended
    the ban")
    states nothing.
    """
    pairs = [
        (abs(frame.head.first - inner.head.first), place, frame, inner)
        for place, frame in enumerate(found)
        if frame.head.sense in GOVERNORS
        for inner in [governed(view, frame, found)]
        if inner is not None
    ]
    kept: list[Frame] = []
    taken: set[int] = set()
    for _, _, frame, inner in sorted(pairs, key=lambda pair: pair[:2]):
        if inner.head.first not in taken:
            kept.append(joined(frame, inner))
        taken |= {inner.head.first, frame.head.first}
    kept += [frame for frame in found if frame.head.first not in taken and not told_within(frame, found)]
    kept = [frame for frame in kept if frame.kind != "pending" or frame.inner is not None]
    return sorted(kept, key=lambda frame: frame.head.first)


def told_within(frame: Frame, found: list[Frame]) -> bool:
    """Whether a state is only part of an act ("took the group off its list")."""
    return frame.head.form == "state" and any(
        other is not frame and other.head.form != "state" and other.first <= frame.first and frame.after <= other.after
        for other in found
    )


def joined(frame: Frame, inner: Frame) -> Frame:
    """A governor and its act as one frame."""
    first, after = min(frame.first, inner.first), max(frame.after, inner.after)
    return replace(frame, action=composed(frame, inner), first=first, after=after, inner=inner)


def governed(view: View, frame: Frame, found: list[Frame]) -> Frame | None:
    """The act that a governor acts on: the noun that is its complement, or what "a ruling that had"
    governs.
    """
    if frame.kind == "list" and frame.head.sense in {"put", "take", "keep", "publish"}:
        return None
    for inner in found:
        if frame.complement is None:
            if inner is not frame and 0 < inner.head.first - frame.head.first <= WITHIN and inner.kind != "pending":
                return inner
            continue
        if inner is frame or inner.head.sense == "absent":
            continue
        if inner.head.first == frame.complement[0] and inner.head.form in {"noun", "ing"}:
            return inner
        if frame.head.form == "noun":
            continue
        follows = frame.complement[1] <= inner.head.first <= frame.complement[1] + 6
        closing = view.grammar.order == "ov" and inner.head.form == "noun"
        if closing and frame.complement[0] - 3 <= inner.head.first < frame.head.first:
            return inner
        if frame.kind in {"ruling", "decision"} and follows and inner.head.first > frame.head.first:
            return inner
    return None


def composed(frame: Frame, inner: Frame) -> Action:
    """What acting on an act comes to: lifting a designation delists, annulling a removal reinstates."""
    against = frame.head.sense in {"lift", "annul", "suspend", "lapse"}
    if against and inner.action in {Action.DELISTED, Action.ANNULLED, Action.SUSPENDED}:
        return Action.REINSTATED
    if frame.head.sense == "impose":
        return inner.action
    if frame.head.sense == "take":
        return Action.DELISTED
    return frame.action
