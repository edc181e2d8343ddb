"""Groups: who they are in the record, who lists them, and how all of it is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from designations.domain.acts import RelationKind
from designations.domain.positions import State
from designations.models import Conflict, Group, Name, Position, Relation, Trouble
from designations.models.names import search_key
from designations.queries import conflicts as conflict_queries
from designations.queries import events as event_queries
from designations.queries import listings as listing_queries
from designations.queries.absent import Absent, ReadAs
from designations.queries.columns import columns
from designations.queries.conflict_rows import ConflictRow
from designations.queries.identity import Identity, identity
from designations.queries.marks import in_conflict
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page
from designations.queries.standing import Named, Standing, of_group

FEW = 1000
"""Groups up to which what is said of them is read of each, and not of all."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a list. ``listed_by`` and ``suspended_by``: authorities whose own list holds it on the day, surely.

    ``conflicts``: those of default views that are open on the day.
    """

    slug: str
    name: str
    description: str
    countries: tuple[str, ...]
    wikidata: str
    listed_by: int
    suspended_by: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name; ``of``: slug of the group it was recorded for."""

    text: str
    script: str
    language: str
    kind: str
    of: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """The group's relation to another: ``outward`` reads "group is KIND other", else "other is KIND group".

    ``on_day``: whether it surely stood on the day read. ``checked``: whether its kind was verified.
    """

    kind: str
    outward: bool
    other: str
    other_name: str
    starts_stated: str
    ends_stated: str
    on_day: bool
    checked: bool
    note: str


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """Trouble in the record: a ``dispute`` over a date, a ``doubt`` about an order, a ``misfit``."""

    kind: str
    regime: str
    acts: tuple[str, ...]
    why: str
    dates: tuple[str, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class GroupDetail:
    """A group with everything that the record says of it, before the day read and after it.

    ``absorbed``: slugs of groups that are read as it. ``standing``, of the group itself, and ``wings``, where own lists
    hold its wings, are of the day.
    """

    slug: str
    name: str
    description: str
    wikidata: str
    countries: tuple[str, ...]
    note: str
    absorbed: tuple[str, ...]
    names: tuple[NameRow, ...]
    relations: tuple[RelationRow, ...]
    standing: tuple[Standing, ...]
    wings: tuple[Standing, ...]
    periods: tuple[listing_queries.PeriodRow, ...]
    events: tuple[event_queries.EventRow, ...]
    conflicts: tuple[ConflictRow, ...]
    troubles: tuple[TroubleRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groups are wanted; what is left empty leaves nothing out.

    ``name``: words that some name contains, in any script. ``listed_by``: codes of authorities, all of which list it on
    the day. ``state``: some authority is in it on the day. ``in_conflict``: with an open conflict.
    """

    name: str = ""
    countries: tuple[str, ...] = ()
    listed_by: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    in_conflict: bool = False
    slugs: tuple[str, ...] = ()


def groups(moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Page[GroupRow]:
    """The groups that are read as themselves, by name. At most five queries."""
    known_as = identity(moment)
    rows = _filtered(moment, wanted or Wanted(), known_as).order_by("name", "slug")
    total = rows.count() if cut.counts else None
    held = list(rows.values("pk", "slug", "name", "description", "countries", "wikidata")[cut.slice])
    some = [row["pk"] for row in held] if len(held) <= FEW else None
    states = _states(moment, some)
    open_conflicts = in_conflict(moment, some)
    found = tuple(
        GroupRow(
            slug=row["slug"],
            name=row["name"],
            description=row["description"],
            countries=split(row["countries"]),
            wikidata=row["wikidata"],
            listed_by=states[row["pk"]][State.LISTED.value],
            suspended_by=states[row["pk"]][State.SUSPENDED.value],
            conflicts=open_conflicts[row["pk"]],
        )
        for row in held
    )
    return Page(found, len(found) if total is None else total)


def group(moment: Moment, slug: str) -> GroupDetail:
    """The group of a slug. Some fifteen queries, whatever its size. Raises Absent, or ReadAs where it is unified."""
    found, known_as = named(moment, slug)
    members = known_as.members(found.pk)
    about = _about(moment, members, known_as)
    standing, wings = of_group(moment, (found.pk, found.slug, found.name), columns(moment), about.wings)
    return GroupDetail(
        slug=found.slug,
        name=found.name,
        description=found.description,
        wikidata=found.wikidata,
        countries=split(found.countries),
        note=found.note,
        absorbed=tuple(known_as.slugs[pk] for pk in members[1:]),
        names=about.names,
        relations=about.relations,
        standing=standing,
        wings=wings,
        periods=listing_queries.listings(moment, listing_queries.Wanted(groups=(slug,), whole_history=True)).rows,
        events=event_queries.events(moment, event_queries.Wanted(groups=(slug,), whole_history=True)).rows,
        conflicts=conflict_queries.conflicts(moment, conflict_queries.Wanted(group=slug, whole_history=True)).rows,
        troubles=about.troubles,
    )


def named(moment: Moment, slug: str) -> tuple[Group, Identity]:
    """The group that a slug names, and the identities of the edition. Raises Absent, ReadAs."""
    found = Group.objects.filter(slug=slug.lower()).first()
    if found is None:
        raise Absent(f"The record holds no group '{slug}'.")
    known_as = identity(moment)
    if found.pk in known_as.into:
        raise ReadAs(known_as.slugs[known_as.into[found.pk]])
    return found, known_as


def split(codes: str) -> tuple[str, ...]:
    """Codes written in one text, parted by semicolons."""
    return tuple(code.strip() for code in codes.split(";") if code.strip())


def _filtered(moment: Moment, wanted: Wanted, known_as: Identity) -> QuerySet[Group]:
    rows = Group.objects.exclude(pk__in=list(known_as.into))
    if wanted.slugs:
        slugs = {slug.lower() for slug in wanted.slugs}
        rows = rows.filter(Q(slug__in=slugs) | Q(pk__in=known_as.read_as(slugs)))
    if wanted.name:
        rows = rows.filter(has_name(wanted.name, known_as))
    if wanted.countries:
        rows = rows.filter(in_countries(wanted.countries))
    said = Position.objects.known_at(moment.edition).filter(holds(moment.day), group=OuterRef("pk"))
    for code in wanted.listed_by:
        rows = rows.filter(Exists(said.filter(authority__code=code.upper(), state=State.LISTED.value)))
    if wanted.states:
        rows = rows.filter(Exists(said.filter(state__in=wanted.states)))
    if wanted.in_conflict:
        clashing = Conflict.objects.known_at(moment.edition).filter(
            holds(moment.day), starts__lte=moment.day, by_default=True, group=OuterRef("pk")
        )
        rows = rows.filter(Exists(clashing))
    return rows


def has_name(words: str, known_as: Identity) -> Q:
    """Groups some name of which, or of a group read as them, contains words, in any script."""
    names = Name.objects.filter(search_key__contains=search_key(words))
    if not known_as.into:
        return Q(Exists(names.filter(group=OuterRef("pk"))))
    absorbed = names.filter(group__in=list(known_as.into)).values_list("group_id", flat=True)
    above = {known_as.into[pk] for pk in absorbed}
    return Q(Exists(names.filter(group=OuterRef("pk")))) | Q(pk__in=above)


def in_countries(codes: Collection[str]) -> Q:
    """Groups active in one of some countries."""
    named_there = Q(pk__in=[])
    for code in codes:
        named_there |= Q(countries__contains=code.upper())
    return named_there


def _states(moment: Moment, some: list[int] | None) -> dict[int, Counter[str]]:
    rows = Position.objects.known_at(moment.edition).filter(holds(moment.day), possible=False)
    if some is not None:
        rows = rows.filter(group__in=some)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, state, number in rows.values_list("group_id", "state").annotate(Count("pk")):
        found[pk][state] = number
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What stands beside the listings of a group and of all that are read as it, in the order of the members."""

    names: tuple[NameRow, ...]
    relations: tuple[RelationRow, ...]
    wings: tuple[Named, ...]
    troubles: tuple[TroubleRow, ...]


def _about(moment: Moment, members: list[int], known_as: Identity) -> _About:
    """Names, the group's own first, relations to others, and troubles of its listings. One query."""
    names = Name.objects.filter(group=OuterRef("pk")).values(
        it=JSONObject(text="text", script="script", language="language", kind="kind", of="group__slug")
    )
    troubles = Trouble.objects.known_at(moment.edition).filter(listing__group=OuterRef("pk")).order_by("kind", "key")
    told = JSONObject(
        kind="kind", regime="listing__regime__slug", acts="acts", why="why", dates="dates", settled="settled"
    )
    related = Relation.objects.known_at(moment.edition).filter(Q(group=OuterRef("pk")) | Q(other=OuterRef("pk")))
    rows = Group.objects.filter(pk__in=members).annotate(
        called=ArraySubquery(names),
        troubled=ArraySubquery(troubles.values(it=told)),
        related=ArraySubquery(related.values(it=JSONObject(**{name: name for name in _RELATION}))),
    )
    held = {pk: found for pk, *found in rows.values_list("pk", "called", "troubled", "related")}
    kinds = ["primary", "acronym", "original"]
    named = [
        NameRow(**name)
        for pk in members
        for name in sorted(
            held[pk][0],
            key=lambda it: (kinds.index(it["kind"]) if it["kind"] in kinds else len(kinds), it["kind"], it["text"]),
        )
    ]
    own = [
        TroubleRow(**{**trouble, "acts": tuple(trouble["acts"]), "dates": tuple(trouble["dates"])})
        for trouble in held[members[0]][1]
    ]
    relations = _relations(moment, members, [held[pk][2] for pk in members], known_as)
    wings = {
        known_as.into.get(pk, pk): row
        for pk, row in relations
        if row.kind == RelationKind.WING_OF.value and not row.outward and row.on_day
    }
    return _About(
        tuple(named),
        tuple(row for _, row in relations),
        tuple((pk, row.other, row.other_name) for pk, row in wings.items()),
        tuple(own),
    )


_RELATION = (
    "pk", "group_id", "group__slug", "group__name", "kind", "other_id", "other__slug", "other__name", "starts_stated",
    "ends_stated", "starts", "ends", "checked", "note",
)  # fmt: skip


def _relations(
    moment: Moment, members: list[int], told: Iterable[list[dict[str, Any]]], known_as: Identity
) -> list[tuple[int, RelationRow]]:
    """Relations to groups outside, each with the id of the other."""
    rows = {row["pk"]: row for of_member in told for row in of_member}
    return [
        (
            row["other_id"] if row["group_id"] in members else row["group_id"],
            _relation(row, row["group_id"] in members, moment.day, known_as),
        )
        for row in sorted(rows.values(), key=lambda row: (row["kind"], row["pk"]))
        if not (row["group_id"] in members and row["other_id"] in members)
    ]


def _relation(row: Any, outward: bool, day: date, known_as: Identity) -> RelationRow:
    side = "other" if outward else "group"
    top = known_as.into.get(row[f"{side}_id"])
    # Days as JSON tells them, in an order that is theirs as text too.
    begun = row["starts"] is None or row["starts"] <= day.isoformat()
    return RelationRow(
        kind=row["kind"],
        outward=outward,
        other=known_as.slugs[top] if top is not None else row[f"{side}__slug"],
        other_name=row[f"{side}__name"],
        starts_stated=row["starts_stated"],
        ends_stated=row["ends_stated"],
        on_day=begun and (row["ends"] is None or day.isoformat() < row["ends"]),
        checked=row["checked"],
        note=row["note"],
    )
