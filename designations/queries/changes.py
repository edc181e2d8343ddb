"""The public feed: what each edition changed, in order, without gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from designations.models import Change, Conflict
from designations.queries.conflict_rows import sentences_at_ends
from designations.queries.editions import EditionRow, editions
from designations.queries.moments import Moment

_AFTER = re.compile(r"e?([0-9]{1,15})(?:\.([0-9]{1,9}))?")

AFTER = rf"^{_AFTER.pattern}$"
"""How a place in the feed is written, as a regular expression."""

LAST_OF_EDITION = 2**31 - 1
"""A place after all of an edition."""


class BadCursor(ValueError):
    """``after`` is no place in the feed; the message says what to write."""

    def __init__(self) -> None:
        super().__init__(
            "Write after as an edition and a place in it, such as after=17.240, or as an edition, after=17, "
            "to go on after all of it."
        )


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of the feed. ``cursor`` is its place; ``sentence`` tells a conflict as the edition knew it."""

    cursor: str
    edition: int
    seq: int
    at: datetime
    author: str
    action: str
    kind: str
    subject: str
    act: str
    group: str
    authority: str
    regime: str
    before: Any
    after: Any
    sentence: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Some entries in order. ``next``: where to go on, also where there is nothing yet; ``more``: there is."""

    rows: tuple[ChangeRow, ...]
    next: str
    more: bool


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """An edition with how many entries it has of each kind, and the first of them."""

    edition: EditionRow
    counts: Mapping[str, int]
    rows: tuple[ChangeRow, ...]

    @property
    def total(self) -> int:
        """Entries of all kinds."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Daybook:
    """Editions, the latest first; ``older``: the edition to go on with, if there is one."""

    editions: tuple[EditionChanges, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted; what is left empty leaves nothing out. ``kinds``: such as ``act_published``."""

    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


def place(after: str) -> tuple[int, int]:
    """Edition and sequence of a place in the feed; an edition alone is the place after all of it. Raises BadCursor."""
    match = _AFTER.fullmatch(after)
    if not match:
        raise BadCursor
    return int(match[1]), int(match[2]) if match[2] else LAST_OF_EDITION


def changes(moment: Moment, after: str = "", limit: int = 100, wanted: Wanted | None = None) -> Feed:
    """The entries after a place, up to the edition that is read, in order. At most eight queries. Raises BadCursor.

    Editions are committed in the order of their numbers, so nothing can appear later before a place that was read.
    """
    edition, seq = place(after) if after else (0, LAST_OF_EDITION)
    rows = Change.objects.filter(Q(edition=edition, seq__gt=seq) | Q(edition__gt=edition), edition__lte=moment.edition)
    held = _held(_filtered(rows, wanted or Wanted()).order_by("edition", "seq")[: limit + 1])
    more = len(held) > limit
    held = held[:limit]
    found = _rows(held, moment)
    if held and more:
        following = found[-1].cursor
    else:
        # All up to this edition was looked through, whatever the filters left out.
        following = str(max(edition, moment.edition)) if edition <= moment.edition else after
    return Feed(found, following, more)


def latest(moment: Moment, count: int, wanted: Wanted | None = None) -> tuple[ChangeRow, ...]:
    """The last entries up to the edition that is read, the latest first. At most eight queries."""
    rows = _filtered(Change.objects.filter(edition__lte=moment.edition), wanted or Wanted())
    return _rows(_held(rows.order_by("-edition", "-seq")[:count]), moment)


def daybook(
    moment: Moment, until: int | None = None, count: int = 20, each: int = 40, wanted: Wanted | None = None
) -> Daybook:
    """Editions up to one (left out: the one that is read), the latest first, each with what it changed: of ``count``
    editions the first ``each`` entries, conflicts before acts and acts before the rest. At most nine queries.
    """
    asked = wanted or Wanted()
    filtered = _filtered(Change.objects.filter(edition__lte=min(until or moment.edition, moment.edition)), asked)
    numbers = list(filtered.order_by("-edition").values_list("edition", flat=True).distinct()[: count + 1])
    shown = numbers[:count]
    by_number = editions(shown)
    of_shown = filtered.filter(edition__in=shown)
    counted: dict[int, dict[str, int]] = {number: {} for number in shown}
    for number, kind, total in of_shown.values_list("edition", "kind").annotate(total=Count("pk")).order_by("kind"):
        counted[number][kind] = total
    rank = Window(RowNumber(), partition_by="edition", order_by=[_WEIGHT, F("seq")])
    rows = _rows(
        _held(of_shown.annotate(rank=rank).filter(rank__lte=each).order_by("-edition", "rank")), moment, by_number
    )
    return Daybook(
        tuple(
            EditionChanges(by_number[number], counted[number], tuple(row for row in rows if row.edition == number))
            for number in shown
        ),
        numbers[count] if len(numbers) > count else None,
    )


_WEIGHT = Case(
    When(kind__startswith="conflict_", then=Value(0)),
    When(kind__startswith="act_", then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
"""What readers look for first."""


def _held(rows: QuerySet[Change]) -> list[Mapping[str, Any]]:
    return list(rows.values())


def _filtered(rows: QuerySet[Change], wanted: Wanted) -> QuerySet[Change]:
    for column, given in (
        ("kind__in", wanted.kinds),
        ("group__in", [slug.lower() for slug in wanted.groups]),
        ("authority__in", [code.upper() for code in wanted.authorities]),
        ("regime__in", wanted.regimes),
        ("act__in", wanted.acts),
        ("subject__in", wanted.subjects),
    ):
        if given:
            rows = rows.filter(**{column: given})
    return rows


def _rows(
    held: list[Mapping[str, Any]], moment: Moment, by_number: Mapping[int, EditionRow] | None = None
) -> tuple[ChangeRow, ...]:
    by_number = editions({row["edition"] for row in held}) if by_number is None else by_number
    told = _sentences(held, moment)
    return tuple(
        ChangeRow(
            cursor=f"{row['edition']}.{row['seq']}",
            edition=row["edition"],
            seq=row["seq"],
            at=by_number[row["edition"]].at,
            author=by_number[row["edition"]].author,
            action=by_number[row["edition"]].action,
            kind=row["kind"],
            subject=row["subject"],
            act=row["act"],
            group=row["group"],
            authority=row["authority"],
            regime=row["regime"],
            before=row["before"],
            after=row["after"],
            sentence=told.get((row["subject"], row["edition"]), ""),
        )
        for row in held
    )


def _sentences(held: list[Mapping[str, Any]], moment: Moment) -> Mapping[tuple[str, int], str]:
    """By conflict and edition: as the edition told it, or, where it withdrew it, as it was told last."""
    places = [(row["subject"], row["edition"]) for row in held if row["kind"].startswith("conflict_")]
    if not places:
        return {}
    numbers = {edition for _, edition in places}
    near = Conflict.objects.filter(
        Q(known_from__in=numbers) | Q(known_until__in=numbers), key__in={key for key, _ in places}
    )
    return sentences_at_ends(moment, near, numbers)
