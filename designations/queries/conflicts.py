"""Conflicts between listings: which were open when, between whom, and what each side's instrument is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from designations.domain.conflicts import Weight
from designations.models import Conflict, Event, Keeper, RegimeTerms, Trouble
from designations.queries.cells import on_day
from designations.queries.moments import Moment


@dataclass(frozen=True, slots=True)
class Party:
    """An authority that keeps a listing, with its span inside the conflict's; ``seen`` to keep it, or presumed."""

    authority: str
    authority_name: str
    regime: str
    regime_title: str
    regime_kind: str
    binds_ground: str
    group: str
    group_name: str
    opened_by: str
    scope: str
    starts: date
    ends: date | None
    seen: bool
    last_seen: date | None
    grade: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with its parties. ``authority`` is empty where nobody stopped (rule ``scope``)."""

    key: str
    rule: str
    weight: str
    weight_reason: str
    group: str
    group_name: str
    other_group: str | None
    other_group_name: str | None
    authority: str | None
    authority_name: str | None
    body: str | None
    body_name: str | None
    regime: str
    regime_title: str
    regime_kind: str
    list_phrase: str
    act: str
    stated: str
    also_stated: tuple[str, ...]
    scope: str
    suspended: bool
    reason: str
    earliest: date | None
    starts: date
    ends: date | None
    likeness: str
    grade: str
    presumed_only: bool
    by_default: bool
    facets: tuple[str, ...]
    known_from: int
    known_until: int | None
    parties: tuple[Party, ...]

    def open_on(self, day: date) -> bool:
        """Whether it stands on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conflicts are asked for; what is left empty does not narrow them."""

    rule: str = ""
    weight: str = ""
    authority: str = ""
    group: str = ""
    open_only: bool = True
    all_kinds: bool = False


COLUMNS = (
    "pk", "key", "rule", "weight", "weight_reason", "group__slug", "group__name", "other_group__slug",
    "other_group__name", "authority__code", "authority__name", "body__code", "body__name", "regime__slug",
    "regime__short_name", "regime__name", "regime_kind", "regime__list_phrase", "act__key", "stated", "disputed", "scope", "suspended",
    "reason", "earliest", "starts", "ends", "likeness", "grade", "presumed_only", "by_default", "facets", "known_from",
    "known_until",
)  # fmt: skip

FIELDS = {
    "group__slug": "group", "group__name": "group_name", "other_group__slug": "other_group",
    "other_group__name": "other_group_name", "authority__code": "authority", "authority__name": "authority_name",
    "body__code": "body", "body__name": "body_name", "regime__slug": "regime", "regime__list_phrase": "list_phrase",
    "act__key": "act",
}  # fmt: skip
"""The names of the columns above where they differ from the fields of a conflict."""

PARTY_FIELDS = (
    "pk", "authority", "authority_name", "regime", "short_name", "name", "regime_kind", "binds_ground", "group",
    "group_name", "opened_by", "scope", "starts", "ends", "seen", "last_seen", "grade",
)  # fmt: skip

PARTY_COLUMNS = (
    "conflict_id", "authority__code", "authority__name", "regime__slug", "regime__short_name", "regime__name",
    "regime_kind", "regime__binds_ground", "group__slug", "group__name", "opened_by__key", "scope", "starts", "ends",
    "seen", "last_seen", "grade",
)  # fmt: skip


def conflicts(moment: Moment, wanted: Wanted) -> list[Clash]:
    """Conflicts known at the edition that had begun by the day, open ones first, then by weight, then the latest."""
    found = read(moment, _by_weight(_wanted(moment, wanted)))
    return sorted(found, key=lambda each: not each.open_on(moment.day))


def of_note(moment: Moment, number: int) -> list[Clash]:
    """The weightiest conflicts open on the day whose other side was seen to keep, the latest of each weight first."""
    return read(moment, _by_weight(_wanted(moment, Wanted()).filter(presumed_only=False))[:number])


def _wanted(moment: Moment, wanted: Wanted) -> QuerySet[Conflict]:
    rows = Conflict.objects.known_at(moment.edition).filter(starts__lte=moment.day)
    if wanted.open_only:
        rows = rows.filter(on_day(moment.day))
    if not wanted.all_kinds:
        rows = rows.filter(by_default=True)
    if wanted.rule:
        rows = rows.filter(rule=wanted.rule)
    if wanted.weight:
        rows = rows.filter(weight=wanted.weight)
    if wanted.group:
        rows = rows.filter(Q(group__slug=wanted.group) | Q(other_group__slug=wanted.group))
    if wanted.authority:
        party = Keeper.objects.filter(authority__code=wanted.authority).values("conflict")
        rows = rows.filter(Q(authority__code=wanted.authority) | Q(pk__in=party))
    return rows


def _by_weight(rows: QuerySet[Conflict]) -> QuerySet[Conflict]:
    weights = [When(weight=weight.value, then=Value(rank)) for rank, weight in enumerate(Weight)]
    rank = Case(*weights, output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", "-starts", "key")


def conflict(moment: Moment, key: str) -> Clash | None:
    """A conflict as known at the edition, or None."""
    return next(iter(read(moment, Conflict.objects.known_at(moment.edition).filter(key=key))), None)


def of_act(moment: Moment, act: str) -> list[Clash]:
    """The conflicts that an act began, or whose keeper's listing it opened."""
    kept = Keeper.objects.filter(opened_by__key=act).values("conflict")
    rows = Conflict.objects.known_at(moment.edition).filter(Q(act__key=act) | Q(pk__in=kept)).order_by("-starts", "key")
    return read(moment, rows)


