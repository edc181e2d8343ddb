"""The rectangle by which strips are found: it holds just the days and editions that the row itself does."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
editions = st.integers(1, 10**9)

_HOLDS = """
SELECT atlas_extent(%(starts)s, %(ends)s, %(since)s, %(until)s) @> atlas_moment(%(day)s, %(edition)s),
    daterange(%(starts)s, %(ends)s) @> %(day)s::date AND int8range(%(since)s, %(until)s) @> %(edition)s::bigint
"""


@st.composite
def moments(draw: st.DrawFn) -> dict[str, object]:
    """A row's days and editions, and a day and an edition, more often than not at their edges."""
    starts, since = draw(st.none() | days), draw(editions)
    ends = draw(st.none() | st.integers(1, 9000).map(lambda length: (starts or date(1999, 1, 1)) + timedelta(length)))
    until = draw(st.none() | st.integers(1, 10**6).map(lambda length: since + length))
    edges = [day + timedelta(step) for day in (starts, ends) if day for step in (-1, 0, 1)]
    bounds = [number + step for number in (since, until) if number for step in (-1, 0, 1)]
    return {
        "starts": starts,
        "ends": ends,
        "since": since,
        "until": until,
        "day": draw(st.sampled_from(edges) | days if edges else days),
        "edition": draw(st.sampled_from(bounds) | editions),
    }


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments())
@example({"starts": None, "ends": None, "since": 1, "until": None, "day": date(9999, 12, 31), "edition": 2**50})
@example({"starts": None, "ends": date(2020, 1, 1), "since": 1, "until": 2, "day": date(1, 1, 1), "edition": 1})
def test_a_rectangle_holds_what_the_ranges_hold(moment: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, moment)
        [(by_rectangle, by_ranges)] = cursor.fetchall()
    assert by_rectangle == by_ranges
