"""robots.txt as RFC 9309 has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.robots import LONGEST_DELAY, rules_for

TEXT = """
# for everybody
User-agent: *
Disallow: /private/
Disallow: /*.cgi$
Allow: /private/open
Crawl-delay: 2

User-agent: OtherBot
User-agent: DesignationAtlas/9
Disallow: /lists
Allow: /lists/public$
Crawl-delay: 5000
Disallow:
"""


@pytest.mark.parametrize(
    ("name", "path", "allowed"),
    [
        ("Somebody", "/", True),
        ("Somebody", "/private/x", False),
        ("Somebody", "/private/open/x", True),
        ("Somebody", "/a/b.cgi", False),
        ("Somebody", "/a/b.cgi?x", True),
        ("Somebody", "/lists", True),
        ("DesignationAtlas", "/private/x", True),
        ("DesignationAtlas", "/lists/x", False),
        ("DesignationAtlas", "/lists/public", True),
        ("DesignationAtlas", "/lists/publicity", False),
        ("DesignationAtlas", "/%6Cists", False),
        ("DesignationAtlas", "/robots.txt", True),
    ],
)
def test_the_longest_rule_that_fits_decides(name, path, allowed) -> None:
    assert rules_for(name, TEXT).allow(path) is allowed


def test_the_delay_is_kept_within_reason() -> None:
    assert rules_for("Somebody", TEXT).delay == 2
    assert rules_for("DesignationAtlas", TEXT).delay == LONGEST_DELAY


def test_robots_txt_itself_is_never_forbidden() -> None:
    assert rules_for("x", "User-agent: *\nDisallow: /").allow("/robots.txt")


def test_of_two_rules_of_one_length_the_kinder_one_holds() -> None:
    assert rules_for("x", "User-agent: *\nDisallow: /a\nAllow: /a").allow("/a")


def test_a_star_stands_for_anything_also_at_the_end() -> None:
    rules = rules_for("x", "User-agent: *\nDisallow: /a*b*\nDisallow: /c*d*e$")

    assert [rules.allow(path) for path in ("/ab", "/axxbyy", "/a", "/cde", "/cxdye", "/cdef", "/ce")] == [
        *(False, False, True, False, False, True, True)
    ]


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_can_be_read(text, path) -> None:
    assert rules_for("x", text).allow("/" + path) in (True, False)
