"""Pour made histories into an empty ledger by COPY: for sizes at which the actions take hours.

The rows are those that the actions would write, under the same triggers and constraints, and the digests chain.
Derived rows are not written: rebuild them afterwards. So the feed tells acts alone, no conflicts.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from benchmarks import made
from benchmarks.filling import Filled, fill_registry
from benchmarks.staging import Row, Staging
from designations.actions.digest import sha256
from designations.actions.editions import edition
from designations.models import Act, Citation, Edition, Event, Group, Regime
from designations.models.names import search_key

EMPTY = sha256("")


@dataclass(slots=True)
class _Living:
    """An event that no edition has retracted, by the ids of its rows, with what it states. Its citation has its id."""

    event: int
    act: int
    said: made.MadeAct


@dataclass
class _Pourer:
    """The next ids, and what stands."""

    regimes: dict[str, tuple[int, str]]
    source: random.Random
    groups: dict[str, int] = field(default_factory=dict)
    living: list[_Living] = field(default_factory=list)
    act: int = 0
    event: int = 0
    filled: Filled = field(default_factory=Filled)

    def pour(self, number: int, acts: Sequence[made.MadeAct]) -> tuple[dict[str, list[Row]], dict[str, list[int]]]:
        """The rows that one edition records, by table, and the ids of those that it retracts."""
        gone = self._picked(int(len(acts) * made.RETRACTED + self.source.random()))
        moved = self._picked(int(len(acts) * made.CORRECTED + self.source.random()))
        new = sorted({act.group for act in acts} - self.groups.keys())
        self.groups.update(zip(new, range(len(self.groups) + 1, len(self.groups) + len(new) + 1), strict=True))
        fresh = [self._next(act) for act in acts]
        again = [self._again(each) for each in moved]
        told = [("act_published", each, None, each) for each in fresh] + [
            ("act_retracted", each, each, None) for each in gone
        ]
        told += [("act_corrected", after, before, after) for before, after in zip(moved, again, strict=True)]
        rows: dict[str, list[Row]] = {
            "group": [(self.groups[slug], slug, _name(slug), "", "", "", "") for slug in new],
            "name": [(self.groups[slug], _name(slug), "Latn", "", "primary", search_key(slug)) for slug in new],
            "act": [(each.act, key(each.act), number) for each in fresh],
            "event": [self._event(each, number) for each in (*fresh, *again)],
            "citation": [_citation(each, number) for each in (*fresh, *again)],
            "change": [self._change(number, seq, *entry) for seq, entry in enumerate(told, start=1)],
        }
        self.living += [*fresh, *again]
        self.filled.acts += len(fresh)
        self.filled.retracted += len(gone)
        self.filled.corrected += len(again)
        retracted = [each.event for each in (*gone, *moved)]
        return rows, {"event": retracted, "citation": retracted}

    def _picked(self, count: int) -> list[_Living]:
        found = []
        for _ in range(min(count, len(self.living))):
            place = self.source.randrange(len(self.living))
            self.living[place], self.living[-1] = self.living[-1], self.living[place]
            found.append(self.living.pop())
        return found

    def _next(self, said: made.MadeAct) -> _Living:
        self.act += 1
        self.event += 1
        return _Living(self.event, self.act, said)

    def _again(self, before: _Living) -> _Living:
        """The same act on a day somewhat earlier."""
        self.event += 1
        was = before.said
        day = was.day - timedelta(days=self.source.randrange(1, 15))
        return _Living(self.event, before.act, made.MadeAct(was.regime, was.group, was.kind, was.effect, day))

    def _event(self, each: _Living, number: int) -> Row:
        said = each.said
        day = said.day.isoformat()
        return (
            each.event, each.act, self.regimes[said.regime][0], self.groups[said.group], said.kind, said.effect, "", "",
            day, day, day, "", "", EMPTY, number,
        )  # fmt: skip

    def _change(
        self, number: int, seq: int, kind: str, each: _Living, before: _Living | None, after: _Living | None
    ) -> Row:
        said, name = each.said, key(each.act)
        authority = self.regimes[said.regime][1]
        return (number, seq, kind, name, name, said.group, authority, said.regime, _shown(before), _shown(after))


def pour(events: int, editions: int = 2000, *, per_group: int = made.EVENTS_PER_GROUP) -> Filled:
    """Record ``events`` made acts in ``editions``; the same shares are corrected and retracted as by ``fill``."""
    user, _ = get_user_model().objects.get_or_create(username="bench")
    begun, processing = time.perf_counter(), time.process_time()
    with edition(by=user, at=made.at(1), action="load", role="loader", reason="registry") as draft:
        fill_registry(draft)
    regimes = {row.slug: (row.pk, row.authority.code) for row in Regime.objects.select_related("authority")}
    pourer = _Pourer(regimes, random.Random(made.SEED))
    staging = Staging()
    said: dict[str, Any] = {"by_id": user.pk, "by_role": "loader", "action": "load", "reason": "made"}
    for number, acts in enumerate(made.editions(events, editions - 1, per_group=per_group), start=2):
        staging.add(Edition(number=number, at=made.at(number), **said), *pourer.pour(number, acts))
        pourer.filled.editions += 1
    staging.finish()
    _set_sequences()
    filled = pourer.filled
    filled.seconds, filled.processing = time.perf_counter() - begun, time.process_time() - processing
    return filled


def key(act: int) -> str:
    """A key as acts have them, the same in every run."""
    return f"made{act:07d}"


def _name(slug: str) -> str:
    return slug.replace("-", " ")


def _citation(each: _Living, number: int) -> Row:
    url = "https://example.org/gazette"
    return (
        each.event, each.event, "c1", "official", "Made gazette", "Made", url, "", "", "", EMPTY, True, "", "", "",
        number,
    )  # fmt: skip


def _shown(each: _Living | None) -> str | None:
    if each is None:
        return None
    said = each.said
    return json.dumps(
        {
            "regime": said.regime,
            "group": said.group,
            "kind": said.kind,
            "effect": said.effect,
            "date": said.day.isoformat(),
            "scope": "",
            "scope_of": "",
            "reason": "",
        }
    )


def _set_sequences() -> None:
    """Let the next numbers follow those that were given here, and never go back: no roll-back takes that back."""
    with connection.cursor() as cursor:
        for model in (Group, Act, Event, Citation):
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(name, greatest(nextval(name), (SELECT max(id) FROM {table})))"
                f" FROM pg_get_serial_sequence('{table}', 'id') AS name"
            )
