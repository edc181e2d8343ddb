"""What follows a good read: the record is told where it agrees, and certain matches are published where a list may."""

from datetime import timedelta

import pytest

from designations.actions import acts, registry
from designations.actions.statements import ActStatement
from designations.domain.acts import Effect, EventKind, NameKind, Scope
from designations.domain.dates import StatedDate
from designations.models import (
    Authority,
    AuthorityTerms,
    Coverage,
    Edition,
    Event,
    Group,
    Period,
    Regime,
    RegimeTerms,
)
from sources.following import answering, publishing, telling
from sources.following.publishing import follow_up
from sources.models import Candidate, ListEntry, Snapshot
from tests.desk.made import cited
from tests.following.made import MADE, START, bring, day_after, editor, un_source, un_xml, without

TWO = without(3, 4)
ONE = without(2, 3, 4)


@pytest.fixture
def small(db, empty_ledger, tmp_path):
    """A record with one list of the United Nations, on which Al-Qaida stands, and two groups."""
    by = editor()
    registry.describe_one(
        model=Authority,
        key="UN",
        columns={"name": "United Nations", "kind": "body"},
        facts=(AuthorityTerms, {"is_bloc": False}),
        by=by,
        at=START,
    )
    regime = registry.describe_one(
        model=Regime,
        key="un-1267",
        columns={"authority": Authority.objects.get(code="UN"), "name": "UN 1267"},
        facts=(RegimeTerms, {"kind": "sanctions", "binds_members": True}),
        by=by,
        at=START,
    )
    for slug, name in (("al-qaida", "Al-Qaida"), ("boko-haram", "Boko Haram")):
        registry.describe_one(
            model=Group,
            key=slug,
            columns={"name": name},
            names=[registry.NameStatement(name, NameKind.PRIMARY)],
            by=by,
            at=START,
        )
    publish(regime, "al-qaida", EventKind.LISTED, Effect.OPEN, "2001-10-06")
    return tmp_path


def publish(regime, slug, kind, effect, stated, **more):
    said = ActStatement(
        regime=regime,
        group=Group.objects.get(slug=slug),
        kind=kind,
        effect=effect,
        stated=StatedDate.parse(stated),
        official_ref="QDe.004" if slug == "al-qaida" else "",
        **more,
    )
    return acts.publish(act=said, citations=[cited(stated=stated)], by=editor(), at=START)


def coverage():
    return list(Coverage.objects.alive().values_list("regime__slug", "starts", "ends", "level"))


def follow(days: int) -> list[str]:
    return follow_up(un_source(), at=START + timedelta(days=days))


def may_publish():
    source = un_source()
    source.publishes_certain = True
    source.save()


def test_a_good_read_is_told_where_list_and_record_agree(small) -> None:
    bring(small, un_xml(START.date(), ONE), 0)

    assert follow(0) == ["un-1267: list and record hold the same groups."]
    assert coverage() == [("un-1267", START.date(), day_after(1), "complete")]
    assert Edition.objects.latest("number").by == telling.account()
    editions = Edition.objects.count()
    follow(0)
    assert Edition.objects.count() == editions, "the same read is told once"


def test_the_days_on_which_the_list_stays_the_same_are_covered(small) -> None:
    for days in (0, 1, 2):
        bring(small, un_xml(START.date(), ONE), days)
        follow(days)

    assert coverage() == [("un-1267", START.date(), day_after(3), "complete")]


def test_days_between_two_near_snapshots_are_covered_and_a_long_gap_is_not(small) -> None:
    for days in (0, 2, 60):
        bring(small, un_xml(day_after(days), ONE), days)
        follow(days)

    assert coverage() == [
        ("un-1267", START.date(), day_after(3), "complete"),
        ("un-1267", day_after(60), day_after(61), "complete"),
    ]


def test_nothing_is_claimed_while_an_entry_waits_or_the_record_differs(small) -> None:
    assert follow(0) == [], "nothing was read yet"
    bring(small, un_xml(START.date(), MADE), 0)

    assert follow(0) == ["un-1267: 1 entry waits for an editor; only the list holds boko-haram."]
    assert coverage() == []

    publish(Regime.objects.get(), "boko-haram", EventKind.LISTED, Effect.OPEN, "2014-05-22")
    bring(small, un_xml(day_after(1), without(2, 3)), 1)
    assert follow(1) == ["un-1267: only the record holds boko-haram."]


