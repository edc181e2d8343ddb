"""Acts: which date the record holds for one, whether it is disputed, how well it is evidenced."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.domain.acts import (
    ALLOWED_EFFECTS,
    IMPLIES_IN_FORCE,
    Citation,
    CitationKind,
    Effect,
    Event,
    EventKind,
    EvidenceGrade,
    RegimeKind,
    date_of,
    disputed,
    grade,
    stated_dates,
    weakest,
)
from tests.domain.made import act, pointer, read
from tests.strategies import acts, evidence

OFFICIAL = Citation("c9", CitationKind.OFFICIAL, None, True, "Gazette", "nine")


def listed(stated: str, *cited: Citation, settled: str | None = None) -> Event:
    return act("kz-bans", "listed", stated, cited=cited, settled=settled)


def held(event: Event) -> str:
    return date_of(event).text


def test_every_kind_has_an_effect() -> None:
    assert set(ALLOWED_EFFECTS) == set(EventKind)
    assert all(ALLOWED_EFFECTS.values())


def test_what_implies_that_an_entry_is_in_force_begins_none() -> None:
    assert not any(Effect.OPEN in ALLOWED_EFFECTS[kind] for kind in IMPLIES_IN_FORCE)


@pytest.mark.parametrize("kind", RegimeKind)
def test_three_kinds_of_regime_are_hard(kind: RegimeKind) -> None:
    hard = {RegimeKind.TERRORIST_DESIGNATION, RegimeKind.SANCTIONS, RegimeKind.COURT_BAN}

    assert kind.hard == (kind in hard)


@given(acts("act001", "list", "movement"), st.randoms(use_true_random=False))
def test_the_order_of_citations_never_matters(event: Event, random: Random) -> None:
    cited = list(event.citations)
    random.shuffle(cited)
    other = act("kz-bans", "listed", event.stated.text, cited=cited, settled=event.settled and event.settled.text)

    assert date_of(other) == date_of(event)
    assert disputed(other) == disputed(event)
    assert grade(cited) == grade(event.citations)


@given(acts("act001", "list", "movement"))
def test_the_date_held_is_settled_or_within_the_one_recorded(event: Event) -> None:
    date = date_of(event)

    assert date == event.settled or date.narrowed(event.stated) == date


@given(acts("act001", "list", "movement"))
def test_without_a_dispute_every_read_date_fits_the_one_held(event: Event) -> None:
    if event.settled is None and not disputed(event):
        assert all(date_of(event).compatible(stated) for stated in stated_dates(event))


def test_a_read_citation_makes_the_date_finer() -> None:
    assert held(listed("2023", read("2023-12"), read("2023-12-29", key="c2"))) == "2023-12-29"


def test_a_pointer_does_not() -> None:
    assert held(listed("2023", pointer("2023-12-29"))) == "2023"


def test_one_that_contradicts_it_leaves_the_date_and_is_a_dispute() -> None:
    event = listed("2023-12-29", read("2024-06-03"))

    assert held(event) == "2023-12-29"
    assert disputed(event)
    assert [stated.text for stated in stated_dates(event)] == ["2023-12-29", "2024-06-03"]


def test_finer_dates_that_contradict_each_other_leave_the_coarse_one() -> None:
    event = listed("2023", read("2023-05"), read("2023-06", key="c2"))

    assert held(event) == "2023"
    assert disputed(event)


def test_a_settled_date_stands_and_the_others_stay_visible() -> None:
    event = listed("2023-12-29", read("2024-06-03"), settled="2024-06-03")

    assert held(event) == "2024-06-03"
    assert disputed(event)


def test_dates_are_shown_earliest_first_an_open_beginning_before_all() -> None:
    event = listed("2020-05", read("../2020-05-09"), read("2020-05", key="c2"))

    assert [stated.text for stated in stated_dates(event)] == ["../2020-05-09", "2020-05"]
    assert held(event) == "2020-04-30/2020-05-09"


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ([], EvidenceGrade.UNVERIFIED),
        ([pointer()], EvidenceGrade.UNVERIFIED),
        ([read()], EvidenceGrade.SINGLE),
        ([read(), read(publisher="Courier")], EvidenceGrade.SINGLE),
        ([read(), read(story="two")], EvidenceGrade.SINGLE),
        ([read(), read(publisher="Courier", story="two")], EvidenceGrade.CORROBORATED),
        ([read(), OFFICIAL], EvidenceGrade.OFFICIAL),
    ],
    ids=["none", "pointer", "one", "one story twice", "one owner twice", "two", "official"],
)
def test_the_grade_counts_stories_of_different_owners(cited: list[Citation], expected: EvidenceGrade) -> None:
    assert grade(cited) is expected


@given(evidence(3), evidence(2))
def test_more_evidence_never_weakens_a_grade(some: tuple[Citation, ...], more: tuple[Citation, ...]) -> None:
    assert grade((*some, *more)).rank <= grade(some).rank


def test_the_weakest_of_several_grades_is_told() -> None:
    assert weakest([EvidenceGrade.OFFICIAL, EvidenceGrade.SINGLE]) is EvidenceGrade.SINGLE
    assert weakest([]) is EvidenceGrade.UNVERIFIED
