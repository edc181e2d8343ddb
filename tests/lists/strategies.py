"""Made lists: entries whose ids, names, programmes and dates move about as real ones do."""

from datetime import date, timedelta
from itertools import combinations, product

from hypothesis import strategies as st

from sources.lists.entries import Entry, Name, NameKind, Programme, Snapshot

NAMES = ("Silver River Front", "Northern Council", "Eastern League", "River Column")
PROGRAMMES = (Programme("CUBA"), Programme("FTO", "us-fto"), Programme("SDGT", "us-sdgt"))
START = date(2020, 1, 1)

_NAMINGS = [(Name(first), Name(other, kind=NameKind.ALIAS)) for first, other in product(NAMES, NAMES)]
_LISTINGS = [listed for count in range(4) for listed in combinations(PROGRAMMES, count)]
_DETAILS = [
    {"official_ref": reference, "listed_on": listed, "updated_on": updated, "countries": countries}
    for reference, listed, updated, countries in (
        ("", None, None, ()),
        ("REF.moving", "2019-12-20", "2020-01-20", ("Yemen",)),
        ("REF.moving", "2001-09", None, ("Yemen", "Mali")),
        ("ref.MOVING", "2020", "2020-02-01", ("Mali", "Yemen")),
        ("REF.other", None, "2019-05-05", ()),
    )
]

entries = st.builds(
    lambda number, names, programmes, details: Entry(number, names, programmes, **details),
    st.integers(1, 9).map(str),
    st.sampled_from(_NAMINGS),
    st.sampled_from(_LISTINGS),
    st.sampled_from(_DETAILS),
)

snapshots = st.builds(
    lambda held, days: Snapshot("made", tuple(held), generated_on=START + timedelta(days=days)),
    st.lists(entries, max_size=6, unique_by=lambda entry: entry.id),
    st.integers(0, 40),
)
