"""What publishing an act would change is told in lines, and nothing is written."""

import pytest

from designations.actions.consequences import consequences
from designations.domain.acts import Effect, EventKind, Scope
from designations.models import Act, Edition, Event, Group, Regime
from tests.desk.made import statement


@pytest.fixture
def kazakh() -> Regime:
    return Regime.objects.select_related("authority").get(slug="kz-court-list")


@pytest.fixture
def taliban() -> Group:
    return Group.objects.get(slug="taliban")


@pytest.mark.usefixtures("record")
class TestOnTheRecord:
    """The shipped record, in which Kazakhstan delisted the Taliban on 2023-12-29."""

    def test_a_new_listing_begins_a_period(self, kazakh, taliban) -> None:
        before = Edition.objects.count()

        lines = consequences(statement(kazakh, taliban, EventKind.LISTED, Effect.OPEN, "2026-02-03"))

        assert "Then: kz-court-list on taliban in force from 2026-02-03 until further notice." in lines
        assert any(line.startswith("A conflict ends: obligation, Kazakhstan beside United Nations") for line in lines)
        assert Edition.objects.count() == before

    def test_a_stop_begins_conflicts(self, taliban) -> None:
        regime = Regime.objects.select_related("authority").get(slug="tj-supreme-court")

        lines = consequences(statement(regime, taliban, EventKind.DELISTED, Effect.CLOSE, "2026-02"))

        assert any(line.startswith("No longer so: tj-supreme-court on taliban in force") for line in lines)
        assert any("until between 2026-02-01 and 2026-02-28" in line for line in lines)
        assert any(line.startswith("A conflict begins: ") and "Tajikistan beside" in line for line in lines)

    def test_an_act_that_does_not_fit_is_said_not_to(self, kazakh, taliban) -> None:
        lines = consequences(statement(kazakh, taliban, EventKind.DELISTED, Effect.CLOSE, "2024-06-10"))

        assert "Kazakhstan's list (kz-court-list) does not hold Taliban on 2024-06-10." in lines

    def test_a_correction_that_leaves_another_act_in_the_air_names_it(self, kazakh, taliban) -> None:
        listed = Event.objects.alive().get(regime=kazakh, group=taliban, kind="listed").act
        delisted = Event.objects.alive().get(regime=kazakh, group=taliban, kind="delisted").act

        lines = consequences(
            statement(kazakh, taliban, EventKind.LISTED, Effect.OPEN, "2025-01-01"), Act.objects.get(pk=listed.pk).key
        )

        assert f"Act {delisted.key} of this listing no longer fits." in lines

    def test_coarse_dates_that_leave_an_order_open_are_a_doubt(self, kazakh, taliban) -> None:
        lines = consequences(statement(kazakh, taliban, EventKind.LISTED, Effect.OPEN, "2023-12"))

        assert any(line.startswith("In doubt: ") for line in lines)

    def test_an_act_without_effect_changes_nothing_else(self, kazakh) -> None:
        group = Group.objects.exclude(events__regime=kazakh).first()

        lines = consequences(statement(kazakh, group, EventKind.DECLINED, Effect.NONE, "2020"))

        assert lines == ("Nothing else changes: no period and no conflict depends on it.",)

    def test_a_narrower_scope_is_named(self, kazakh) -> None:
        group = Group.objects.exclude(events__regime=kazakh).first()

        lines = consequences(statement(kazakh, group, EventKind.LISTED, Effect.OPEN, "../2020", scope=Scope.ASSOCIATED))

        assert any(
            "from between an unknown day and 2020-12-31 until further notice, associated" in line for line in lines
        )
