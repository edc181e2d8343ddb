"""Whether the keys that a reader names are in the record."""

from __future__ import annotations

from collections.abc import Iterable

from designations.models import Authority, Group, Regime
from designations.queries.absent import Absent


def check_keys(*, groups: Iterable[str] = (), authorities: Iterable[str] = (), regimes: Iterable[str] = ()) -> None:
    """Raise Absent with a sentence where a slug or code is unknown. One query for each kind that is named."""
    slugs, codes, lists = ({slug.lower() for slug in groups if slug}, {code.upper() for code in authorities if code},
                           {slug.lower() for slug in regimes if slug})  # fmt: skip
    if slugs:
        _check("group", slugs, Group.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    if codes:
        _check("authority", codes, Authority.objects.filter(code__in=codes).values_list("code", flat=True))
    if lists:
        _check("regime", lists, Regime.objects.filter(slug__in=lists).values_list("slug", flat=True))


def _check(kind: str, asked: set[str], known: Iterable[str]) -> None:
    unknown = sorted(asked - set(known))
    if unknown:
        raise Absent(f"The record holds no {kind} '{unknown[0]}'.")
