"""The matrix: groups by authorities on a day, filtered, sorted and paged."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from designations.domain.acts import RegimeKind
from designations.models import Authority, Coverage, Regime
from designations.queries import cells
from designations.queries.cells import Covering, Own
from designations.queries.moments import Moment

SORTS = ("listed", "name", "conflicts")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the matrix is asked for; what is left empty does not narrow it."""

    region: str = ""
    kind: str = ""
    state: str = ""
    search: str = ""
    conflicts_only: bool = False
    changed_since: date | None = None
    sort: str = "listed"
    page: int = 1
    size: int = 100


@dataclass(frozen=True, slots=True)
class Column:
    """An authority. ``complete``: on the day every entry of its hard regimes is known, so that silence means no."""

    code: str
    name: str
    kind: str
    region: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a group under an authority: its own state, what covers it, conflicts, and whether it changed."""

    own: Own | None
    covered_by: tuple[Covering, ...]
    conflicts: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A group with the number of authorities that list it on the day."""

    slug: str
    name: str
    listed_by: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the matrix. ``cells`` is keyed by (group slug, authority code) and holds those with a statement."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Mapping[tuple[str, str], Cell]
    total: int
    regions: tuple[str, ...]


def matrix(moment: Moment, wanted: Wanted) -> Matrix:
    """The matrix of the day as known at the edition."""
    columns = _columns(moment)
    shown = {column.code for column in columns if _fits(column, wanted)}
    stated = cells.own_states(moment)
    before = _before(moment, wanted)
    reach = cells.coverings(moment)
    open_conflicts = cells.in_conflict(moment)
    own = {(each.group, each.authority): each for each in stated if each.authority in shown}
    changed = {at for at in {*own, *before} if _differs(own.get(at), before.get(at)) and at[1] in shown} if before else set()
    names = {each.group: each.group_name for each in (*stated, *before.values())}
    rows = _rows(names, own, open_conflicts, changed, wanted, shown)
    first = (wanted.page - 1) * wanted.size
    paged = rows[first : first + wanted.size]
    kept = tuple(column for column in columns if column.code in shown)
    return Matrix(
        kept,
        tuple(paged),
        {
            (row.slug, column.code): cell
            for row in paged
            for column in kept
            if (cell := _cell((row.slug, column.code), own, reach, open_conflicts, changed))
        },
        len(rows),
        tuple(sorted({column.region for column in columns if column.region})),
    )


def _cell(
    at: tuple[str, str],
    own: Mapping[tuple[str, str], Own],
    reach: cells.Coverings,
    open_conflicts: Mapping[tuple[str, str], Sequence[str]],
    changed: set[tuple[str, str]],
) -> Cell | None:
    group, authority = at
    found = Cell(own.get(at), reach.of(authority, group), tuple(open_conflicts.get(at, ())), at in changed)
    return found if found.own or found.covered_by or found.conflicts or found.changed else None


def _fits(column: Column, wanted: Wanted) -> bool:
    return (not wanted.region or column.region == wanted.region) and (not wanted.kind or column.kind == wanted.kind)


def _before(moment: Moment, wanted: Wanted) -> dict[tuple[str, str], Own]:
    if wanted.changed_since is None:
        return {}
    return {(each.group, each.authority): each for each in cells.own_states(replace(moment, day=wanted.changed_since))}


def _differs(now: Own | None, before: Own | None) -> bool:
    return (now.state if now else "") != (before.state if before else "")


def _rows(
    names: Mapping[str, str],
    own: Mapping[tuple[str, str], Own],
    open_conflicts: Mapping[tuple[str, str], Sequence[str]],
    changed: set[tuple[str, str]],
    wanted: Wanted,
    shown: set[str],
) -> list[Row]:
    listed: dict[str, int] = defaultdict(int)
    stating: set[str] = set()
    for (group, _), each in own.items():
        listed[group] += each.state == "listed"
        if not wanted.state or each.state == wanted.state:
            stating.add(group)
    disputed: dict[str, set[str]] = defaultdict(set)
    for (group, authority), keys in open_conflicts.items():
        if authority in shown:
            disputed[group].update(keys)
    moved = {group for group, _ in changed}
    tests: list[Callable[[str], bool]] = [
        lambda slug: slug in stating or slug in moved,
        lambda slug: not wanted.search or wanted.search.casefold() in names[slug].casefold(),
        lambda slug: not wanted.conflicts_only or bool(disputed.get(slug)),
        lambda slug: wanted.changed_since is None or slug in moved,
    ]
    rows = [
        Row(slug, name, listed[slug], len(disputed.get(slug, ())))
        for slug, name in names.items()
        if all(test(slug) for test in tests)
    ]
    return sorted(rows, key=_order(wanted.sort))


def _order(sort: str) -> Callable[[Row], tuple[int, str]]:
    if sort == "name":
        return lambda row: (0, row.name.casefold())
    if sort == "conflicts":
        return lambda row: (-row.conflicts, row.name.casefold())
    return lambda row: (-row.listed_by, row.name.casefold())


def _columns(moment: Moment) -> list[Column]:
    complete = _complete(moment)
    rows = Authority.objects.filter(
        Q(regimes__isnull=False) | Q(memberships__isnull=False) | Q(no_list_statements__isnull=False)
    ).distinct()
    return [
        Column(code, name, kind, region, code in complete)
        for code, name, kind, region in rows.order_by("name").values_list("code", "name", "kind", "region")
    ]


def _complete(moment: Moment) -> set[str]:
    """Codes of the authorities of whose hard regimes every entry in force on the day is known."""
    hard = [kind.value for kind in RegimeKind if kind.hard]
    known = (
        Coverage.objects.known_at(moment.edition)
        .filter(cells.on_day(moment.day), level="complete")
        .values_list("regime_id", flat=True)
    )
    regimes = Regime.objects.filter(
        Q(terms__retracted_in=None) | Q(terms__retracted_in__gt=moment.edition),
        terms__recorded_in__lte=moment.edition,
        terms__kind__in=hard,
    ).values_list("authority__code", "pk")
    whole: dict[str, bool] = {}
    covered = set(known)
    for code, pk in regimes:
        whole[code] = whole.get(code, True) and pk in covered
    return {code for code, every in whole.items() if every}
