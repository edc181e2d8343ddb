"""Nothing on a sheet leaves it or stands on something else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from designations.charts import lettering, sheet
from designations.charts.sheet import FINE, KEY_STEP, MARGIN, TEXT, TITLE, Key, Sheet

words = st.lists(st.text("abWi", min_size=1, max_size=30), min_size=1, max_size=30).map(" ".join)
keys = st.lists(st.builds(Key, st.just("m-listed"), words.map(lambda text: text[:60]), room=st.integers(8, 30)))
SIZES = {"title": TITLE, "caption": TEXT, "source": FINE, "permalink": FINE}


def laid(title: str, caption: str, shown: list[Key], permalink: str, height: float) -> Sheet:
    """A sheet with a source of one line."""
    return sheet.lay(
        width=700, height=height, title=title, caption=caption, keys=shown, source="Source: a", permalink=permalink
    )


@given(words, words, keys, words, st.floats(10, 2000))
def test_all_text_stays_on_the_sheet(title: str, caption: str, shown: list[Key], permalink: str, height: float) -> None:
    found = laid(title, caption, shown, permalink, height)

    for line in found.lines:
        face = lettering.SERIF if line.kind == "title" else 1.0
        assert MARGIN + lettering.width(line.text, SIZES[line.kind], face=face) <= found.width
        assert 0 < line.y < found.height
    for each in found.keys:
        assert each.text_x + lettering.width(each.key.text, FINE) <= found.width or each.x == MARGIN
    assert [line.text for line in found.lines if line.kind == "title"] == list(
        lettering.lines(title, 700 - 2 * MARGIN, TITLE, face=lettering.SERIF)
    )


@given(words, words, keys, words, st.floats(10, 2000))
def test_the_parts_stand_one_below_the_other(
    title: str, caption: str, shown: list[Key], permalink: str, height: float
) -> None:
    found = laid(title, caption, shown, permalink, height)
    above = [line.y for line in found.lines if line.kind in {"title", "caption"}]
    below = [line.y for line in found.lines if line.kind in {"source", "permalink"}]

    assert above == sorted(set(above))
    assert below == sorted(set(below))
    assert all(max(above) < each.y < found.top for each in found.keys)
    assert max(above) < found.top
    assert found.top + height < found.rule + 1
    assert found.rule < min(below)
    assert [each.key for each in found.keys] == shown


@given(keys.filter(bool))
def test_keys_do_not_touch(shown: list[Key]) -> None:
    found = laid("a", "b", shown, "c", 100).keys

    for before, after in pairwise(found):
        if before.y == after.y:
            assert before.text_x + lettering.width(before.key.text, FINE) < after.x
        else:
            assert after.y == before.y + KEY_STEP
            assert after.x == MARGIN
