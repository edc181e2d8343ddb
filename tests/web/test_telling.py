"""What is written row by row holds every text as a reader reads it, whatever characters it has, and no markup of it."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from designations.domain.wording import with_article
from designations.queries.events import EventRow
from designations.queries.moments import Moment
from designations.web import telling
from designations.web.reading import Clock

DAY = date(2024, 6, 10)
ASKED = (("as_of", "2024-06-10"),)
CLOCK = Clock(Moment(1, DAY, datetime(2026, 1, 1, tzinfo=UTC), 1, DAY), "/acts/", (), ASKED)

texts = st.text(st.sampled_from("<>&\"'{}%/ab "), min_size=1, max_size=12).map(str.strip).filter(bool)
slugs = st.text("ab-", min_size=1, max_size=6)


@st.composite
def rows(draw: st.DrawFn) -> EventRow:
    """An act of which every text is anything."""
    return EventRow(
        act=draw(slugs),
        authority=draw(texts),
        authority_name=draw(texts),
        regime=draw(slugs),
        regime_title=draw(texts),
        regime_kind=draw(st.sampled_from(["sanctions", "court_ban", "<b>"])),
        group=draw(slugs),
        group_name=draw(texts),
        recorded_group="recorded",
        kind=draw(st.sampled_from(["listed", "delisted", "<i>"])),
        effect="open",
        stated="2024-01",
        held=draw(st.sampled_from(["2024-01", "2024-01-02/2024-02-03", "../2024"])),
        earliest=None,
        latest=None,
        settled_reason="",
        disputed=(),
        scope=draw(st.sampled_from(["", "whole", "wing", "alias_of"])),
        scope_of=draw(st.just("") | texts),
        reason=draw(st.sampled_from(["", "court", "<u>"])),
        official_ref=draw(st.just("") | texts),
        note="",
        redacted=False,
        grade=draw(st.sampled_from(["official", "single", "unverified"])),
        citations=(),
        recorded_in=1,
        first_recorded_in=1,
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.lists(rows(), min_size=1, max_size=3))
def test_every_text_of_an_act_is_read_as_it_is_written(held: list[EventRow]) -> None:
    items = html.fromstring(f"<ol>{telling.acts(held, CLOCK)}</ol>").findall("li")

    assert len(items) == len(held)
    for row, item in zip(held, items, strict=True):
        read = squeezed(item.text_content())
        for text in (
            row.authority,
            row.authority_name,
            with_article(row.group_name),
            row.regime_title,
            row.official_ref,
        ):
            assert squeezed(text) in read
        assert {element.tag for element in item.iter()} <= {"li", "div", "p", "a", "br", "span", "svg", "rect"}
        assert ("hollow" in item.get("class").split()) == (row.grade == "unverified")


@given(rows())
def test_every_address_of_an_act_keeps_the_clock(row: EventRow) -> None:
    item = html.fromstring(f"<ol>{telling.acts([row], CLOCK)}</ol>")
    led = [link.get("href") for link in item.iter("a")]

    expected = [
        f"/acts/{row.act}/",
        f"/authorities/{row.authority}/",
        f"/groups/{row.group}/",
        f"/regimes/{row.regime}/",
    ]
    if row.scope not in {"", "whole"} and row.scope_of:
        expected.append(f"/groups/{row.scope_of}/")
    assert led == [f"{path}?{urlencode(ASKED)}" for path in expected]
