"""Whom an act concerns: the groups in the object's place, or those that a pronoun or a general noun
points to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .frames import Frame
from .names import Found
from .unknown import unknown_groups
from .views import Span, View
from .zones import object_zones

BEFORE = 4
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
LOOK_AHEAD = 3
LOOK_BACK = 3
LONGEST_LIST = 12
SHORT_LINE = 12
"""A line this short that holds a group's name may be an item of a list."""
SEVERAL = 2


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
    slugs: tuple[str, ...] = ()


def targets(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View]) -> list[Target]:
    """The groups of a frame; empty if none can be told."""
    if frame.head.sense == "publish":
        return listed_after(view, frame, views) if not view.has("cues.standing") else []
    zones = object_zones(view, frame, others)
    for zone in zones:
        named = named_in(view, zone, frame)
        if named and (view.within("terms.plural", *zone) or more_follows(view, views)):
            return distinct([*named, *listed_after(view, frame, views)])
        if named:
            return named
    antecedent = relative_antecedent(view, frame)
    if antecedent:
        return antecedent
    for zone in zones:
        if any(zone[0] <= found.first < zone[1] for found in view.groups):
            return []
        pointed = pointed_from(view, zone, frame, views)
        if pointed:
            return pointed
    return []


def named_in(view: View, zone: Span, frame: Frame) -> list[Target]:
    """Groups named in a stretch, known or not, without those that are only mentioned beside it."""
    first, after = zone
    known = [found for found in view.groups if first <= found.first and found.after <= after]
    chosen = [target_of(view, found) for found in known if not aside(view, found.first, found.after)]
    chosen += [
        unknown_target(view, span) for span in unknown_groups(view, zone, frame.complement) if not aside(view, *span)
    ]
    chosen.sort(key=lambda target: target.first)
    return distinct(chosen)


def unknown_target(view: View, span: Span) -> Target:
    """A target from a name that the vocabulary lacks, or holds in another spelling."""
    text = view.sentence_text(span)
    known = view.index.nearest(text)
    return Target(
        known.value if known else None,
        text,
        "named" if known is None else "spelled nearly so",
        view.number,
        span[0],
    )


def target_of(view: View, found: Found, how: str = "named") -> Target:
    """A target from a name of the vocabulary."""
    text = view.sentence_text((found.first, found.after))
    slugs = tuple(dict.fromkeys(name.value for name in (found.name, *found.others) if name.is_group))
    return Target(found.name.value, text, how, view.number, found.first, slugs)


def distinct(found: list[Target]) -> list[Target]:
    """Each group once, as first written."""
    once: dict[str, Target] = {}
    for target in found:
        once.setdefault(target.slug or target.name.casefold(), target)
    return list(once.values())


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
        listed = listed_after(view, frame, views)
        if listed:
            return listed
    general = view.within("terms.grouphead", *zone)
    if general and view.is_a("indefinite", general[0][0] - 1) | indefinite(view, general[0]):
        return named_later(view, frame, views)
    before = frame.voice.begin
    if any(after == before for _, after in view.spans.get("terms.clitic", [])):
        return earlier(view, frame, views)
    if view.within("terms.pronoun", *zone) or view.within("cues.possessive", *zone) or general:
        return earlier(view, frame, views)
    return []


def indefinite(view: View, span: Span) -> bool:
    """Whether a noun is introduced by "a" within a few words."""
    return any(view.is_a("indefinite", place) for place in range(max(span[0] - BEFORE, 0), span[0]))


def more_follows(view: View, views: Sequence[View]) -> bool:
    """Whether one of the next sentences says that it names more groups."""
    ahead = views[view.number + 1 : view.number + 1 + LOOK_AHEAD]
    return not view.title and any(follower.has("cues.more", 0, min(len(follower.tokens), 9)) for follower in ahead)


def listed_after(view: View, frame: Frame, views: Sequence[View]) -> list[Target]:
    """Names that a list gives behind "eleven groups": in the sentence after the act, and in the sentences
    that follow.
    """
    own = [found for found in view.groups if found.first >= frame.after and not aside_from_list(view, found)]
    if frame.head.sense == "publish" and any(head.sense in {"absent", "stay"} for head in view.heads):
        own = []
    found = [target_of(view, name, "listed") for name in own]
    for follower in views[view.number + 1 : view.number + 1 + LONGEST_LIST]:
        if not goes_on(follower, opened=follower.number <= view.number + LOOK_AHEAD, listing=bool(found)):
            if found or follower.number > view.number + LOOK_AHEAD:
                break
            continue
        named = named_in(follower, (0, len(follower.tokens)), frame)
        if not named and not follower.has("cues.enumeration"):
            break
        found += [replace(target, how="listed") for target in named]
    return distinct(found)


def goes_on(follower: View, *, opened: bool, listing: bool) -> bool:
    """Whether a sentence goes on with a list: it says so, or it names several groups and tells nothing
    else of them.
    """
    if follower.title or follower.has("cues.comparison") or follower.has("cues.standing"):
        return False
    head = (0, min(len(follower.tokens), 9))
    if follower.has("cues.enumeration", *head) and opened:
        return True
    if follower.has("cues.more", *head):
        return True
    short = len(follower.tokens) <= SHORT_LINE and len(follower.groups) >= 1
    idle = all(head.sense == "stay" for head in follower.heads)
    several = len(follower.groups) >= SEVERAL and idle
    return (opened or listing) and (short or several) and not follower.has("cues.negation")


def aside_from_list(view: View, found: Found) -> bool:
    """Like ``aside``, though "including" introduces members of the list."""
    return aside(view, found.first, found.after) and not any(
        after == found.first for _, after in view.spans.get("cues.including", [])
    )


def named_later(view: View, frame: Frame, views: Sequence[View]) -> list[Target]:
    """The name that follows "a group": behind it in the sentence, or at the head of the next sentence."""
    own = [
        found for found in view.groups if found.first >= frame.head.after and not aside(view, found.first, found.after)
    ]
    if own:
        return [target_of(view, own[0], "named later")]
    for follower in views[view.number + 1 : view.number + 1 + LOOK_AHEAD]:
        head = named_in(follower, (0, min(len(follower.tokens), 12)), frame)
        if head:
            return [replace(head[0], how="named later")]
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
        found = [name for name in place.groups if not aside(place, name.first, name.after)] or place.groups
        if found:
            many = distinct([target_of(place, name, "pronoun") for name in found])
            return many if plural else many[:1]
    return []
