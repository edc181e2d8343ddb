"""The whole record, or all of one group, row after row as an edition knew it.

Many thousand rows are read in parts, so that what is held at a time does not grow with the record. The parts are those
of the other reads: an act is told here as it is told anywhere. ``group`` is the slug of one that is read as itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from designations.models import Authority, Conflict, Event, Group, Name, Period, Regime
from designations.queries import conflict_rows, conflicts, events, listings
from designations.queries.columns import columns
from designations.queries.conflict_rows import ConflictRow, Party
from designations.queries.descriptions import AUTHORITY, GROUP, REGIME, descriptions
from designations.queries.events import CitationRow, EventRow
from designations.queries.groups import split
from designations.queries.identity import identity
from designations.queries.instruments import instruments
from designations.queries.listings import PeriodRow
from designations.queries.matrix import Cell, matrix
from designations.queries.moments import Moment
from designations.queries.selection import Selection

PART = 500
"""How many rows are read at a time."""

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """An authority; ``unstated`` and ``bodies`` are of the day."""

    code: str
    name: str
    kind: str
    iso3: str
    cow: str
    region: str
    demonym: str
    is_bloc: bool
    bodies: tuple[str, ...]
    unstated: str
    note: str


@dataclass(frozen=True, slots=True)
class RegimeEntry:
    """A legal list."""

    slug: str
    authority: str
    name: str
    short_name: str
    legal_basis: str
    kind: str
    binds_members: bool
    binds_ground: str
    started_on: str
    official_url: str
    program_keys: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group that is read as itself; ``names`` are all that it or a group read as it goes by."""

    slug: str
    name: str
    names: tuple[str, ...]
    absorbed: tuple[str, ...]
    countries: tuple[str, ...]
    wikidata: str
    description: str
    note: str


@dataclass(frozen=True, slots=True)
class CitationEntry:
    """A citation with the key of its act."""

    act: str
    citation: CitationRow


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A keeper with the key of its conflict."""

    conflict: str
    party: Party


@dataclass(frozen=True, slots=True)
class CellEntry:
    """A cell, with the slugs of the binding lists that reach it."""

    cell: Cell
    covered_by: tuple[str, ...]


def authorities(moment: Moment) -> Iterator[AuthorityEntry]:
    """Every authority, by code. Three queries."""
    then = descriptions(moment)
    held = {column.code: column for column in columns(moment)}
    told = ("name", "kind", "iso3", "cow", "region", "demonym", "note")
    for row in Authority.objects.order_by("code").values("code", *told):
        code = row.pop("code")
        if then.knows(AUTHORITY, code):
            column = held[code]
            yield AuthorityEntry(
                code=code,
                is_bloc=column.is_bloc,
                bodies=tuple(sorted(column.bodies)),
                unstated=column.unstated,
                **then.undone(AUTHORITY, code, row),
            )


def regimes(moment: Moment) -> Iterator[RegimeEntry]:
    """Every legal list that the edition knows, by slug. Three queries."""
    then = descriptions(moment)
    known = instruments(moment)
    told = ("name", "short_name", "legal_basis", "binds_ground", "started_on", "official_url", "program_keys", "note")
    for row in Regime.objects.filter(slug__in=list(known)).order_by("slug").values("slug", *told):
        slug = row.pop("slug")
        was = then.undone(REGIME, slug, row)
        yield RegimeEntry(
            **{**was, "program_keys": split(was["program_keys"])},
            slug=slug,
            authority=known[slug].authority,
            kind=known[slug].kind,
            binds_members=known[slug].binds_members,
        )


def groups(moment: Moment, group: str = "") -> Iterator[GroupEntry]:
    """Every group that is read as itself, by slug."""
    then = descriptions(moment)
    known_as = identity(moment)

    def read(part: list[int]) -> Iterator[GroupEntry]:
        members = {pk: known_as.members(pk) for pk in part}
        called: dict[int, list[str]] = {}
        every = [each for of_group in members.values() for each in of_group]
        for pk, text in Name.objects.filter(group__in=every).values_list("group_id", "text"):
            called.setdefault(pk, []).append(text)
        slugs = dict(Group.objects.filter(pk__in=every).values_list("pk", "slug"))
        told = ("name", "countries", "wikidata", "description", "note")
        for row in Group.objects.filter(pk__in=part).order_by("slug").values("pk", "slug", *told):
            pk, slug = row.pop("pk"), row.pop("slug")
            was = then.undone(GROUP, slug, row)
            names = [
                name
                for each in members[pk]
                for name in sorted(then.undone(GROUP, slugs[each], {"names": called.get(each, [])})["names"])
            ]
            yield GroupEntry(
                **{**was, "countries": split(was["countries"])},
                slug=slug,
                names=tuple(dict.fromkeys(names)),
                absorbed=tuple(sorted(slugs[each] for each in members[pk][1:])),
            )

    rows = _groups(moment, group)
    return (entry for entry in _in_parts(rows.order_by("slug"), read) if then.knows(GROUP, entry.slug))


def acts(moment: Moment, group: str = "") -> Iterator[EventRow]:
    """Every living statement of an act, before the day and after it, by group, list and date."""
    known_as = identity(moment)
    order = ("group__slug", "regime__slug", Coalesce("earliest", "latest"), "act__key")
    rows = Event.objects.known_at(moment.edition)
    if group:
        rows = rows.filter(events.of_groups((group,), known_as))

    def read(part: list[int]) -> Iterable[EventRow]:
        return events.read(moment, Event.objects.filter(pk__in=part).order_by(*order), known_as)

    return _named_then(moment, _in_parts(rows.order_by(*order), read))


def citations(moment: Moment, group: str = "") -> Iterator[CitationEntry]:
    """All evidence of the acts, in their order."""
    return (CitationEntry(act.act, citation) for act in acts(moment, group) for citation in act.citations)


def periods(moment: Moment, group: str = "") -> Iterator[PeriodRow]:
    """Every period of a listing, before the day and after it, by list, group and beginning."""
    rows = Period.objects.known_at(moment.edition)
    if group:
        rows = rows.filter(listing__group__in=_groups(moment, group))
    ordered = rows.order_by("listing__regime__slug", "listing__group__slug", "starts_latest", "opened_by__key")

    def read(part: list[int]) -> Iterable[PeriodRow]:
        found = listings.listings(moment, listings.Wanted(ids=tuple(part), whole_history=True)).rows
        return sorted(
            found, key=lambda it: (it.regime, it.group, it.starts_latest is None, it.starts_latest, it.opened_by)
        )

    return _named_then(moment, _in_parts(ordered, read))


def clashes(moment: Moment, group: str = "") -> Iterator[ConflictRow]:
    """Every conflict, before the day and after it, by key."""
    then = descriptions(moment)

    def read(part: list[int]) -> Iterable[ConflictRow]:
        return conflict_rows.read(moment, Conflict.objects.filter(pk__in=part).order_by("key"), then)

    rows = Conflict.objects.known_at(moment.edition)
    return _in_parts((rows.filter(conflicts.of_group(group)) if group else rows).order_by("key"), read)


def parties(moment: Moment, group: str = "") -> Iterator[PartyEntry]:
    """All keepers of the conflicts, in the order of these."""
    return (PartyEntry(each.key, party) for each in clashes(moment, group) for party in each.parties)


def cells(moment: Moment, group: str = "") -> Iterator[CellEntry]:
    """The cells of the day in which an act speaks, by group and authority."""

    def read(part: list[int]) -> Iterable[CellEntry]:
        rows = Group.objects.filter(pk__in=part)
        known = {pk: (slug, name) for pk, slug, name in rows.values_list("pk", "slug", "name")}
        found = matrix(moment, Selection(covered=False), known).cells
        for cell in sorted(found, key=lambda cell: (cell.group, cell.authority)):
            yield CellEntry(cell, tuple(sorted({each.regime for each in cell.covered_by})))

    return _in_parts(_groups(moment, group).order_by("slug"), read)


def counts(moment: Moment) -> dict[str, int]:
    """How many rows each read has. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"edition": moment.edition, "day": moment.day})
        [row] = cursor.fetchall()
        return {column.name: count for column, count in zip(cursor.description or (), row, strict=True)}


