"""Regimes: the legal lists, what each is, and whom it holds."""

from __future__ import annotations

from dataclasses import dataclass

from designations.models import Regime, RegimeTerms
from designations.queries.absent import Absent
from designations.queries.coverage import RegimeCoverage, coverage
from designations.queries.editions import EditionRow, row_of
from designations.queries.events import EventRow, events
from designations.queries.events import Wanted as WantedEvents
from designations.queries.listings import PeriodRow, parted
from designations.queries.listings import Wanted as WantedListings
from designations.queries.moments import Moment
from designations.queries.pages import EVERYTHING, Cut, Page

LATEST_ACTS = 20

LONGEST = 1000
"""How many periods a regime is told with at most."""


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
    """A regime with what is claimed of it, the periods that hold on the day, those that are over, and its latest acts.

    ``standing_total`` and ``past_total``: how many such periods there are in all.
    """

    row: RegimeCoverage
    started_on: str
    official_url: str
    program_keys: tuple[str, ...]
    note: str
    terms: tuple[TermsRow, ...]
    standing: tuple[PeriodRow, ...]
    standing_total: int
    past: tuple[PeriodRow, ...]
    past_total: int
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


def regime(moment: Moment, slug: str, each: int = LONGEST) -> RegimeDetail:
    """The regime of a slug, with so many periods of either kind at most. At most nine queries. Raises Absent."""
    found = Regime.objects.select_related("authority").filter(slug=slug.lower()).first()
    covered = coverage(moment, found.authority.code) if found else ()
    row = next((each for each in covered if found and each.regime.slug == found.slug), None)
    if found is None or row is None:
        raise Absent(f"Edition {moment.edition} of the record knows no regime '{slug}'.")
    standing, past = parted(moment, WantedListings(regimes=(found.slug,)), each)
    return RegimeDetail(
        row=row,
        started_on=found.started_on,
        official_url=found.official_url,
        program_keys=tuple(key.strip() for key in found.program_keys.split(";") if key.strip()),
        note=found.note,
        terms=_terms(moment, found),
        standing=standing.rows,
        standing_total=standing.total,
        past=past.rows,
        past_total=past.total,
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
