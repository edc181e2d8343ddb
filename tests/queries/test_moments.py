"""The two clocks: what may be asked, and what is refused with which words."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from designations.models import Edition
from designations.queries.moments import BadMoment, Moment, etag
from tests.queries.conftest import NOW, REMOVAL, at


@pytest.mark.usefixtures("record")
class TestPinning:
    def test_what_is_left_out_is_the_present(self):
        moment = at()

        assert (moment.day, moment.edition, moment.latest) == (NOW.date(), 1, 1)
        assert (moment.other_day, moment.past_edition) == (False, False)
        assert moment.recorded_at == Edition.objects.get(number=1).at

    def test_it_takes_one_query(self):
        for known_at in ("", "e1"):
            with CaptureQueriesContext(connection) as asked:
                at("2024-06-10", known_at)
            assert len(asked) == 1

    def test_editions_are_asked_for_by_number_or_instant(self, retract):
        retract(REMOVAL)
        first, second = Edition.objects.order_by("number")

        assert at(known_at="e1").past_edition
        assert at(known_at="2").edition == 2
        between = first.at.isoformat().replace("+00:00", "Z") if first.at < second.at else "e1"
        assert at(known_at=between).edition == 1
        assert at(known_at=NOW.strftime("%Y-%m-%dT%H:%M:%S+00:00")).edition == 2
        assert at(known_at=NOW.strftime("%Y-%m-%dT%H:%M:%S 00:00")).edition == 2, "a plus sign arrives as a space"
        assert at(known_at="e1").on(date(2020, 1, 1)).edition == 1

    def test_days_to_come_may_be_asked_for(self):
        assert at("2027-01-01").day == date(2027, 1, 1)

    @pytest.mark.parametrize(
        ("as_of", "known_at", "missing", "word"),
        [
            ("2024-6-10", "", False, "as_of=2024-06-10"),
            ("yesterday", "", False, "Write as_of as a day"),
            ("2023-02-29", "", True, "no day 2023-02-29"),
            ("0000-01-01", "", True, "no day 0000-01-01"),
            ("", "soon", False, "known_at=e17"),
            ("", "2024-06-10", False, "an instant with its zone"),
            ("", "2024-06-10T12:00", False, "an instant with its zone"),
            ("", "2023-02-29T12:00:00Z", True, "no instant"),
            ("", "0001-01-01T00:00:00+23:59", True, "no instant"),
            ("", "e2", True, "the latest is e1"),
            ("", "e0", True, "begin with e1"),
            ("", "2099-01-01T00:00:00Z", True, "in the future"),
            ("", "1999-01-01T00:00:00Z", True, "before the first edition"),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_a_sentence(self, as_of, known_at, missing, word):
        with pytest.raises(BadMoment, match=word) as refused:
            at(as_of, known_at)

        assert refused.value.parameter == ("as_of" if as_of else "known_at")
        assert refused.value.parameter in str(refused.value)
        assert refused.value.missing is missing


@pytest.mark.usefixtures("empty_ledger")
def test_an_empty_record_has_edition_nought():
    moment = at()

    assert (moment.edition, moment.recorded_at) == (0, None)
    with pytest.raises(BadMoment, match="begin with e1"):
        at(known_at="e1")


MOMENTS = st.builds(
    Moment,
    edition=st.integers(0, 5),
    day=st.dates(date(2020, 1, 1), date(2020, 1, 5)),
    recorded_at=st.none(),
    latest=st.just(9),
    today=st.just(date(2021, 1, 1)),
)


@given(MOMENTS, MOMENTS, st.sampled_from("ab"), st.sampled_from("ab"))
def test_etags_are_equal_where_edition_day_and_variant_are(one, two, first, second):
    same = (one.edition, one.day, first) == (two.edition, two.day, second)

    assert (etag(one, first, "build") == etag(two, second, "build")) is same
    assert etag(one, first, "build") != etag(one, first, "other")
    assert etag(one, first, "build").startswith('W/"')


def test_a_moment_keeps_its_edition_on_another_day():
    moment = Moment(3, date(2020, 1, 1), None, 5, date(2020, 1, 1))

    assert moment.on(moment.day + timedelta(days=1)) == Moment(3, date(2020, 1, 2), None, 5, date(2020, 1, 1))
