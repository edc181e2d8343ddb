"""A group: its names and relations, who lists it on a day, and its whole history."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from designations.models import Event, Group, Name, Position, Relation, Trouble, Unification
from designations.models.names import search_key
from designations.queries import acts, cells, conflicts, periods
from designations.queries.acts import Stated
from designations.queries.cells import Covering, Own
from designations.queries.conflicts import Clash
from designations.queries.moments import Moment
from designations.queries.periods import Spell


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the group in a script."""

    text: str
    script: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Related:
    """A relation to another group, said from this group's side where ``forward``, else from the other's."""

    kind: str
    forward: bool
    group: str
    group_name: str
    starts: str
    ends: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Snag:
    """Trouble in the record: a dispute over a date, a doubt about an order, an act that does not fit."""

    kind: str
    why: str
    acts: tuple[str, ...]
    dates: tuple[str, ...]
    settled: bool
    regime: str
    regime_title: str


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the record knows of a group at the edition, with its state under each authority on the day."""

    slug: str
    name: str
    description: str
    wikidata: str
    names: tuple[Named, ...]
    relations: tuple[Related, ...]
    states: tuple[Own, ...]
    covered_by: tuple[Covering, ...]
    spells: tuple[Spell, ...]
    acts: tuple[Stated, ...]
    conflicts: tuple[Clash, ...]
    troubles: tuple[Snag, ...]


def group_page(moment: Moment, slug: str) -> Profile | None:
    """A group as known at the edition; None where there is none of that name."""
    row = Group.objects.filter(slug=slug).values_list("pk", "slug", "name", "description", "wikidata").first()
    if row is None:
        return None
    pk = row[0]
    spells = periods.spells(moment, listing__group=pk)
    events = Event.objects.known_at(moment.edition).filter(Q(group=pk) | Q(group__in=_read_as(moment, pk)))
    return Profile(
        *row[1:],
        names=_names(pk),
        relations=_relations(moment, pk),
        states=tuple(cells.own_states(moment, group=pk)),
        covered_by=_binding(spells, moment.day),
        spells=tuple(spells),
        acts=tuple(acts.stated(moment, events)),
        conflicts=tuple(conflicts.conflicts(moment, conflicts.Wanted(group=slug, open_only=False, all_kinds=True))),
        troubles=_troubles(moment, pk),
    )


def read_as(moment: Moment, slug: str) -> str:
    """The slug of the group that this one is read as at the edition, empty where it stands for itself."""
    row = Unification.objects.known_at(moment.edition).filter(group__slug=slug).values_list("into__slug", flat=True)
    return row.first() or ""


def _read_as(moment: Moment, pk: int) -> list[int]:
    """Ids of the groups that are read as this one at the edition, directly or through others."""
    pairs = list(Unification.objects.known_at(moment.edition).values_list("group_id", "into_id"))
    found, added = {pk}, True
    while added:
        new = {group for group, into in pairs if into in found} - found
        found |= new
        added = bool(new)
    return sorted(found - {pk})


def _names(pk: int) -> tuple[Named, ...]:
    rows = Name.objects.filter(group=pk).order_by("pk").values_list("text", "script", "language", "kind")
    return tuple(Named(*row) for row in rows)


def _relations(moment: Moment, pk: int) -> tuple[Related, ...]:
    rows = Relation.objects.known_at(moment.edition).filter(Q(group=pk) | Q(other=pk)).order_by("kind", "pk")
    found = []
    for kind, group, other, *ends, starts, until, checked in rows.values_list(
        "kind", "group_id", "other_id", "group__slug", "group__name", "other__slug", "other__name",
        "starts_stated", "ends_stated", "checked",
    ):  # fmt: skip
        forward = group == pk
        slug, name = ends[2:] if forward else ends[:2]
        if group != other:
            found.append(Related(kind, forward, slug, name, starts, until, checked))
    return tuple(found)


def _binding(spells: list[Spell], day: date) -> tuple[Covering, ...]:
    """The binding listings of bodies in force on the day, whomever they reach."""
    return tuple(
        Covering(
            each.authority, each.authority_name, each.regime, each.regime_title, each.scope, each.binds_ground,
            each.opened_by,
        )
        for each in spells
        if each.covers_members_on(day)
    )  # fmt: skip


def _troubles(moment: Moment, pk: int) -> tuple[Snag, ...]:
    rows = Trouble.objects.known_at(moment.edition).filter(listing__group=pk).order_by("kind", "key")
    return tuple(
        Snag(kind, why, tuple(keys), tuple(dates), settled, regime, short or name)
        for kind, why, keys, dates, settled, regime, short, name in rows.values_list(
            "kind", "why", "acts", "dates", "settled", "listing__regime__slug", "listing__regime__short_name",
            "listing__regime__name",
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cell opened: an authority's own state towards a group on the day, what reaches it, and the acts behind both."""

    group: str
    group_name: str
    authority: str
    authority_name: str
    own: Own | None
    covered_by: tuple[Covering, ...]
    acts: tuple[Stated, ...]
    covering_acts: tuple[Stated, ...]
    conflicts: tuple[Clash, ...]


def evidence(moment: Moment, slug: str, authority: str, authority_name: str) -> Evidence | None:
    """What is behind a cell; None where there is no such group."""
    row = Group.objects.filter(slug=slug).values_list("pk", "name").first()
    if row is None:
        return None
    pk, name = row
    reach = cells.coverings(moment, listing__group=pk).of(authority, slug)
    events = Event.objects.known_at(moment.edition)
    own = cells.own_states(moment, group=pk, authority__code=authority)
    return Evidence(
        slug,
        name,
        authority,
        authority_name,
        own[0] if own else None,
        reach,
        tuple(acts.stated(moment, events.filter(group=pk, regime__authority__code=authority))),
        tuple(acts.stated(moment, events.filter(act__key__in=[each.act for each in reach]))) if reach else (),
        tuple(conflicts.of_cell(moment, slug, authority)),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """A group in the index: how many authorities list it on the day, and how many have ever said anything of it."""

    slug: str
    name: str
    listed: int
    known: int

    @property
    def letter(self) -> str:
        """What it stands under: its first letter, or 0-9 for a figure."""
        first = search_key(self.name)[:1].upper()
        return first if first.isalpha() else "0-9"


def index(moment: Moment) -> list[Counted]:
    """All groups with an act in the record, by name."""
    positions = Position.objects.known_at(moment.edition)
    listed = positions.filter(cells.on_day(moment.day), state="listed").order_by()
    counts = dict(listed.values_list("group__slug").annotate(Count("authority", distinct=True)))
    rows = positions.order_by().values_list("group__slug", "group__name").annotate(Count("authority", distinct=True))
    found = [Counted(slug, name, counts.get(slug, 0), known) for slug, name, known in rows]
    return sorted(found, key=lambda each: (each.letter, search_key(each.name)))
