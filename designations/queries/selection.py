"""Which rows of the matrix are wanted, found without reading what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from designations.domain.positions import State
from designations.models import Group, Name, Position
from designations.models.names import search_key
from designations.queries.columns import Column
from designations.queries.coverings import Coverings, Groups, coverings
from designations.queries.identity import Identity, identity
from designations.queries.instruments import instruments
from designations.queries.marks import in_conflict
from designations.queries.moments import Moment, holds
from designations.queries.once import once
from designations.queries.rows import Differences, fetched

LARGEST_PAGE = 1000
"""Rows of a matrix at most; a larger one has pages."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the matrix is wanted; what is left empty leaves nothing out.

    ``groups``: slugs, also of groups read as another. ``name``: words that some name of a group contains.
    ``countries``: where a group is active. ``states``: rows with a cell in one of them. ``in_conflict``: rows with an
    open conflict. ``covered``: whether cells that are only covered are told one by one. ``kept``: whether conflicts in
    which an authority keeps are counted too. ``wings``: whether it is told who lists a wing of a group. ``order``: of
    the rows, by ``name``, or those first that most authorities have ``listed``, or that have most open ``conflicts``.
    ``lists``: kinds of lists that made the state of a cell.
    ``beside``: another day, from which cells may differ; ``only_changed``: rows with a cell that does.
    """

    groups: tuple[str, ...] = ()
    name: str = ""
    countries: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    in_conflict: bool = False
    covered: bool = True
    kept: bool = False
    wings: bool = False
    lists: tuple[str, ...] = ()
    beside: date | None = None
    only_changed: bool = False
    order: str = "name"
    page: int = 1
    size: int = LARGEST_PAGE

    @property
    def of_all_groups(self) -> bool:
        """Whether no group is left out by what it is called or where it is active."""
        return not (self.groups or self.name or self.countries)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a matrix, in their order. ``groups``: id to slug and name. ``covering``: the binding listings of the
    groups wanted. ``changed``: by group, the authorities whose own state differs from that of the day beside.
    """

    pks: Sequence[int]
    groups: Mapping[int, tuple[str, str]]
    covering: Coverings
    changed: Mapping[int, Sequence[int]]


def rows_of(
    moment: Moment, wanted: Selection, held: Sequence[Column], known: Mapping[int, tuple[str, str]] | None = None
) -> Rows:
    """The rows of all pages that a selection leaves, of all groups or of some that are known. At most seven queries."""
    groups = groups_of(moment, wanted) if known is None else known
    some = None if known is None and wanted.of_all_groups else list(groups)
    covering = coverings(moment, some)
    spoken = _spoken(moment, wanted, held, some)
    changed = _changed(moment, wanted, held, some)
    by_conflicts = wanted.in_conflict or wanted.order == "conflicts"
    clashing = in_conflict(moment, some) if by_conflicts else Counter[int]()
    pks = [pk for pk in groups if pk in spoken or pk in changed or _reached(pk, covering, held)]
    if wanted.only_changed:
        pks = [pk for pk in pks if pk in changed]
    if wanted.states:
        pks = [pk for pk in pks if _is_in_state(wanted.states, held, spoken.get(pk, _SILENCE))]
    if wanted.in_conflict:
        pks = [pk for pk in pks if pk in clashing]
    pks.sort(key=_order(wanted.order, spoken, clashing))
    return Rows(pks, groups, covering, changed)


def said(moment: Moment, wanted: Selection, held: Sequence[Column], some: Groups | None) -> QuerySet[Position]:
    """What acts say on the day, of all groups or of some, by the authorities and kinds of lists that are wanted."""
    rows = Position.objects.known_at(moment.edition).filter(holds(moment.day))
    if some is not None:
        rows = rows.filter(group__in=some)
    if wanted.authorities or wanted.regions or wanted.kinds:
        rows = rows.filter(authority__in=[column.pk for column in held])
    if wanted.lists:
        kinds = {slug for slug, regime in instruments(moment).items() if regime.kind in wanted.lists}
        rows = rows.filter(regimes__overlap=sorted(kinds))
    return rows


_Spoken = tuple[int, Collection[int], Collection[str]]
"""How many authorities list a group, which say something of it, and the states that they say."""

_SILENCE: _Spoken = (0, (), ())


