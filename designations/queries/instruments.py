"""Regimes as an edition has them: what every row that names one shows."""

from __future__ import annotations

from dataclasses import dataclass

from designations.domain.acts import RegimeKind
from designations.models import RegimeTerms
from designations.queries.moments import Moment
from designations.queries.once import once
from designations.queries.timelines import Timeline


@dataclass(frozen=True, slots=True)
class Instrument:
    """A regime with the authority that keeps it. ``members``: the short name of its body's members."""

    pk: int
    slug: str
    title: str
    name: str
    kind: str
    binds_members: bool
    binds_ground: str
    list_phrase: str
    legal_basis: str
    authority: str
    authority_name: str
    members: str

    @property
    def hard(self) -> bool:
        """Whether it makes and breaks listings in the rules."""
        return RegimeKind(self.kind).hard


def instruments(moment: Moment) -> dict[str, Instrument]:
    """The regimes that the record knows at the edition, by slug. One query."""
    known = moment.edition
    return {held.slug: held for held, since, until in _read() if since <= known and (until is None or known < until)}


def instrument_timeline(moment: Moment) -> Timeline[str, Instrument]:
    """The regimes as every edition up to the one that is read had them, by slug. One query."""
    known = moment.edition
    return Timeline((held.slug, since, until, held) for held, since, until in _read() if since <= known)


@once
def _read() -> list[tuple[Instrument, int, int | None]]:
    """Every form of every regime, with the editions since and until which it had it."""
    held = RegimeTerms.objects.order_by("regime__authority__name", "regime__name").values_list(
        "recorded_in_id",
        "retracted_in_id",
        "regime_id",
        "regime__slug",
        "regime__short_name",
        "regime__name",
        "kind",
        "binds_members",
        "regime__binds_ground",
        "regime__list_phrase",
        "regime__legal_basis",
        "regime__authority__code",
        "regime__authority__name",
        "regime__authority__demonym",
    )
    return [
        (
            Instrument(
                pk, slug, short or name, name, kind, binds, ground, phrase, basis, code, authority, demonym or code
            ),
            since,
            until,
        )
        for since, until, pk, slug, short, name, kind, binds, ground, phrase, basis, code, authority, demonym in held
    ]
