"""Publish, correct, retract, redact, cite, settle, unify and separate, on the shipped record."""

from typing import Any

import pytest

from designations.actions import acts, disputes, groups
from designations.actions.digest import verify
from designations.actions.statements import ActStatement, Refused
from designations.domain.acts import Reason, Scope
from designations.domain.dates import StatedDate
from designations.models import Act, Change, Citation, Conflict, Event, Group, Ledger, Period, Position, Trouble
from designations.projection import drift
from tests.actions.stating import act, cited, editor, later, past_the_triggers

pytestmark = pytest.mark.usefixtures("record")

KZ = "nezrlagop2"


def publish(statement: ActStatement, **more: Any) -> Event:
    return acts.publish(act=statement, citations=[cited()], by=editor(), at=later(), **more)


def derived() -> set[tuple[Any, ...]]:
    """What is known now, without the editions."""
    rows: set[tuple[Any, ...]] = set()
    for model, names in (
        (Period, ("listing_id", "opened_by_id", "closed_by_id", "standing", "scope", "certain_from", "certain_until")),
        (Position, ("group_id", "authority_id", "starts", "ends", "state", "grade")),
        (Conflict, ("key", "starts", "ends", "grade", "likeness")),
        (Trouble, ("key", "settled")),
    ):
        rows |= {(model.__name__, *row) for row in model.objects.current().values_list(*names)}
    return rows


def test_retracting_what_was_published_restores_what_was_there_before() -> None:
    before = derived()
    event = publish(act("tj-supreme-court", "taliban", "delisted", "2025-06-01"))
    assert derived() != before

    acts.retract(act=event.act, by=editor(), at=later(), reason="a trial")

    assert derived() == before
    assert drift() == []
    assert verify() == []


def test_a_published_act_is_told_with_the_conflicts_it_opens() -> None:
    event = publish(act("tj-supreme-court", "taliban", "delisted", "2025-06-01"))

    told = list(Change.objects.filter(edition=event.recorded_in_id).order_by("seq").values_list("kind", "subject"))

    assert told[0] == ("act_published", event.act.key)
    assert ("conflict_opened", f"obligation:{event.act.key}:UN") in told
    places = Change.objects.filter(edition=event.recorded_in_id).order_by("seq").values_list("seq", flat=True)
    assert list(places) == list(range(1, len(told) + 1))


