"""Heads that state an act: a head of one sense together with the complement that its sense asks for.

``put`` asks for a list, ``label`` for a word such as "terrorist organisation", ``lift`` for an instrument
(a ban, a
designation) and so on. What a frame says of a listing is its action; who did it and to whom comes later.
"""

from dataclasses import dataclass, replace

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
    "relist": Action.REINSTATED,
    "prolong": Action.EXTENDED,
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
    "overrule": Action.ANNULLED,
    "renew": Action.EXTENDED,
    "keep": Action.EXTENDED,
    "publish": Action.LISTED,
    "widen": Action.AMENDED,
    "stay": Action.CONFIRMED,
}
NEEDS = {
    "put": ("list", "weaklist"),
    "take": ("list", "weaklist"),
    "label": ("label", "banlabel"),
    "proscribe": (),
    "relist": (),
    "prolong": (),
    "delist": (),
    "overrule": (),
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
GOVERNORS = frozenset(("lift", "suspend", "restore", "annul", "renew", "widen", "lapse", "impose", "take"))
"""Senses that act on another act ("revoked the designation", "set aside the ruling that had removed")."""
SINGLE = 2
"""Heads of more words hold their complement themselves."""
LISTERS = frozenset(("put", "take"))
FINITE = frozenset(("past", "ed", "part", "present", "passive", "future"))
NEAR_BY = 8
WITHIN = 14
OBJECT_IS_COMPLEMENT = frozenset(("lift", "annul", "suspend", "lapse", "impose", "renew", "widen", "restore"))
"""Senses whose complement is their object, so that it stands before a passive ("the ban was lifted")."""
PENDING = frozenset(("annul", "lift"))
"""Senses whose complement may be a whole act ("annulled ... placing the group on the list")."""
STRENGTH = {
    "delist": 0.9,
    "proscribe": 0.9,
    "put": 0.9,
    "take": 0.9,
    "label": 0.88,
    "lift": 0.85,
    "suspend": 0.88,
    "restore": 0.86,
    "relist": 0.88,
    "prolong": 0.85,
    "annul": 0.85,
    "overrule": 0.8,
    "renew": 0.8,
    "keep": 0.7,
    "publish": 0.75,
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
    complete = without_rivals([*complete, *elliptic(view, complete)])
    return without_governed(view, complete)


def elliptic(view: View, found: list[Frame]) -> list[Frame]:
    """Heads that share the list of the act before them ("took one group off its list and added another")."""
    told = {frame.head.first for frame in found}
    shared = []
    for head in view.heads:
        if head.sense not in LISTERS or head.first in told or head.form not in FINITE:
            continue
        before = [
            frame
            for frame in found
            if frame.head.sense in LISTERS and frame.after <= head.first <= frame.after + NEAR_BY
        ]
        if before and before[-1].kind == "list":
            shared.append(Frame(head, voice(view, head), ACTIONS[head.sense], None, "list", head.first, head.after))
    return shared


def frame_of(view: View, head: Head) -> Frame | None:
    """The frame of a head, or None if its complement is missing."""
    how = voice(view, head)
    plain = head.form == "base" and how.begin == head.first and view.grammar.plain_present
    if plain and noun_in_disguise(view, head):
        return None
    if head.form == "noun" and how.begin < head.first and head_here(view, head, "base"):
        return None
    if head.form == "base" and view.grammar.plain_present and (how.perfect or how.pluperfect):
        return None
    if plain and head_here(view, head, "ed"):
        return None
    if head.form == "present" and head_here(view, head, "noun") and noun_follows(view, head):
        return None
    needs = NEEDS[head.sense]
    if not needs:
        label = nearest(view, head, ("label", "list"), behind=True)
        if label is not None and sponsors(view, head, label[1]):
            return None
        return Frame(
            head,
            how,
            ACTIONS[head.sense],
            label[1] if label else None,
            label[0] if label else "",
            *reach_of(head, label),
        )
    found = complement(view, head, how, needs)
    if found is None and head.sense in PENDING and head.after - head.first <= SINGLE:
        return Frame(head, how, ACTIONS[head.sense], None, "pending", head.first, head.after)
    if found is None or sponsors(view, head, found[1]):
        return None
    return Frame(head, how, ACTIONS[head.sense], found[1], found[0], *reach_of(head, found))


def noun_in_disguise(view: View, head: Head) -> bool:
    """Whether a bare verb form stands where a noun does ("their name", "the state of place")."""
    before = head.first - 1
    return (
        head_here(view, head, "noun")
        or view.has("terms.weaklist", head.first, head.after)
        or view.is_a("articles", before)
        or view.is_a("of", before)
        or view.norm(before) == "'s"
        or view.tokens[head.first].glued
    )


def noun_follows(view: View, head: Head) -> bool:
    """Whether a preposition behind a word in -s shows that it is a plural noun ("bans on")."""
    return view.is_a("of", head.after) or view.is_a("upon", head.after)


def head_here(view: View, head: Head, form: str) -> bool:
    """Whether the same word is also a head of another form ("ban" is a verb and a noun)."""
    return any(other.first == head.first and other.form == form for other in view.heads)


def reach_of(head: Head, found: tuple[str, Span] | None) -> tuple[int, int]:
    """The stretch from head to complement."""
    if found is None:
        return head.first, head.after
    return min(head.first, found[1][0]), max(head.after, found[1][1])


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
    if any(mark in ";:()" for mark in view.marks(first, after)):
        return True
    if head.sense not in {"put", "take"} and head.form != "noun" and view.has("cues.relative", first, after):
        return True
    spoiled = any(start < span[1] and span[0] < stop for start, stop in view.spans.get("terms.nolabel", []))
    return kind in {"label", "banlabel"} and spoiled


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


def score(frame: Frame) -> tuple[bool, int, int]:
    """How well a frame is supported: a near complement, a long head."""
    width = frame.after - frame.first
    kind = {"list": 0, "label": 0, "": 1}.get(frame.kind, 2)
    return (frame.kind != "pending", frame.head.after - frame.head.first, -width - 3 * kind)


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
