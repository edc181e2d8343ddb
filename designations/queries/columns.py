"""Authorities as columns: where each belongs on a day, and what its silence means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from designations.domain.acts import CoverageLevel, RegimeKind
from designations.domain.positions import State
from designations.queries.moments import Moment
from designations.queries.once import once

HARD = [kind.value for kind in RegimeKind if kind.hard]
"""The kinds of regime that make and break listings."""

_UNKNOWN = State.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class Column:
    """An authority on a day. ``unstated``: its state towards every group on which none of its acts speaks.

    ``bodies``: codes of the bodies to which it belongs then.
    """

    pk: int
    code: str
    name: str
    kind: str
    region: str
    demonym: str
    is_bloc: bool
    unstated: str
    bodies: tuple[str, ...]

    def state(self, said: str) -> str:
        """The state that a position tells: what silence means, where no act of a hard regime speaks."""
        return self.unstated if said == _UNKNOWN else said


# Written out: putting these words together anew for every matrix took longer than the database did.
_COLUMNS = """
WITH
terms AS (
    SELECT regime.authority_id, regime.id
    FROM designations_regimeterms terms JOIN designations_regime regime ON regime.id = terms.regime_id
    WHERE terms.kind = ANY(%(hard)s)
    AND terms.recorded_in <= %(edition)s AND (terms.retracted_in IS NULL OR terms.retracted_in > %(edition)s)
),
complete AS (
    SELECT DISTINCT regime_id FROM designations_coverage
    WHERE level = %(complete)s AND starts <= %(day)s AND (ends IS NULL OR ends > %(day)s)
    AND recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)
),
known AS (
    SELECT terms.authority_id, bool_and(complete.regime_id IS NOT NULL) AS whole
    FROM terms LEFT JOIN complete ON complete.regime_id = terms.id GROUP BY terms.authority_id
),
silent AS (
    SELECT DISTINCT authority_id FROM designations_noliststatement
    WHERE starts <= %(day)s AND (ends IS NULL OR ends > %(day)s)
    AND recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)
),
belongs AS (
    SELECT membership.member_id, array_agg(DISTINCT body.code::text) AS bodies
    FROM designations_membership membership JOIN designations_authority body ON body.id = membership.body_id
    WHERE (starts IS NULL OR starts <= %(day)s) AND (ends IS NULL OR ends > %(day)s)
    AND recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)
    GROUP BY membership.member_id
)
SELECT authority.id, authority.code, authority.name, authority.kind, authority.region, authority.demonym,
    EXISTS (
        SELECT FROM designations_authorityterms terms WHERE terms.authority_id = authority.id AND terms.is_bloc
        AND terms.recorded_in <= %(edition)s AND (terms.retracted_in IS NULL OR terms.retracted_in > %(edition)s)
    ),
    coalesce(known.whole, false), silent.authority_id IS NOT NULL, coalesce(belongs.bodies, ARRAY[]::text[])
FROM designations_authority authority
LEFT JOIN known ON known.authority_id = authority.id
LEFT JOIN silent ON silent.authority_id = authority.id
LEFT JOIN belongs ON belongs.member_id = authority.id
ORDER BY authority.region, authority.kind, authority.name
"""


def columns(
    moment: Moment,
    *,
    codes: Collection[str] = (),
    regions: Collection[str] = (),
    kinds: Collection[str] = (),
) -> list[Column]:
    """The authorities, by region, kind and name; what is left empty leaves none out. One query.

    ``unstated`` is ``not_listed`` where every hard regime of the authority has complete coverage on the day,
    ``no_list`` where a dated statement says that it keeps none, else ``unknown``: never inferred from silence.
    """
    wanted = {code.upper() for code in codes}
    return [
        column
        for column in _all(moment)
        if (not wanted or column.code in wanted)
        and (not regions or column.region in regions)
        and (not kinds or column.kind in kinds)
    ]


@once
def _all(moment: Moment) -> list[Column]:
    asked: dict[str, Any] = {
        "edition": moment.edition,
        "day": moment.day,
        "hard": HARD,
        "complete": CoverageLevel.COMPLETE.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, asked)
        rows = cursor.fetchall()
    return [
        Column(pk, code, name, kind, region, demonym, is_bloc, _unstated(whole, silent), tuple(bodies))
        for pk, code, name, kind, region, demonym, is_bloc, whole, silent, bodies in rows
    ]


def _unstated(whole: bool, silent: bool) -> str:
    if whole:
        return State.NOT_LISTED.value
    return State.NO_LIST.value if silent else _UNKNOWN
