"""What one page tells in full: a read of the record with the reads that stand beside it on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Value, When
from django.db.models.functions import ExtractYear, Length

from designations.models import Citation, Event, Trouble
from designations.queries import (
    authorities,
    beside,
    conflicts,
    contested,
    events,
    groups,
    growth,
    home,
    listings,
    regimes,
)
from designations.queries.absent import Absent
from designations.queries.beside import Beside
from designations.queries.columns import columns
from designations.queries.conflict_rows import ConflictRow
from designations.queries.contested import Contested
from designations.queries.coverage import RegimeCoverage, coverage
from designations.queries.events import EventRow
from designations.queries.growth import Growth, Turnover
from designations.queries.home import Home
from designations.queries.listings import PeriodRow
from designations.queries.moments import Moment
from designations.queries.pages import Cut, Page
from designations.queries.standing import Standing, of_group
from designations.queries.wings import Wing, wings

PANELS = 14
"""How many authorities the first page charts."""

OF_NOTE = 3
"""Of how many groups the first page tells a conflict."""

READ = 6
"""From how many conflicts these are chosen."""

ROWS = 500
"""Rows of each part of a page of an authority or a list at most."""


@dataclass(frozen=True, slots=True)
class Front:
    """The first page with the groups that are contested most, and the growth of the largest lists. ``of_note``: a
    conflict of each of some groups, those first whose other side was seen to keep, with the others of its group and
    rule.
    """

    home: Home
    of_note: tuple[tuple[ConflictRow, tuple[ConflictRow, ...]], ...]
    contested: Contested
    growth: tuple[Growth, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cell opened: where an authority stands towards a group, and the acts behind it, the latest first.

    ``covering``: the acts that opened the listings of bodies that reach it. ``conflicts``: open ones it is a
    party of. ``wings``: those of the group that it surely lists.
    """

    group: str
    group_name: str
    authority: str
    authority_name: str
    standing: Standing | None
    unstated: str
    acts: tuple[EventRow, ...]
    covering: tuple[EventRow, ...]
    conflicts: tuple[ConflictRow, ...]
    wings: tuple[Wing, ...]


@dataclass(frozen=True, slots=True)
class ConflictPortrait:
    """A conflict with the periods and acts of its parties; ``beside``: the others that the same act began."""

    conflict: ConflictRow
    stopping: EventRow | None
    opening: tuple[EventRow, ...]
    periods: tuple[PeriodRow, ...]
    acts: tuple[EventRow, ...]
    beside: tuple[ConflictRow, ...]


@dataclass(frozen=True, slots=True)
class AuthorityPortrait:
    """An authority with the conflicts of which it is a party, the entries and exits of its lists, and how they compare
    with those of others; of much, the first rows and how many there are.
    """

    detail: authorities.AuthorityDetail
    conflicts: Page[ConflictRow]
    turnover: Turnover
    beside: Beside


