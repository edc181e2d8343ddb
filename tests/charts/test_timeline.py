"""Marks stay in the frame, in order, and say no more than the dates do."""

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.charts import timeline
from designations.charts.scale import Scale
from designations.charts.timeline import MARK_GAP, ActPoint, Clash, LaneInput, Spell
from tests.charts.made import acts, clashes, days, lanes, spells

LINE = Scale(date(2000, 1, 1), date(2026, 1, 1))
TODAY = date(2031, 6, 1)
"""After every made day, so that whatever is open lasts to the end of the line."""


def lane(*spells_: Spell, acts_: tuple[ActPoint, ...] = (), authority: str = "KZ") -> LaneInput:
    return LaneInput(authority, authority, "list", "list", spells_, acts_)


@given(lanes, st.lists(clashes(), max_size=4), days)
def test_everything_drawn_is_inside_the_frame(inputs: list[LaneInput], conflicts: list[Clash], day: date) -> None:
    picture = timeline.draw(inputs, clashes=conflicts, day=day, today=TODAY, scale=LINE)

    spans = [(bar.x, bar.width) for one in picture.lanes for bar in one.bars]
    spans += [(piece.x, piece.width) for one in picture.lanes for bar in one.bars for piece in bar.pieces]
    spans += [(shade.x, shade.width) for one in picture.lanes for shade in one.shades]
    spans += [(shade.x, shade.width) for shade in picture.across]
    assert all(x >= 0 and width > 0 and x + width <= 100.001 for x, width in spans)
    assert all(
        mark.x - mark.reach >= 0 and mark.x + mark.reach <= 100.01 for one in picture.lanes for mark in one.marks
    )


@given(lanes, st.lists(clashes(), max_size=4), days)
def test_by_default_nothing_is_left_out(inputs: list[LaneInput], conflicts: list[Clash], day: date) -> None:
    picture = timeline.draw(inputs, clashes=conflicts, day=day, today=TODAY)

    assert [one.source for one in picture.lanes] == inputs
    assert all(len(one.bars) == len(one.source.spells) for one in picture.lanes)
    assert all(len(one.marks) == len(one.source.acts) for one in picture.lanes)
    assert len(picture.across) == sum(conflict.authority is None for conflict in conflicts)
    assert picture.day_x is not None


@given(lanes, days)
def test_neighbouring_lanes_of_an_authority_share_a_band(inputs: list[LaneInput], day: date) -> None:
    picture = timeline.draw(inputs, day=day, today=TODAY)

    assert [band.authority for band in picture.bands] == [code for code, _ in groupby(one.authority for one in inputs)]
    assert all(before.authority != after.authority for before, after in pairwise(picture.bands))


@given(spells())
def test_the_pieces_of_a_bar_touch_and_fill_it(spell: Spell) -> None:
    [drawn] = timeline.draw([lane(spell)], day=date(2010, 1, 1), today=TODAY).lanes[0].bars

    assert sum(piece.width for piece in drawn.pieces) == pytest.approx(drawn.width, abs=0.01)
    assert all(a.x + a.width == pytest.approx(b.x, abs=0.01) for a, b in pairwise(drawn.pieces))
    assert drawn.pieces[0].x == pytest.approx(drawn.x, abs=0.01)


@given(spells())
def test_a_certain_piece_holds_certain_days_alone(spell: Spell) -> None:
    picture = timeline.draw([lane(spell)], day=date(2010, 1, 1), today=TODAY)
    [drawn] = picture.lanes[0].bars

    cores = [piece for piece in drawn.pieces if piece.shape == "core"]
    overlap = spell.ends_earliest is not None and spell.ends_earliest <= (spell.starts_latest or date.min)
    assert len(cores) == (0 if overlap else 1)
    for piece in cores:
        assert spell.starts_latest is not None
        assert piece.x == picture.scale.x(spell.starts_latest)


@given(st.lists(acts(), max_size=12), days)
def test_marks_keep_the_order_of_their_days(points: list[ActPoint], day: date) -> None:
    [one] = timeline.draw([lane(acts_=tuple(points))], day=day, today=TODAY).lanes

    exact = [mark for mark in one.marks if not mark.reach]
    assert [mark.act.earliest for mark in exact] == sorted(mark.act.earliest for mark in exact if mark.act.earliest)
    assert all(0 <= mark.level < one.levels <= timeline.LEVELS for mark in one.marks)


@given(st.lists(acts(), max_size=3), days)
def test_three_marks_never_cover_each_other(points: list[ActPoint], day: date) -> None:
    [one] = timeline.draw([lane(acts_=tuple(points))], day=day, today=TODAY).lanes

    for level in range(one.levels):
        places = [mark.x for mark in one.marks if mark.level == level]
        assert all(after - before >= MARK_GAP for before, after in pairwise(places))


def test_an_exact_period_is_one_certain_piece() -> None:
    spell = Spell("a", "listed", date(2005, 3, 15), date(2005, 3, 15), date(2023, 12, 29), date(2023, 12, 29), "")
    [drawn] = timeline.draw([lane(spell)], day=date(2024, 6, 10), today=TODAY, scale=LINE).lanes[0].bars

    assert [piece.shape for piece in drawn.pieces] == ["core"]
    assert not drawn.runs_on
    assert not drawn.runs_back


