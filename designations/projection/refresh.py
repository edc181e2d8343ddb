"""Fold what an edition touched and write the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from designations.domain.conflicts import RULES_VERSION
from designations.models import Conflict, Group, Keeper, Listing, Period, Position, Strip, Trouble
from designations.models.projections import Known
from designations.projection.deriving import KEEPER_COLUMNS, Derived, Values, derive
from designations.projection.reading import read_ledger
from designations.projection.touched import neighbours

Rows = dict[tuple[Any, ...], Values]


@dataclass
class Difference:
    """What an edition made of the derived rows: conflicts opened, changed and closed, as (key, before, after)."""

    conflicts: list[tuple[str, Values | None, Values | None]] = field(default_factory=list)
    rows: int = 0


def refresh(groups: Iterable[int], edition: int, *, everything: bool = False) -> Difference:
    """Fold ``groups`` as the ledger stands at an edition, close what is no longer true and open what is now.

    ``everything`` says that ``groups`` are all groups, so that no neighbour need be looked for.
    """
    own = set(groups)
    comparing = own if everything else neighbours(own)
    scene = own if everything else neighbours(comparing)
    ledger = read_ledger(scene, edition)
    slugs = {pk: slug for slug, pk in ledger.group_ids.items()}
    derived = derive(ledger, {slugs[pk] for pk in own}, {slugs[pk] for pk in comparing})
    difference = Difference()
    _write_periods(derived, own, edition, difference)
    _write_positions(derived, own, edition, difference)
    _write_strips(derived, own, edition, difference)
    _write_troubles(derived, own, edition, difference)
    _write_conflicts(derived, comparing, edition, difference)
    return difference


def listings(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Ids of listings by (regime, group), made where they are new."""
    wanted = set(keys)
    if not wanted:
        return {}
    groups = {group for _, group in wanted}

    def known() -> dict[tuple[int, int], int]:
        rows = Listing.objects.filter(group__in=groups).values_list("regime_id", "group_id", "pk")
        return {(regime, group): pk for regime, group, pk in rows}

    found = known()
    new = sorted(wanted - found.keys())
    if new:
        Listing.objects.bulk_create([Listing(regime_id=regime, group_id=group) for regime, group in new])
        found = known()
    return found


def _write(
    model: type[Known], stored: dict[tuple[Any, ...], tuple[int, Values]], said: Rows, edition: int
) -> tuple[list[int], list[tuple[tuple[Any, ...], Values]]]:
    """Close stored rows that are no longer said; answer their ids and what is to be opened."""
    stale = [pk for key, (pk, values) in stored.items() if said.get(key) != values]
    fresh = [(key, values) for key, values in said.items() if key not in stored or stored[key][1] != values]
    if stale:
        model._default_manager.filter(pk__in=stale).update(known_until=edition)
    return stale, fresh


_PERIOD = (
    "closed_by_id", "standing", "scope", "starts_earliest", "starts_latest", "ends_earliest", "ends_latest",
    "certain_from", "certain_until", "possible_from", "possible_until",
)  # fmt: skip
_POSITION = ("ends", "state", "possible", "mixed", "political", "scope", "regimes", "act_id", "grade")
_STRIP = ("ends", "cells", "coverings", "unsaid")
_TROUBLE = ("kind", "acts", "why", "dates", "settled")
_CONFLICT = (
    "rule", "weight", "weight_reason", "group_id", "other_group_id", "authority_id", "body_id", "regime_id", "act_id",
    "scope", "suspended", "reason", "earliest", "starts", "ends", "likeness", "grade", "presumed_only", "by_default",
    "facets",
)  # fmt: skip


def _write_periods(derived: Derived, groups: set[int], edition: int, difference: Difference) -> None:
    stored: dict[tuple[Any, ...], tuple[int, Values]] = {}
    rows = Period.objects.current().filter(listing__group__in=groups)
    for row in rows.values("pk", "listing__regime_id", "listing__group_id", "opened_by_id", "scope_of__slug", *_PERIOD):
        values = {name: row[name] for name in _PERIOD} | {"scope_of_slug": row["scope_of__slug"]}
        stored[row["listing__regime_id"], row["listing__group_id"], row["opened_by_id"]] = (row["pk"], values)
    stale, fresh = _write(Period, stored, derived.periods, edition)
    ids = listings((regime, group) for (regime, group, _), _ in fresh)
    entries = dict(
        Group.objects.filter(slug__in={values["scope_of_slug"] for _, values in fresh} - {None}).values_list(
            "slug", "pk"
        )
    )
    Period.objects.bulk_create(
        [
            Period(
                listing_id=ids[regime, group],
                opened_by_id=opener,
                scope_of_id=entries.get(values["scope_of_slug"]),
                known_from=edition,
                rules_version=RULES_VERSION,
                **{name: values[name] for name in _PERIOD},
            )
            for (regime, group, opener), values in fresh
        ],
        batch_size=2000,
    )
    difference.rows += len(stale) + len(fresh)


