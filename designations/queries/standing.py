"""Where authorities stand towards groups on a day, told in full: for a page of one group, one authority, one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from designations.domain.positions import State
from designations.models import Event, Position
from designations.queries.columns import Column
from designations.queries.coverings import Covering, Coverings, coverings, coverings_by, reaching
from designations.queries.marks import NO_MARKS, Marks, marks
from designations.queries.moments import Moment, holds

_STRENGTH = {state.value: place for place, state in enumerate(State)}

HELD = frozenset({State.LISTED.value, State.SUSPENDED.value})
"""The states in which an authority's list has a group, in force or not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An authority towards a group on a day.

    ``since`` and ``until`` (exclusive) bound the days of this state; ``act`` made it, at ``stated``; ``regimes`` are
    slugs. ``covered_by``: the bodies whose binding listings reach the group there. ``conflicts``: open ones that its
    own stop made; ``kept``: open ones in which it keeps.
    """

    group: str
    group_name: str
    authority: str
    authority_name: str
    authority_kind: str
    region: str
    state: str
    possible: bool
    mixed: bool
    political: bool
    scope: str
    grade: str
    act: str
    act_kind: str
    stated: str
    since: date | None
    until: date | None
    regimes: tuple[str, ...]
    covered_by: tuple[Covering, ...]
    conflicts: int
    kept: int


Named = tuple[int, str, str]
"""Id, slug and name of a group."""


def of_group(
    moment: Moment, group: Named, held: Sequence[Column], wings: Sequence[Named] = ()
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Every authority that says something of a group or is reached by a body that does, the strongest first.

    Beside them those that list or suspend one of its wings, surely. At most four queries.
    """
    said = _said(moment, group__in=[group[0], *(pk for pk, *_ in wings)])
    covering = coverings(moment, [group[0]])
    marked = marks(moment, [group[0]])
    found = [
        standing
        for column in held
        if (standing := _standing(group, column, said.get((group[0], column.pk)), covering, marked)) is not None
    ]
    parts = [
        standing
        for wing in wings
        for column in held
        if (row := said.get((wing[0], column.pk))) and row["state"] in HELD and not row["possible"]
        if (standing := _standing(wing, column, row, {}, marked)) is not None
    ]
    return tuple(sorted(found, key=_by_strength)), tuple(sorted(parts, key=lambda each: each.group_name))


@dataclass(frozen=True, slots=True)
class Towards:
    """Where an authority stands towards groups, the strongest first; there may be more groups than are told.

    ``surely``: how many groups it surely has in each state. ``total``: towards how many it stands.
    """

    rows: tuple[Standing, ...]
    surely: Counter[str]
    total: int


def of_authority(moment: Moment, column: Column, each: int | None = None, *, reached: bool = True) -> Towards:
    """The groups of which an authority says something, ``each`` of one state at most, and, if ``reached``, as many that
    binding listings alone reach there; without them, conflicts and coverings are left out too. At most four queries.
    """
    own = Position.objects.known_at(moment.edition).filter(holds(moment.day), authority=column.pk)
    counted: Counter[tuple[str, bool]] = Counter()
    said: list[dict[str, Any]] = []
    for row in _told(moment, _numbered(own), each):
        counted[row["state"], row["possible"]] = row["alike"]
        said.append(row)
    there = coverings_by(moment, column.bodies) if reached else {}
    covering = {pk: by for (pk, _, _), by in there.items()}
    marked = marks(moment, authority=column.pk) if reached else NO_MARKS
    spoken = set(own.filter(group__in=covering).values_list("group_id", flat=True)) if reached else set()
    silent = [group for group in there if group[0] not in spoken]
    groups = [((row["group_id"], row["group__slug"], row["group__name"]), row) for row in said]
    found = [_standing(group, column, row, covering, marked) for group, row in groups]
    found += [_standing(group, column, None, covering, marked) for group in silent]
    in_order = sorted(filter(None, found), key=lambda each: (_STRENGTH[each.state], each.group_name, each.group))
    by_state = groupby(in_order, key=lambda standing: standing.state)
    surely = Counter({state: number for (state, possible), number in counted.items() if not possible})
    return Towards(
        tuple(standing for _, alike in by_state for standing in islice(alike, each)),
        surely,
        sum(counted.values()) + len(silent),
    )


def _numbered(own: QuerySet[Position]) -> QuerySet[Any]:
    """Positions numbered by the names of their groups among those of one state, with how many these are."""
    alike: dict[str, Any] = {"partition_by": ["state", "possible"]}
    return own.annotate(
        place=Window(RowNumber(), order_by=["group__name", "group__slug"], **alike), alike=Window(Count("pk"), **alike)
    )


def _by_strength(each: Standing) -> tuple[int, bool, str]:
    return _STRENGTH[each.state], each.possible, each.authority_name


def _said(moment: Moment, **which: Any) -> dict[tuple[int, int], dict[str, Any]]:
    rows = Position.objects.known_at(moment.edition).filter(holds(moment.day), **which)
    return {(row["group_id"], row["authority_id"]): row for row in _told(moment, rows)}


def _told(moment: Moment, rows: QuerySet[Any], each: int | None = None) -> Iterator[dict[str, Any]]:
    """Positions with the acts that made them; ``each``: of numbered ones, those up to a place."""
    living = Event.objects.known_at(moment.edition).filter(act__key=OuterRef("act_id"))
    numbers = ("alike",) if "place" in rows.query.annotations else ()
    shown = rows if each is None else rows.filter(place__lte=each)
    told = shown.annotate(act_kind=Subquery(living.values("kind")[:1]), stated=Subquery(living.values("stated")[:1]))
    return iter(
        told.values(
            "group_id", "group__slug", "group__name", "authority_id", "starts", "ends", "state", "possible", "mixed",
            "political", "scope", "regimes", "act_id", "grade", "act_kind", "stated", *numbers,
        )
    )  # fmt: skip


def _standing(
    group: Named, column: Column, said: dict[str, Any] | None, covering: Coverings, marked: Marks
) -> Standing | None:
    by = reaching(column.bodies, covering.get(group[0], ()))
    if said is None and not by:
        return None
    row = said or {}
    state = row.get("state", State.UNKNOWN.value)
    place = (group[0], column.pk)
    return Standing(
        group=group[1],
        group_name=group[2],
        authority=column.code,
        authority_name=column.name,
        authority_kind=column.kind,
        region=column.region,
        state=column.state(state),
        possible=row.get("possible", False),
        mixed=row.get("mixed", False),
        political=row.get("political", False),
        scope=row.get("scope", ""),
        grade=row.get("grade", ""),
        act=row.get("act_id") or "",
        act_kind=row.get("act_kind") or "",
        stated=row.get("stated") or "",
        since=row.get("starts"),
        until=row.get("ends"),
        regimes=tuple(row.get("regimes", ())),
        covered_by=by,
        conflicts=marked.own[place],
        kept=marked.kept[place],
    )
