"""Made lists: entries whose ids, names, programmes and dates move about as real ones do."""

from datetime import date, timedelta

from hypothesis import strategies as st

from sources.lists.entries import Entry, Name, NameKind, Programme, Snapshot, distinct_names

NAMES = (
    "Silver River Front",
    "Northern Council",
    "Eastern League",
    "River Column",
    "Amber Army",
    "Old Guard",
)
PROGRAMMES = (
    Programme("FTO", "us-fto"),
    Programme("SDGT", "us-sdgt"),
    Programme("CUBA"),
)

days = st.dates(date(2001, 1, 1), date(2026, 1, 1))
stated = st.none() | st.one_of(days.map(date.isoformat), days.map(lambda day: day.isoformat()[:7]))


@st.composite
def entries(draw: st.DrawFn, number: str) -> Entry:
    """An entry with this id."""
    first, *others = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    names = [Name(first), *(Name(text, kind=NameKind.ALIAS) for text in others)]
    programmes = draw(st.lists(st.sampled_from(PROGRAMMES), max_size=3, unique=True))
    return Entry(
        id=number,
        names=distinct_names(names),
        programmes=tuple(sorted(programmes)),
        official_ref=draw(st.sampled_from(["", f"REF.{number}", "REF.moving"])),
        listed_on=draw(stated),
        updated_on=draw(stated),
        countries=tuple(draw(st.lists(st.sampled_from(["Yemen", "Mali"]), max_size=2, unique=True))),
    )


@st.composite
def snapshots(draw: st.DrawFn, after: date = date(2020, 1, 1)) -> Snapshot:
    """A snapshot of a list some days after this one."""
    numbers = draw(st.lists(st.integers(1, 9).map(str), max_size=7, unique=True))
    return Snapshot(
        source="made",
        entries=tuple(draw(entries(number)) for number in numbers),
        generated_on=after + timedelta(days=draw(st.integers(0, 40))),
    )
