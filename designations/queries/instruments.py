"""Regimes as an edition has them: what every row that names one shows."""

from __future__ import annotations

from dataclasses import dataclass

from designations.domain.acts import RegimeKind
from designations.models import RegimeTerms
from designations.queries.moments import Moment


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
    rows = (
        RegimeTerms.objects.known_at(moment.edition)
        .order_by("regime__authority__name", "regime__name")
        .values_list(
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
    )
    return {
        slug: Instrument(
            pk, slug, short or name, name, kind, binds, ground, phrase, basis, code, authority, demonym or authority
        )
        for pk, slug, short, name, kind, binds, ground, phrase, basis, code, authority, demonym in rows
    }
