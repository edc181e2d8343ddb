"""Conflicts between listings, each with its parties and its sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable, RawSQL

from designations.domain.conflicts import Weight
from designations.models import Conflict, Keeper, Membership
from designations.queries.absent import Absent
from designations.queries.conflict_rows import ConflictRow, read
from designations.queries.marks import KEPT
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conflicts are wanted; what is left empty leaves nothing out.

    ``authority``: it stopped or keeps; ``with_authority``: that other one is a party too. ``bloc``: a body whose member
    stopped, or whose rule it is. ``group``: or its relative. ``groups`` and ``parties``: one of some groups is its own
    or the other, one of some authorities stopped or keeps. ``regime``: slug of a list under which one stopped or keeps.
    ``open``: on the day read. ``opened_from`` and ``opened_until``: the first and the last day of beginning.
    ``by_default``: only what default views show. ``acts``: keys of stopping acts. ``whole_history``: also those that
    began after the day. ``shut_at``: not open at that other moment. ``unlike``: open at that other moment too, of
    another edition, but with another span, likeness or grade, or other parties.
    """

    rule: tuple[str, ...] = ()
    weight: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    authority: str = ""
    with_authority: str = ""
    bloc: str = ""
    group: str = ""
    regime: str = ""
    groups: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    open: bool | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    by_default: bool | None = None
    acts: tuple[str, ...] = ()
    whole_history: bool = False
    shut_at: Moment | None = None
    unlike: Moment | None = None


def conflicts(
    moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING, *, weightiest: bool = False
) -> Page[ConflictRow]:
    """The conflicts begun by the day, as the edition knows them, the latest first. At most seven queries.

    ``weightiest``: before that, open ones first, then those of the highest weight.
    """
    asked = wanted or Wanted()
    rows = told(moment, asked, cut, weightiest=weightiest)
    return Page(rows, found(moment, asked).count() if cut.counts else len(rows))


def told(moment: Moment, wanted: Wanted, cut: Cut, *, weightiest: bool = False) -> tuple[ConflictRow, ...]:
    """The rows of ``conflicts``, without how many there are. At most six queries."""
    in_order: list[str | Combinable] = [*LATEST_FIRST]
    if weightiest:
        in_order[:0] = [Case(When(holds(moment.day), then=Value(0)), default=Value(1)), _WEIGHT]
    return read(moment, found(moment, wanted).order_by(*in_order)[cut.slice])


LATEST_FIRST = ("-starts", "rule", "key")
"""How conflicts follow each other."""

_WEIGHT = Case(
    *(When(weight=weight.value, then=Value(place)) for place, weight in enumerate(Weight)), default=Value(len(Weight))
)
"""The highest first."""


def conflict(moment: Moment, key: str) -> ConflictRow:
    """The conflict of a key as the edition knows it, begun or not. Seven queries. Raises Absent."""
    held = read(moment, Conflict.objects.known_at(moment.edition).filter(key=key))
    if not held:
        raise Absent(f"Edition {moment.edition} of the record knows no conflict '{key}'.")
    return held[0]


def versions(moment: Moment, key: str) -> tuple[ConflictRow, ...]:
    """Every form in which the conflict was known up to the edition, the latest first."""
    rows = Conflict.objects.filter(key=key, known_from__lte=moment.edition).order_by("-known_from")
    return read(moment, rows)


def found(moment: Moment, wanted: Wanted) -> QuerySet[Conflict]:
    """The conflicts wanted, in no order."""
    rows = Conflict.objects.known_at(moment.edition).filter(_when(moment, wanted), *_parties(moment, wanted))
    slugs = [slug.lower() for slug in wanted.groups]
    for given, condition in (
        (wanted.rule, Q(rule__in=wanted.rule)),
        (wanted.weight, Q(weight__in=wanted.weight)),
        (wanted.likeness, Q(likeness__in=wanted.likeness)),
        (wanted.grade, Q(grade__in=wanted.grade)),
        (wanted.acts, Q(act__key__in=wanted.acts)),
        (wanted.group, of_group(wanted.group)),
        (slugs, Q(group__slug__in=slugs) | Q(other_group__slug__in=slugs)),
        (wanted.by_default is not None, Q(by_default=wanted.by_default)),
    ):
        if given:
            rows = rows.filter(condition)
    if wanted.shut_at:
        rows = rows.filter(_shut_at(wanted.shut_at, moment))
    if wanted.unlike:
        rows = rows.filter(pk__in=RawSQL(_UNLIKE, _both(moment, wanted.unlike)))  # noqa: S611 (no value is part of it)
    return rows


