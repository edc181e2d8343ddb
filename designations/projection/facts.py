"""The dated facts of the registry that every group shares, as they stood at an edition."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from designations.domain import acts, registry
from designations.domain.intervals import Span
from designations.models import Authority, AuthorityTerms, Coverage, Membership, NoListStatement, RegimeTerms
from designations.models.recorded import Recorded
from designations.projection.versions import Dated, Versions


class Facts:
    """Regimes, memberships, coverage, absent lists and blocs: in every version, or as they stood at one edition."""

    def __init__(self, edition: int | None = None) -> None:
        self.regime_ids: dict[str, int] = {}
        self.authority_ids: dict[str, int] = dict(Authority.objects.values_list("code", "pk"))
        self._regimes = Versions(self._read_regimes(edition))
        self._memberships = Versions(_memberships(edition))
        self._coverage = Versions(_coverage(edition))
        self._no_lists = Versions(_no_lists(edition))
        self._blocs = Versions(rows(AuthorityTerms, edition, "authority__code").filter(is_bloc=True))
        self._grounds: tuple[tuple[Any, ...], ...] = ()
        self._registry = registry.Registry({})

    def _read_regimes(self, edition: int | None) -> list[Dated[registry.Regime]]:
        found: list[Dated[registry.Regime]] = []
        for recorded, retracted, pk, slug, code, kind, binds in rows(
            RegimeTerms, edition, "regime_id", "regime__slug", "regime__authority__code", "kind", "binds_members"
        ).order_by("pk"):
            self.regime_ids[slug] = pk
            found.append((recorded, retracted, registry.Regime(slug, code, acts.RegimeKind(kind), binds)))
        return found

    def at(self, edition: int) -> registry.Registry:
        """The registry of an edition, without relations: the very same as before where nothing has changed since."""
        parts = (self._regimes, self._memberships, self._coverage, self._no_lists, self._blocs)
        grounds: tuple[tuple[Any, ...], ...] = tuple(part.at(edition) for part in parts)
        if not self._grounds or any(new is not old for new, old in zip(grounds, self._grounds, strict=True)):
            regimes, memberships, coverage, no_lists, blocs = self._grounds = grounds
            self._registry = registry.Registry(
                regimes={regime.slug: regime for regime in regimes},
                memberships=memberships,
                coverage=coverage,
                no_lists=no_lists,
                blocs=frozenset(blocs),
            )
        return self._registry


def rows(model: type[Recorded], edition: int | None, *columns: str) -> QuerySet[Any, Any]:
    """Rows of a table of the ledger, all of them or those that stood at an edition, each after its two editions."""
    found = model.objects.all() if edition is None else model.objects.known_at(edition)
    return found.values_list("recorded_in_id", "retracted_in_id", *columns)


def _memberships(edition: int | None) -> list[Dated[registry.Membership]]:
    found = rows(Membership, edition, "member__code", "body__code", "starts", "ends")
    return [
        (recorded, retracted, registry.Membership(member, body, Span(starts, ends)))
        for recorded, retracted, member, body, starts, ends in found.order_by(
            "member__code", "body__code", "starts", "pk"
        )
    ]


def _coverage(edition: int | None) -> list[Dated[registry.Coverage]]:
    return [
        (recorded, retracted, registry.Coverage(slug, Span(starts, ends), acts.CoverageLevel(level)))
        for recorded, retracted, slug, starts, ends, level in rows(
            Coverage, edition, "regime__slug", "starts", "ends", "level"
        ).order_by("pk")
    ]


def _no_lists(edition: int | None) -> list[Dated[registry.NoList]]:
    return [
        (recorded, retracted, registry.NoList(code, Span(starts, ends)))
        for recorded, retracted, code, starts, ends in rows(
            NoListStatement, edition, "authority__code", "starts", "ends"
        ).order_by("pk")
    ]
