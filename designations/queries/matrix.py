"""Groups by authorities on a day: who says what of whom, and what covers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from designations.domain.positions import State
from designations.models import Group, Name, Position
from designations.models.names import search_key
from designations.queries.columns import Column, columns
from designations.queries.coverings import Covering, Coverings, coverings, reaching
from designations.queries.identity import Identity, identity
from designations.queries.instruments import instruments
from designations.queries.marks import NO_MARKS, Marks, marks
from designations.queries.moments import Moment, holds
from designations.queries.once import once
from designations.queries.rows import fetched

LARGEST_PAGE = 1000
"""Rows of a matrix at most; a larger one has pages."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the matrix is wanted; what is left empty leaves nothing out.

    ``groups``: slugs, also of groups read as another. ``name``: words that some name of a group contains.
    ``countries``: where a group is active. ``states``: rows with a cell in one of them. ``in_conflict``: rows with an
    open conflict. ``covered``: whether cells that are only covered are told one by one. ``kept``: whether conflicts in
    which an authority keeps are counted too. ``marked``: whether conflicts are counted at all. ``order``: of the
    rows, by ``name``, or those first that most authorities have ``listed``, or that have most open ``conflicts``.
    ``lists``: kinds of lists that made the state of a cell. ``beside``: another day, from which cells may differ;
    ``only_changed``: rows with a cell that does.
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
    marked: bool = True
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


class Cell(NamedTuple):
    """A group under an authority on the day: its own state, and the bodies whose binding listings reach it.

    ``act``: the key of the act that made the state, empty where no act of a hard regime did. ``conflicts``: open
    conflicts that the authority's stop made, or to which it is a party where nobody stopped; ``kept``: those in which
    it keeps its listing, if asked for.
    """

    group: str
    authority: str
    state: str
    possible: bool
    mixed: bool
    political: bool
    scope: str
    grade: str
    act: str
    covered_by: tuple[Covering, ...]
    conflicts: int
    kept: int


class Row(NamedTuple):
    """A group, with the binding listings that reach the members of their bodies."""

    slug: str
    name: str
    coverings: tuple[Covering, ...]


Said = tuple[str, bool, bool, bool, str, str, str | None]
"""State, possible, mixed, political, scope, grade, key of the act."""


_new_tuple = tuple.__new__
"""Makes a named tuple of a tuple without the call in between."""


