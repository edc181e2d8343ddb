"""What is cut or broken fits, and no letter is lost."""

from hypothesis import given
from hypothesis import strategies as st

from designations.charts import lettering
from designations.charts.lettering import BOLD, ELLIPSIS, WIDTHS, cut, lines, width

texts = st.text("abc Wi.-éЖ組")
rooms = st.floats(20, 300)


def test_each_printable_letter_has_a_width() -> None:
    assert len(WIDTHS) == len(range(ord(" "), ord("~") + 1))
    assert width("W", 10) > width("i", 10) > 0
    assert width("é", 10) == width("e", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("組", 10) > width("Ж", 10) > width("a", 10)
    assert width("a", 10, face=BOLD) > width("a", 10)


@given(texts, texts)
def test_the_room_of_a_line_is_that_of_its_parts(one: str, two: str) -> None:
    assert abs(width(one + two, 12) - width(one, 12) - width(two, 12)) < 1e-6


@given(texts, rooms)
def test_what_is_cut_fits_and_says_so(text: str, room: float) -> None:
    said = cut(text, room, 12)

    assert width(said, 12) <= room + 1e-6
    assert said == text or (said.endswith(ELLIPSIS) and text.startswith(said.removesuffix(ELLIPSIS)))
    assert (said == text) == (width(text, 12) <= room)


@given(texts, rooms)
def test_lines_fit_and_hold_every_letter(text: str, room: float) -> None:
    found = lines(text, room, 12)

    assert all(width(line, 12) <= room or len(line) == 1 for line in found)
    assert "".join(found).replace(" ", "") == "".join(text.split())
    assert all(found)


def test_a_line_is_broken_between_words_where_it_can_be() -> None:
    assert lines("who lists whom", width("who lists", 12), 12) == ("who lists", "whom")
    assert lines("", 100, 12) == ()
    assert all(lettering.width(line, 12) <= 60 for line in lines("http://localhost/matrix/?region=Europe", 60, 12))
