"""The founding case: Kazakhstan takes the Taliban off its list while the Security Council's measures stay."""

from datetime import date, timedelta

import pytest
from django.db.models import Q, QuerySet

from designations.domain.acts import Scope
from designations.domain.periods import fold
from designations.domain.positions import Cell, Covering, State, cell
from designations.domain.rules import conflicts as read_off
from designations.domain.scene import Scene
from designations.models import Citation, Conflict, Group, Ledger, Position, Trouble
from designations.projection.families import Families
from designations.projection.reading import read_ledger

pytestmark = pytest.mark.usefixtures("record")

REMOVED, RESTATED = date(2023, 12, 29), date(2024, 6, 3)
KYRGYZSTAN_STOPS, RUSSIA_SUSPENDS = date(2024, 9, 2), date(2025, 4, 17)


def cell_of(authority: str, day: date) -> Cell:
    """An authority and the Taliban on a day, from the ledger as it stands."""
    ledger = read_ledger([Group.objects.get(slug="taliban").pk], Ledger.objects.get().edition)
    histories = {key: fold(events) for key, events in ledger.events.items()}
    return cell(authority, "taliban", histories, ledger.registry, day)


def conflicts(**chosen: object) -> QuerySet[Conflict]:
    """The stored conflicts about the Taliban."""
    return Conflict.objects.current().filter(group__slug="taliban", **chosen)


def on(day: date) -> Q:
    """Conflicts whose span holds a day."""
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gt=day))


def keepers(conflict: Conflict) -> dict[str, tuple[date | None, bool]]:
    """The parties of a conflict that keep: regime to (until, seen)."""
    return {keeper.regime.slug: (keeper.ends, keeper.seen) for keeper in conflict.keepers.select_related("regime")}


def test_the_cell_is_delisted_and_covered_by_the_security_council() -> None:
    found = cell_of("KZ", date(2024, 6, 10))

    assert found.state is State.DELISTED
    assert found.covered_by == (Covering("UN", "un-1988", Scope.ASSOCIATED),)


def test_the_stored_position_says_the_same() -> None:
    on_the_day = Position.objects.current().filter(Q(ends=None) | Q(ends__gt=date(2024, 6, 10)))
    position = on_the_day.get(group__slug="taliban", authority__code="KZ", starts__lte=date(2024, 6, 10))

    assert (position.state, position.possible, position.starts) == ("delisted", False, REMOVED)
    assert position.regimes == ["kz-court-list"]


def test_the_day_before_the_removal_kazakhstan_lists() -> None:
    assert cell_of("KZ", REMOVED - timedelta(days=1)).state is State.LISTED
    assert cell_of("KZ", REMOVED).state is State.DELISTED


def test_the_obligation_towards_the_united_nations_is_open() -> None:
    conflict = conflicts(rule="obligation", authority__code="KZ").get()
    keeper = conflict.keepers.get()

    assert (conflict.starts, conflict.ends, conflict.weight) == (REMOVED, None, "high")
    assert (conflict.regime.slug, conflict.body.code, keeper.regime.slug) == ("kz-court-list", "UN", "un-1988")
    assert (conflict.scope, keeper.scope, conflict.likeness) == ("whole", "associated", "different_scope")
    assert keeper.seen
    assert conflict.by_default


def test_the_kinds_of_both_instruments_are_known() -> None:
    kinds = {}
    for slug in ("kz-court-list", "un-1988"):
        terms = read_ledger([], Ledger.objects.get().edition).registry.regimes[slug]
        kinds[slug] = (terms.kind.value, terms.binds_members)

    assert kinds == {"kz-court-list": ("court_ban", False), "un-1988": ("sanctions", True)}


def test_the_date_is_disputed_by_the_sources() -> None:
    dispute = Trouble.objects.current().get(kind="dispute", listing__regime__slug="kz-court-list")
    [act] = dispute.acts
    cited = Citation.objects.alive().filter(event__act__key=act, read=True)

    assert dispute.listing.group.slug == "taliban"
    assert dispute.dates == [REMOVED.isoformat(), RESTATED.isoformat()]
    assert not dispute.settled
    assert {citation.stated for citation in cited} == set(dispute.dates)


def test_the_csto_keeps_beside_its_members() -> None:
    conflict = conflicts(rule="bloc", authority__code="KZ").get()

    assert (conflict.body.code, conflict.starts) == ("CSTO", REMOVED)
    assert keepers(conflict) == {
        "kg-court-list": (KYRGYZSTAN_STOPS, True),
        "ru-federal-list": (RUSSIA_SUSPENDS, True),
        "tj-supreme-court": (None, True),
        # Only a pointer says that the organisation's own list still stands.
        "csto-list": (None, False),
    }
    assert conflict.facets == ["bloc:SCO"]


def test_those_without_a_tie_diverge() -> None:
    conflict = conflicts(rule="divergence", authority__code="KZ").get()

    assert {keeper.authority.code for keeper in conflict.keepers.all()} == {"US", "CA", "AE"}
    assert conflict.weight == "low"


def test_a_pair_of_authorities_counts_once() -> None:
    of_the_stop = conflicts(authority__code="KZ", starts=REMOVED)
    pairs = [keeper.authority.code for conflict in of_the_stop for keeper in conflict.keepers.all()]

    assert len(pairs) == len(set(pairs)) == 8


def test_kyrgyzstan_and_russia_open_their_own() -> None:
    kyrgyz = conflicts(rule="obligation", authority__code="KG", starts=KYRGYZSTAN_STOPS).get()
    russian = conflicts(rule="obligation", authority__code="RU").get()
    bloc = conflicts(rule="bloc", authority__code="RU").get()

    assert not kyrgyz.suspended
    assert (russian.starts, russian.suspended, russian.ends) == (RUSSIA_SUSPENDS, True, None)
    assert set(keepers(bloc)) == {"csto-list", "tj-supreme-court"}
    assert cell_of("RU", date(2025, 5, 1)).state is State.SUSPENDED


def test_none_of_it_stands_before_the_removal() -> None:
    assert not conflicts().filter(on(date(2023, 12, 1))).exists()


def test_the_move_between_two_lists_of_the_council_is_no_conflict() -> None:
    moved_on = date(2011, 6, 17)
    around = Q(starts__range=(moved_on - timedelta(days=8), moved_on + timedelta(days=8)))

    assert not conflicts().filter(around | Q(authority__code="UN")).exists()
    assert cell_of("UN", moved_on).state is State.LISTED


def test_the_rules_say_the_same_of_a_fresh_reading() -> None:
    group = Group.objects.get(slug="taliban").pk
    ledger = read_ledger(Families.read({group}).near({group}), Ledger.objects.get().edition)
    scene = Scene(ledger.registry, {key: fold(events) for key, events in ledger.events.items()})

    fresh = {conflict.key: (conflict.span.starts, conflict.span.ends) for conflict in read_off("taliban", scene)}
    assert {conflict.key: (conflict.starts, conflict.ends) for conflict in conflicts()} == fresh
