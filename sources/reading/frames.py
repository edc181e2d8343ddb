"""Heads that state an act: a head of one sense together with the complement that its sense asks for.

``put`` asks for a list, ``label`` for a word such as "terrorist organisation", ``lift`` for an instrument
(a ban, a
designation) and so on. What a frame says of a listing is its action; who did it and to whom comes later.
"""

from dataclasses import dataclass

from .claims import Action
from .views import Head, Span, View
from .voice import Voice, voice

REACH = 28
"""How many tokens a complement may stand from its head."""
ON_LIST = ("list",)
ON_INSTRUMENT = ("instrument", "list")
ACTIONS = {
    "put": Action.LISTED,
    "label": Action.LISTED,
    "proscribe": Action.LISTED,
    "ban": Action.LISTED,
    "impose": Action.LISTED,
    "take": Action.DELISTED,
    "delist": Action.DELISTED,
    "lift": Action.DELISTED,
    "lapse": Action.DELISTED,
    "absent": Action.DELISTED,
    "suspend": Action.SUSPENDED,
    "restore": Action.REINSTATED,
    "annul": Action.ANNULLED,
    "renew": Action.EXTENDED,
    "widen": Action.AMENDED,
    "stay": Action.CONFIRMED,
}
NEEDS = {
    "put": ("list", "weaklist"),
    "take": ("list", "weaklist"),
    "label": ("label",),
    "proscribe": (),
    "delist": (),
    "ban": (),
    "impose": ("instrument",),
    "lift": ("instrument",),
    "lapse": ("instrument",),
    "suspend": ("instrument", "list", "weaklist"),
    "restore": ("instrument", "list", "label"),
    "annul": ("instrument", "decision", "ruling", "list"),
    "renew": ("instrument", "list", "weaklist"),
    "widen": ("instrument", "list"),
    "absent": ("list", "label", "weaklist"),
    "stay": ("list", "label", "weaklist"),
}
GOVERNORS = frozenset(("lift", "suspend", "restore", "annul", "renew", "widen", "lapse", "impose", "take"))
"""Senses that act on another act ("revoked the designation", "set aside the ruling that had removed")."""
STRENGTH = {
    "delist": 0.9,
    "proscribe": 0.9,
    "put": 0.9,
    "take": 0.9,
    "label": 0.88,
    "lift": 0.85,
    "suspend": 0.88,
    "restore": 0.86,
    "annul": 0.85,
    "renew": 0.8,
    "widen": 0.75,
    "lapse": 0.78,
    "ban": 0.75,
    "impose": 0.72,
    "absent": 0.78,
    "stay": 0.6,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One stated act: the head, how it is used, its action, and the complement's place (None if it needs
    none).
    """

    head: Head
    voice: Voice
    action: Action
    complement: Span | None
    kind: str
    first: int
    after: int
    inner: "Frame | None" = None


def frames(view: View) -> list[Frame]:
    """The frames of a sentence, in order; of several readings of one word the best supported is kept."""
    complete = [frame for head in view.heads for frame in [frame_of(view, head)] if frame is not None]
    complete = without_rivals(complete)
    return without_governed(view, complete)


def frame_of(view: View, head: Head) -> Frame | None:
    """The frame of a head, or None if its complement is missing."""
    how = voice(view, head)
    if head.form == "base" and how.begin == head.first and noun_in_disguise(view, head):
        return None
    needs = NEEDS[head.sense]
    if not needs:
        label = nearest(view, head, ("label", "list"), behind=True)
        return Frame(
            head,
            how,
            ACTIONS[head.sense],
            label[1] if label else None,
            label[0] if label else "",
            *reach_of(head, label),
        )
    found = complement(view, head, how, needs)
    if found is None or sponsors(view, head, found[1]):
        return None
    return Frame(head, how, ACTIONS[head.sense], found[1], found[0], *reach_of(head, found))


def noun_in_disguise(view: View, head: Head) -> bool:
    """Whether a bare verb form stands where a noun does ("their name", "the state of place")."""
    before = head.first - 1
    return (
        view.is_a("articles", before)
        or view.is_a("of", before)
        or view.norm(before) == "'s"
        or view.tokens[head.first].glued
    )


def reach_of(head: Head, found: tuple[str, Span] | None) -> tuple[int, int]:
    """The stretch from head to complement."""
    if found is None:
        return head.first, head.after
    return min(head.first, found[1][0]), max(head.after, found[1][1])


def complement(view: View, head: Head, how: Voice, needs: tuple[str, ...]) -> tuple[str, Span] | None:
    """The nearest complement on the side where the language and the voice put it, else on the other."""
    if head.form == "state":
        inside = next((kind for kind in needs if view.has(f"terms.{kind}", head.first, head.after)), None)
        if inside is not None:
            return inside, (head.first, head.after)
    behind = view.grammar.order == "vo" and not (
        how.passive
        and head.sense in {"lift", "annul", "suspend", "lapse", "impose", "renew", "widen", "restore"}
    )
    if head.sense == "lapse":
        behind = False
    return nearest(view, head, needs, behind=behind) or nearest(
        view, head, needs, behind=not behind, reach=REACH // 2
    )


def nearest(
    view: View, head: Head, kinds: tuple[str, ...], *, behind: bool, reach: int = REACH
) -> tuple[str, Span] | None:
    """The nearest term of some kinds behind (or before) a head, with no full break between."""
    first, after = (
        (head.after, min(head.after + reach, len(view.tokens)))
        if behind
        else (max(head.first - reach, 0), head.first)
    )
    best: tuple[int, str, Span] | None = None
    for kind in kinds:
        for span in view.within(f"terms.{kind}", first, after):
            distance = span[0] - head.after if behind else head.first - span[1]
            between = (head.after, span[0]) if behind else (span[1], head.first)
            if any(mark in ";:()" for mark in view.marks(*between)):
                continue
            if best is None or distance < best[0]:
                best = (distance, kind, span)
    return None if best is None else (best[1], best[2])


def sponsors(view: View, head: Head, span: Span) -> bool:
    """Whether the complement speaks of states that sponsor terrorism, not of groups."""
    return any(first < span[1] and span[0] < after for first, after in view.spans.get("terms.sponsor", []))


def without_rivals(found: list[Frame]) -> list[Frame]:
    """Of frames on one head, the one with the nearest complement."""
    best: dict[int, Frame] = {}
    for frame in found:
        rival = best.get(frame.head.first)
        if rival is None or score(frame) > score(rival):
            best[frame.head.first] = frame
    return [best[place] for place in sorted(best)]


def score(frame: Frame) -> tuple[float, int]:
    """How well a frame is supported: a near complement, a long head."""
    width = frame.after - frame.first
    kind = {"list": 0, "label": 0, "": 1}.get(frame.kind, 2)
    return (-width - 3 * kind, frame.head.after - frame.head.first)


def without_governed(view: View, found: list[Frame]) -> list[Frame]:
    """Join a governor ("revoked") with the act it governs ("the designation"), and drop the governed one."""
    kept: list[Frame] = []
    taken: set[int] = set()
    for frame in found:
        if frame.head.sense not in GOVERNORS or frame.head.form == "noun":
            continue
        inner = governed(view, frame, found)
        if inner is not None:
            taken.add(inner.head.first)
            joined = Frame(
                frame.head,
                frame.voice,
                composed(frame, inner),
                frame.complement,
                frame.kind,
                min(frame.first, inner.first),
                max(frame.after, inner.after),
                inner,
            )
            taken.add(frame.head.first)
            kept.append(joined)
    kept += [frame for frame in found if frame.head.first not in taken]
    return sorted(kept, key=lambda frame: frame.head.first)


def governed(view: View, frame: Frame, found: list[Frame]) -> Frame | None:
    """The act that a governor acts on: the noun that is its complement, or what "a ruling that had"
    governs.
    """
    if frame.complement is None or frame.kind == "list":
        return None
    for inner in found:
        if inner is frame or inner.head.sense == "absent":
            continue
        if inner.head.first == frame.complement[0] and inner.head.form == "noun":
            return inner
        follows = frame.complement[1] <= inner.head.first <= frame.complement[1] + 6
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
