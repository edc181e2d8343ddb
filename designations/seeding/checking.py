"""What the rows of a package state, each value checked against its file, the other files and the domain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, IntegerField, Model

from designations.actions.registry import NameStatement
from designations.actions.statements import PRESENT_KINDS, ActStatement, CitationStatement, wrong_with
from designations.domain import acts
from designations.domain.dates import StatedDate
from designations.models import Authority, Citation, Coverage, Event, Group, Name, Regime
from designations.seeding.rows import Package, Row

Columns = dict[str, Any]
StateAct = Callable[[dict[str, Regime], dict[str, Group]], ActStatement]
"""Makes an act's statement once the rows of the registry are there."""


@dataclass
class Checked:
    """The statements of a package, by their keys, and the rows of the registry's files that made them."""

    authorities: dict[str, tuple[Row, Columns, bool]] = field(default_factory=dict)
    regimes: dict[str, tuple[Row, str, Columns, Columns]] = field(default_factory=dict)
    groups: dict[str, tuple[Row, Columns]] = field(default_factory=dict)
    names: dict[str, list[NameStatement]] = field(default_factory=dict)
    memberships: list[tuple[Row, str, str, date | None, Columns]] = field(default_factory=list)
    coverage: list[tuple[Row, str, date | None, Columns]] = field(default_factory=list)
    relations: list[tuple[Row, str, str, str, Columns]] = field(default_factory=list)
    acts: dict[str, StateAct] = field(default_factory=dict)
    citations: dict[str, list[CitationStatement]] = field(default_factory=dict)


def check(package: Package, today: date) -> Checked:
    """What the package states. What is wrong with it is added to ``package.bad``."""
    checked = Checked()
    authorities = package.by_key("authorities", "code")
    regimes = package.by_key("regimes", "slug")
    groups = package.by_key("groups", "slug")
    events = package.by_key("events", "act")
    _check_authorities(checked, authorities)
    _check_memberships(checked, package, authorities)
    _check_regimes(checked, regimes, authorities)
    _check_coverage(checked, package, regimes)
    _check_groups(checked, package, groups)
    _check_relations(checked, package, groups)
    for key, row in events.items():
        checked.acts[key] = _act(row, regimes, groups, today)
    for row in package.by_key("citations", "act", "key").values():
        key = row.known("act", events, "act")
        checked.citations.setdefault(key, []).append(_citation(row, today))
    return checked


def _check_authorities(checked: Checked, rows: dict[str, Row]) -> None:
    names: set[str] = set()
    for code, row in rows.items():
        name = row.required("name")
        if name in names:
            row.refuse("name", f"'{name}' is the name of another authority")
        names.add(name)
        columns = {column: row.text(column) for column in ("iso3", "cow", "region", "demonym", "note")}
        columns |= {"name": name, "kind": row.one_of("kind", acts.AuthorityKind).value}
        _fits(row, Authority, {"code": code, **columns})
        checked.authorities[code] = row, columns, row.yes("bloc")


def _check_memberships(checked: Checked, package: Package, authorities: dict[str, Row]) -> None:
    for row in package.by_key("memberships", "member", "body", "from").values():
        member = row.known("member", authorities, "authority")
        body = row.known("body", authorities, "authority")
        starts, ends = _span(row)
        checked.memberships.append((row, member, body, starts, {"ends": ends, "note": row.text("note")}))


def _check_regimes(checked: Checked, rows: dict[str, Row], authorities: dict[str, Row]) -> None:
    for slug, row in rows.items():
        names = ("short_name", "legal_basis", "binds_ground", "list_phrase", "official_url", "program_keys", "note")
        columns: Columns = {name: row.text(name) for name in names}
        started = row.stated("started_on")
        columns |= {"name": row.required("name"), "started_on": started.text if started else ""}
        terms = {"kind": row.one_of("kind", acts.RegimeKind).value, "binds_members": row.yes("binds_members")}
        _fits(row, Regime, {"slug": slug, **columns})
        checked.regimes[slug] = row, row.known("authority", authorities, "authority"), columns, terms


def _check_coverage(checked: Checked, package: Package, regimes: dict[str, Row]) -> None:
    for row in package.by_key("coverage", "regime", "from").values():
        starts, ends = _span(row)
        row.required("from")
        level = row.one_of("level", acts.CoverageLevel).value
        says = {"ends": ends, "level": level, "ground": row.required("ground")}
        _fits(row, Coverage, says)
        checked.coverage.append((row, row.known("regime", regimes, "regime"), starts, says))


def _check_groups(checked: Checked, package: Package, groups: dict[str, Row]) -> None:
    for slug, row in groups.items():
        columns = {name: row.text(name) for name in ("description", "wikidata", "countries", "note")}
        columns |= {"name": row.required("name")}
        _fits(row, Group, {"slug": slug, **columns})
        checked.groups[slug] = row, columns
    for row in package.by_key("names", "group", "name").values():
        name = NameStatement(
            text=row.required("name"),
            kind=row.one_of("kind", acts.NameKind),
            script=row.required("script"),
            language=row.text("language"),
        )
        _fits(row, Name, {"script": name.script, "language": name.language, "text": name.text}, {"text": "name"})
        checked.names.setdefault(row.known("group", groups, "group"), []).append(name)


