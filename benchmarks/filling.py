"""Fill an empty ledger with made histories, through the actions, in so many editions."""

from __future__ import annotations

import random
import time

from django.contrib.auth import get_user_model

from benchmarks import made
from designations.actions import registry
from designations.actions.acts import correct_within
from designations.actions.editions import Draft, edition
from designations.actions.recording import new_key, record_acts, retract_events
from designations.actions.statements import ActStatement, CitationStatement
from designations.domain.acts import CitationKind, Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Authority, AuthorityTerms, Event, Group, Membership, Regime, RegimeTerms


def fill(events: int, editions: int = 2000, *, longer: int = 1) -> float:
    """Publish about ``events`` made acts in ``editions``; answers the seconds it took.

    Later editions correct and retract a share of what earlier ones recorded.
    """
    user, _ = get_user_model().objects.get_or_create(username="bench")
    begun = time.perf_counter()
    with edition(by=user, at=made.at(1), action="load", role="loader", reason="registry") as draft:
        _fill_registry(draft)
    histories = list(made.acts(events, longer=longer))
    per_edition = max(1, len(histories) // (editions - 1))
    source = random.Random(made.SEED)
    regimes = {regime.slug: regime for regime in Regime.objects.select_related("authority")}
    for number, start in enumerate(range(0, len(histories), per_edition), start=2):
        batch = histories[start : start + per_edition]
        with edition(by=user, at=made.at(number), action="load", role="loader", reason="made") as draft:
            groups = _groups(draft, [of_group[0].group for of_group in batch])
            _publish(draft, [act for of_group in batch for act in of_group], regimes, groups)
            _amend(draft, source, len(batch) * made.EVENTS_PER_GROUP)
    return time.perf_counter() - begun


def _fill_registry(draft: Draft) -> None:
    authorities = {}
    for code in made.codes():
        kind = "body" if code in ("UN", "EU") else "state"
        columns = {"name": f"Authority {code}", "kind": kind, "region": "Made"}
        authorities[code] = registry.describe(draft, Authority, code, columns)
        registry.state(draft, AuthorityTerms, {"authority": authorities[code]}, {"is_bloc": code == "EU"})
    for place, code in enumerate(made.codes()[2:]):
        for body in ("UN",) + ("EU",) * (place % 3 == 0):
            of = {"member": authorities[code], "body": authorities[body], "starts": made.FIRST}
            registry.state(draft, Membership, of, {"ends": None})
    for slug, code, kind, binds in made.regimes():
        regime = registry.describe(draft, Regime, slug, {"authority": authorities[code], "name": slug})
        registry.state(draft, RegimeTerms, {"regime": regime}, {"kind": kind, "binds_members": binds})


def _groups(draft: Draft, slugs: list[str]) -> dict[str, Group]:
    made_groups = Group.objects.bulk_create([Group(slug=slug, name=slug.replace("-", " ")) for slug in slugs])
    return {group.slug: group for group in made_groups}


def _publish(draft: Draft, acts: list[made.MadeAct], regimes: dict[str, Regime], groups: dict[str, Group]) -> None:
    source = CitationStatement(
        kind=CitationKind.OFFICIAL, title="Made gazette", publisher="Made", read=True, url="https://example.org/gazette"
    )
    record_acts(
        draft,
        [
            (
                new_key(),
                ActStatement(
                    regime=regimes[act.regime],
                    group=groups[act.group],
                    kind=EventKind(act.kind),
                    effect=Effect(act.effect),
                    stated=StatedDate.on(act.day),
                ),
                [source],
            )
            for act in acts
        ],
    )


def _amend(draft: Draft, source: random.Random, of: int) -> None:
    """Retract and correct a share of what earlier editions recorded."""
    last = Event.objects.filter(recorded_in__lt=draft.number).order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return
    wanted = int(of * (made.RETRACTED + made.CORRECTED)) or 1
    picked = {source.randrange(1, last + 1) for _ in range(wanted)}
    rows = list(
        Event.objects.alive()
        .select_related("act", "regime__authority", "group", "scope_of")
        .filter(pk__in=picked, recorded_in__lt=draft.number)
    )
    share = made.RETRACTED / (made.RETRACTED + made.CORRECTED)
    gone = [event for place, event in enumerate(rows) if place < share * len(rows)]
    retract_events(draft, gone)
    for event in rows[len(gone) :]:
        statement = ActStatement.of(event)
        moved = StatedDate.on(event.latest or made.LAST)
        correct_within(draft, event, ActStatement(**{**vars(statement), "stated": moved}), [])