def test_what_does_not_fit_is_said_in_the_words_of_the_domain() -> None:
    with pytest.raises(
        acts.DoesNotFit, match=r"Kazakhstan's list \(kz-court-list\) does not hold Taliban on 2024-06-10"
    ):
        publish(act("kz-court-list", "taliban", "delisted", "2024-06-10"))

    event = publish(act("kz-court-list", "taliban", "delisted", "2024-06-10"), although_it_does_not_fit=True)

    assert Trouble.objects.current().get(key=f"misfit:{event.act.key}").kind == "misfit"


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ({"kind": "listed", "effect": "close"}, "effect"),
        ({"kind": "listed", "reason": Reason.PEACE}, "reason"),
        ({"kind": "confirmed", "day": "2090"}, "stated"),
        ({"kind": "listed", "scope": Scope.WHOLE, "scope_of": "al-qaida"}, "scope_of"),
        ({"kind": "listed", "scope": Scope.ALIAS_OF, "scope_of": "taliban"}, "scope_of"),
    ],
)
def test_what_cannot_be_so_is_refused(statement: dict[str, Any], field: str) -> None:
    more = dict(statement)
    if "scope_of" in more:
        more["scope_of"] = Group.objects.get(slug=more["scope_of"])
    number = Ledger.objects.get().edition

    with pytest.raises(Refused) as refused:
        publish(act("us-fto", "taliban", more.pop("kind"), more.pop("day", "2020"), **more))

    assert list(refused.value.messages) == [field]
    assert Ledger.objects.get().edition == number


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ({"title": ""}, "names its title"),
        ({"title": "SAMPLE: made up"}, "never enters the record"),
        ({"url": ""}, "where it can be read"),
        ({"url": "ftp://x"}, "is no web address"),
        ({"quote": "x" * 301}, "301 characters"),
        ({"published_on": StatedDate.parse("2090")}, "yet to come"),
    ],
)
def test_evidence_that_cannot_be_so_is_refused(citation: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        acts.publish(
            act=act("us-fto", "taliban", "listed", "2020"), citations=[cited(**citation)], by=editor(), at=later()
        )


def test_a_day_of_effect_may_lie_ahead() -> None:
    event = publish(act("us-fto", "taliban", "listed", "2090-01-01"))

    assert Period.objects.current().get(opened_by=event.act).certain_from.year == 2090


def test_a_correction_carries_the_citations_over() -> None:
    known = Act.objects.get(key=KZ)
    before = list(Citation.objects.alive().filter(event__act=known).order_by("key").values_list("key", "url", "stated"))
    old = acts.living(known)
    to = ActStatement(**{**vars(ActStatement.of(old)), "stated": StatedDate.parse("2023-12-28")})

    new = acts.correct(act=known, to=to, by=editor(), at=later(), reason="a trial")

    assert (
        list(Citation.objects.alive().filter(event=new).order_by("key").values_list("key", "url", "stated")) == before
    )
    assert not Citation.objects.alive().filter(event=old).exists()
    assert Conflict.objects.current().get(key=f"obligation:{KZ}:UN").starts.isoformat() == "2023-12-28"
    assert Conflict.objects.known_at(new.recorded_in_id - 1).get(key=f"obligation:{KZ}:UN").starts.day == 29
    assert drift() == []


def test_an_act_retracted_before_is_told() -> None:
    event = publish(act("us-fto", "taliban", "listed", "2020"))
    acts.retract(act=event.act, by=editor(), at=later(), reason="a trial")

    with pytest.raises(acts.AlreadyRetracted):
        acts.retract(act=event.act, by=editor(), at=later(), reason="again")
    with pytest.raises(acts.AlreadyRetracted):
        acts.cite(act=event.act, citation=cited(), by=editor(), at=later())


def test_a_further_citation_joins_with_its_own_date() -> None:
    known = Act.objects.get(key=KZ)

    made = acts.cite(act=known, citation=cited("2024-06-03"), by=editor(), at=later())

    assert made.key not in {"c1", "c2", "c3"}
    assert Conflict.objects.current().get(key=f"obligation:{KZ}:UN").starts.isoformat() == "2023-12-29"
    assert drift() == []


def test_a_settled_dispute_holds_its_date_and_keeps_the_others() -> None:
    known = Act.objects.get(key=KZ)

    made = disputes.settle(
        act=known, stated=StatedDate.parse("2024-06-03"), by=editor(), at=later(), reason="the speech"
    )

    trouble = Trouble.objects.current().get(key=f"dispute:{KZ}")
    assert (trouble.settled, trouble.dates) == (True, ["2023-12-29", "2024-06-03"])
    assert Conflict.objects.current().get(key=f"obligation:{KZ}:UN").starts.isoformat() == "2024-06-03"
    assert not Trouble.objects.known_at(made.recorded_in_id - 1).get(key=f"dispute:{KZ}").settled
    disputes.settle(act=known, stated=StatedDate.parse("2023-12-29"), by=editor(), at=later(), reason="the ministry")
    assert Conflict.objects.current().get(key=f"obligation:{KZ}:UN").starts.isoformat() == "2023-12-29"
    assert drift() == []


def test_a_redaction_blanks_the_words_and_keeps_the_chain() -> None:
    event = acts.publish(
        act=act("us-fto", "taliban", "listed", "2020", note="A name."),
        citations=[cited(quote="Words of a person.")],
        by=editor(),
        at=later(),
    )

    acts.redact(act=event.act, by=editor(), at=later(), reason="a court's order", note=True, quotes_of=["c1"])

    event.refresh_from_db()
    citation = event.citations.get()
    assert (event.note, citation.quote) == ("", "")
    assert len(event.note_sha256) == len(citation.quote_sha256) == 64
    told = Change.objects.get(kind="act_redacted")
    assert (told.act, told.edition) == (event.act.key, Ledger.objects.get().edition)
    assert told.before == {"shown": ["note", "quote of c1"]}
    assert told.after == {"blanked": ["note", "quote of c1"]}
    assert verify() == []
    assert drift() == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_what_is_taken_back_needs_a_reason(reason: str) -> None:
    known = Act.objects.get(key=KZ)
    with pytest.raises(Refused, match="Say why"):
        acts.retract(act=known, by=editor(), at=later(), reason=reason)
    with pytest.raises(Refused, match="Say why"):
        acts.redact(act=known, by=editor(), at=later(), reason=reason, note=True)
    with pytest.raises(Refused, match="Say why"):
        disputes.settle(act=known, stated=StatedDate.parse("2023"), by=editor(), at=later(), reason=reason)


def test_groups_read_as_one_are_seen_so_from_that_edition_on_alone() -> None:
    one, other = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    before = derived()

    made = groups.unify(group=one, into=other, by=editor(), at=later(), reason="a trial")

    assert not Period.objects.current().filter(listing__group=one).exists()
    assert Period.objects.known_at(made.recorded_in_id - 1).filter(listing__group=one).exists()
    assert drift() == []
    with pytest.raises(Refused, match="already read"):
        groups.unify(group=one, into=Group.objects.get(slug="isil"), by=editor(), at=later(), reason="x")
    with pytest.raises(Refused, match="is itself read as"):
        groups.unify(group=other, into=one, by=editor(), at=later(), reason="x")
    groups.separate(group=one, by=editor(), at=later(), reason="a trial")
    assert derived() == before
    assert drift() == []
    with pytest.raises(Refused, match="is not read"):
        groups.separate(group=one, by=editor(), at=later(), reason="x")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "UPDATE designations_event SET stated = '1999' WHERE id = (SELECT min(id) FROM designations_event)",
            "edition 1",
        ),
        ("UPDATE designations_edition SET reason = 'other' WHERE number = 1", "edition 1"),
        (
            "UPDATE designations_event SET note = 'other' WHERE id = (SELECT min(id) FROM designations_event)",
            "the note",
        ),
        ("DELETE FROM designations_citation WHERE id = (SELECT min(id) FROM designations_citation)", "edition 1"),
    ],
    ids=["a row", "an edition", "a note", "a row less"],
)
def test_tampering_past_the_triggers_is_found(sql: str, words: str) -> None:
    past_the_triggers(sql)

    assert any(words in each for each in verify())
