"""The reader as its callers see it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.reading import (
    Action,
    Article,
    AuthorityWords,
    GroupName,
    GroupWords,
    Status,
    Vocabulary,
    read_article,
)
from sources.reading.baseline import read_plainly
from sources.reading.grammar import languages
from sources.reading.measure import texts, vocabulary
from sources.reading.names import Name, preference
from sources.reading.tokens import tokenise

HERE = Path(__file__).parent
KNOWN = vocabulary(HERE / "texts")
ALL = texts(HERE / "texts")
ACT = "On Monday, Kazakhstan struck the Taliban from its list of terrorist organisations."
UNRELATED = "\n\nRainfall in the valley was above average this spring. Farmers expect a good wheat harvest."


def act_in(text: str, published: date | None = date(2024, 6, 5), title: str = "") -> list[tuple[str, str, str | None]]:
    claims = read_article(Article(title, text, published, "en"), KNOWN).claims
    return [(claim.authority, claim.action, claim.date) for claim in claims if claim.action is not Action.CONFIRMED]


def test_removal_told_in_the_active_voice_is_a_claim() -> None:
    text = f"Last week was calm. {ACT}"
    (claim,) = read_article(Article("", text, date(2024, 6, 5), "en"), KNOWN).claims
    assert (claim.authority, claim.action, claim.group) == ("KZ", Action.DELISTED, "taliban")
    assert (claim.status, claim.date) == (Status.DONE, "2024-06-03")
    assert claim.evidence == ACT
    assert not claim.new_group


def test_weekday_without_day_of_publication_is_left_open() -> None:
    assert act_in(ACT, published=None) == [("KZ", "delisted", None)]


def test_date_that_was_not_stated_says_where_it_was_found() -> None:
    text = "Kazakhstan struck the Taliban from its list of terrorist organisations."
    (claim,) = read_article(Article("", text, date(2024, 6, 5), "en"), KNOWN).claims
    assert claim.date == "2024-06-05"
    assert claim.date_found.startswith("no date in the text")


def test_weekday_of_an_act_ahead_is_the_next_one() -> None:
    text = "Britain will proscribe Hizb ut-Tahrir as a terrorist organisation on Friday."
    (claim,) = read_article(Article("", text, date(2024, 1, 15), "en"), KNOWN).claims
    assert (claim.status, claim.date) == (Status.ANNOUNCED, "2024-01-19")


def test_same_act_told_three_times_is_one_claim() -> None:
    again = "Kazakhstan has removed the Taliban from the list. The Taliban are off Kazakhstan's terror list."
    text = f"{ACT} {again}"
    assert act_in(text, title="Kazakhstan delists Taliban") == [("KZ", "delisted", "2024-06-03")]


def test_headline_alone_makes_a_claim_without_evidence() -> None:
    article = Article("Kazakhstan removes Taliban from terror list", "Details follow.", date(2024, 6, 5), "en")
    (claim,) = read_article(article, KNOWN).claims
    assert (claim.evidence, claim.start, claim.end) == ("", 0, 0)


def test_state_is_kept_apart_as_confirmed() -> None:
    text = "The United Nations still lists the Taliban as a terrorist organisation."
    (claim,) = read_article(Article("", text, date(2024, 6, 5), "en"), KNOWN).claims
    assert (claim.authority, claim.action) == ("UN", Action.CONFIRMED)


def test_group_outside_the_vocabulary_is_named_as_new() -> None:
    text = "Kenya declared the Sword of the Coast Brigade a terrorist organisation."
    (claim,) = read_article(Article("", text, date(2021, 6, 15), "en"), KNOWN).claims
    assert (claim.group, claim.group_name, claim.new_group) == (None, "Sword of the Coast Brigade", True)


def test_name_that_two_groups_share_goes_to_the_one_at_home_with_the_actor() -> None:
    shared = Vocabulary.build(
        [AuthorityWords("BD"), AuthorityWords("PK")],
        [
            GroupWords("jamaat-pk", (GroupName("Jamaat-e-Islami"),), ("PK",)),
            GroupWords("jamaat-bd", (GroupName("Jamaat-e-Islami"),), ("BD",)),
        ],
    )
    text = "Bangladesh banned Jamaat-e-Islami under the Anti-Terrorism Act."
    (claim,) = read_article(Article("", text, date(2024, 8, 1), "en"), shared).claims
    assert claim.group == "jamaat-bd"


def test_words_of_the_caller_for_an_authority_are_used() -> None:
    known = Vocabulary.build([AuthorityWords("ZZ", ("Ruritania",))], [GroupWords("hamas", (GroupName("Hamas"),))])
    text = "Ruritania designated Hamas a terrorist organisation."
    (claim,) = read_article(Article("", text, date(2024, 8, 1), "en"), known).claims
    assert claim.authority == "ZZ"


@pytest.mark.parametrize("text", ["", " \n\t ", "?", "Taliban", "\u200f\u200b", "()" * 2000, "12.12.", "a" * 50_000])
def test_text_without_sense_is_read_without_claims(text: str) -> None:
    reading = read_article(Article("", text, None, None), KNOWN)
    assert reading.claims == ()
    assert reading.notices


def test_language_without_a_grammar_is_told() -> None:
    reading = read_article(Article("Nyheter", "Gruppen är terrorstämplad.", None, "sv"), KNOWN)
    assert "sv" in reading.notices[0]


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.ident)
def test_evidence_stands_where_it_is_said_to(text) -> None:
    for claim in read_article(text.article, KNOWN).claims:
        assert text.article.text[claim.start : claim.end] == claim.evidence
        assert 0 < claim.confidence <= 1
        assert claim.reasons


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.ident)
def test_language_is_detected(text) -> None:
    article = Article(text.article.title, text.article.text, text.article.published, None)
    assert read_article(article, KNOWN).language == text.article.language


@pytest.mark.parametrize("text", [text for text in ALL if text.article.language == "en"], ids=lambda text: text.ident)
def test_unrelated_paragraph_changes_no_act(text) -> None:
    before = read_article(text.article, KNOWN)
    longer = Article(text.article.title, text.article.text + UNRELATED, text.article.published, "en")
    after = read_article(longer, KNOWN)
    assert [(c.authority, c.action, c.group, c.date) for c in before.claims] == [
        (c.authority, c.action, c.group, c.date) for c in after.claims
    ]


words = st.sampled_from(
    [
        *sorted({word for text in ALL for word in text.article.text.split()}),
        "(",
        ")",
        "“",
        "”",
        "«",
        ";",
        ":",
        "—",
        "\n",
        "\u200c",
        "\u202e",
        "٢٠٢٤",
        "۱۴۰۲",
        "31.02.2024",
        "İ",
        "ß",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(words, max_size=60), st.sampled_from([*languages(), None]), st.booleans())
def test_shuffled_words_never_break_the_reader(chosen: list[str], language: str | None, dated: bool) -> None:
    text = " ".join(chosen)
    article = Article(text[:80], text, date(2024, 2, 29) if dated else None, language)
    reading = read_article(article, KNOWN)
    assert reading == read_article(article, KNOWN)
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.evidence


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.sampled_from([*languages(), None]))
def test_any_text_is_read(text: str, title: str, language: str | None) -> None:
    for claim in read_article(Article(title, text, None, language), KNOWN).claims:
        assert text[claim.start : claim.end] == claim.evidence


def test_the_name_of_a_country_goes_before_an_adjective_written_alike() -> None:
    tokens = tokenise("Kosovo")
    name, demonym = Name("Kosovo", "name", "XK"), Name("Kosovo", "demonym", "XK")

    assert preference(name, tokens) < preference(demonym, tokens)


def test_a_branch_that_bears_the_name_of_the_whole_is_meant_only_at_home() -> None:
    shared = Vocabulary.build(
        [AuthorityWords("AE"), AuthorityWords("EG")],
        [
            GroupWords("egyptian-brethren", (GroupName("Egyptian Brethren"), GroupName("Sons of the Nile")), ("EG",)),
            GroupWords("brethren", (GroupName("Brethren"), GroupName("Sons of the Nile")), ()),
        ],
    )

    def meant(country: str) -> str | None:
        text = f"{country} designated the Sons of the Nile a terrorist organisation."
        (claim,) = read_article(Article("", text, date(2024, 8, 1), "en"), shared).claims
        return claim.group

    assert meant("The United Arab Emirates") == "brethren"
    assert meant("Egypt") == "egyptian-brethren"


def test_the_text_goes_before_a_headline_that_says_it_shortly() -> None:
    text = "The European Union said on Monday that it had suspended the FARC from its list of terrorist organisations."
    assert act_in(text, date(2016, 9, 27), "Brussels takes FARC off terror list") == [("EU", "suspended", "2016-09-26")]


def test_groups_are_listed_behind_a_relative_clause() -> None:
    text = "The army of Ecuador fights 22 gangs, which the country declared terrorist organisations on Tuesday."
    text += " Among them are the Clan del Golfo and Tren de Aragua."
    assert {claim.group for claim in read_article(Article("", text, date(2024, 1, 10), "en"), KNOWN).claims} == {
        "clan-del-golfo",
        "tren-de-aragua",
    }


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Sri Lanka on Monday banned the LTTE as a terrorist organisation for another five years.",
            ("LK", Action.EXTENDED, "2024-06-03"),
        ),
        (
            "On Monday the European Union decided that Hamas will remain on its list of terrorist organisations.",
            ("EU", Action.EXTENDED, "2024-06-03"),
        ),
        (
            "On Wednesday the Court of Justice of the European Union annulled the judgment that had removed Hamas "
            "from the list of terrorist organisations.",
            ("EU", Action.REINSTATED, "2024-06-05"),
        ),
    ],
)
def test_what_an_article_makes_of_an_act_decides_its_action(text: str, claim: tuple[str, Action, str]) -> None:
    assert act_in(text) == [claim]


def test_baseline_reads_no_language_without_a_grammar() -> None:
    swedish = Article("", "Kanada listar Hamas som terroristorganisation.", None, "sv")
    assert read_plainly(swedish, KNOWN).claims == ()
