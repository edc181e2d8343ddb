"""From what a query answers to what a picture needs: titles in words, and addresses that keep the clocks."""

from collections.abc import Iterable, Sequence
from datetime import date

from designations.charts import matrix, strips, timeline
from designations.charts.scale import Scale, around
from designations.queries.acts import Stated
from designations.queries.conflicts import Clash
from designations.queries.matrix import Cell, Matrix
from designations.queries.periods import Spell
from designations.queries.years import Standing, Turnover
from designations.web.reading import Clock
from designations.web.words import stated, word

BAR_STATES = {"in_force": "listed", "suspended": "suspended"}
BODIES = "International bodies"
FIRST_YEAR = 1997
"""The year of the first list of the kind that the record follows (US FTO); earlier acts are told, not charted."""


def timeline_of(
    spells: Sequence[Spell], acts: Sequence[Stated], conflicts: Sequence[Clash], clock: Clock, *, across: bool = False
) -> timeline.Timeline:
    """The lanes of some listings, authorities in the order of their first act; conflicts shade the lane that stopped.

    ``across`` shades all lanes instead: for the page of one conflict.
    """
    lanes = [_lane(regime, spells, acts, clock) for regime in _regimes(spells, acts)]
    first = {lane.authority: index for index, lane in reversed(list(enumerate(lanes)))}
    ordered = sorted(lanes, key=lambda lane: first[lane.authority])
    clashes = [_clash(each, clock, across) for each in _strongest(conflicts)]
    return timeline.draw(ordered, clashes=clashes, day=clock.moment.day, today=clock.moment.today)


def _regimes(spells: Iterable[Spell], acts: Iterable[Stated]) -> list[str]:
    """Slugs of regimes by the first day on which something is known of each."""
    first: dict[str, date] = {}
    for regime, day in [
        *((each.regime, each.starts_earliest or each.starts_latest) for each in spells),
        *((each.regime, each.earliest or each.latest) for each in acts),
    ]:
        first[regime] = min(first.get(regime, date.max), day or date.min)
    return sorted(first, key=lambda slug: (first[slug], slug))


def _lane(regime: str, spells: Iterable[Spell], acts: Iterable[Stated], clock: Clock) -> timeline.LaneInput:
    own_spells = [each for each in spells if each.regime == regime]
    own_acts = [each for each in acts if each.regime == regime]
    named = (own_spells or own_acts)[0]
    return timeline.LaneInput(
        authority=named.authority,
        authority_name=named.authority_name,
        regime=regime,
        regime_name=named.regime_title,
        spells=tuple(_spell(each, clock) for each in own_spells),
        acts=tuple(_point(each, clock) for each in own_acts),
        regime_kind=word("regime_kind", named.regime_kind),
        href=clock.keep(f"/regimes/{regime}/"),
        authority_href=clock.keep(f"/authorities/{named.authority}/"),
    )


def _spell(spell: Spell, clock: Clock) -> timeline.Spell:
    state = BAR_STATES.get(spell.standing, spell.standing)
    scope = word("scope", spell.scope)
    return timeline.Spell(
        key=spell.opened_by,
        state=state,
        starts_earliest=spell.possible_from,
        starts_latest=spell.certain_from,
        ends_earliest=spell.certain_until,
        ends_latest=spell.possible_until,
        title=f"{spell.regime_title}: {word('state', state)}{f' ({scope})' if scope else ''}, {spell_in_words(spell)}",
        href=clock.keep(f"/acts/{spell.opened_by}/"),
        hollow=not spell.verified,
        partial=bool(scope),
    )


def spell_in_words(spell: Spell) -> str:
    """From when until when, as exactly as it is known."""
    begins = _between(spell.starts_earliest, spell.starts_latest)
    if spell.still_stands:
        return f"since {begins}"
    return f"{begins} until {_between(spell.ends_earliest, spell.ends_latest)}"


