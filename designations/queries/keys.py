"""Whether the keys that a reader names are in the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Value

from designations.models import Authority, Group, Regime
from designations.queries.absent import Absent


def check_keys(*, groups: Iterable[str] = (), authorities: Iterable[str] = (), regimes: Iterable[str] = ()) -> None:
    """Raise Absent with a sentence where a slug or code is unknown. One query, none where no key is named."""
    named = {
        "group": {slug.lower() for slug in groups if slug},
        "authority": {code.upper() for code in authorities if code},
        "regime": {slug.lower() for slug in regimes if slug},
    }
    asked = [(kind, key) for kind, keys in named.items() for key in sorted(keys)]
    held: list[QuerySet[Any, Any]] = [
        rows.annotate(named=Value(kind)).values_list("named", column)
        for kind, column, rows in (
            ("group", "slug", Group.objects.filter(slug__in=named["group"])),
            ("authority", "code", Authority.objects.filter(code__in=named["authority"])),
            ("regime", "slug", Regime.objects.filter(slug__in=named["regime"])),
        )
        if named[kind]
    ]
    known = set(held[0].union(*held[1:], all=True)) if held else set()
    for kind, key in asked:
        if (kind, key) not in known:
            raise Absent(f"The record holds no {kind} '{key}'.")