def test_a_month_fades_in_and_a_span_fades_out() -> None:
    spell = Spell("a", "listed", date(2016, 10, 1), date(2016, 10, 31), date(2020, 1, 1), date(2021, 4, 1), "")
    [drawn] = timeline.draw([lane(spell)], day=date(2024, 6, 10), today=TODAY, scale=LINE).lanes[0].bars

    assert [piece.shape for piece in drawn.pieces] == ["rise", "core", "fall"]


def test_a_period_that_may_never_have_been_is_possible_only() -> None:
    spell = Spell("a", "listed", date(2007, 1, 1), date(2007, 12, 31), date(2007, 3, 1), date(2008, 1, 1), "")
    [drawn] = timeline.draw([lane(spell)], day=date(2024, 6, 10), today=TODAY, scale=LINE).lanes[0].bars

    assert [piece.shape for piece in drawn.pieces] == ["possible"]


def test_a_conflict_shades_the_lanes_of_the_authority_that_stopped() -> None:
    conflict = Clash("c", date(2023, 12, 29), None, "high", "", authority="KZ")
    picture = timeline.draw(
        [lane(), lane(authority="RU")], clashes=[conflict], day=date(2024, 6, 10), today=TODAY, scale=LINE
    )

    kazakhstan, russia = picture.lanes
    assert [shade.open for shade in kazakhstan.shades] == [True]
    assert not russia.shades
    assert not picture.across


def test_a_day_off_the_line_draws_no_day_line() -> None:
    assert timeline.draw([], day=date(1990, 1, 1), today=TODAY, scale=LINE).day_x is None


def test_an_act_of_an_unknown_day_is_not_given_one() -> None:
    timeless = ActPoint("a", "listed", "open", None, None, "")
    late = ActPoint("b", "listed", "open", date(2027, 1, 1), date(2027, 1, 1), "")

    assert (
        timeline.draw([lane(acts_=(timeless, late))], day=date(2010, 1, 1), today=TODAY, scale=LINE).lanes[0].marks
        == ()
    )


def test_the_middle_of_a_year_is_where_an_act_of_that_year_stands() -> None:
    act = ActPoint("a", "listed", "open", date(2007, 1, 1), date(2007, 12, 31), "")
    [mark] = timeline.draw([lane(acts_=(act,))], day=date(2010, 1, 1), today=TODAY, scale=LINE).lanes[0].marks

    assert mark.x == pytest.approx(LINE.x(date(2007, 7, 2)), abs=0.01)
    assert mark.reach == pytest.approx((LINE.x(date(2008, 1, 1)) - LINE.x(date(2007, 1, 1))) / 2, abs=0.001)


def test_a_period_beyond_the_line_is_not_drawn() -> None:
    old = Spell("a", "listed", date(1990, 1, 1), date(1990, 1, 1), date(1991, 1, 1), date(1991, 1, 1), "")
    long = Spell("b", "listed", date(1990, 1, 1), date(1990, 1, 1), date(2026, 1, 2), date(2026, 1, 2), "")
    [drawn] = timeline.draw([lane(old, long)], day=date(2010, 1, 1), today=TODAY, scale=LINE).lanes[0].bars

    assert (drawn.x, drawn.width) == (0, 100)
    assert drawn.runs_on
    assert drawn.runs_back
    assert LINE.last - LINE.first > timedelta(days=9000)


@given(st.lists(acts(), max_size=8), days)
def test_marks_stand_below_the_bar_and_inside_the_lane(points: list[ActPoint], day: date) -> None:
    [one] = timeline.draw([lane(acts_=tuple(points))], day=day, today=TODAY).lanes

    bar_ends = timeline.BAR_TOP + timeline.BAR_HEIGHT
    assert all(bar_ends < mark.y < one.height for mark in one.marks)
    assert all(mark.starts <= mark.x <= mark.ends for mark in one.marks)


@pytest.mark.parametrize(
    ("kind", "effect", "shape"),
    [
        ("listed", "open", "open"),
        ("reinstated", "resume", "open"),
        ("annulled", "close", "close"),
        ("annulled", "none", "note"),
        ("suspended", "pause", "pause"),
        ("announced", "none", "announce"),
        ("confirmed", "none", "confirm"),
        ("declined", "none", "decline"),
        ("renewed", "none", "note"),
    ],
)
def test_the_shape_of_a_mark_is_what_the_act_did(kind: str, effect: str, shape: str) -> None:
    assert ActPoint("a", kind, effect, None, None, "").shape == shape


@pytest.mark.parametrize("today", [date(2010, 1, 1), date(1999, 1, 1)])
def test_nothing_open_is_drawn_beyond_today(today: date) -> None:
    spell = Spell("a", "listed", date(2005, 3, 15), date(2005, 3, 15), None, None, "")
    conflict = Clash("c", date(2006, 1, 1), None, "high", "", authority="KZ")
    picture = timeline.draw([lane(spell)], clashes=[conflict], day=today, today=today, scale=LINE)

    ends = LINE.x(today + timedelta(days=1))
    spans = [*picture.lanes[0].bars, *picture.lanes[0].shades]
    assert all(span.x + span.width == pytest.approx(ends, abs=0.01) for span in spans)
    assert bool(spans) == (today.year == 2010)
