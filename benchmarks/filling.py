"""Fill an empty ledger with made histories, through the actions, in so many editions."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from datetime import timedelta

from django.contrib.auth import get_user_model

from benchmarks import made
from designations.actions import registry
from designations.actions.acts import correct_within
from designations.actions.editions import Draft, edition
from designations.actions.recording import new_key, record_acts, retract_events
from designations.actions.statements import ActStatement, CitationStatement
from designations.domain.acts import CitationKind, Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Authority, AuthorityTerms, Citation, Event, Group, Membership, Regime, RegimeTerms

SOURCE = CitationStatement(
    kind=CitationKind.OFFICIAL, title="Made gazette", publisher="Made", read=True, url="https://example.org/gazette"
)


@dataclass
class Filled:
    """What a filling recorded, and the seconds that it took: by the clock, and of this process alone."""

    acts: int = 0
    retracted: int = 0
    corrected: int = 0
    editions: int = 1
    seconds: float = 0.0
    processing: float = 0.0

    @property
    def events(self) -> int:
        """Rows of the ledger: an act corrected has two."""
        return self.acts + self.corrected


def fill(events: int, editions: int = 2000, *, per_group: int = made.EVENTS_PER_GROUP) -> Filled:
    """Publish ``events`` made acts in ``editions``; later ones correct and retract a share of what was said before."""
    user, _ = get_user_model().objects.get_or_create(username="bench")
    filled = Filled()
    begun, processing = time.perf_counter(), time.process_time()
    with edition(by=user, at=made.at(1), action="load", role="loader", reason="registry") as draft:
        fill_registry(draft)
    source = random.Random(made.SEED)
    regimes = {regime.slug: regime for regime in Regime.objects.select_related("authority")}
    groups: dict[str, Group] = {}
    for number, acts in enumerate(made.editions(events, editions - 1, per_group=per_group), start=2):
        with edition(by=user, at=made.at(number), action="load", role="loader", reason="made") as draft:
            _register(groups, {act.group for act in acts} - groups.keys())
            record_acts(draft, [(new_key(), _statement(act, regimes, groups), [SOURCE]) for act in acts])
            _amend(draft, source, len(acts), filled)
        filled.acts += len(acts)
        filled.editions += 1
    filled.seconds, filled.processing = time.perf_counter() - begun, time.process_time() - processing
    return filled


def fill_registry(draft: Draft) -> None:
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


def _register(known: dict[str, Group], slugs: set[str]) -> None:
    """Make the groups that are new."""
    rows = [Group(slug=slug, name=slug.replace("-", " ")) for slug in sorted(slugs)]
    known.update((group.slug, group) for group in Group.objects.bulk_create(rows))


def _statement(act: made.MadeAct, regimes: dict[str, Regime], groups: dict[str, Group]) -> ActStatement:
    return ActStatement(
        regime=regimes[act.regime],
        group=groups[act.group],
        kind=EventKind(act.kind),
        effect=Effect(act.effect),
        stated=StatedDate.on(act.day),
    )


def _amend(draft: Draft, source: random.Random, acts: int, filled: Filled) -> None:
    """Retract and correct a share of what earlier editions recorded, chosen at random; a correction moves the day."""
    earlier = Event.objects.filter(recorded_in__lt=draft.number)
    last = earlier.order_by("-pk").values_list("pk", flat=True).first()
    retracted = int(acts * made.RETRACTED + source.random())
    corrected = int(acts * made.CORRECTED + source.random())
    if last is None or not retracted + corrected:
        return
    picked = {source.randrange(1, last + 1) for _ in range(2 * (retracted + corrected))}
    living = earlier.filter(pk__in=picked, retracted_in=None).order_by("pk")
    rows = list(living.select_related("act", "regime__authority", "group", "scope_of"))
    source.shuffle(rows)
    gone, moved = rows[:retracted], rows[retracted : retracted + corrected]
    retract_events(draft, gone)
    cited: dict[int, list[CitationStatement]] = {event.pk: [] for event in moved}
    for citation in Citation.objects.alive().filter(event__in=moved).order_by("pk"):
        cited[citation.event_id].append(CitationStatement.of(citation))
    for event in moved:
        said = ActStatement.of(event)
        day = (event.latest or made.LAST) - timedelta(days=source.randrange(1, 15))
        correct_within(draft, event, replace(said, stated=StatedDate.on(day)), cited[event.pk])
    filled.retracted += len(gone)
    filled.corrected += len(moved)
