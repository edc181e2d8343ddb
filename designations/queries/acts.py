"""Acts: the latest, narrowed; and one of them, with what the record says of it now and all that it ever said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from django.db.models.functions import ExtractYear

from designations.models import Act, Change, Event
from designations.queries import conflicts
from designations.queries.absent import Absent
from designations.queries.conflict_rows import ConflictRow
from designations.queries.editions import EditionRow, editions
from designations.queries.events import HAPPENED, EventRow, Wanted, by_day, dated, events, read
from designations.queries.identity import identity
from designations.queries.keys import check_keys
from designations.queries.moments import Moment
from designations.queries.pages import Cut, Page


@dataclass(frozen=True, slots=True)
class Version:
    """One statement of the act, from the edition that recorded it until the one that retracted it."""

    edition: EditionRow
    retracted: EditionRow | None
    kind: str
    effect: str
    stated: str
    regime: str
    group: str
    scope: str
    scope_of: str
    reason: str
    official_ref: str
    note: str
    redacted: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What an edition did to the act: published, corrected, cited, settled, retracted or redacted it."""

    edition: EditionRow
    kind: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ActDetail:
    """An act at an edition. ``event`` is None where its statement was retracted; the key and the history stay."""

    key: str
    event: EventRow | None
    versions: tuple[Version, ...]
    history: tuple[Step, ...]
    conflicts: tuple[ConflictRow, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    """Some of the acts that a day bears out, and by what they can be narrowed: years and authorities (code, name) of
    which there are any.
    """

    page: Page[EventRow]
    years: tuple[int, ...]
    authorities: tuple[tuple[str, str], ...]


def acts(moment: Moment, wanted: Wanted, cut: Cut) -> Acts:
    """The acts that the day bears out, the latest first. At most nine queries."""
    check_keys(authorities=wanted.authorities)
    borne = dated(by_day(Event.objects.known_at(moment.edition), moment.day), moment.day)
    years = borne.values_list(ExtractYear(HAPPENED), flat=True).distinct()
    kept = borne.values_list("regime__authority__code", "regime__authority__name").distinct()
    return Acts(
        events(moment, replace(wanted, dated=True), cut),
        tuple(sorted(years, reverse=True)),
        tuple(sorted(kept, key=itemgetter(1))),
    )


def act(moment: Moment, key: str) -> ActDetail:
    """The act of a key, its versions the latest first, its history in order. Raises Absent where not recorded yet."""
    found = Act.objects.filter(key=key.lower(), recorded_in__lte=moment.edition).first()
    if found is None:
        raise Absent(f"Edition {moment.edition} of the record knows no act '{key}'.")
    living = read(moment, Event.objects.known_at(moment.edition).filter(act=found), identity(moment))
    versions, history = _past(found, moment)
    return ActDetail(
        key=found.key,
        event=living[0] if living else None,
        versions=versions,
        history=history,
        conflicts=conflicts.conflicts(moment, conflicts.Wanted(acts=(found.key,), whole_history=True)).rows,
    )


def _past(found: Act, moment: Moment) -> tuple[tuple[Version, ...], tuple[Step, ...]]:
    stated = list(
        Event.objects.filter(act=found, recorded_in__lte=moment.edition)
        .order_by("-recorded_in")
        .values(
            "recorded_in_id", "retracted_in_id", "kind", "effect", "stated", "regime__slug", "group__slug", "scope",
            "scope_of__slug", "closing_reason", "official_ref", "note", "redacted_in_id",
        )
    )  # fmt: skip
    told = list(
        Change.objects.filter(subject=found.key, act=found.key, edition__lte=moment.edition)
        .order_by("edition", "seq")
        .values_list("edition", "kind", "before", "after")
    )
    numbers = {row["recorded_in_id"] for row in stated} | {edition for edition, *_ in told}
    by_number = editions(numbers | {row["retracted_in_id"] for row in stated if row["retracted_in_id"]})
    versions = tuple(
        Version(
            edition=by_number[row["recorded_in_id"]],
            retracted=_until(row["retracted_in_id"], moment, by_number),
            kind=row["kind"],
            effect=row["effect"],
            stated=row["stated"],
            regime=row["regime__slug"],
            group=row["group__slug"],
            scope=row["scope"],
            scope_of=row["scope_of__slug"] or "",
            reason=row["closing_reason"],
            official_ref=row["official_ref"],
            note=row["note"],
            redacted=row["redacted_in_id"] is not None,
        )
        for row in stated
    )
    return versions, tuple(Step(by_number[edition], kind, before, after) for edition, kind, before, after in told)


def _until(retracted: int | None, moment: Moment, by_number: dict[int, EditionRow]) -> EditionRow | None:
    return by_number[retracted] if retracted is not None and retracted <= moment.edition else None
