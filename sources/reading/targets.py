"""Whom an act concerns: the groups in the object's place, or those that a pronoun or a general noun
points to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .asides import aside
from .frames import frames
from .framing import Frame
from .names import Found
from .unknown import run_end, unknown_groups
from .views import Span, View
from .zones import object_zones

BEFORE = 4
LOOK_AHEAD = 3
LOOK_BACK = 3
LONGEST_LIST = 12
SHORT_LINE = 12
"""A line this short that holds a group's name may be an item of a list."""
SEVERAL = 2
HEAD = 14
"""Tokens at the head of a sentence that may say that it goes on with a list."""


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
        if named and several(view, zone) and not any(target.slug for target in named):
            return listed_after(view, frame, views) or named
        if named and (several(view, zone) or more_follows(view, views)):
            return distinct([*named, *listed_after(view, frame, views)])
        if named:
            return named
    if frame.head.sense == "renew" and frame.kind == "list":
        return listed_after(view, frame, views)
    antecedent = relative_antecedent(view, frame) or listed_antecedent(view, frame, views)
    if antecedent:
        return antecedent
    for zone in zones:
        if any(zone[0] <= found.first < zone[1] for found in view.groups):
            return []
        pointed = pointed_from(view, zone, frame, views)
        if pointed:
            return pointed
    return []


def several(view: View, zone: Span) -> bool:
    """Whether a stretch speaks of several groups; those of "list of terrorist organisations" are not meant."""
    lists = view.spans.get("terms.list", [])
    return any(
        not any(first <= span[0] <= after for first, after in lists) for span in view.within("terms.plural", *zone)
    )


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


def compound(view: View, index: int) -> bool:
    """Whether a capitalised word is joined by a hyphen, so that the name goes on ("ISIL-West Africa")."""
    if index >= len(view.tokens):
        return False
    token = view.tokens[index]
    if any(first == index for first, _ in view.spans.get("terms.grouphead", [])):
        return False
    return token.glued and token.capital and token.kind == "word" and not view.is_a("compounds", index)


def target_of(view: View, found: Found, how: str = "named") -> Target:
    """A target from a name of the vocabulary."""
    longer = run_end(view, found.first, len(view.tokens))
    if compound(view, found.after) and longer > found.after and not view.title:
        return unknown_target(view, (found.first, longer))
    text = view.sentence_text((found.first, found.after))
    meant = (found.name, *found.others) if found.name.rank else (found.name,)
    slugs = tuple(dict.fromkeys(name.value for name in meant if name.is_group))
    return Target(found.name.value, text, how, view.number, found.first, slugs)


def distinct(found: list[Target]) -> list[Target]:
    """Each group once, as first written."""
    once: dict[str, Target] = {}
    for target in found:
        once.setdefault(target.slug or target.name.casefold(), target)
    return list(once.values())


def relative_antecedent(view: View, frame: Frame) -> list[Target]:
    """The group before "which" or "that", where a relative clause holds the frame."""
    for first, after in view.spans.get("cues.relative", []):
        if after <= frame.head.first and frame.head.first - after <= 8:
            near = [found for found in view.groups if found.after <= first and first - found.after <= 3]
            if near:
                return [target_of(view, near[-1], "antecedent")]
    return []


def listed_antecedent(view: View, frame: Frame, views: Sequence[View]) -> list[Target]:
    """The names that the next sentence lists, where "22 gangs" stand before the relative clause of the frame."""
    for first, after in view.spans.get("cues.relative", []):
        near = after <= frame.head.first and frame.head.first - after <= LOOK_AHEAD
        if near and view.within("terms.plural", max(first - LOOK_AHEAD, 0), first):
            return listed_after(view, frame, views)
    return []


def pointed_from(view: View, zone: Span, frame: Frame, views: Sequence[View]) -> list[Target]:
    """What a pronoun or a general noun in the object's place points to."""
    if several(view, zone):
        listed = listed_after(view, frame, views)
        if listed:
            return listed
    general = [span for span in view.within("terms.grouphead", *zone) if not aside(view, *span)]
    pronouns = [span for span in view.within("terms.pronoun", *zone) if not aside(view, *span)]
    if general and view.is_a("indefinite", general[0][0] - 1) | indefinite(view, general[0]):
        return named_later(view, frame, views)
    before = frame.voice.begin
    if any(after == before for _, after in view.spans.get("terms.clitic", [])):
        return earlier(view, frame, views)
    if pronouns or view.within("cues.possessive", *zone) or general:
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
    head = (0, min(len(follower.tokens), HEAD))
    if follower.has("cues.enumeration", *head) and opened:
        return True
    if follower.has("cues.more", *head):
        return True
    if not (opened or listing):
        return False
    told = follower.heads or follower.has("cues.negation")
    if len(follower.tokens) <= SHORT_LINE and follower.groups and not told:
        return True
    named = len(follower.groups) + len(unknown_groups(follower, (0, len(follower.tokens)), None))
    return named >= SEVERAL and all(told.head.sense == "stay" for told in frames(follower))


def aside_from_list(view: View, found: Found) -> bool:
    """Like ``aside``, though "including" introduces members of the list."""
    if any(after == found.first for _, after in view.spans.get("cues.comparison", [])):
        return True
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
    meant = [found for found in own if not aside(view, found.first, found.after)]
    if meant:
        return [target_of(view, meant[-1], "pronoun")]
    if own:
        return []
    back = list(reversed(views[max(view.number - LOOK_BACK, 0) : view.number]))
    plural = view.has("terms.plural") or view.has("terms.many")
    for place in [*back, *views[:1]]:
        found = [name for name in place.groups if not aside(place, name.first, name.after)] or place.groups
        if found:
            many = distinct([target_of(place, name, "pronoun") for name in found])
            return many if plural else many[:1]
    return []
