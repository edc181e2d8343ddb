"""Authorities as columns: where each belongs on a day, and what its silence means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from designations.domain.acts import CoverageLevel, RegimeKind
from designations.domain.positions import State
from designations.models import (
    Authority,
    AuthorityTerms,
    Coverage,
    Membership,
    NoListStatement,
    RegimeTerms,
)
from designations.queries.moments import Moment, holds

HARD = [kind.value for kind in RegimeKind if kind.hard]
"""The kinds of regime that make and break listings."""


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


def columns(moment: Moment, which: Q | None = None) -> list[Column]:
    """The authorities, by region, kind and name. One query.

    ``unstated`` is ``not_listed`` where every hard regime of the authority has complete coverage on the day,
    ``no_list`` where a dated statement says that it keeps none, else ``unknown``: never inferred from silence.
    """
    edition, day = moment.edition, moment.day
    of_it: Any = OuterRef("pk")
    complete = Coverage.objects.known_at(edition).filter(
        holds(day), regime=OuterRef("regime"), level=CoverageLevel.COMPLETE.value
    )
    hard = RegimeTerms.objects.known_at(edition).filter(regime__authority=of_it, kind__in=HARD)
    belongs = Membership.objects.known_at(edition).filter(holds(day), member=of_it).order_by("body__code")
    rows = (
        Authority.objects.filter(which or Q())
        .annotate(
            is_bloc=Exists(AuthorityTerms.objects.known_at(edition).filter(authority=of_it, is_bloc=True)),
            has_hard=Exists(hard),
            has_gaps=Exists(hard.filter(~Exists(complete))),
            no_list=Exists(NoListStatement.objects.known_at(edition).filter(holds(day), authority=of_it)),
            bodies=ArraySubquery(belongs.values("body__code").distinct()),
        )
        .order_by("region", "kind", "name")
    )
    return [
        Column(pk, code, name, kind, region, demonym, is_bloc, _unstated(has_hard, has_gaps, no_list), tuple(bodies))
        for pk, code, name, kind, region, demonym, is_bloc, has_hard, has_gaps, no_list, bodies in rows.values_list(
            "pk", "code", "name", "kind", "region", "demonym", "is_bloc", "has_hard", "has_gaps", "no_list", "bodies"
        )
    ]


def _unstated(has_hard: bool, has_gaps: bool, no_list: bool) -> str:
    if has_hard and not has_gaps:
        return State.NOT_LISTED.value
    return State.NO_LIST.value if no_list else State.UNKNOWN.value