@dataclass(frozen=True)
class Cells:
    """The cells of a matrix, by row and column. They are made as they are read: there may be many thousand."""

    _shown: Sequence[int]
    _groups: Mapping[int, tuple[str, str]]
    _columns: Sequence[Column]
    _said: Mapping[int, Mapping[int, Said]]
    _covering: Coverings
    _marked: Marks
    _covered: bool

    def __iter__(self) -> Iterator[Cell]:
        places = {column.pk: place for place, column in enumerate(self._columns)}
        own_of, kept_of = self._marked.own, self._marked.kept
        for pk in self._shown:
            own, of_group = self._said.get(pk, {}), self._covering.get(pk, ())
            slug = self._groups[pk][0]
            reaches: dict[tuple[str, ...], tuple[Covering, ...]] = {}
            # Where covered cells are left out, few authorities of many say something.
            some = range(len(places)) if self._covered else sorted(places[it] for it in own if it in places)
            for column in map(self._columns.__getitem__, some):
                said = own.get(column.pk)
                by = _reaching(column.bodies, of_group, reaches) if of_group else ()
                if said is not None:
                    state, possible, mixed, political, scope, grade, act = said
                    place = (pk, column.pk)
                    yield _new_tuple(
                        Cell,
                        (
                            slug,
                            column.code,
                            column.unstated if state == _UNKNOWN else state,
                            possible,
                            mixed,
                            political,
                            scope,
                            grade,
                            act or "",
                            by,
                            own_of.get(place, 0),
                            kept_of.get(place, 0),
                        ),
                    )
                elif by:
                    yield Cell(slug, column.code, column.unstated, False, False, False, "", "", "", by, 0, 0)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns, rows of one page, and the cells in which something is said: by row, then by column.

    Where there is no cell, the state is the column's ``unstated``. ``total``: rows on all pages. ``changed``: slug of
    the group and code of the authority where the own state differs from that of the day beside.
    """

    moment: Moment
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Cells
    total: int
    page: int
    size: int
    changed: frozenset[tuple[str, str]] = frozenset()

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))


def matrix(
    moment: Moment, selection: Selection | None = None, known: Mapping[int, tuple[str, str]] | None = None
) -> Matrix:
    """The cells of the day at the edition. At most ten queries, whatever the size.

    ``known``: id to slug and name of the groups that are wanted, where the caller has found them already.
    """
    wanted = selection or Selection()
    held = columns(moment, codes=wanted.authorities, regions=wanted.regions, kinds=wanted.kinds)
    known_as = identity(moment)
    groups = _groups(moment, wanted, known_as) if known is None else known
    some = None if known is None and wanted.of_all_groups else list(groups)
    covering = coverings(moment, some)
    said = _said(moment, {column.pk for column in held}, wanted, some)
    marked = marks(moment, some, kept=wanted.kept) if wanted.marked else NO_MARKS
    changed = _changed(moment.on(wanted.beside), held, wanted, some, said) if wanted.beside else {}
    slugs = [pk for pk in groups if pk in said or pk in changed or _reached(pk, covering, held)]
    if wanted.only_changed:
        slugs = [pk for pk in slugs if pk in changed]
    if wanted.states or wanted.in_conflict:
        slugs = [pk for pk in slugs if _is_wanted(pk, wanted, held, said, marked)]
    slugs.sort(key=_order(wanted.order, said, marked))
    size = max(1, min(wanted.size, LARGEST_PAGE))
    shown = slugs[(wanted.page - 1) * size : wanted.page * size]
    return Matrix(
        moment=moment,
        columns=tuple(held),
        rows=tuple(Row(*groups[pk], tuple(covering.get(pk, ()))) for pk in shown),
        cells=Cells(shown, groups, held, said, covering, marked, wanted.covered),
        total=len(slugs),
        page=wanted.page,
        size=size,
        changed=frozenset((groups[pk][0], code) for pk in shown for code in changed.get(pk, ())),
    )


def _groups(moment: Moment, wanted: Selection, known_as: Identity) -> dict[int, tuple[str, str]]:
    """Id to slug and name of the groups that are read as themselves, by name."""
    if wanted.of_all_groups:
        every = _every_group()
        return {pk: told for pk, told in every.items() if pk not in known_as.into} if known_as.into else dict(every)
    rows: QuerySet[Group] = Group.objects.all()
    if known_as.into:
        rows = rows.exclude(pk__in=list(known_as.into))
    if wanted.groups:
        slugs = {slug.lower() for slug in wanted.groups}
        read_as = {known_as.into[pk] for pk, slug in known_as.slugs.items() if slug in slugs and pk in known_as.into}
        rows = rows.filter(Q(slug__in=slugs) | Q(pk__in=read_as))
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
    return {pk: (slug, name) for pk, slug, name in rows.order_by("name", "slug").values_list("pk", "slug", "name")}


@once
def _every_group() -> dict[int, tuple[str, str]]:
    rows = Group.objects.order_by("name", "slug").values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


def _said(
    moment: Moment, authorities: set[int], wanted: Selection, some: list[int] | None
) -> dict[int, dict[int, Said]]:
    """By group and authority: what its acts say on the day."""
    rows = Position.objects.known_at(moment.edition).filter(holds(moment.day))
    if some is not None:
        rows = rows.filter(group__in=some)
    if wanted.authorities or wanted.regions or wanted.kinds:
        rows = rows.filter(authority__in=authorities)
    found: dict[int, dict[int, Said]] = {}
    if wanted.lists:
        kinds = {slug for slug, regime in instruments(moment).items() if regime.kind in wanted.lists}
        rows = rows.filter(regimes__overlap=sorted(kinds))
    columns_of = ("group_id", "authority_id", "state", "possible", "mixed", "political", "scope", "grade", "act_id")
    for row in fetched(rows.values_list(*columns_of)):
        of_group = found.get(row[0])
        if of_group is None:
            of_group = found[row[0]] = {}
        of_group[row[1]] = row[2:]
    return found


def _changed(
    beside: Moment,
    held: list[Column],
    wanted: Selection,
    some: list[int] | None,
    said: Mapping[int, Mapping[int, Said]],
) -> dict[int, set[str]]:
    """By group: codes of the authorities whose own state differs from that at another moment. One query."""
    codes = {column.pk: column.code for column in held}
    before = _said(beside, set(codes), wanted, some)
    found: dict[int, set[str]] = {}
    for pk in before.keys() | said.keys():
        was, becomes = before.get(pk, {}), said.get(pk, {})
        differ = {
            codes[authority]
            for authority in was.keys() | becomes.keys()
            if authority in codes and _essence(was.get(authority)) != _essence(becomes.get(authority))
        }
        if differ:
            found[pk] = differ
    return found


def _essence(said: Said | None) -> tuple[object, ...] | None:
    """State, doubt and scope: not the act, nor how well it is known."""
    return said and said[:5]


def _reached(pk: int, covering: Coverings, held: list[Column]) -> bool:
    of_group = covering.get(pk)
    if not of_group:
        return False
    bodies = {each.body for each in of_group}
    return any(not bodies.isdisjoint(column.bodies) for column in held)


def _is_wanted(
    pk: int, wanted: Selection, held: list[Column], said: Mapping[int, Mapping[int, Said]], marked: Marks
) -> bool:
    own = said.get(pk, {})
    if wanted.states:
        states = {_state(column, own.get(column.pk)) for column in held}
        if states.isdisjoint(wanted.states):
            return False
    if wanted.in_conflict:
        return pk in marked.groups
    return True


def _order(order: str, said: Mapping[int, Mapping[int, Said]], marked: Marks) -> Callable[[int], int]:
    """What rows are sorted by before their names; the sort is stable."""
    if order == "listed":
        return lambda pk: -sum(own[0] == _LISTED for own in said.get(pk, {}).values())
    if order == "conflicts":
        return lambda pk: -marked.groups[pk]
    return lambda pk: 0


def _state(column: Column, said: Said | None) -> str:
    return said[0] if said and said[0] != _UNKNOWN else column.unstated


_UNKNOWN, _LISTED = State.UNKNOWN.value, State.LISTED.value


def _reaching(
    bodies: tuple[str, ...], of_group: Iterable[Covering], known: dict[tuple[str, ...], tuple[Covering, ...]]
) -> tuple[Covering, ...]:
    """What reaches a member of some bodies: most authorities belong to the same ones, so each answer is kept."""
    by = known.get(bodies)
    if by is None:
        by = known[bodies] = reaching(bodies, of_group)
    return by
