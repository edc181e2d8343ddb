"""From what a query answers to what a picture needs: titles in words, and addresses that keep the clocks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from designations.charts import strips, timeline
from designations.charts.scale import Scale, around
from designations.domain.wording import with_article
from designations.queries.conflict_rows import ConflictRow
from designations.queries.events import EventRow
from designations.queries.growth import Growth
from designations.queries.home import FIRST_YEAR
from designations.queries.listings import PeriodRow
from designations.web.reading import Clock
from designations.web.words import stated, word

BAR_STATES = {"in_force": "listed", "suspended": "suspended"}


def timeline_of(
    periods: Sequence[PeriodRow],
    acts: Sequence[EventRow],
    conflicts: Sequence[ConflictRow],
    clock: Clock,
    *,
    across: bool = False,
) -> timeline.Timeline:
    """The lanes of some listings, authorities in the order of their first act; conflicts shade the lane that stopped.

    ``across`` shades all lanes instead: for the page of one conflict.
    """
    unread = {act.act for act in acts if act.grade == "unverified"}
    lanes = [_lane(regime, periods, acts, unread, clock) for regime in _regimes(periods, acts)]
    first = {lane.authority: index for index, lane in reversed(list(enumerate(lanes)))}
    ordered = sorted(lanes, key=lambda lane: first[lane.authority])
    clashes = [_clash(each, clock, across) for each in _strongest(conflicts)]
    return timeline.draw(ordered, clashes=clashes, day=clock.moment.day, today=clock.moment.today)


def _regimes(periods: Iterable[PeriodRow], acts: Iterable[EventRow]) -> list[str]:
    """Slugs of regimes by the first day on which something is known of each."""
    first: dict[str, date] = {}
    for regime, day in [
        *((each.regime, each.starts_earliest or each.starts_latest) for each in periods),
        *((each.regime, each.earliest or each.latest) for each in acts),
    ]:
        first[regime] = min(first.get(regime, date.max), day or date.min)
    return sorted(first, key=lambda slug: (first[slug], slug))


def _lane(
    regime: str, periods: Iterable[PeriodRow], acts: Iterable[EventRow], unread: set[str], clock: Clock
) -> timeline.LaneInput:
    own_periods = [each for each in periods if each.regime == regime]
    own_acts = [each for each in acts if each.regime == regime]
    named: PeriodRow | EventRow = own_periods[0] if own_periods else own_acts[0]
    return timeline.LaneInput(
        authority=named.authority,
        authority_name=named.authority_name,
        regime=regime,
        regime_name=named.regime_title,
        spells=tuple(_spell(each, each.opened_by in unread, clock) for each in own_periods),
        acts=tuple(_point(each, clock) for each in own_acts),
        regime_kind=word("regime_kind", named.regime_kind),
        href=clock.keep(f"/regimes/{regime}/"),
        authority_href=clock.keep(f"/authorities/{named.authority}/"),
    )


def _spell(period: PeriodRow, hollow: bool, clock: Clock) -> timeline.Spell:
    state = BAR_STATES.get(period.standing, period.standing)
    scope = word("scope", period.scope)
    said = f"{word('state', state)}{f' ({scope})' if scope else ''}"
    unread = ", unverified" if hollow else ""
    return timeline.Spell(
        key=period.opened_by,
        state=state,
        starts_earliest=period.possible_from,
        starts_latest=period.certain_from,
        ends_earliest=period.certain_until,
        ends_latest=period.possible_until,
        title=f"{period.regime_title}: {said}, {period_in_words(period)}{unread}",
        href=clock.keep(f"/acts/{period.opened_by}/"),
        hollow=hollow,
        partial=bool(scope),
        what=f"{said}{unread}",
        begins=_between(period.starts_earliest, period.starts_latest),
        until=_between(period.ends_earliest, period.ends_latest) if period.closed_by else "",
    )


def period_in_words(period: PeriodRow) -> str:
    """From when until when, as exactly as it is known."""
    begins = _between(period.starts_earliest, period.starts_latest)
    if not period.closed_by:
        return f"since {begins}"
    return f"{begins} until {_between(period.ends_earliest, period.ends_latest)}"


def _between(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return str(earliest) if earliest else "an unknown day"
    if earliest is None or latest is None:
        return f"by {latest}" if latest else f"{earliest} or later"
    return f"between {earliest} and {latest}"


def act_in_words(act: EventRow) -> str:
    """Who did what to whom."""
    return f"{act.authority_name} {word('verb', act.kind)} {with_article(act.group_name)}"


def _point(act: EventRow, clock: Clock) -> timeline.ActPoint:
    return timeline.ActPoint(
        key=act.act,
        kind=act.kind,
        effect=act.effect,
        earliest=act.earliest,
        latest=act.latest,
        title=f"{act_in_words(act)}, {stated(act.held)}",
        href=clock.keep(f"/acts/{act.act}/"),
        hollow=act.grade == "unverified",
        what=act_in_words(act),
        on=stated(act.held),
    )


def _strongest(conflicts: Iterable[ConflictRow]) -> list[ConflictRow]:
    """One conflict for each stop: one act shades its lane once, by its strongest rule."""
    found: dict[tuple[str, str], ConflictRow] = {}
    rank = {"high": 0, "medium": 1, "low": 2}
    for each in sorted(conflicts, key=lambda one: rank[one.weight]):
        if each.authority:
            found.setdefault((each.authority, each.act), each)
    return list(found.values())


def _clash(conflict: ConflictRow, clock: Clock, across: bool) -> timeline.Clash:
    return timeline.Clash(
        key=conflict.key,
        starts=conflict.starts,
        ends=conflict.ends,
        weight=conflict.weight,
        title=f"Conflict: {word('rule', conflict.rule)}, {span_in_words(conflict)}",
        href=clock.keep(f"/conflicts/{conflict.key}/"),
        authority=None if across else conflict.authority,
    )


def span_in_words(conflict: ConflictRow) -> str:
    """Since when, and until when if it has ended."""
    return f"{conflict.starts} until {conflict.ends}" if conflict.ends else f"open since {conflict.starts}"


def strips_of(conflicts: Sequence[ConflictRow], clock: Clock) -> strips.Strips:
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


def title_of(conflict: ConflictRow) -> str:
    """A conflict in a few words: who, whom, and with which body where the rule names one, in which year."""
    who = conflict.authority_name.partition(" (")[0] if conflict.authority_name else "Whole and part"
    within = f"{conflict.body}, {conflict.starts.year}" if conflict.body else f"{conflict.starts.year}"
    return f"{who}: {conflict.group_name} ({within})"


def mark_of(state: str, mixed: bool) -> str:
    """The mark of a cell's own state; none where no act speaks, since the column says what its silence means."""
    if state in {"unknown", "not_listed", "no_list"}:
        return ""
    return "mixed" if mixed and state == "listed" else state


def years_of(
    opened: Mapping[int, int], closed: Mapping[int, int], until: date, *, height: float = 96.0
) -> strips.Years:
    """Entries and exits since the first year charted."""
    years = range(FIRST_YEAR, max(until.year, FIRST_YEAR) + 1)
    return strips.entries_and_exits(opened, closed, years=years, height=height)


def panels_of(found: Iterable[Growth], clock: Clock) -> tuple[strips.Panel, ...]:
    """How many groups each authority had listed at the end of each year, each to its own scale."""
    series = [
        strips.Series(each.authority, each.authority_name.partition(" (")[0], tuple(sorted(each.counts.items())), href)
        for each in found
        for href in [clock.keep(f"/authorities/{each.authority}/")]
    ]
    return strips.multiples(series, shared=False)
