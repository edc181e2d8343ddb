"""Digests of editions: SHA-256 of the previous digest, the edition's own facts and its entries, in a fixed order.

Quoted words and notes enter as their own SHA-256, so that redacting them leaves every digest as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Q

from designations.models import Act, Change, Citation, Edition, Event
from designations.models.recorded import Recorded

BLANKED = ("note", "quote")
"""Columns of events and citations that a redaction may blank; their hashes are columns of their own."""

NOT_SAID = ("retracted_in_id", "redacted_in_id")


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def recorded_models() -> list[type[Recorded]]:
    """Every model of the ledger, by its table's name."""
    found = [model for model in apps.get_app_config("designations").get_models() if issubclass(model, Recorded)]
    return sorted(found, key=lambda model: model._meta.db_table)


def entries(edition: int) -> Iterator[str]:
    """The entries of an edition, a line of canonical JSON each: what it recorded, retracted and redacted."""
    for key in Act.objects.filter(recorded_in=edition).order_by("pk").values_list("pk", "key"):
        yield _line(["act", *key])
    for model in recorded_models():
        table = model._meta.db_table
        for row in model._default_manager.filter(recorded_in=edition).order_by("pk"):
            yield _line([table, "recorded", _said(row)])
        for pk in model._default_manager.filter(retracted_in=edition).order_by("pk").values_list("pk", flat=True):
            yield _line([table, "retracted", pk])
        if model in (Event, Citation):
            redacted = model._default_manager.filter(Q(redacted_in=edition))
            for pk in redacted.order_by("pk").values_list("pk", flat=True):
                yield _line([table, "redacted", pk])
    described = Change.objects.filter(edition=edition, kind__regex=r"_(registered|described|named)$").order_by("seq")
    for row in described.values_list("kind", "subject", "before", "after"):
        yield _line(["described", *row])


def chain(edition: Edition, previous: str) -> str:
    """The digest of an edition after its predecessor's."""
    digest = hashlib.sha256(previous.encode())
    facts = [edition.number, edition.at, edition.by_id, edition.by_role, edition.action, edition.reason]
    digest.update(_line([*facts, edition.data_version]).encode())
    for line in entries(edition.number):
        digest.update(b"\n")
        digest.update(line.encode())
    return digest.hexdigest()


def verify() -> list[str]:
    """What is wrong with the chain, a sentence each; empty where every edition and every hash holds."""
    wrong: list[str] = []
    previous = ""
    for place, edition in enumerate(Edition.objects.order_by("number").iterator(), start=1):
        if edition.number != place:
            wrong.append(f"edition {place} is missing: the next is {edition.number}")
            return wrong
        if chain(edition, previous) != edition.digest:
            wrong.append(f"the digest of edition {edition.number} does not fit its entries and the digest before it")
        previous = edition.digest
    wrong += _unfit_hashes()
    return wrong


def _unfit_hashes() -> Iterator[str]:
    for model, text in ((Event, "note"), (Citation, "quote")):
        rows = model._default_manager.filter(redacted_in=None).values_list("pk", text, f"{text}_sha256")
        for pk, words, expected in rows.iterator():
            if sha256(words) != expected:
                yield f"the {text} of {model._meta.model_name} {pk} is not the one that was recorded"


def _said(row: Recorded) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in BLANKED and name not in NOT_SAID}


def _line(value: Any) -> str:
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a digest")