def _check_relations(checked: Checked, package: Package, groups: dict[str, Row]) -> None:
    above: dict[tuple[str, str], set[str]] = {}
    for row in package.by_key("relations", "group", "kind", "other").values():
        group, other = row.known("group", groups, "group"), row.known("other", groups, "group")
        kind = row.one_of("kind", acts.RelationKind).value
        if group == other or group in _reached(above, kind, other):
            row.refuse("other", f"'{group} {kind} {other}' would run in a circle")
        above.setdefault((kind, group), set()).add(other)
        says = {**_certain(row), "checked": row.yes("checked"), "note": row.text("note")}
        checked.relations.append((row, group, kind, other, says))


def _reached(above: dict[tuple[str, str], set[str]], kind: str, start: str) -> set[str]:
    found: set[str] = set()
    frontier = {start}
    while frontier:
        found |= frontier
        frontier = {other for group in frontier for other in above.get((kind, group), ())} - found
    return found


def _fits(row: Row, model: type[Model], columns: Columns, named: dict[str, str] | None = None) -> None:
    """Refuse text and numbers that a column of the database does not take. ``named``: the file calls it otherwise."""
    for name, value in columns.items():
        column = model._meta.get_field(name)
        if not isinstance(column, CharField | IntegerField) or not value:
            continue
        try:
            column.run_validators(value)
        except ValidationError as error:
            row.refuse((named or {}).get(name, name), " ".join(error.messages))


def _span(row: Row) -> tuple[date | None, date | None]:
    starts, ends = row.day("from"), row.day("until")
    if starts and ends and ends <= starts:
        row.refuse("until", f"{ends} is not after {starts}: the end is exclusive")
    return starts, ends


def _certain(row: Row) -> Columns:
    """A relation's ends as stated, and the days on which it surely stood."""
    starts, ends = row.stated("from"), row.stated("until")
    first, last = starts.latest if starts else None, ends.earliest if ends else None
    if first and last and last <= first:
        row.refuse("until", f"{ends} is not surely after {starts}")
    return {
        "starts_stated": starts.text if starts else "",
        "ends_stated": ends.text if ends else "",
        "starts": first,
        "ends": last,
    }


def _act(row: Row, regimes: dict[str, Row], groups: dict[str, Row], today: date) -> StateAct:
    regime, group = row.known("regime", regimes, "regime"), row.known("group", groups, "group")
    kind, effect = row.one_of("kind", acts.EventKind), row.one_of("effect", acts.Effect)
    if effect not in acts.ALLOWED_EFFECTS[kind]:
        row.refuse("effect", f"'{kind.value}' cannot have the effect '{effect.value}'")
    row.required("date")
    stated = row.stated("date") or StatedDate.on(today)
    scope = row.one_of_or_none("scope", acts.Scope)
    scope_of = row.known("scope_of", groups, "group") if row.text("scope_of") else None
    if scope_of == group:
        row.refuse("scope_of", "a group cannot be another name of itself")
    if scope_of and scope not in (acts.Scope.ALIAS_OF, acts.Scope.WING):
        row.refuse("scope_of", "only another name of an entry, or a wing, names the entry it belongs to")
    reason = row.one_of_or_none("reason", acts.Reason)
    if reason and effect not in (acts.Effect.CLOSE, acts.Effect.PAUSE):
        row.refuse("reason", "only an act that ends or suspends a listing has a reason of closing")
    if stated.earliest and stated.earliest > today and kind in PRESENT_KINDS:
        row.refuse("date", f"{stated} lies in the future")
    official_ref, note, day_order = row.text("official_ref"), row.text("note"), row.number("day_order")
    if not re.fullmatch("[a-z0-9]{6,20}", row.text("act")):
        row.refuse("act", "the key of an act has 6 to 20 small letters and digits")
    _fits(row, Event, {"official_ref": official_ref, "day_order": day_order})
    return lambda known_regimes, known_groups: ActStatement(
        regime=known_regimes[regime],
        group=known_groups[group],
        kind=kind,
        effect=effect,
        stated=stated,
        scope=scope,
        scope_of=known_groups[scope_of] if scope_of else None,
        reason=reason,
        official_ref=official_ref,
        note=note,
        day_order=day_order,
    )


def _citation(row: Row, today: date) -> CitationStatement:
    statement = CitationStatement(
        key=row.required("key"),
        kind=row.one_of("kind", acts.CitationKind),
        title=row.text("title"),
        publisher=row.text("publisher"),
        read=row.yes("read"),
        url=row.text("url"),
        published_on=row.stated("published_on"),
        stated=row.stated("stated"),
        quote=row.text("quote"),
        read_in=row.text("read_in"),
        language=row.text("language"),
    )
    texts = ("key", "title", "publisher", "url", "read_in", "language")
    _fits(row, Citation, {name: getattr(statement, name) for name in texts})
    wrong = wrong_with(statement, today)
    if wrong:
        row.refuse(*wrong)
    return statement
