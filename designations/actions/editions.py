"""The door of every write: one edition at a time, numbered without gaps, chained by digest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from designations.actions.digest import chain
from designations.models import Act, Authority, Change, Edition, Group, Regime
from designations.projection import Difference, refresh, touched

LOCK_TIMEOUT = "10s"


class LedgerBusy(Exception):
    """Another edition was being written for longer than a writer waits. Nothing was saved; try again."""

    def __init__(self) -> None:
        super().__init__("Another edition is being written and has not finished. Nothing was saved: try again.")


class NothingToRecord(Exception):
    """The edition would hold no entry, so it was not made."""

    def __init__(self) -> None:
        super().__init__("This changes nothing in the record, so no edition was made.")


@dataclass
class Draft:
    """An edition being written. Rows carry ``number``; ``changes`` become the public feed, in this order."""

    number: int
    at: datetime
    changes: list[Change] = field(default_factory=list)
    empty: bool = True
    everything: bool = False

    def tell(self, kind: str, subject: str, *, before: Any = None, after: Any = None, **keys: str) -> None:
        """Add an entry to the public feed. ``keys``: act, group, authority, regime."""
        self.empty = False
        self.changes.append(
            Change(
                edition=self.number,
                seq=len(self.changes) + 1,
                kind=kind,
                subject=subject,
                before=before,
                after=after,
                **keys,
            )
        )


@contextmanager
def edition(
    *,
    by: AbstractBaseUser,
    at: datetime,
    action: str,
    reason: str = "",
    role: str = "editor",
    data_version: str = "",
) -> Iterator[Draft]:
    """Write one edition: lock the ledger, let the caller add rows, refold what they touch, chain the digest.

    All or nothing. Raises LedgerBusy where the lock cannot be had, NothingToRecord where no entry was told.
    An instant before the predecessor's is raised to it, so that editions stay in order.
    """
    with transaction.atomic():
        number = _lock()
        before = Edition.objects.filter(number=number - 1).first()
        draft = Draft(number=number, at=max(at, before.at) if before else at)
        yield draft
        if draft.empty:
            raise NothingToRecord
        _tell_conflicts(draft, refresh(touched(number), number, everything=draft.everything))
        Change.objects.bulk_create(draft.changes, batch_size=2000)
        made = Edition(
            number=number,
            at=draft.at,
            by_id=by.pk,
            by_role=role,
            action=action,
            reason=reason,
            data_version=data_version,
        )
        made.digest = chain(made, before.digest if before else "")
        made.save(force_insert=True)


def _lock() -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
            cursor.execute("UPDATE designations_ledger SET edition = edition + 1 RETURNING edition")
            row = cursor.fetchone()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise LedgerBusy from error
        raise
    if row is None:
        raise RuntimeError("the ledger has lost its row: restore the database from a backup")
    return int(row[0])


def _tell_conflicts(draft: Draft, difference: Difference) -> None:
    """Conflicts opened, changed and closed, with before and after, by the keys of the registry."""
    if not difference.conflicts:
        return
    names = _Names([values for _, *both in difference.conflicts for values in both if values])
    for key, before, after in difference.conflicts:
        kind = "conflict_changed" if before and after else "conflict_opened" if after else "conflict_withdrawn"
        if before and after and before["ends"] is None and after["ends"] is not None:
            kind = "conflict_closed"
        values = after or before or {}
        draft.tell(
            kind,
            key,
            before=names.conflict(before),
            after=names.conflict(after),
            act=names.acts[values["act_id"]],
            group=names.groups[values["group_id"]],
            authority=names.authorities.get(values["authority_id"], ""),
            regime=names.regimes[values["regime_id"]],
        )


class _Names:
    """Slugs and codes behind the database ids in some conflicts."""

    def __init__(self, conflicts: list[dict[str, Any]]) -> None:
        acts = {values["act_id"] for values in conflicts}
        groups = {values["group_id"] for values in conflicts}
        groups |= {group for values in conflicts for _, _, group, *_ in values["keepers"]}
        self.acts = dict(Act.objects.filter(pk__in=acts).values_list("pk", "key"))
        self.groups = dict(Group.objects.filter(pk__in=groups).values_list("pk", "slug"))
        self.authorities = dict(Authority.objects.values_list("pk", "code"))
        self.regimes = dict(Regime.objects.values_list("pk", "slug"))

    def conflict(self, values: dict[str, Any] | None) -> dict[str, Any] | None:
        """A conflict as the feed shows it."""
        if values is None:
            return None
        return {
            "rule": values["rule"],
            "weight": values["weight"],
            "likeness": values["likeness"],
            "grade": values["grade"],
            "starts": _iso(values["starts"]),
            "ends": _iso(values["ends"]),
            "body": self.authorities.get(values["body_id"], ""),
            "keepers": [
                {
                    "authority": self.authorities[authority],
                    "regime": self.regimes[regime],
                    "group": self.groups[group],
                    "starts": _iso(starts),
                    "ends": _iso(ends),
                    "seen": seen,
                    "last_seen": _iso(last_seen),
                }
                for authority, regime, group, _, _, starts, ends, seen, last_seen, _ in values["keepers"]
            ],
        }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
