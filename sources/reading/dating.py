"""Which of an article's dates belongs to an act: its day of effect, else of the decision, else of the
report.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .claims import Action
from .days import When, expressions
from .framing import Frame
from .resolving import resolve
from .views import View
from .zones import bounds

FAR = 40
NEIGHBOURS = 3
DATELINE = 6
LOOSE = frozenset(("week", "month", "year"))
"""Units of which "this ..." is no date of an act ("the fifth this year")."""
OPENING = 14
UPON = frozenset((Action.DELISTED, Action.SUSPENDED, Action.ANNULLED, Action.REINSTATED, Action.EXTENDED))
"""Acts upon a listing that stood before, so that "since 2003" is the day of another."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and how it was found; ``rank`` 0 effect, 1 beside the act, 2 of the decision, 3 publication,
    4 none.
    """

    iso: str | None
    found: str
    rank: int


UNDATED = Dated(None, "the article gives no date for it", 4)


@dataclass(frozen=True, slots=True)
class Reference:
    """The day from which relative dates are counted, and where it comes from."""

    day: date | None
    source: str


def reference(views: Sequence[View], published: date | None) -> Reference:
    """The day of publication as given, else the full date of a dateline at the head of the text."""
    if published is not None:
        return Reference(published, "published")
    for view in views:
        if view.number == 1:
            for when in expressions(view)[:1]:
                if when.unit == "day" and when.full and dateline(view, when):
                    iso = resolve(when, None, future=False)
                    return Reference(date.fromisoformat(iso) if iso else None, "dateline")
    return Reference(None, "unknown")


def dateline(view: View, when: When) -> bool:
    """Whether a date stands at the head of the text before a dash: the day of writing, not of the act."""
    return (
        view.number <= 1
        and when.first <= DATELINE
        and any(mark in "-–—" for mark in view.marks(when.after, when.after + 2))
    )


def told_on(view: View, when: When) -> bool:
    """Whether a date says when something was announced, so that it lies behind ("said on Monday it will
    ban").
    """
    return view.has("cues.reported", max(when.first - 4, 0), when.first)


def beside(view: View, frame: Frame, others: Sequence[Frame], ref: Reference, *, future: bool) -> Dated:
    """The date that stands nearest to the act in its own sentence, unless it stands nearer to something
    else.
    """
    best: tuple[int, When] | None = None
    for when in expressions(view):
        if dateline(view, when) or (
            when.offset == 0 and when.unit in LOOSE and not view.has("cues.past", when.first, when.after)
        ):
            continue
        cost = distance(view, frame, others, when)
        if cost <= FAR and (best is None or cost < best[0]):
            best = (cost, when)
    if best is None:
        return UNDATED
    when = best[1]
    ahead = (future or view.has("cues.future", max(when.first - 6, 0), when.first)) and not told_on(view, when)
    iso = resolve(when, ref.day, future=ahead)
    if iso is None:
        return UNDATED
    words = view.sentence_text((when.first, when.after))
    effect = view.has("cues.effect", max(when.first - 8, 0), when.first)
    return Dated(
        iso,
        f"“{words}” beside the act" + ("" if when.full else f", counted from {ref.source} {ref.day}"),
        0 if effect else 1,
    )


def distance(view: View, frame: Frame, others: Sequence[Frame], when: When) -> int:
    """Tokens between an act and a date, more where other acts, verbs or marks stand between."""
    own = (min(frame.first, frame.voice.begin), frame.after)
    first, after = (own[1], when.first) if when.first >= own[1] else (when.after, own[0])
    cost = max(after - first, 0)
    left, right = bounds(view, frame, others)
    if not left <= when.first < right:
        cost += 8
    cost += 12 * len(view.within("cues.elsewhere", first, after))
    if view.within("cues.elsewhere", max(when.first - 3, 0), when.first):
        cost += 12
    if frame.action in UPON and begun(view, when):
        cost += FAR
    if view.within("cues.called", max(when.first - 4, 0), when.first):
        cost += FAR
    if view.within("cues.reaction", max(when.first - 3, 0), when.after + 2) and frame.head.form != "ed":
        cost += FAR
    nearer = [
        other
        for other in others
        if other is not frame and abs(other.head.first - when.first) < abs(frame.head.first - when.first)
    ]
    between = [other for other in nearer if first <= other.head.first < after]
    return cost + 30 * len(between)


def begun(view: View, when: When) -> bool:
    """Whether a date says since when something was so ("banned since 2003")."""
    return any(view.is_a("since", place) for place in (when.first - 1, when.first - 2, when.after, when.after + 1))


def of_decision(views: Sequence[View], number: int, framed: set[int], ref: Reference, *, future: bool) -> Dated:
    """The date of a sentence nearby that speaks of the decision as such ("The order takes effect on
    Friday").
    """
    order = [*range(number + 1, number + 1 + NEIGHBOURS), *range(number - 1, number - 1 - NEIGHBOURS, -1)]
    for place in order:
        if not 0 < place < len(views):
            continue
        view = views[place]
        spoken = view.within("terms.decision", 0, OPENING) + view.within("terms.instrument", 0, OPENING)
        effect = view.within("cues.effect", 0, len(view.tokens))
        if not spoken or view.has("cues.past") or (place in framed and not effect):
            continue
        for when in expressions(view):
            near = [span for span in effect if abs(span[0] - when.first) <= 8]
            if view.within("cues.elsewhere", max(when.first - 4, 0), when.first):
                continue
            ahead = future or view.has("cues.future", 0, when.first) or view.has("cues.effect_ahead", 0, when.first)
            ahead = ahead and not told_on(view, when)
            iso = resolve(when, ref.day, future=ahead)
            if iso is not None and (near or view.has("cues.event") or view.has("cues.made")):
                words = view.sentence_text((when.first, when.after))
                return Dated(iso, f"“{words}” of the decision", 0 if near else 2)
    return UNDATED


def of_publication(ref: Reference) -> Dated:
    """The day on which the article reports the act as news; found, not stated, and said so."""
    if ref.day is None:
        return UNDATED
    return Dated(ref.day.isoformat(), f"no date in the text; {ref.source} {ref.day} as the day of the report", 3)


def age(iso: str | None, ref: Reference) -> int | None:
    """Days from the latest day of a date to the reference; None where either is unknown."""
    if iso is None or ref.day is None or "/" in iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    late = date(parts[0], parts[1] if len(parts) > 1 else 12, parts[2] if len(parts) > 2 else 28)
    return (ref.day - late).days