def _between(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return str(earliest) if earliest else "an unknown day"
    if earliest is None or latest is None:
        return f"by {latest}" if latest else f"{earliest} or later"
    return f"between {earliest} and {latest}"


def act_in_words(act: Stated) -> str:
    """Who did what to whom."""
    return f"{act.authority_name} {word('verb', act.kind)} {act.group_name}"


def _point(act: Stated, clock: Clock) -> timeline.ActPoint:
    return timeline.ActPoint(
        key=act.act,
        kind=act.kind,
        effect=act.effect,
        earliest=act.earliest,
        latest=act.latest,
        title=f"{act_in_words(act)}, {stated(act.stated)}",
        href=clock.keep(f"/acts/{act.act}/"),
        hollow=act.grade == "unverified",
    )


def _strongest(conflicts: Iterable[Clash]) -> list[Clash]:
    """One conflict for each stop: one act shades its lane once, by its strongest rule."""
    found: dict[tuple[str | None, str], Clash] = {}
    rank = {"high": 0, "medium": 1, "low": 2}
    for each in sorted(conflicts, key=lambda one: rank[one.weight]):
        if each.authority:
            found.setdefault((each.authority, each.act), each)
    return list(found.values())


def _clash(conflict: Clash, clock: Clock, across: bool) -> timeline.Clash:
    return timeline.Clash(
        key=conflict.key,
        starts=conflict.starts,
        ends=conflict.ends,
        weight=conflict.weight,
        title=f"Conflict: {word('rule', conflict.rule)}, {span_in_words(conflict)}",
        href=clock.keep(f"/conflicts/{conflict.key}/"),
        authority=None if across else conflict.authority,
    )


def span_in_words(conflict: Clash) -> str:
    """Since when, and until when if it has ended."""
    return f"{conflict.starts} until {conflict.ends}" if conflict.ends else f"open since {conflict.starts}"


def strips_of(conflicts: Sequence[Clash], clock: Clock) -> strips.Strips:
    """When each conflict was open, over one axis until today."""
    today = clock.moment.today
    placed = [
        strips.Conflict(
            key=each.key,
            rule=word("rule", each.rule),
            weight=each.weight,
            starts=each.starts,
            ends=each.ends,
            title=title_of(each),
            href=clock.keep(f"/conflicts/{each.key}/"),
            presumed=each.presumed_only,
        )
        for each in conflicts
    ]
    days = [each.starts for each in conflicts]
    scale = around(days, today=today)
    return strips.conflict_strips(placed, scale=Scale(scale.first, scale.last), day=clock.moment.day, today=today)


def title_of(conflict: Clash) -> str:
    """A conflict in a few words: who, whom, and with which body where the rule names one."""
    who = conflict.authority_name.partition(" (")[0] if conflict.authority_name else "Whole and part"
    within = f" ({conflict.body})" if conflict.body else ""
    return f"{who}: {conflict.group_name}{within}"


def grid_of(found: Matrix, clock: Clock) -> matrix.Grid:
    """The matrix as runs of cells; bodies stand first, then regions by name."""
    columns = [
        matrix.Column(
            each.code, each.name, each.region or "Other", clock.keep(f"/authorities/{each.code}/"), each.complete
        )
        for each in found.columns
    ]
    headings = [BODIES, *sorted({column.heading for column in columns} - {BODIES, "Other"})]
    names = {each.code: each.name for each in found.columns}
    rows = [matrix.Row(each.slug, each.name, clock.keep(f"/groups/{each.slug}/")) for each in found.rows]
    groups = {each.slug: each.name for each in found.rows}
    cells = {
        at: _statement(cell, groups[at[0]], names[at[1]], clock.keep(f"/matrix/{at[0]}/{at[1]}/"))
        for at, cell in found.cells.items()
    }
    return matrix.draw(matrix.gather(columns, headings), rows, cells)


def _statement(cell: Cell, group: str, authority: str, href: str) -> matrix.Statement:
    own = cell.own
    said = [word("state", own.state) + (f" since {own.since}" if own.since else "")] if own else []
    if own and own.scope and (scope := word("scope", own.scope)):
        said.append(scope)
    if own and own.grade == "unverified":
        said.append("unverified")
    if cell.covered_by:
        said.append(f"covered by {', '.join(each.regime_title for each in cell.covered_by)}")
    if cell.conflicts:
        said.append("in conflict with other listings")
    if cell.changed:
        said.append("changed")
    return matrix.Statement(
        state=_state(cell),
        covered_by=tuple(each.regime for each in cell.covered_by),
        conflict=bool(cell.conflicts),
        hollow=bool(own and own.grade == "unverified"),
        possible=bool(own and own.possible),
        partial=bool(own and own.scope and own.scope != "whole"),
        changed=cell.changed,
        title=f"{group}, {authority}: {', '.join(said)}",
        href=href,
    )


def _state(cell: Cell) -> str:
    if cell.own is None or cell.own.state == "unknown":
        return ""
    return "mixed" if cell.own.mixed and cell.own.state == "listed" else cell.own.state


def years_of(turnover: Turnover, until: date, *, height: float = 96.0) -> strips.Years:
    """Entries and exits since the first year charted."""
    years = range(FIRST_YEAR, max(until.year, FIRST_YEAR) + 1)
    return strips.entries_and_exits(turnover.opened, turnover.closed, years=years, height=height)


def panels_of(standings: Iterable[Standing], clock: Clock) -> tuple[strips.Panel, ...]:
    """How many groups each authority had listed at the end of each year, each to its own scale."""
    series = [
        strips.Series(each.authority, each.name.partition(" (")[0], tuple(sorted(each.counts.items())), href)
        for each in standings
        for href in [clock.keep(f"/authorities/{each.authority}/")]
    ]
    return strips.multiples(series, shared=False)