def _write_positions(derived: Derived, groups: set[int], edition: int, difference: Difference) -> None:
    stored: dict[tuple[Any, ...], tuple[int, Values]] = {}
    rows = Position.objects.current().filter(group__in=groups)
    for row in rows.values("pk", "group_id", "authority_id", "starts", *_POSITION):
        stored[row["group_id"], row["authority_id"], row["starts"]] = (
            row["pk"],
            {name: row[name] for name in _POSITION},
        )
    stale, fresh = _write(Position, stored, derived.positions, edition)
    Position.objects.bulk_create(
        [
            Position(
                group_id=group,
                authority_id=authority,
                starts=starts,
                known_from=edition,
                rules_version=RULES_VERSION,
                **values,
            )
            for (group, authority, starts), values in fresh
        ],
        batch_size=2000,
    )
    difference.rows += len(stale) + len(fresh)


def _write_strips(derived: Derived, groups: set[int], edition: int, difference: Difference) -> None:
    rows = Strip.objects.current().filter(group__in=groups).values("pk", "group_id", "starts", *_STRIP)
    stored: dict[tuple[Any, ...], tuple[int, Values]] = {
        (row["group_id"], row["starts"]): (row["pk"], {name: row[name] for name in _STRIP}) for row in rows
    }
    stale, fresh = _write(Strip, stored, derived.strips, edition)
    Strip.objects.bulk_create(
        [
            Strip(group_id=group, starts=starts, known_from=edition, rules_version=RULES_VERSION, **values)
            for (group, starts), values in fresh
        ],
        batch_size=2000,
    )
    difference.rows += len(stale) + len(fresh)


def _write_troubles(derived: Derived, groups: set[int], edition: int, difference: Difference) -> None:
    stored: dict[tuple[Any, ...], tuple[int, Values]] = {}
    rows = Trouble.objects.current().filter(listing__group__in=groups)
    for row in rows.values("pk", "key", "listing__regime_id", "listing__group_id", *_TROUBLE):
        values = {name: row[name] for name in _TROUBLE} | {
            "listing": (row["listing__regime_id"], row["listing__group_id"])
        }
        stored[(row["key"],)] = (row["pk"], values)
    stale, fresh = _write(Trouble, stored, derived.troubles, edition)
    ids = listings(values["listing"] for _, values in fresh)
    Trouble.objects.bulk_create(
        [
            Trouble(
                key=key,
                listing_id=ids[values["listing"]],
                known_from=edition,
                rules_version=RULES_VERSION,
                **{name: values[name] for name in _TROUBLE},
            )
            for (key,), values in fresh
        ],
        batch_size=2000,
    )
    difference.rows += len(stale) + len(fresh)


def _write_conflicts(derived: Derived, groups: set[int], edition: int, difference: Difference) -> None:
    stored: dict[tuple[Any, ...], tuple[int, Values]] = {}
    rows = list(Conflict.objects.current().filter(group__in=groups).values("pk", "key", *_CONFLICT))
    parties: dict[int, list[tuple[Any, ...]]] = {row["pk"]: [] for row in rows}
    kept = Keeper.objects.filter(conflict__in=list(parties)).order_by("authority__code", "regime__slug", "group__slug")
    for row in kept.values("conflict_id", *KEEPER_COLUMNS):
        parties[row["conflict_id"]].append(tuple(row[name] for name in KEEPER_COLUMNS))
    for row in rows:
        values = {name: row[name] for name in _CONFLICT} | {"keepers": tuple(parties[row["pk"]])}
        stored[(row["key"],)] = (row["pk"], values)
    stale, fresh = _write(Conflict, stored, derived.conflicts, edition)
    made = Conflict.objects.bulk_create(
        [
            Conflict(
                key=key, known_from=edition, rules_version=RULES_VERSION, **{name: values[name] for name in _CONFLICT}
            )
            for (key,), values in fresh
        ],
        batch_size=2000,
    )
    Keeper.objects.bulk_create(
        [
            Keeper(conflict_id=conflict.pk, **dict(zip(KEEPER_COLUMNS, party, strict=True)))
            for conflict, (_, values) in zip(made, fresh, strict=True)
            for party in values["keepers"]
        ],
        batch_size=2000,
    )
    after = {key[0]: values for key, values in fresh}
    before = {key[0]: values for key, (pk, values) in stored.items() if pk in set(stale)}
    difference.conflicts += [(key, before.get(key), after.get(key)) for key in sorted({*after, *before})]
    difference.rows += len(stale) + len(fresh)