def _parties(moment: Moment, wanted: Wanted) -> Iterator[Q]:
    """Who is to be a party, and in which part."""
    for code in (wanted.authority, wanted.with_authority):
        if code:
            yield _party_is([code.upper()])
    if wanted.parties:
        yield _party_is([code.upper() for code in wanted.parties])
    if wanted.bloc:
        yield _in_bloc(moment, wanted.bloc.upper())
    if wanted.regime:
        slug = wanted.regime.lower()
        yield Q(regime__slug=slug) | Q(Exists(_keepers(regime__slug=slug)))


def _when(moment: Moment, wanted: Wanted) -> Q:
    """Which beginnings and ends are wanted."""
    when = Q() if wanted.whole_history else Q(starts__lte=moment.day)
    if wanted.open is not None:
        is_open = holds(moment.day)
        when &= is_open if wanted.open else ~is_open
    if wanted.opened_from:
        when &= Q(starts__gte=wanted.opened_from)
    if wanted.opened_until:
        when &= Q(starts__lte=wanted.opened_until)
    return when


def _shut_at(other: Moment, read: Moment) -> Q:
    """Not open at another moment."""
    if other.edition == read.edition:
        return ~holds(other.day)
    return ~Q(Exists(Conflict.objects.known_at(other.edition).filter(holds(other.day), key=OuterRef("key"))))


def _both(one: Moment, two: Moment) -> list[object]:
    return [one.day, one.edition, two.day, two.edition]


_PARTIES = """ARRAY(
    SELECT (regime_id, group_id, opened_by_id, scope, starts, ends, seen, last_seen, grade)::text
    FROM designations_keeper keeper WHERE {} ORDER BY regime_id, group_id
)"""
_OPEN_THEN = """daterange({0}.starts, {0}.ends) @> %s::date
AND int8range({0}.known_from, {0}.known_until) @> %s::bigint"""

# A conflict that changes is another row.
_UNLIKE = f"""
SELECT one.id FROM designations_conflict one JOIN designations_conflict two ON two.key = one.key AND two.id <> one.id
WHERE {_OPEN_THEN.format("one")} AND {_OPEN_THEN.format("two")}
AND ((one.starts, one.ends, one.likeness, one.grade) IS DISTINCT FROM (two.starts, two.ends, two.likeness, two.grade)
    OR {_PARTIES.format(KEPT.format("one"))} <> {_PARTIES.format(KEPT.format("two"))})
"""  # noqa: S608 (no value is part of it)


def _keepers(**which: Any) -> QuerySet[Keeper]:
    """Those of the conflict of an outer query, in the form in which it stands there."""
    return Keeper.objects.filter(
        Q(known_until=None) | Q(known_until__gt=OuterRef("known_from")),
        contradiction=OuterRef("key"),
        known_from__lte=OuterRef("known_from"),
        **which,
    )


def of_group(slug: str) -> Q:
    """Conflicts of a group, or of its relative, or in which it is kept: three searches by index, put together."""
    slug = slug.lower()
    own = Conflict.objects.filter(group__slug=slug).values("pk")
    other = Conflict.objects.filter(other_group__slug=slug).values("pk")
    kept = Conflict.objects.filter(
        Exists(_keepers(group__slug=slug)), key__in=Keeper.objects.filter(group__slug=slug).values("contradiction")
    )
    return Q(pk__in=own.union(other, kept.values("pk")))


def _party_is(codes: Collection[str]) -> Q:
    """One of some authorities stopped or keeps."""
    return Q(authority__code__in=codes) | Q(Exists(_keepers(authority__code__in=codes)))


def _in_bloc(moment: Moment, code: str) -> Q:
    """The body's own conflicts, and those of a member that stopped while it belonged."""
    belonged = Membership.objects.known_at(moment.edition).filter(
        Q(starts=None) | Q(starts__lte=OuterRef("starts")),
        Q(ends=None) | Q(ends__gt=OuterRef("starts")),
        member=OuterRef("authority"),
        body__code=code,
    )
    return Q(body__code=code) | Q(authority__code=code) | Q(Exists(belonged))