_LIVING = "recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)"
_KNOWN = "known_from <= %(edition)s AND (known_until IS NULL OR known_until > %(edition)s)"
_THEN = """NOT EXISTS (
    SELECT FROM designations_change WHERE edition > %(edition)s AND kind = '{}_registered' AND subject = {}
)"""
_COUNTS = f"""
SELECT
    (SELECT count(*) FROM designations_authority WHERE {_THEN.format("authority", "code")}) AS authorities,
    (SELECT count(*) FROM designations_regimeterms WHERE {_LIVING}) AS regimes,
    (SELECT count(*) FROM designations_group held WHERE {_THEN.format("group", "slug")} AND NOT EXISTS (
        SELECT FROM designations_unification WHERE group_id = held.id AND {_LIVING}
    )) AS groups,
    (SELECT count(*) FROM designations_event WHERE {_LIVING}) AS acts,
    (SELECT count(*) FROM designations_citation WHERE {_LIVING}) AS citations,
    (SELECT count(*) FROM designations_period WHERE {_KNOWN}) AS listings,
    (SELECT count(*) FROM designations_conflict WHERE {_KNOWN}) AS conflicts,
    (SELECT count(*) FROM designations_keeper WHERE {_KNOWN}) AS parties,
    (SELECT count(*) FROM designations_position WHERE (starts IS NULL OR starts <= %(day)s)
        AND (ends IS NULL OR ends > %(day)s) AND {_KNOWN}) AS cells
"""  # noqa: S608  (of parts that stand above)


def _groups(moment: Moment, group: str) -> QuerySet[Group]:
    """The groups that are read as themselves, or the one of a slug."""
    rows = Group.objects.exclude(pk__in=list(identity(moment).into))
    return rows.filter(slug=group) if group else rows


def _in_parts(rows: QuerySet[Any], read: Callable[[list[int]], Iterable[RowT]]) -> Iterator[RowT]:
    """Rows in their order, read by id a part at a time. One query, and those of each part."""
    found = rows.values_list("pk", flat=True).iterator(chunk_size=PART)
    while part := list(islice(found, PART)):
        yield from read(part)


NamedT = TypeVar("NamedT", EventRow, PeriodRow)


def _named_then(moment: Moment, rows: Iterator[NamedT]) -> Iterator[NamedT]:
    """Rows under the names that the edition had."""
    then = descriptions(moment)
    if not then.before:
        return rows
    titles = {slug: then.instrument(held).title for slug, held in instruments(moment).items()}
    return (
        replace(
            row,
            authority_name=then.name(AUTHORITY, row.authority, row.authority_name),
            group_name=then.name(GROUP, row.group, row.group_name),
            regime_title=titles[row.regime],
        )
        for row in rows
    )
