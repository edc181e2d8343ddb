"""What publishing an act would change, in lines for whoever is about to do it. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from designations.actions.acts import as_domain, misfit_sentence
from designations.actions.statements import ActStatement
from designations.domain.conflicts import Conflict
from designations.domain.periods import Bound, Period
from designations.models import Authority, Ledger
from designations.projection import Preview, preview

NO_KEY_YET = "0"
"""Stands for the key of an act that is not recorded; every key is longer."""


def consequences(act: ActStatement, key: str = NO_KEY_YET) -> tuple[str, ...]:
    """Periods and conflicts that would begin, change or end, and what would not fit. ``key``: of a known act."""
    told = preview(as_domain(act, key), act.group.pk, Ledger.objects.get().edition)
    return tuple(_lines(act, key, told)) or ("Nothing else changes: no period and no conflict depends on it.",)


def _lines(act: ActStatement, key: str, told: Preview) -> Iterator[str]:
    for misfit in told.misfits:
        yield misfit_sentence(misfit, act) if misfit.act == key else f"Act {misfit.act} of this listing no longer fits."
    for period in told.periods_before:
        if period not in told.periods_after:
            yield f"No longer so: {_period(period)}."
    for period in told.periods_after:
        if period not in told.periods_before:
            yield f"Then: {_period(period)}."
    for doubt in told.doubts:
        yield f"In doubt: {doubt.why.replace('_', ' ')} ({len(doubt.acts)} acts)."
    names = dict(Authority.objects.values_list("code", "name"))
    for conflict in told.conflicts_opened:
        yield f"A conflict begins: {_conflict(conflict, names)}."
    for conflict in told.conflicts_closed:
        yield f"A conflict ends: {_conflict(conflict, names)}."


def _period(period: Period) -> str:
    until = f"until {_bound(period.ends)}" if period.ends else "until further notice"
    scope = "" if period.scope.value == "whole" else f", {period.scope.value.replace('_', ' ')}"
    standing = period.standing.value.replace("_", " ")
    return f"{period.regime} on {period.group} {standing} from {_bound(period.starts)} {until}{scope}"


def _bound(bound: Bound) -> str:
    if bound.earliest == bound.latest:
        return str(bound.earliest)
    return f"between {bound.earliest or 'an unknown day'} and {bound.latest or 'an unknown day'}"


def _conflict(conflict: Conflict, names: dict[str, str]) -> str:
    keepers = sorted({names.get(party.authority, party.authority) for party in conflict.parties})
    stops = names.get(conflict.authority or "", "one list")
    return f"{conflict.rule.value}, {stops} beside {', '.join(keepers)}"
