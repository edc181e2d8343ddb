"""Whom an act concerns: the groups in the object's place, or those that a pronoun or a general noun
points to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .frames import Frame
from .names import Found
from .unknown import unknown_groups
from .views import Span, View
from .zones import object_zones

BEFORE = 4
LOOK_AHEAD = 2
LOOK_BACK = 3


@dataclass(frozen=True, slots=True)
class Target:
    """A group an act concerns: its slug (None if the vocabulary lacks it), its name as written, how it
    was found.
    """

    slug: str | None
    name: str
    how: str
    number: int
    first: int


def targets(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View]) -> list[Target]:
    """The groups of a frame; empty if none can be told."""
    zones = object_zones(view, frame, others)
    for zone in zones:
        named = named_in(view, zone, frame)
        if named:
            return [*named, *listed_after(view, frame, named, views)]
    antecedent = relative_antecedent(view, frame)
    if antecedent:
        return antecedent
    for zone in zones:
        pointed = pointed_from(view, zone, frame, views)
        if pointed:
            return pointed
    return []


def named_in(view: View, zone: Span, frame: Frame) -> list[Target]:
    """Groups named in a stretch, known or not, without those that are only mentioned beside it."""
    first, after = zone
    known = [found for found in view.groups if first <= found.first and found.after <= after]
    chosen = [target_of(view, found) for found in known if not aside(view, found)]
    chosen += [
        Target(None, view.sentence_text(span), "named", view.number, span[0])
        for span in unknown_groups(view, zone, frame.kind)
    ]
    chosen.sort(key=lambda target: target.first)
    return distinct(chosen)


def target_of(view: View, found: Found, how: str = "named") -> Target:
    """A target from a name of the vocabulary."""
    return Target(
        found.name.value, view.sentence_text((found.first, found.after)), how, view.number, found.first
    )


def distinct(found: list[Target]) -> list[Target]:
    """Each group once, as first written."""
    once: dict[str, Target] = {}
    for target in found:
        once.setdefault(target.slug or target.name.casefold(), target)
    return list(once.values())


def aside(view: View, found: Found) -> bool:
    """Whether a name only describes something else: members of it, its leaders, groups like it, an act by
    it.
    """
    before, behind = found.first, found.after
    while before > 0 and (view.is_a("articles", before - 1) or before - 1 in spans_of(view, "wing")):
        before -= 1
    if view.is_a("by", before - 1):
        return True
    for first, after in view.spans.get("terms.attached", []):
        if first < before and after in {before, before - 1}:
            return True
    for first, after in view.spans.get("terms.person", []):
        direct = first in {behind, behind + 1} and not any(
            mark in ",;:()" for mark in view.marks(behind, first)
        )
        if direct and (first == behind or view.norm(behind) in {"'s", "linked"} or view.tokens[first].glued):
            return True
        if after == before - 1 and view.is_a("of", before - 1):
            return True
    return any(after in {before, found.first} for first, after in view.spans.get("cues.comparison", []))


def spans_of(view: View, term: str) -> set[int]:
    """All token places that a term covers."""
    return {place for first, after in view.spans.get(f"terms.{term}", []) for place in range(first, after)}


def relative_antecedent(view: View, frame: Frame) -> list[Target]:
    """The group before "which" or "that", where a relative clause holds the frame."""
    for first, after in view.spans.get("cues.relative", []):
        if after <= frame.head.first and frame.head.first - after <= 8:
            near = [found for found in view.groups if found.after <= first and first - found.after <= 3]
            if near:
                return [target_of(view, near[-1], "antecedent")]
    return []


def pointed_from(view: View, zone: Span, frame: Frame, views: Sequence[View]) -> list[Target]:
    """What a pronoun or a general noun in the object's place points to."""
    if view.within("terms.plural", *zone):
        listed = listed_after(view, frame, [], views)
        if listed:
            return listed
    general = view.within("terms.grouphead", *zone)
    if general and view.is_a("indefinite", general[0][0] - 1) | indefinite(view, general[0]):
        return named_later(view, frame, views)
    if view.within("terms.pronoun", *zone) or view.within("cues.possessive", *zone) or general:
        return earlier(view, frame, views)
    return []


def indefinite(view: View, span: Span) -> bool:
    """Whether a noun is introduced by "a" within a few words."""
    return any(view.is_a("indefinite", place) for place in range(max(span[0] - BEFORE, 0), span[0]))


def listed_after(view: View, frame: Frame, named: list[Target], views: Sequence[View]) -> list[Target]:
    """Names that a list gives after the act: behind a colon, after "including", or in the next sentence
    ("They are ...").
    """
    if named:
        return []
    own = [found for found in view.groups if found.first >= frame.after and not aside_from_list(view, found)]
    if own:
        return distinct([target_of(view, found, "listed") for found in own])
    for follower in views[view.number + 1 : view.number + 1 + LOOK_AHEAD]:
        if follower.has("cues.enumeration", 0, min(len(follower.tokens), 9)) and not follower.title:
            zone = (0, len(follower.tokens))
            listed = named_in(follower, zone, frame)
            if listed:
                return [Target(t.slug, t.name, "listed", t.number, t.first) for t in listed]
    return []


def aside_from_list(view: View, found: Found) -> bool:
    """Like ``aside``, though "including" introduces members of the list."""
    return aside(view, found) and not any(
        after == found.first for _, after in view.spans.get("cues.including", [])
    )


def named_later(view: View, frame: Frame, views: Sequence[View]) -> list[Target]:
    """The name that follows "a group": behind it in the sentence, or at the head of the next sentence."""
    own = [found for found in view.groups if found.first >= frame.head.after and not aside(view, found)]
    if own:
        return [target_of(view, own[0], "named later")]
    for follower in views[view.number + 1 : view.number + 1 + LOOK_AHEAD]:
        head = [found for found in follower.groups if found.first <= 6 and not aside(follower, found)]
        if head:
            return [target_of(follower, head[0], "named later")]
    return earlier(view, frame, views) if view.title else []


def earlier(view: View, frame: Frame, views: Sequence[View]) -> list[Target]:
    """The groups last spoken of before the frame: in its sentence, then in those before, then in the
    headline.
    """
    own = [found for found in view.groups if found.after <= frame.head.first]
    if own:
        return [target_of(view, own[-1], "pronoun")]
    back = list(reversed(views[max(view.number - LOOK_BACK, 0) : view.number]))
    plural = bool(view.within("terms.plural", *((0, len(view.tokens)))))
    for place in [*back, *views[:1]]:
        found = [name for name in place.groups if not aside(place, name)] or place.groups
        if found:
            many = distinct([target_of(place, name, "pronoun") for name in found])
            return many if plural else many[:1]
    return []
