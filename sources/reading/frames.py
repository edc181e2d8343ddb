"""Heads that state an act: a head of one sense together with the complement that its sense asks for.

``put`` asks for a list, ``label`` for a word such as "terrorist organisation", ``lift`` for an instrument
(a ban, a
designation) and so on. What a frame says of a listing is its action; who did it and to whom comes later.
"""

from .claims import Action
from .complements import NEEDS, SINGLE, complement, nearest, sponsors
from .framing import ACTIONS, Frame
from .governing import without_governed
from .views import Head, Span, View
from .voice import voice

LISTERS = frozenset(("put", "take"))
FINITE = frozenset(("past", "ed", "part", "present", "passive", "future"))
NEAR_BY = 14
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
    "overturn": 0.8,
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
    grown = head.sense == "widen" and found[0] == "list" and not view.within("terms.instrument", *found[1])
    action = Action.LISTED if grown else ACTIONS[head.sense]
    return Frame(head, how, action, found[1], found[0], *reach_of(head, found))


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
