"""Which names of authorities can stand for who acts: no places, no descriptions, no bystanders."""

from .framing import Frame
from .names import Found
from .views import Span, View

GENERIC = ("generic_government", "generic_parliament", "generic_court")
COURT = "generic_court"


def place_group(view: View, found: Found) -> list[bool]:
    """Whether a group's name follows within two words, so that the authority only describes it."""
    return [True for group in view.groups if 0 <= group.first - found.after <= 2]


def eligible(view: View, found: Found, frame: Frame | None) -> bool:
    """Whether an authority's name can be a subject here: no place, no description, no bystander who only
    reacts.
    """
    if found.kind_is("demonym") and not followed_by_body(view, found):
        return False
    if describes(view, found) or view.is_a("by", found.first - 1):
        return False
    at = found.first - 1
    at -= view.is_a("articles", at)
    if view.is_a("company", at):
        return False
    placed = found.kind_is("name", "capital", "demonym") and view.is_a("place", at)
    if placed and not in_its_place(view, at, frame):
        return False
    return frame is None or not bystander(view, found, frame)


def in_its_place(view: View, at: int, frame: Frame | None) -> bool:
    """Whether a preposition belongs to a verb that hands the act on ("calls on Canada to", "for the EU
    to").
    """
    return (
        frame is not None and any(after in {at, at + 1} for _, after in view.spans.get("cues.called", []))
    ) or view.norm(at) == "for"


def describes(view: View, found: Found) -> bool:
    """Whether the name only describes what follows: "Yemen's Houthi rebels", "Iran-backed", "Lebanese
    party Hezbollah".
    """
    after = found.after
    suffixed = bool(view.grammar.sets.get("suffixes"))
    if after < len(view.tokens) and view.tokens[after].glued and not suffixed:
        return True
    if view.is_a("proper", after) and view.tokens[after].capital and not view.title:
        return True
    if view.is_a("leaning", after) or view.is_a("locative", after) or of_group(view, found):
        return True
    if found.kind_is("demonym") and any(group.after == found.first for group in view.groups):
        return True
    if place_group(view, found) and (found.kind_is("demonym") or view.norm(after) == "'s"):
        return True
    heads = [span for span in view.spans.get("terms.grouphead", []) if 0 <= span[0] - after <= 2]
    return (
        bool(heads)
        and found.kind_is("demonym", "name")
        and (found.kind_is("demonym") or view.norm(after) == "'s")
        and not followed_by_body(view, found)
    )


def of_group(view: View, found: Found) -> bool:
    """Whether the name ends that of a group ("the Revolutionary Guard of Iran")."""
    return view.is_a("of", found.first - 1) and any(group.after == found.first - 1 for group in view.groups)


def followed_by_body(view: View, found: Found) -> bool:
    """Whether an institution, a decision or a list follows within a few words."""
    limit = min(found.after + 4, len(view.tokens))
    kinds = (*GENERIC, "decision", "list", "instrument")
    if any(after == found.first for kind in kinds for _, after in view.spans.get(f"terms.{kind}", [])):
        return True
    spans = [
        span
        for kind in kinds
        for span in view.within(f"terms.{kind}", found.after, len(view.tokens))
        if span[0] < limit
    ]
    if any(not any(mark in ",;:()" for mark in view.marks(found.after, span[0])) for span in spans):
        return True
    return any(
        0 <= other.first - found.after <= 1 and other.kind_is("institution", "office", "hint")
        for other in view.authorities
    )


def bystander(view: View, found: Found, frame: Frame) -> bool:
    """Whether the authority only reacts, asks or tells: such a verb follows it and another noun leads to
    the act.
    """
    if found.after > frame.head.first:
        return False
    owns = any(0 <= span[0] - found.after <= 3 for span in view.within("terms.decision", found.after, frame.head.after))
    if owns:
        return False
    return any(view.within(f"cues.{cue}", found.after, frame.head.first) for cue in ("reaction", "called"))


def generic(view: View, zone: Span) -> str:
    """The kind of the institution named by a general word in a stretch, the last one; empty if none."""
    spans = [(span, kind) for kind in GENERIC for span in view.within(f"terms.{kind}", *zone)]
    return max(spans)[1] if spans else ""
