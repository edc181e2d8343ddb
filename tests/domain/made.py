"""Small worlds for examples: regimes, ties and acts in a line each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from designations.domain.acts import (
    ALLOWED_EFFECTS,
    Citation,
    CitationKind,
    CoverageLevel,
    Effect,
    Event,
    EventKind,
    Reason,
    RegimeKind,
    RelationKind,
    Scope,
)
from designations.domain.conflicts import Conflict, Rule
from designations.domain.dates import StatedDate
from designations.domain.intervals import Span
from designations.domain.periods import fold
from designations.domain.registry import Coverage, Membership, NoList, Regime, Registry, Relation
from designations.domain.rules import conflicts
from designations.domain.scene import Scene

GROUP = "movement"

BAN, SANCTIONS, DESIGNATION = RegimeKind.COURT_BAN, RegimeKind.SANCTIONS, RegimeKind.TERRORIST_DESIGNATION
BAR, STATEMENT = RegimeKind.IMMIGRATION_BAR, RegimeKind.POLITICAL_STATEMENT


def read(stated: str | None = None, *, key: str = "c1", publisher: str = "Gazette", story: str = "one") -> Citation:
    """A citation of news that somebody read."""
    return Citation(key, CitationKind.NEWS, StatedDate.parse(stated) if stated else None, True, publisher, story)


def pointer(stated: str | None = None, *, key: str = "p1") -> Citation:
    """A citation that nobody has read."""
    when = StatedDate.parse(stated) if stated else None
    return Citation(key, CitationKind.OFFICIAL, when, False, "Gazette", "unread")


def act(
    regime: str,
    kind: str,
    stated: str,
    *,
    group: str = GROUP,
    effect: Effect | None = None,
    scope: Scope | None = None,
    of: str | None = None,
    reason: Reason | None = None,
    cited: Iterable[Citation] = (),
    settled: str | None = None,
    order: int | None = None,
) -> Event:
    """An act with the usual effect of its kind, known as ``regime kind date`` (and group, where it is another)."""
    of_kind = EventKind(kind)
    words = [regime, kind, stated] + ([group] if group != GROUP else [])
    return Event(
        act=" ".join(words),
        regime=regime,
        group=group,
        kind=of_kind,
        effect=effect or min(ALLOWED_EFFECTS[of_kind]),
        stated=StatedDate.parse(stated),
        scope=scope,
        scope_of=of,
        reason=reason,
        citations=tuple(cited),
        settled=StatedDate.parse(settled) if settled else None,
        day_order=order,
    )


def span(starts: str = "", ends: str = "") -> Span:
    """A span of days; an empty side is open."""
    return Span(date.fromisoformat(starts) if starts else None, date.fromisoformat(ends) if ends else None)


def member(code: str, body: str, starts: str = "", ends: str = "") -> Membership:
    """A membership."""
    return Membership(code, body, span(starts, ends))


def wing(group: str, whole: str = GROUP, starts: str = "", ends: str = "") -> Relation:
    """That a group is a wing of another."""
    return Relation(group, RelationKind.WING_OF, whole, span(starts, ends))


def complete(regime: str, starts: str, ends: str = "") -> Coverage:
    """Days on which every entry of a regime is known."""
    return Coverage(regime, span(starts, ends), CoverageLevel.COMPLETE)


REGIMES = (
    Regime("kz-bans", "KZ", BAN),
    Regime("kz-freezes", "KZ", SANCTIONS),
    Regime("kz-bars", "KZ", BAR),
    Regime("kg-bans", "KG", BAN),
    Regime("ru-bans", "RU", BAN),
    Regime("us-terms", "US", DESIGNATION),
    Regime("us-freezes", "US", SANCTIONS),
    Regime("csto-list", "CSTO", BAN),
    Regime("un-new", "UN", SANCTIONS, binds_members=True),
    Regime("un-old", "UN", SANCTIONS, binds_members=True),
    Regime("eu-list", "EU", SANCTIONS, binds_members=True),
)


def world(
    *events: Event,
    memberships: Iterable[Membership] = (),
    relations: Iterable[Relation] = (),
    coverage: Iterable[Coverage] = (),
    no_lists: Iterable[NoList] = (),
    blocs: Iterable[str] = ("CSTO", "EU"),
) -> Scene:
    """A scene of the regimes above and some acts."""
    registry = Registry.of(
        REGIMES,
        memberships=tuple(memberships),
        relations=tuple(relations),
        coverage=tuple(coverage),
        no_lists=tuple(no_lists),
        blocs=frozenset(blocs),
    )
    by_listing = defaultdict(list)
    for event in events:
        by_listing[event.regime, event.group].append(event)
    return Scene(registry, {listing: fold(known) for listing, known in by_listing.items()})


def found(scene: Scene, rule: Rule, group: str = GROUP) -> list[Conflict]:
    """The conflicts of a rule about a group, by key."""
    return [conflict for conflict in conflicts(group, scene) if conflict.rule is rule]


def rules(scene: Scene, group: str = GROUP) -> list[str]:
    """The names of the rules that find a conflict about a group, once for each conflict."""
    return sorted(conflict.rule.value for conflict in conflicts(group, scene))
