"""An editor, and moments of the record that every test has."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AbstractBaseUser

from designations.actions import acts
from designations.actions.statements import ActStatement, CitationStatement
from designations.domain.acts import CitationKind, Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Act, Event, Group, Regime
from designations.queries.moments import Moment, pin

NOW = datetime.now(UTC).replace(hour=23, minute=59, second=59, microsecond=0)
"""The last second of today: after the record was loaded, on the day that the pages and the API call today."""

REMOVAL = "nezrlagop2"
"""Kazakhstan's removal of the Taliban."""

Publish = Callable[..., Event]


def at(as_of: str = "", known_at: str = "") -> Moment:
    """A moment as a reader asks for it today."""
    return pin(as_of, known_at, now=NOW)


def removal() -> Event:
    """What the record says of Kazakhstan's removal now."""
    return Event.objects.select_related("regime__authority", "group", "act").get(act__key=REMOVAL, retracted_in=None)


def citation(**changes: object) -> CitationStatement:
    """A news report that somebody read."""
    return CitationStatement(
        **{
            "kind": CitationKind.NEWS,
            "title": "A report",
            "publisher": "A paper",
            "read": True,
            "url": "https://paper.example/1",
            **changes,
        }
    )


@pytest.fixture
def editor(django_user_model: type[AbstractBaseUser]) -> AbstractBaseUser:
    return django_user_model.objects.create_user(username="editor", password="x")


@pytest.fixture
def publish(editor: AbstractBaseUser) -> Publish:
    """Publishes an act by slugs and words."""

    def publishing(regime: str, group: str, kind: str, effect: str, day: str, **more: object) -> Event:
        statement = ActStatement(
            regime=Regime.objects.select_related("authority").get(slug=regime),
            group=Group.objects.get(slug=group),
            kind=EventKind(kind),
            effect=Effect(effect),
            stated=StatedDate.parse(day),
            **more,
        )
        return acts.publish(act=statement, citations=[citation()], by=editor, at=NOW)

    return publishing


@pytest.fixture
def retract(editor: AbstractBaseUser) -> Callable[[str], None]:
    def retracting(key: str) -> None:
        acts.retract(act=Act.objects.get(key=key), by=editor, at=NOW, reason="never happened")

    return retracting