def of_cell(moment: Moment, group: str, authority: str) -> list[Clash]:
    """The conflicts open on the day in which an authority's listing of a group is a party."""
    kept = Keeper.objects.filter(authority__code=authority, group__slug=group).values("conflict")
    rows = Conflict.objects.known_at(moment.edition).filter(
        on_day(moment.day), Q(authority__code=authority, group__slug=group) | Q(pk__in=kept)
    )
    return read(moment, rows.order_by("rule", "key"))


def read(moment: Moment, rows: QuerySet[Conflict]) -> list[Clash]:
    """The given conflicts with their parties, in their order: two queries."""
    events = Event.objects.known_at(moment.edition).filter(act=OuterRef("act"))
    disputes = Trouble.objects.known_at(moment.edition).filter(
        key=Concat(Value("dispute:"), OuterRef("act__key"), output_field=CharField())
    )
    dated = rows.annotate(stated=Subquery(events.values("stated")[:1]), disputed=Subquery(disputes.values("dates")[:1]))
    found = list(_with_kind(dated, moment, "regime").values_list(*COLUMNS))
    parties = _parties(moment, [row[0] for row in found])
    return [_clash(row, parties.get(row[0], ())) for row in found]


def _clash(row: Sequence[Any], parties: Sequence[Party]) -> Clash:
    told = dict(zip(COLUMNS, row, strict=True))
    told["also"] = tuple(text for text in told.pop("disputed") or () if text != told["stated"])
    short, name = told.pop("regime__short_name"), told.pop("regime__name")
    told["regime_kind"] = told["regime_kind"] or ""
    return Clash(
        regime_title=short or name,
        also_stated=told.pop("also"),
        facets=tuple(told.pop("facets")),
        parties=tuple(parties),
        **{FIELDS.get(column, column): value for column, value in told.items() if column != "pk"},
    )


def _parties(moment: Moment, conflicts: Sequence[int]) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = defaultdict(list)
    rows = _with_kind(Keeper.objects.filter(conflict__in=conflicts), moment, "regime")
    for row in rows.order_by("starts", "authority__name", "regime__slug").values_list(*PARTY_COLUMNS):
        told = dict(zip(PARTY_FIELDS, row, strict=True))
        short, name, kind = told.pop("short_name"), told.pop("name"), told.pop("regime_kind")
        found[told.pop("pk")].append(Party(regime_title=short or name, regime_kind=kind or "", **told))
    return found


def _with_kind(rows: QuerySet[Any], moment: Moment, regime: str) -> QuerySet[Any]:
    terms = RegimeTerms.objects.known_at(moment.edition).filter(regime=OuterRef(regime))
    found: QuerySet[Any] = rows.annotate(regime_kind=Subquery(terms.values("kind")[:1]))
    return found
