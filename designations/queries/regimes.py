"""Regimes: the legal lists, what each is, and whom it holds."""

from __future__ import annotations

from dataclasses import dataclass

from designations.models import Regime, RegimeTerms
from designations.queries.absent import Absent
from designations.queries.coverage import RegimeCoverage, coverage
from designations.queries.editions import EditionRow, row_of
from designations.queries.events import EventRow, events
from designations.queries.events import Wanted as WantedEvents
from designations.queries.listings import NO, PeriodRow, listings
from designations.queries.listings import Wanted as WantedListings
from designations.queries.moments import Moment
from designations.queries.pages import EVERYTHING, Cut, Page

LATEST_ACTS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which regimes are wanted; what is left empty leaves nothing out. ``level``: of coverage on the day."""

    authorities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    binds_members: bool | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class TermsRow:
    """What the record held the regime to be, from one edition until another."""

    kind: str
    binds_members: bool
    since: EditionRow
    until: EditionRow | None


@dataclass(frozen=True, slots=True)
class RegimeDetail:
    """A regime with what is claimed of it, its periods begun by the day, those of them that hold then, and its latest
    acts.
    """

    row: RegimeCoverage
    started_on: str
    official_url: str
    program_keys: tuple[str, ...]
    note: str
    terms: tuple[TermsRow, ...]
    periods: tuple[PeriodRow, ...]
    standing: tuple[PeriodRow, ...]
    latest: tuple[EventRow, ...]


def regimes(moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Page[RegimeCoverage]:
    """The regimes that the record knows at the edition, by authority and name. Five queries."""
    asked = wanted or Wanted()
    codes = {code.upper() for code in asked.authorities}
    found = [
        row
        for row in coverage(moment)
        if (not codes or row.regime.authority in codes)
        and (not asked.kinds or row.regime.kind in asked.kinds)
        and (asked.binds_members is None or row.regime.binds_members is asked.binds_members)
        and (not asked.level or row.level == asked.level)
    ]
    return Page(tuple(found[cut.slice]), len(found))


def regime(moment: Moment, slug: str) -> RegimeDetail:
    """The regime of a slug. At most nine queries. Raises Absent."""
    found = Regime.objects.select_related("authority").filter(slug=slug.lower()).first()
    covered = coverage(moment, found.authority.code) if found else ()
    row = next((each for each in covered if found and each.regime.slug == found.slug), None)
    if found is None or row is None:
        raise Absent(f"Edition {moment.edition} of the record knows no regime '{slug}'.")
    periods = listings(moment, WantedListings(regimes=(found.slug,))).rows
    return RegimeDetail(
        row=row,
        started_on=found.started_on,
        official_url=found.official_url,
        program_keys=tuple(key.strip() for key in found.program_keys.split(";") if key.strip()),
        note=found.note,
        terms=_terms(moment, found),
        periods=periods,
        standing=tuple(each for each in periods if each.on_day != NO),
        latest=events(moment, WantedEvents(regimes=(found.slug,), dated=True), Cut(LATEST_ACTS, counted=False)).rows,
    )


def _terms(moment: Moment, found: Regime) -> tuple[TermsRow, ...]:
    rows = RegimeTerms.objects.filter(regime=found, recorded_in__lte=moment.edition).order_by("-recorded_in")
    return tuple(
        TermsRow(
            terms.kind,
            terms.binds_members,
            row_of(terms.recorded_in),
            row_of(terms.retracted_in) if terms.retracted_in and terms.retracted_in.number <= moment.edition else None,
        )
        for terms in rows.select_related("recorded_in", "retracted_in")
    )
