"""Made registries, acts and histories, for properties that must hold of any record.

Days lie within fourteen months, so that dates of all precisions meet, cross and leave their order open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

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
from designations.domain.dates import StatedDate
from designations.domain.intervals import Span
from designations.domain.periods import fold
from designations.domain.registry import Coverage, Membership, NoList, Regime, Registry, Relation
from designations.domain.scene import Scene

T = TypeVar("T")

FIRST, LAST = date(2019, 12, 1), date(2021, 1, 31)

STATES = ("KA", "KB", "KC")
BODY, BLOC = "WB", "CB"
"""A body whose regime binds its members, and one that counts as a bloc; an authority may belong to both."""

AUTHORITIES = (*STATES, BODY, BLOC)
GROUPS = ("movement", "brigade", "front")

DAYS = st.dates(FIRST, LAST)


class Choices:
    """One drawn number taken apart into choices: a hundred draws less for each scene, and it shrinks to the first."""

    def __init__(self, number: int) -> None:
        self.left = number

    def of(self, options: Sequence[T]) -> T:
        """The next choice."""
        self.left, place = divmod(self.left, len(options))
        return options[place]


def stated(choose: Choices) -> StatedDate:
    """A stated date of any precision, a day more often than another."""
    day = FIRST + timedelta(days=choose.of(range((LAST - FIRST).days)))
    later = day + timedelta(days=choose.of(range(1, 90)))
    texts = [
        f"{day}",
        f"{day}",
        f"{day}",
        f"{day:%Y-%m}",
        f"{day:%Y}",
        f"{day}/{later}",
        f"../{day}",
        f"{day:%Y-%m}/..",
    ]
    return StatedDate.parse(choose.of(texts))


STATED = st.integers(0, 2**31 - 1).map(lambda number: stated(Choices(number)))
"""Stated dates of every precision."""


def spans() -> st.SearchStrategy[Span]:
    """Spans of days, either side open at times."""
    both = st.tuples(DAYS, st.integers(1, 300)).map(lambda pair: Span(pair[0], pair[0] + timedelta(days=pair[1])))
    return st.one_of(st.just(Span(None, None)), DAYS.map(lambda day: Span(day, None)), both)


def cited(choose: Choices, most: int = 2) -> tuple[Citation, ...]:
    """Some citations, each under a key of its own."""
    return tuple(
        Citation(
            key=f"c{number}",
            kind=choose.of(list(CitationKind)),
            stated=stated(choose) if choose.of([True, False]) else None,
            read=choose.of([True, True, False]),
            publisher=choose.of(["Gazette", "Agency", "Courier"]),
            story=choose.of(["one", "two"]),
        )
        for number in range(1, choose.of(range(most + 1)) + 1)
    )


def evidence(most: int = 2) -> st.SearchStrategy[tuple[Citation, ...]]:
    """Some citations."""
    return st.integers(0, 2**96).map(lambda number: cited(Choices(number), most))


PAIRS = [(kind, effect) for kind, effects in ALLOWED_EFFECTS.items() for effect in sorted(effects)]
CHANGING = [pair for pair in PAIRS if pair[1] is not Effect.NONE]


def act_of(choose: Choices, key: str, regime: str, group: str, *, plain: bool = False) -> Event:
    """An act of any kind on a listing, of any sense. ``plain``: with neither evidence nor a date settled."""
    kind, effect = choose.of([*CHANGING, *PAIRS])
    scope = choose.of([None, None, *Scope]) if kind in (EventKind.LISTED, EventKind.AMENDED) else None
    names_entry = scope in (Scope.ALIAS_OF, Scope.WING) and choose.of([True, False])
    return Event(
        act=key,
        regime=regime,
        group=group,
        kind=kind,
        effect=effect,
        stated=stated(choose),
        scope=scope,
        scope_of=choose.of([other for other in GROUPS if other != group]) if names_entry else None,
        reason=choose.of([None, *Reason]) if effect in (Effect.CLOSE, Effect.PAUSE) else None,
        day_order=choose.of([None, None, None, 1, 2]),
        settled=stated(choose) if not plain and choose.of([False, False, True]) else None,
        citations=() if plain else cited(choose),
    )


def acts(key: str, regime: str, group: str, *, plain: bool = False) -> st.SearchStrategy[Event]:
    """Acts of one listing."""
    return st.integers(0, 2**160).map(lambda number: act_of(Choices(number), key, regime, group, plain=plain))


def listings(most: int = 7) -> st.SearchStrategy[list[Event]]:
    """The acts of one listing, in any order and of any sense."""
    return st.lists(st.integers(0, 2**160), min_size=1, max_size=most).map(
        lambda numbers: [
            act_of(Choices(number), f"act{place:03}", "list", "movement") for place, number in enumerate(numbers)
        ]
    )


_LIFE = {
    None: [(EventKind.LISTED, Effect.OPEN)],
    Effect.OPEN: [
        (EventKind.DELISTED, Effect.CLOSE),
        (EventKind.LAPSED, Effect.CLOSE),
        (EventKind.SUSPENDED, Effect.PAUSE),
        (EventKind.CONFIRMED, Effect.NONE),
        (EventKind.AMENDED, Effect.NONE),
    ],
    Effect.PAUSE: [(EventKind.REINSTATED, Effect.RESUME), (EventKind.DELISTED, Effect.CLOSE)],
    Effect.CLOSE: [(EventKind.LISTED, Effect.OPEN), (EventKind.REINSTATED, Effect.OPEN)],
    Effect.RESUME: [(EventKind.DELISTED, Effect.CLOSE)],
}


NUMBERS = st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=5)


def life(regime: str, group: str, begins: date, numbers: Iterable[int]) -> list[Event]:
    """The acts of one listing in an order that makes sense: listed, left out, put back; mostly dated to a day."""
    day, state, found = begins, None, []
    for place, number in enumerate(numbers):
        choose = Choices(number)
        kind, effect = choose.of(_LIFE[state])
        scope = choose.of([None, None, None, *Scope]) if kind in (EventKind.LISTED, EventKind.AMENDED) else None
        ends = effect in (Effect.CLOSE, Effect.PAUSE)
        read = choose.of([True, True, False])
        found.append(
            Event(
                act=f"{regime}{group[:2]}{place}".replace("-", ""),
                regime=regime,
                group=group,
                kind=kind,
                effect=effect,
                stated=StatedDate.parse(choose.of([f"{day}", f"{day}", f"{day}", f"{day}", f"{day:%Y-%m}"])),
                scope=scope,
                scope_of=_other(group) if scope is Scope.ALIAS_OF else None,
                reason=choose.of([None, None, *Reason]) if ends else None,
                citations=(Citation("c1", choose.of(list(CitationKind)), None, read, "Gazette", "one"),),
            )
        )
        state = state if effect is Effect.NONE else effect
        day += timedelta(days=choose.of([30, 0, 3, 7, 8, 90]))
    return found


def _other(group: str) -> str:
    return GROUPS[(GROUPS.index(group) + 1) % len(GROUPS)]


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """A small world: three states, a body whose list binds, a bloc; one or two regimes each, ties, coverage."""
    regimes = [
        Regime(f"{code.lower()}-{number}", code, draw(st.sampled_from(KINDS)), code == BODY and draw(st.booleans()))
        for code in AUTHORITIES
        for number in range(1, draw(st.integers(1, 2)) + 1)
    ]
    slugs = [regime.slug for regime in regimes]
    ties = st.builds(Membership, st.sampled_from(STATES), st.sampled_from([BODY, BLOC]), spans())
    covered = st.builds(Coverage, st.sampled_from(slugs), spans(), st.sampled_from(CoverageLevel))
    kinds = st.sampled_from([RelationKind.WING_OF, RelationKind.CONTINUES, RelationKind.AFFILIATE_OF])
    # Each is tied to one before it in the tuple, so that no relation runs in a circle.
    pairs = [(GROUPS[low], GROUPS[high]) for high in range(3) for low in range(high)]
    related = st.builds(
        lambda pair, kind, span: Relation(pair[1], kind, pair[0], span), st.sampled_from(pairs), kinds, spans()
    )
    return Registry.of(
        regimes,
        memberships=tuple(draw(st.lists(ties, max_size=5))),
        coverage=tuple(draw(st.lists(covered, max_size=2))),
        relations=tuple(draw(st.lists(related, max_size=2))),
        no_lists=tuple(draw(st.lists(st.builds(NoList, st.sampled_from(STATES), spans()), max_size=1))),
        blocs=frozenset(draw(st.sampled_from([(), (BLOC,), (BLOC, BODY)]))),
    )


KINDS = [RegimeKind.TERRORIST_DESIGNATION, RegimeKind.SANCTIONS, RegimeKind.COURT_BAN, RegimeKind.POLITICAL_STATEMENT]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A small world with the histories of three groups in it."""
    registry = draw(registries())
    listings = [(slug, group) for slug in registry.regimes for group in GROUPS]
    chosen = draw(st.lists(st.tuples(st.sampled_from(listings), BEGINNINGS, NUMBERS), min_size=1, max_size=8))
    histories = {(slug, group): fold(life(slug, group, begins, numbers)) for (slug, group), begins, numbers in chosen}
    return Scene(registry, histories)


BEGINNINGS = st.dates(FIRST, date(2020, 6, 1))


@dataclass(frozen=True)
class Step:
    """One thing that is done to a ledger. ``pick`` and ``other`` choose among what is there, round and round."""

    do: str
    pick: int
    other: int
    act: Event
    cited: tuple[Citation, ...]
    span: Span
    flag: bool


STEPS = (
    *("publish",) * 6, "correct", "correct", "retract", "retract", "cite", "settle", "unify", "separate",
    "membership", "coverage", "relation", "bloc", "terms", "redact",
)  # fmt: skip


def steps(least: int = 4, most: int = 14) -> st.SearchStrategy[Sequence[Step]]:
    """A sequence of operations on a ledger; one that has nothing to work on is passed over by whoever plays it."""
    step = st.builds(
        Step,
        do=st.sampled_from(STEPS),
        pick=st.integers(0, 30),
        other=st.integers(0, 30),
        act=acts("unset1", "list", "movement", plain=True),
        cited=evidence(),
        span=spans(),
        flag=st.booleans(),
    )
    return st.lists(step, min_size=least, max_size=most)
