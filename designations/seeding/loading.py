"""Load a package: the registry described and stated, new acts published, changed rows corrected, lost rows reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from designations.actions import registry
from designations.actions.acts import correct_within
from designations.actions.editions import Draft, NothingToRecord, edition
from designations.actions.recording import Statement, record_acts
from designations.actions.statements import ActStatement, CitationStatement, Refused
from designations.models import (
    Authority,
    AuthorityTerms,
    Citation,
    Coverage,
    Edition,
    Event,
    Group,
    Membership,
    Regime,
    RegimeTerms,
    Relation,
)
from designations.seeding.checking import Checked, check
from designations.seeding.rows import BadRow, Package, Row

ROLE = "loader"
"""The role under which the shipped record is published."""

Progress = Callable[[str, int, int], None]
"""Told of each part: its name, how much is done, how much there is."""


@dataclass
class Loaded:
    """What a load did: rows by what became of them; nothing at all where ``bad`` has an entry."""

    published: int = 0
    corrected: int = 0
    edition: int | None = None
    bad: list[BadRow] = field(default_factory=list)
    for_a_person: list[str] = field(default_factory=list)


def load(package: Package, *, by: AbstractBaseUser, at: datetime, progress: Progress = lambda *_: None) -> Loaded:
    """Load a package in one edition named for its version, or nothing where a row is bad.

    An act whose key is new is published; one whose row changed is corrected, unless a person has touched it since;
    a key that is gone from the files is reported to a person. Loading twice changes nothing.
    """
    checked = check(package, at.date())
    loaded = Loaded(bad=sorted(set(package.bad), key=lambda bad: (bad.file, bad.line, bad.column)))
    if loaded.bad:
        return loaded
    try:
        with edition(
            by=by,
            at=at,
            action="load",
            role=ROLE,
            reason=f"the record as shipped, version {package.version}",
            data_version=package.version,
        ) as draft:
            draft.everything = draft.number == 1
            _load_registry(draft, checked, progress)
            _load_acts(draft, checked, loaded, progress)
            loaded.edition = draft.number
    except NothingToRecord:
        loaded.edition = None
    except _RowRefused:
        return Loaded(bad=list(package.bad))
    return loaded


class _RowRefused(Exception):
    """A row that is well in itself, and not beside what the record holds."""


@contextmanager
def _from(row: Row) -> Iterator[None]:
    """Say of which row it is when an action refuses it; the edition is then given up whole."""
    try:
        yield
    except Refused as refused:
        for column, sentence in refused.messages.items():
            row.refuse(column, sentence)
        raise _RowRefused from refused


def _load_registry(draft: Draft, checked: Checked, progress: Progress) -> None:
    total = len(checked.authorities) + len(checked.regimes) + len(checked.groups)
    done = 0
    authorities: dict[str, Authority] = {}
    for code, (row, columns, bloc) in checked.authorities.items():
        with _from(row):
            authorities[code] = registry.describe(draft, Authority, code, columns)
            registry.state(draft, AuthorityTerms, {"authority": authorities[code]}, {"is_bloc": bloc})
        progress("registry", done := done + 1, total)
    for slug, (row, authority, columns, terms) in checked.regimes.items():
        with _from(row):
            regime = registry.describe(draft, Regime, slug, {**columns, "authority": authorities[authority]})
            registry.state(draft, RegimeTerms, {"regime": regime}, terms)
        progress("registry", done := done + 1, total)
    names = checked.names
    for slug, (row, columns) in checked.groups.items():
        with _from(row):
            group = registry.describe(draft, Group, slug, columns)
            registry.name_group(draft, group, names.get(slug, []))
        progress("registry", done := done + 1, total)
    _load_facts(draft, checked, authorities)


def _load_facts(draft: Draft, checked: Checked, authorities: dict[str, Authority]) -> None:
    for row, member, body, starts, says in checked.memberships:
        of = {"member": authorities[member], "body": authorities[body], "starts": starts}
        with _from(row):
            registry.state(draft, Membership, of, says)
    regimes = {regime.slug: regime for regime in Regime.objects.all()}
    for row, slug, starts, says in checked.coverage:
        with _from(row):
            registry.state(draft, Coverage, {"regime": regimes[slug], "starts": starts}, says)
    groups = {group.slug: group for group in Group.objects.all()}
    for row, slug, kind, other, says in checked.relations:
        with _from(row):
            registry.state(draft, Relation, {"group": groups[slug], "kind": kind, "other": groups[other]}, says)


def _load_acts(draft: Draft, checked: Checked, loaded: Loaded, progress: Progress) -> None:
    regimes = {regime.slug: regime for regime in Regime.objects.select_related("authority")}
    groups = {group.slug: group for group in Group.objects.all()}
    stated = {key: said(regimes, groups) for key, said in checked.acts.items()}
    known = {
        event.act.key: event
        for event in Event.objects.alive().select_related(
            "act", "regime__authority", "group", "scope_of", "recorded_in"
        )
    }
    ever = set(Event.objects.values_list("act__key", flat=True))
    evidence = _evidence()
    fresh: list[Statement] = [
        (key, act, checked.citations.get(key, [])) for key, act in stated.items() if key not in ever
    ]
    for start in range(0, len(fresh), 200):
        loaded.published += len(record_acts(draft, fresh[start : start + 200]))
        progress("acts", min(start + 200, len(fresh)), len(fresh))
    for key, act in stated.items():
        event = known.get(key)
        if event is None:
            if key in ever and key not in {each for each, _, _ in fresh}:
                loaded.for_a_person.append(f"act {key} was retracted in the record and still stands in the files")
            continue
        _correct(draft, event, act, checked.citations.get(key, []), evidence.get(event.pk, []), loaded)
    for key in sorted(known.keys() - stated.keys()):
        if known[key].recorded_in.by_role == ROLE:
            loaded.for_a_person.append(f"act {key} is gone from the files and still stands in the record")


def _correct(
    draft: Draft,
    event: Event,
    act: ActStatement,
    cited: Sequence[CitationStatement],
    evidence: list[Citation],
    loaded: Loaded,
) -> None:
    known = {citation.key: CitationStatement.of(citation) for citation in evidence}
    if ActStatement.of(event) == act and known == {citation.key: citation for citation in cited}:
        return
    touched = {event.recorded_in_id, *(citation.recorded_in_id for citation in evidence)}
    if event.redacted_in_id or Edition.objects.filter(number__in=touched).exclude(by_role=ROLE).exists():
        if ActStatement.of(event) != act:
            loaded.for_a_person.append(f"act {event.act.key} was changed by a person since; its row was not taken")
        return
    correct_within(draft, event, act, cited)
    loaded.corrected += 1


def _evidence() -> dict[int, list[Citation]]:
    found: dict[int, list[Citation]] = defaultdict(list)
    for citation in Citation.objects.alive().filter(event__retracted_in=None).order_by("pk"):
        found[citation.event_id].append(citation)
    return found
