"""What is written row by row holds every text as a reader reads it, whatever characters it has, and no markup of it."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from designations.domain.wording import with_article
from designations.queries.between import CellChange, CoveringChange, Said
from designations.queries.events import EventRow
from designations.queries.moments import Moment
from designations.queries.standing import Standing
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


said = st.none() | st.builds(
    Said,
    state=st.sampled_from(["listed", "delisted", "unknown"]),
    possible=st.booleans(),
    mixed=st.booleans(),
    political=st.just(False),
    scope=st.sampled_from(["whole", "wing"]),
    act=slugs,
)
differing = st.builds(
    CellChange, group=slugs, group_name=texts, authority=slugs, authority_name=texts, before=said, after=said
)


@given(differing, st.lists(rows(), max_size=3))
def test_a_cell_that_differs_names_both_with_every_act_between_or_says_why_none(
    cell: CellChange, between: list[EventRow]
) -> None:
    [row] = html.fromstring(f"<table>{telling.cells([(cell, between)], CLOCK, 'a < b')}</table>").iter("tr")
    group, authority, before, after, acts = list(row)

    assert squeezed(group.text_content()) == squeezed(cell.group_name)
    assert squeezed(authority.text_content()) == squeezed(cell.authority_name)
    for told, side in ((cell.before, before), (cell.after, after)):
        assert ("possibly" in side.text_content()) == bool(told and told.possible)
        assert ("a wing" in side.text_content()) == bool(told and told.scope == "wing")
    assert [link.get("href") for link in acts.iter("a")] == [CLOCK.keep(f"/acts/{act.act}/") for act in between]
    assert (acts.text_content() == "a < b") == (not between)


@given(
    st.builds(
        CoveringChange,
        group=slugs,
        group_name=texts,
        body=texts,
        regime=slugs,
        scope=st.sampled_from(["whole", "associated"]),
        act=slugs,
        began=st.booleans(),
    )
)
def test_a_covering_that_changed_is_told_with_its_list_group_and_act(row: CoveringChange) -> None:
    item = html.fromstring(f"<ul>{telling.coverings([row], CLOCK)}</ul>")
    read = squeezed(item.text_content())

    assert read.startswith(
        squeezed(f"{'Began' if row.began else 'Ended'}: {row.regime} on {with_article(row.group_name)}")
    )
    paths = (f"/regimes/{row.regime}/", f"/groups/{row.group}/", f"/acts/{row.act}/")
    assert [link.get("href") for link in item.iter("a")] == [CLOCK.keep(path) for path in paths]


@given(texts, texts, st.none() | st.dates(), st.lists(slugs, max_size=3, unique=True))
def test_a_standing_is_told_with_its_lists_by_their_titles(
    name: str, title: str, since: date | None, lists: list[str]
) -> None:
    standing = Standing(
        group="some-group",
        group_name=name,
        authority="XX",
        authority_name="Anywhere",
        authority_kind="state",
        region="",
        state="listed",
        possible=False,
        mixed=False,
        political=False,
        scope="wing",
        grade="single",
        act="act",
        act_kind="listed",
        stated="2024",
        since=since,
        until=None,
        regimes=tuple(lists),
        covered_by=(),
        conflicts=0,
        kept=0,
    )
    titles = dict.fromkeys(lists[:1], title)
    [row] = html.fromstring(f"<table>{telling.standings([standing], titles, CLOCK)}</table>").iter("tr")
    group, day, told, grade = list(row)

    assert squeezed(group.find("a").text_content()) == squeezed(name)
    assert day.text_content() == (since.isoformat() if since else "unknown")
    assert squeezed(told.text_content()) == squeezed(",".join(titles.get(slug, slug) for slug in lists))
    assert grade.text_content().strip() == "one source"