@dataclass(frozen=True, slots=True)
class RegimePortrait:
    """A regime with its entries and exits, and the conflicts in which an authority stopped or keeps under it, the first
    of many. ``unread``: the acts that opened its periods and that no read citation bears out. ``beside``: how it
    compares with the lists of other authorities; None where it makes and breaks no listing.
    """

    detail: regimes.RegimeDetail
    unread: frozenset[str]
    turnover: Turnover
    conflicts: tuple[ConflictRow, ...]
    beside: Beside | None


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the record is unsure of at the edition, and what it claims to cover.

    ``unverified``: acts that no read citation bears out. ``precisions``: acts by how their date is stated.
    ``troubles``: by kind.
    """

    acts: int
    unverified: int
    precisions: tuple[tuple[str, int], ...]
    troubles: tuple[tuple[str, int], ...]
    coverage: tuple[RegimeCoverage, ...]


def front(moment: Moment) -> Front:
    """The first page. Four queries more than the home it holds."""
    found = home.home(moment, conflicts_of_note=READ)
    return Front(
        found,
        _of_note(found.of_note),
        contested.contested(moment),
        growth.growth(moment, since=home.FIRST_YEAR, limit=PANELS),
    )


def _of_note(found: Iterable[ConflictRow]) -> tuple[tuple[ConflictRow, tuple[ConflictRow, ...]], ...]:
    gathered: dict[str, list[ConflictRow]] = {}
    for each in sorted(found, key=lambda each: each.presumed_only):
        gathered.setdefault(each.group, []).append(each)
    return tuple(
        (first, tuple(each for each in others if each.rule == first.rule))
        for first, *others in list(gathered.values())[:OF_NOTE]
    )


def evidence(moment: Moment, slug: str, code: str) -> Evidence:
    """What is behind a cell. Raises Absent, or ReadAs where the group is unified."""
    group, _ = groups.named(moment, slug)
    held = columns(moment, codes=[code])
    if not held:
        raise Absent(f"The record holds no authority '{code}'.")
    stands, _ = of_group(moment, (group.pk, group.slug, group.name), held)
    standing = next(iter(stands), None)
    own = events.Wanted(groups=(group.slug,), authorities=(code,), whole_history=True)
    reaching = tuple(each.act for each in standing.covered_by) if standing else ()
    wanted = conflicts.Wanted(group=group.slug, authority=code, open=True)
    return Evidence(
        group.slug,
        group.name,
        code,
        held[0].name,
        standing,
        held[0].unstated,
        events.events(moment, own).rows,
        events.events(moment, events.Wanted(acts=reaching, whole_history=True)).rows if reaching else (),
        conflicts.conflicts(moment, wanted).rows,
        wings(moment, [group.pk]).get((group.slug, code), ()),
    )


def conflict(moment: Moment, key: str) -> ConflictPortrait:
    """A conflict with all that proves it. Raises Absent."""
    found = conflicts.conflict(moment, key)
    lists = tuple({found.regime, *(party.regime for party in found.parties)})
    named = tuple({found.group, *(party.group for party in found.parties)})
    acts = events.events(moment, events.Wanted(groups=named, regimes=lists, whole_history=True)).rows
    opened = {party.opened_by for party in found.parties} - {found.act}
    beside = conflicts.conflicts(moment, conflicts.Wanted(acts=(found.act,), whole_history=True)).rows
    return ConflictPortrait(
        conflict=found,
        stopping=next((each for each in acts if each.act == found.act), None),
        opening=tuple(each for each in acts if each.act in opened),
        periods=listings.listings(moment, listings.Wanted(groups=named, regimes=lists, whole_history=True)).rows,
        acts=acts,
        beside=tuple(each for each in beside if each.key != key),
    )


def authority(moment: Moment, code: str, *, rows: int = ROWS) -> AuthorityPortrait:
    """An authority, with so many rows of each part at most. Raises Absent."""
    detail = authorities.outlined(moment, code, each=rows)
    code = detail.row.code
    [column] = columns(moment, codes=[code])
    return AuthorityPortrait(
        detail,
        conflicts.conflicts(moment, conflicts.Wanted(authority=code), Cut(rows), weightiest=True),
        growth.turnover(moment, authority=code),
        beside.of_authority(moment, column),
    )


def regime(moment: Moment, slug: str, *, rows: int = ROWS) -> RegimePortrait:
    """A regime, with so many rows of each part at most. Raises Absent."""
    detail = regimes.regime(moment, slug, rows)
    slug = detail.row.regime.slug
    told = conflicts.Wanted(regime=slug)
    unread, turnover = _acts(moment, slug, {each.opened_by for each in (*detail.standing, *detail.past)})
    return RegimePortrait(
        detail,
        unread,
        turnover,
        conflicts.conflicts(moment, told, Cut(rows, counted=False), weightiest=True).rows,
        beside.of_regime(moment, detail.row) if detail.row.regime.hard else None,
    )


def _acts(moment: Moment, regime: str, opening: set[str]) -> tuple[frozenset[str], Turnover]:
    """Of the acts of a regime: which among some no read citation bears out, and entries and exits. One query."""
    # Those that are shown are told one by one, by their keys, all others by how many are alike.
    key = Case(When(act__key__in=opening, then="act__key"), default=Value(""))
    read = Case(When(act__key__in=opening, then=_read(moment)), default=Value(True))
    year = Case(When(latest__lte=moment.day, then=ExtractYear("latest")), default=Value(0))
    rows = Event.objects.known_at(moment.edition).filter(regime__slug=regime)
    told = rows.values_list(key, read, "effect", year).annotate(Count("pk"))
    acts = list(told)
    return (
        frozenset(act for act, is_read, *_ in acts if not is_read),
        growth.turnover_of((effect, year, number) for _, _, effect, year, number in acts if year),
    )


def doubts(moment: Moment) -> Doubts:
    """What is unverified, coarse, disputed or unfit at the edition, and every claim of coverage."""
    told = _precisions(moment)
    troubles = Trouble.objects.known_at(moment.edition).values_list("kind").annotate(Count("pk")).order_by("kind")
    return Doubts(
        sum(number for _, number in told),
        Event.objects.known_at(moment.edition).exclude(_read(moment)).count(),
        told,
        tuple(troubles),
        tuple(each for each in coverage(moment) if each.spans),
    )


def _read(moment: Moment) -> Exists:
    return Exists(Citation.objects.known_at(moment.edition).filter(event=OuterRef("pk"), read=True))


def _precisions(moment: Moment) -> tuple[tuple[str, int], ...]:
    """Acts by how their date is stated, the finest first. One query."""
    length = Case(When(stated__contains="/", then=Value(0)), default=Length("stated"))
    rows = Event.objects.known_at(moment.edition).values_list(length).annotate(Count("pk"))
    counted = {"day": 0, "month": 0, "year": 0, "span": 0}
    for letters, number in rows:
        counted[{0: "span", 4: "year", 7: "month"}.get(letters, "day")] += number
    return tuple(counted.items())
