"""Copies of one story are told from other reports of the same act."""

import random

from hypothesis import given
from hypothesis import strategies as st

from sources.reading.likeness import COPY, KEPT, LONGEST, resemblance, sketch

WIRE = """ASTANA, June 3 - Kazakhstan has taken the Taliban off its list of terrorist organisations, the foreign
ministry said on Monday. A spokesman told reporters that the step would make trade with Afghanistan
easier and that the border crossings would stay under guard as before. The movement has ruled in Kabul
since August 2021. Neighbouring states have not said whether they mean to follow. Traders in Almaty
welcomed the news and hope that trains will soon run to Mazar."""
OWN_REPORT = """The rulers in Kabul can travel to Almaty with less trouble from now on. As of Monday they are missing
from the Kazakh register of banned groups, which our correspondent saw. Diplomats had prepared the
change for months. The price of flour in northern Afghan markets fell at once, since merchants count on
cheaper freight from the steppe."""


def test_a_text_is_wholly_like_itself() -> None:
    assert resemblance(sketch(WIRE), sketch(WIRE)) == 1.0


def test_an_edited_print_of_an_agency_story_is_a_copy() -> None:
    edited = WIRE.replace("ASTANA, June 3 - ", "").replace(" Traders in Almaty welcomed the news and", " Many")

    assert resemblance(sketch(WIRE), sketch(edited)) >= COPY


def test_case_accents_and_line_breaks_make_no_other_text() -> None:
    assert sketch(WIRE.upper().replace("\n", "   ")) == sketch(WIRE)


def test_another_report_of_the_same_act_is_no_copy() -> None:
    assert resemblance(sketch(WIRE), sketch(OWN_REPORT)) < COPY / 4


def test_texts_too_short_to_tell_are_like_nothing() -> None:
    assert sketch("Kazakhstan has removed the Taliban from its list of terrorist organisations.") == []
    assert resemblance([], sketch(WIRE)) == 0.0


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_a_share_and_mutual(one, two) -> None:
    first, second = sketch(one), sketch(two)

    assert 0 <= resemblance(first, second) <= 1
    assert resemblance(first, second) == resemblance(second, first)


def test_a_sketch_stays_small_and_its_estimate_is_near() -> None:
    words = [f"word{number}" for number in range(3000)]
    changed = [word if place % 40 else f"other{place}" for place, word in enumerate(words)]

    estimate = resemblance(sketch(" ".join(words)), sketch(" ".join(changed)))

    assert len(sketch(" ".join(words))) == KEPT
    assert abs(estimate - 0.86) < 0.15


def test_only_the_beginning_of_a_very_long_text_is_looked_at() -> None:
    chosen = random.Random(7)
    text = " ".join(str(chosen.random()) for _ in range(LONGEST))

    assert sketch(text + " and more and more") == sketch(text)
