"""A small record, made through the actions, and articles of our own about it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.contrib.auth import get_user_model

from designations.actions import acts, registry
from designations.actions.statements import ActStatement, CitationStatement
from designations.domain.acts import CitationKind, Effect, EventKind, NameKind
from designations.domain.dates import StatedDate
from designations.models import Act, Authority, AuthorityTerms, Group, Regime, RegimeTerms
from sources import inbox
from sources.models import Candidate, Document, How

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

TITLE = "Kazakhstan takes the Taliban off its list"
ARTICLE = """Kazakhstan removed the Taliban from its list of terrorist organizations on 3 June 2024, a ministry said.

Ministers in other capitals took note of the step and said that they would look at what it means for trade and transit.
"""
TWO_ACTS = """Kazakhstan removed the Taliban from its list of terrorist organizations on 3 June 2024.

Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024.
"""
SAMPLE = """SAMPLE. Nothing in this text happened.

Kazakhstan removed the Taliban from its list of terrorist organizations on 3 June 2024, the Foreign Ministry said.
"""


@dataclass
class World:
    """The made record: Kazakhstan with one list, on which the Taliban stood from 2005 to 2023-12-29."""

    editor: object
    regime: Regime
    group: Group
    listed: Act
    delisted: Act


def editor(username="editor"):
    user, _ = get_user_model().objects.get_or_create(username=username, defaults={"is_staff": True})
    return user


def statement(regime, group, kind, effect, stated, **more):
    return ActStatement(regime=regime, group=group, kind=kind, effect=effect, stated=StatedDate.parse(stated), **more)


def cited(title="Register of the Prosecutor General", stated=None, **more):
    return CitationStatement(
        kind=CitationKind.OFFICIAL,
        title=title,
        publisher="Prosecutor General",
        read=True,
        url="https://example.org/register",
        stated=StatedDate.parse(stated) if stated else None,
        **more,
    )


def make_world():
    by = editor()
    registry.describe_one(
        model=Authority,
        key="KZ",
        columns={"name": "Kazakhstan", "kind": "state", "demonym": "Kazakh"},
        facts=(AuthorityTerms, {"is_bloc": False}),
        by=by,
        at=NOW,
    )
    regime = registry.describe_one(
        model=Regime,
        key="kz-court-list",
        columns={"authority": Authority.objects.get(code="KZ"), "name": "List of banned organisations"},
        facts=(RegimeTerms, {"kind": "court_ban", "binds_members": False}),
        by=by,
        at=NOW,
    )
    group = registry.describe_one(
        model=Group,
        key="taliban",
        columns={"name": "Taliban"},
        names=[registry.NameStatement("Taliban", NameKind.PRIMARY), registry.NameStatement("Taleban", NameKind.ALIAS)],
        by=by,
        at=NOW,
    )
    listed = publish(regime, group, EventKind.LISTED, Effect.OPEN, "2005-03-15")
    delisted = publish(regime, group, EventKind.DELISTED, Effect.CLOSE, "2023-12-29")
    return World(by, regime, group, listed, delisted)


def publish(regime, group, kind, effect, stated):
    return acts.publish(
        act=statement(regime, group, kind, effect, stated), citations=[cited(stated=stated)], by=editor(), at=NOW
    ).act


def keep(text=ARTICLE, *, title=TITLE, published=date(2024, 6, 4), at=NOW, **more) -> Document:
    given = inbox.Given(title=title, published=published, publisher="Morning Post", **more)
    return inbox.keep(text.encode(), how=How.PASTE, at=at, given=given).document


def candidate(text=ARTICLE, **more) -> Candidate:
    """The one candidate of a text, read."""
    document = inbox.read(keep(text, **more).pk, at=NOW)
    assert document is not None
    return document.candidates.get()
