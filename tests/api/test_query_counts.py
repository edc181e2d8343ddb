"""One row or ten: every address asks the same number of queries, the committed one."""

import pytest

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize("name", ["authorities", "regimes", "groups", "events", "listings", "conflicts", "matrix"])
def test_much_asks_as_many_queries_as_little(counted, name):
    assert counted(name, f"{name}/?page_size=1") == counted(name, f"{name}/?page_size=10")


@pytest.mark.parametrize(
    ("name", "little", "much"),
    [
        ("changes", "changes/?after=1.3150&limit=1", "changes/?after=1.3150&limit=10"),
        ("authority", "authorities/KZ/", "authorities/US/"),
        ("regime", "regimes/csto-list/", "regimes/us-fto/"),
        ("group", "groups/proud-boys/?as_of=2026-06-10", "groups/hezbollah/?as_of=2024-06-10"),
        ("event", "events/nezrlagop2/", "events/skvujevd3f/"),
        ("agreement", "agreement/?as_of=1998-01-01", "agreement/"),
        ("compare", "compare/?from=2023-12-01&to=2024-06-10", "compare/?from=2002-01-01&to=2026-11-25"),
        ("order", "groups/addameer/order/", "groups/taliban/order/"),
    ],
)
def test_a_long_answer_asks_as_many_queries_as_a_short_one(counted, name, little, much):
    assert counted(name, little) == counted(name, much)


@pytest.mark.usefixtures("unified")
def test_two_editions_narrowed_ask_as_many_queries_for_much_as_for_little(counted):
    narrowed = "compare/?from=2001-01-01@e1&to=2025-06-10@e2&group=taliban&authority=US"

    assert counted("compare_narrowed", f"{narrowed}&page_size=1") == counted("compare_narrowed", narrowed) <= 12


def test_the_index_asks_what_is_committed(counted):
    assert counted("index", "") == 2


def test_a_matrix_asks_at_most_eight(counted):
    assert counted("matrix", "matrix/?as_of=2024-06-10") <= 8
