"""A snapshot as plain values and back: what is kept when the bytes of a list, which name persons, have
expired.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sources.lists.entries import Entry, Name, NameKind, NameQuality, Notice, Programme, Snapshot


def packed(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as mappings, lists, texts and numbers, fit for JSON."""
    raw = asdict(snapshot)
    raw["dropped"] = dict(snapshot.dropped)
    for key in ("generated_on", "seen_on"):
        raw[key] = raw[key].isoformat() if raw[key] else None
    return raw


def unpacked(raw: Mapping[str, Any]) -> Snapshot:
    """The snapshot that these values are of; KeyError or ValueError if they are of none."""
    return Snapshot(
        source=raw["source"],
        entries=tuple(_entry(each) for each in raw["entries"]),
        dropped=Counter(raw["dropped"]),
        generated_on=_day(raw["generated_on"]),
        seen_on=_day(raw["seen_on"]),
        notices=tuple(Notice(**each) for each in raw["notices"]),
        files=tuple(raw["files"]),
        row_marks=tuple(raw["row_marks"]),
    )


def _entry(raw: Mapping[str, Any]) -> Entry:
    return Entry(
        id=raw["id"],
        names=tuple(
            Name(each["text"], each["script"], NameKind(each["kind"]), NameQuality(each["quality"]))
            for each in raw["names"]
        ),
        programmes=tuple(Programme(**each) for each in raw["programmes"]),
        official_ref=raw["official_ref"],
        other_refs=tuple(raw["other_refs"]),
        listed_on=raw["listed_on"],
        updated_on=raw["updated_on"],
        countries=tuple(raw["countries"]),
        addresses=tuple(raw["addresses"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
