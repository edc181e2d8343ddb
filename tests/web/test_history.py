"""Pages of a record that has been corrected, retracted and unified: what was known stays to be read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser

from designations.actions import acts
from designations.actions.statements import ActStatement, CitationStatement, usual_effect
from designations.domain.acts import CitationKind, EventKind
from designations.domain.dates import StatedDate
from designations.models import Authority, Event, Group, Regime, RegimeTerms

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def cited(stated: str) -> list[CitationStatement]:
    return [
        CitationStatement(
            kind=CitationKind.NEWS,
            title="A report",
            publisher="A paper",
            url="https://paper.example/1",
            read=True,
            stated=StatedDate.parse(stated),
            quote="the group was listed",
        )
    ]


@pytest.fixture
def regime(editor: AbstractBaseUser) -> Regime:
    """A court list, stated in edition 1 beside a first listing."""
    authority = Authority.objects.create(code="KZ", name="Kazakhstan", kind="state")
    return Regime.objects.create(slug="kz-list", authority=authority, name="Court list")


@pytest.fixture
def editor(django_user_model: type[AbstractBaseUser]) -> AbstractBaseUser:
    return django_user_model.objects.create_user(username="editor")


@pytest.fixture
def group() -> Group:
    return Group.objects.create(slug="group", name="A Group")


@pytest.fixture
def listed(regime: Regime, group: Group, editor: AbstractBaseUser) -> Event:
    from designations.actions.editions import edition

    with edition(by=editor, at=START, action="register", reason="a list", role="editor") as draft:
        RegimeTerms.objects.create(regime=regime, kind="court_ban", binds_members=False, recorded_in=draft.edition)
        draft.touch({group.pk})
    return publish(EventKind.LISTED, "2020-01-01", regime, group, editor, days=1)


def publish(kind: EventKind, day: str, regime: Regime, group: Group, editor: AbstractBaseUser, *, days: int) -> Event:
    return acts.publish(act=statement(kind, day, regime, group), citations=cited(day), by=editor, at=at(days))


def statement(kind: EventKind, day: str, regime: Regime, group: Group) -> ActStatement:
    return ActStatement(regime=regime, group=group, kind=kind, effect=usual_effect(kind), stated=StatedDate.parse(day))


def at(days: int) -> datetime:
    return START + timedelta(days=days)
