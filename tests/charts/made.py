"""Made periods, acts and conflicts for the properties of the pictures."""

from datetime import date, timedelta

from hypothesis import strategies as st

from designations.charts.scale import Scale
from designations.charts.timeline import ActPoint, Clash, LaneInput, Spell

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
few = st.text("abc", min_size=1, max_size=3)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Lines of one day up to forty years, anywhere, of any width."""
    first = draw(days)
    left = draw(st.sampled_from([0.0, 10.0, -50.0]))
    return Scale(first, first + timedelta(draw(st.integers(1, 15_000))), left, left + draw(st.integers(1, 2000)))


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    """Periods as the fold gives them: starts in order, ends in order, either side perhaps unknown or open."""
    four = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    overlap = draw(st.booleans())
    first, second, third, fourth = four if not overlap else (four[0], four[2], four[1], four[3])
    still_open = draw(st.booleans())
    return Spell(
        key=draw(few),
        state=draw(st.sampled_from(["listed", "suspended"])),
        starts_earliest=first if draw(st.booleans()) else None,
        starts_latest=second,
        ends_earliest=None if still_open else third,
        ends_latest=None if still_open else fourth + timedelta(days=1),
        title="",
    )


@st.composite
def acts(draw: st.DrawFn) -> ActPoint:
    """Acts of a day or of a span of days."""
    first, last = sorted([draw(days), draw(days)])
    return ActPoint(draw(few), "listed", "open", first, first if draw(st.booleans()) else last, "")


@st.composite
def clashes(draw: st.DrawFn) -> Clash:
    """Conflicts, open or ended."""
    first, last = sorted([draw(days), draw(days)])
    ends = draw(st.sampled_from([None, last + timedelta(days=8)]))
    return Clash(draw(few), first, ends, "high", "", authority=draw(st.sampled_from([None, "KZ", "RU"])))


lanes = st.lists(
    st.builds(
        LaneInput,
        authority=st.sampled_from(["KZ", "RU", "US"]),
        authority_name=st.just("name"),
        regime=few,
        regime_name=few,
        spells=st.lists(spells(), max_size=4).map(tuple),
        acts=st.lists(acts(), max_size=6).map(tuple),
    ),
    max_size=5,
)