def test_what_needs_no_entry_of_its_own_is_not_missed_on_the_list(small) -> None:
    publish(Regime.objects.get(), "boko-haram", EventKind.LISTED, Effect.OPEN, "2014-05-22", scope=Scope.ASSOCIATED)
    bring(small, un_xml(START.date(), ONE), 0)

    assert follow(0) == ["un-1267: list and record hold the same groups."]


def test_many_groups_are_not_all_named() -> None:
    assert str(telling.Comparison("x", tuple("abcdefg"), (), 0)) == "x: only the list holds a, b, c, d, e and 2 more."


def test_nothing_is_published_by_itself_unless_a_list_may(small) -> None:
    bring(small, un_xml(START.date(), TWO), 0)
    follow(0)

    assert set(Candidate.objects.values_list("decision", flat=True)) == {"open"}
    assert Event.objects.count() == 1


def test_certain_matches_are_published_where_a_list_may(small) -> None:
    may_publish()
    bring(small, un_xml(START.date(), ONE), 0)
    assert follow(0)[0] == "1 acts published, 0 left to an editor"
    confirmed = Event.objects.alive().get(kind="confirmed")
    citation = confirmed.citations.get()
    assert (confirmed.group.slug, confirmed.stated, citation.kind, citation.read) == (
        *("al-qaida", "2026-03-01", "official", True),
    )
    assert citation.bytes_sha256 == Snapshot.objects.get().documents.get().sha256

    bring(small, un_xml(day_after(1), TWO, listed_on="2026-03-02"), 1)
    assert follow(1) == ["1 acts published, 0 left to an editor", "un-1267: list and record hold the same groups."]
    listed = Event.objects.alive().get(kind="listed", group__slug="boko-haram")
    assert (listed.stated, listed.act.key != "", listed.official_ref) == ("2026-03-02", True, "QDe.138")
    assert Candidate.objects.get(published_as=listed.act).decided_by == telling.account()

    bring(small, un_xml(day_after(2), ONE, listed_on="2026-03-02"), 2)
    follow(2)
    delisted = Event.objects.alive().get(kind="delisted")
    assert (delisted.group.slug, delisted.stated) == ("boko-haram", "2026-03-02/2026-03-03")

    bring(small, un_xml(day_after(3), TWO, listed_on="2026-03-02"), 3)
    follow(3)
    periods = Period.objects.filter(known_until=None, listing__group__slug="boko-haram").order_by("starts_latest")
    assert [(str(each.starts_latest), str(each.ends_latest)) for each in periods] == [
        ("2026-03-02", "2026-03-03"),
        ("2026-03-04", "None"),
    ], "in, out, in: two periods"


def test_an_act_that_is_known_is_given_the_list_as_evidence(small) -> None:
    may_publish()
    bring(small, un_xml(START.date(), ONE), 0)
    known = publish(Regime.objects.get(), "boko-haram", EventKind.LISTED, Effect.OPEN, "2026-03-02")
    bring(small, un_xml(day_after(1), TWO, listed_on="2026-03-02"), 1)

    follow(1)

    assert Event.objects.alive().filter(kind="listed", group__slug="boko-haram").get() == known
    assert known.citations.count() == 2


def test_what_does_not_fit_or_is_only_near_is_left_to_an_editor(small) -> None:
    may_publish()
    bring(small, un_xml(START.date(), TWO), 0)
    follow(0)
    publish(Regime.objects.get(), "al-qaida", EventKind.DELISTED, Effect.CLOSE, "2026-01-15")
    bring(small, un_xml(day_after(1), {}), 1)

    done, left = publishing.publish_certain(un_source(), at=START + timedelta(days=1))

    assert (done, left) == (0, 0), "an empty list is held"
    bring(small, un_xml(day_after(2), without(1, 2, 4)), 2)
    done, left = publishing.publish_certain(un_source(), at=START + timedelta(days=2))
    assert (done, left) == (0, 2)
    assert dict(Candidate.objects.filter(event_kind="delisted").values_list("group__slug", "decision")) == {
        "al-qaida": "open",
        "boko-haram": "open",
    }


def test_a_match_that_a_person_made_is_published_too(small) -> None:
    may_publish()
    bring(small, un_xml(START.date(), {3: MADE[3]}), 0)
    assert follow(0)[0] == "0 acts published, 0 left to an editor"

    entry = ListEntry.objects.get()
    answering.match_to(entry=entry, group=Group.objects.get(slug="al-qaida"), by=editor(), at=START)
    assert follow(0)[0] == "1 acts published, 0 left to an editor"
