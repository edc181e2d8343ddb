"""Whatever is done to the record is seen from its edition on and not before, and the feed tells it with both sides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from designations.actions import acts, disputes, groups, registry
from designations.actions.statements import ActStatement
from designations.domain.dates import StatedDate
from designations.models import Act, Coverage, Group, Membership, Regime
from designations.queries.acts import act as read_act
from designations.queries.agreement import agreements
from designations.queries.changes import changes
from designations.queries.compare import compare
from designations.queries.conflicts import Wanted, conflicts
from designations.queries.events import events
from designations.queries.groups import groups as read_groups
from designations.queries.listings import listings
from designations.queries.matrix import matrix
from designations.queries.moments import Moment
from designations.queries.selection import Selection
from designations.queries.strips import matrix_text
from tests.queries.conftest import NOW, REMOVAL, at, citation, removal

pytestmark = pytest.mark.usefixtures("record")

DAY = "2024-06-10"


def found(moment: Moment) -> dict[str, Any]:
    """All that the record says at a moment, by question."""
    whole = matrix(moment, Selection(kept=True))
    text = matrix_text(moment, 1, 1000)
    return {
        "cells": list(whole.cells),
        "columns": whole.columns,
        "rows": whole.rows,
        "text": (text.groups, text.cells),
        "conflicts": conflicts(moment, Wanted(whole_history=True)).rows,
        "events": events(moment).rows,
        "listings": listings(moment).rows,
        "groups": read_groups(moment).rows,
        "agreement": agreements(moment),
    }


def published(editor: Any) -> None:
    said = replace(ActStatement.of(removal()), stated=StatedDate.parse("2024-01-05"), note="")
    said = replace(said, regime=Regime.objects.select_related("authority").get(slug="tj-supreme-court"))
    acts.publish(act=said, citations=[citation()], by=editor, at=NOW, although_it_does_not_fit=True)


def corrected(editor: Any) -> None:
    to = replace(ActStatement.of(removal()), stated=StatedDate.parse("2024-02-01"))
    acts.correct(act=Act.objects.get(key=REMOVAL), to=to, by=editor, at=NOW, reason="a day")


def retracted(editor: Any) -> None:
    acts.retract(act=Act.objects.get(key=REMOVAL), by=editor, at=NOW, reason="never happened")


def cited(editor: Any) -> None:
    said = citation(stated=StatedDate.parse("2024-01-02"))
    acts.cite(act=Act.objects.get(key=REMOVAL), citation=said, by=editor, at=NOW)


def settled(editor: Any) -> None:
    stated = StatedDate.parse("2024-06-03")
    disputes.settle(act=Act.objects.get(key=REMOVAL), stated=stated, by=editor, at=NOW, reason="the speech")


def unified(editor: Any) -> None:
    one, other = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    groups.unify(group=one, into=other, by=editor, at=NOW, reason="one network")


def left_its_body(editor: Any) -> None:
    row = Membership.objects.alive().get(member__code="KZ", body__code="CSTO")
    of = {"member": row.member, "body": row.body, "starts": row.starts}
    says = {"ends": date(2024, 1, 15)}
    registry.state_one(model=Membership, of=of, says=says, by=editor, at=NOW, reason="it left")


def covered(editor: Any) -> None:
    of = {"regime": Regime.objects.get(slug="tj-supreme-court"), "starts": date(2024, 1, 1)}
    says = {"ends": date(2025, 1, 1), "level": "complete", "ground": "the list was read"}
    registry.state_one(model=Coverage, of=of, says=says, by=editor, at=NOW, reason="read")


DONE: dict[Callable[[Any], None], tuple[set[str], set[str]]] = {
    published: ({"act_published"}, {"events", "listings", "cells", "text"}),
    corrected: ({"act_corrected"}, {"events", "listings", "conflicts"}),
    retracted: ({"act_retracted"}, {"events", "cells", "text", "conflicts", "groups", "agreement"}),
    cited: ({"act_cited"}, {"events"}),
    settled: ({"dispute_settled"}, {"events", "listings", "conflicts"}),
    unified: ({"groups_unified"}, {"rows", "groups", "events", "text"}),
    left_its_body: ({"membership_stated"}, {"columns", "conflicts"}),
    covered: ({"coverage_stated"}, {"columns"}),
}
"""What may be done: what the feed calls it, and what reads as something else from then on, at the least."""


@pytest.mark.parametrize("done", DONE, ids=lambda each: each.__name__)
def test_it_is_seen_from_its_edition_on_and_not_before(done, editor):
    kinds, touched = DONE[done]
    before = found(at(DAY))

    done(editor)

    then, now = found(at(DAY, "e1")), found(at(DAY))
    assert [question for question, said in then.items() if said != before[question]] == []
    assert touched <= {question for question, said in now.items() if said != before[question]}
    feed = changes(at(), "1", 1000).rows
    assert kinds <= {row.kind for row in feed}
    assert changes(at(known_at="e1"), "1", 1000).rows == ()


@pytest.mark.parametrize("done", [corrected, retracted, left_its_body, unified], ids=lambda each: each.__name__)
def test_two_editions_are_compared_on_one_day(done, editor):
    done(editor)

    found = compare(at(DAY, "e1"), at(DAY))
    back = compare(at(DAY), at(DAY, "e1"))
    assert found.cells or found.conflicts_opened or found.conflicts_closed or found.conflicts_changed
    assert {row.key for row in found.conflicts_closed} == {row.key for row in back.conflicts_opened}


def test_the_feed_tells_every_change_with_what_was_and_what_is(editor, publish):
    publish("kz-court-list", "taliban", "listed", "open", "2025-01-01")
    for done in (corrected, unified, left_its_body, retracted):
        done(editor)
    groups.separate(group=Group.objects.get(slug="haqqani-network"), by=editor, at=NOW, reason="two after all")
    acts.redact(act=Act.objects.get(key=REMOVAL), by=editor, at=NOW, reason="an order", quotes_of=["c1"])

    sides = {row.kind: (row.before is not None, row.after is not None) for row in changes(at(), "", 5000).rows}
    for kind, told in {
        "act_published": (False, True),
        "act_corrected": (True, True),
        "act_retracted": (True, False),
        "conflict_opened": (False, True),
        "conflict_changed": (True, True),
        "conflict_closed": (True, True),
        "conflict_withdrawn": (True, False),
        "groups_unified": (False, True),
        "groups_separated": (True, False),
    }.items():
        assert sides[kind] == told, kind
    assert "act_redacted" in sides


def test_an_act_tells_its_citations_of_then(editor):
    before = read_act(at(known_at="e1"), REMOVAL).event
    cited(editor)

    assert read_act(at(known_at="e1"), REMOVAL).event == before
    assert len(read_act(at(), REMOVAL).event.citations) == len(before.citations) + 1