def _spoken(moment: Moment, wanted: Selection, held: Sequence[Column], some: list[int] | None) -> dict[int, _Spoken]:
    """By group: what the authorities say of it, in short. One query."""
    rows = said(moment, wanted, held, some).values_list("group_id")
    counted = rows.annotate(listed=Count("pk", filter=Q(state=_LISTED)))
    if wanted.states:
        speaking = ~Q(state=_UNKNOWN)
        counted = counted.annotate(
            of=ArrayAgg("authority_id", filter=speaking), states=ArrayAgg("state", filter=speaking, distinct=True)
        )
        return {pk: (listed, of or (), states or ()) for pk, listed, of, states in fetched(counted)}
    return {pk: (listed, (), ()) for pk, listed in fetched(counted)}


def _is_in_state(states: Collection[str], held: Sequence[Column], spoken: _Spoken) -> bool:
    _, speaking, told = spoken
    return any(state in states for state in told) or any(
        column.unstated in states and column.pk not in speaking for column in held
    )


PLACE = ("group_id", "authority_id")
"""What tells one cell from another."""

ESSENCE = ("state", "possible", "mixed", "political", "scope")
"""What a cell says: not by which act, nor how well it is known."""


def _changed(
    moment: Moment, wanted: Selection, held: Sequence[Column], some: list[int] | None
) -> dict[int, Sequence[int]]:
    """By group: the authorities whose own state differs from that on the day beside. One query."""
    if wanted.beside is None:
        return {}
    one, two = (said(at, wanted, held, some).values_list(*PLACE, *ESSENCE) for at in (moment.on(wanted.beside), moment))
    try:
        found = Differences(one, two, keys=PLACE, essence=ESSENCE)
    except EmptyResultSet:
        return {}
    return dict(found.select("group_id, array_agg(authority_id)", ending="GROUP BY group_id"))


@once
def groups_of(moment: Moment, wanted: Selection) -> dict[int, tuple[str, str]]:
    """Id to slug and name of the groups that are read as themselves, by name.

    At most two queries.
    """
    known_as = identity(moment)
    if wanted.of_all_groups:
        every = _every_group()
        return {pk: told for pk, told in every.items() if pk not in known_as.into} if known_as.into else dict(every)
    rows = read_as_themselves(wanted, known_as).order_by("name", "slug").values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


def read_as_themselves(wanted: Selection, known_as: Identity) -> QuerySet[Group]:
    """The groups wanted that are read as themselves, in no order. A query at once only where a name is asked for."""
    rows: QuerySet[Group] = Group.objects.all()
    if known_as.into:
        rows = rows.exclude(pk__in=list(known_as.into))
    if wanted.groups:
        slugs = {slug.lower() for slug in wanted.groups}
        rows = rows.filter(Q(slug__in=slugs) | Q(pk__in=known_as.read_as(slugs)))
    if wanted.name:
        words = Name.objects.filter(search_key__contains=search_key(wanted.name))
        absorbed = set(words.filter(group__in=list(known_as.into)).values_list("group_id", flat=True))
        above = {known_as.into[pk] for pk in absorbed}
        rows = rows.filter(Exists(words.filter(group=OuterRef("pk"))) | Q(pk__in=above))
    if wanted.countries:
        named = Q()
        for country in wanted.countries:
            named |= Q(countries__contains=country.upper())
        rows = rows.filter(named)
    return rows


@once
def _every_group() -> dict[int, tuple[str, str]]:
    rows = Group.objects.order_by("name", "slug").values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


def _reached(pk: int, covering: Coverings, held: Sequence[Column]) -> bool:
    of_group = covering.get(pk)
    if not of_group:
        return False
    bodies = {each.body for each in of_group}
    return any(not bodies.isdisjoint(column.bodies) for column in held)


def _order(order: str, spoken: Mapping[int, _Spoken], clashing: Counter[int]) -> Callable[[int], int]:
    """What rows are sorted by before their names; the sort is stable."""
    if order == "listed":
        return lambda pk: -spoken.get(pk, _SILENCE)[0]
    if order == "conflicts":
        return lambda pk: -clashing[pk]
    return lambda pk: 0


_UNKNOWN, _LISTED = State.UNKNOWN.value, State.LISTED.value
