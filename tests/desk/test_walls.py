"""What comes in may be anything: nothing is lost, nothing breaks, and a sentence says why there is no act in it."""

import pytest

from sources import archive, inbox
from sources.models import Candidate, How
from sources.opening import Unreadable, open_bytes
from sources.walls import claimed_language, why_no_article
from tests.desk.made import NOW

TODAY = NOW.date()
STORY = "The ministry spoke of water, of railways and of a harvest that was better than in the year before. " * 4
SIGN_IN = f"""<html><head><title>Evening Gazette</title></head><body><main><h1>Read on</h1><p>{STORY}</p>
<form><input name="mail"><input type="password" name="word"><button>Sign in</button></form></main></body></html>"""
GONE = "<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>" + STORY + "</p></main></body></html>"


def test_a_sign_in_is_no_article() -> None:
    with pytest.raises(Unreadable, match="asks for a sign-in"):
        open_bytes(SIGN_IN.encode(), "text/html", TODAY)


@pytest.mark.parametrize(
    "title",
    ["404", "Page not found", "Page introuvable", "Seite nicht gefunden", "Página no encontrada", "Страница не найдена",
     "Sayfa bulunamadı", "Halaman tidak ditemukan", "Página não encontrada", "صفحه یافت نشد", "الصفحة غير موجودة"],
)  # fmt: skip
def test_a_page_that_says_it_is_not_there_is_no_article(title) -> None:
    with pytest.raises(Unreadable, match="is not there"):
        open_bytes(GONE.format(title=title).encode(), "text/html", TODAY)


def test_a_long_article_beside_a_sign_in_is_one() -> None:
    assert why_no_article(SIGN_IN, STORY * 10) == ""
    assert why_no_article(GONE.format(title="A harvest"), STORY) == ""


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<html lang="pt-BR">', "pt"),
        ("<!doctype html><HTML dir=rtl LANG=fa>", "fa"),
        ("<html>", ""),
        ('<html lang="">', ""),
    ],
)
def test_the_language_that_a_page_claims_is_found(page, language) -> None:
    assert claimed_language(page) == language


def test_a_page_is_read_in_the_language_of_its_words_and_says_so() -> None:
    right = open_bytes(GONE.format(title="A harvest").replace("<html>", '<html lang="en">').encode(), "", TODAY)
    wrong = open_bytes(GONE.format(title="A harvest").replace("<html>", '<html lang="ru">').encode(), "", TODAY)

    assert (right.language, right.notices) == ("en", ())
    assert wrong.language == ""
    assert "'ru'" in wrong.notices[0] and "'en'" in wrong.notices[0]


MIXED = "Қазақстан removed 塔利班 from the قائمة of terrorist organisations список on Monday, לדברי המשרד. " * 3
MARKED = "\u202bKazakhstan\u202c removed the \u200fTaliban\u200f from its terrorist list on 3 June 2024."
SPLIT = (
    "Kaz\u200bakh\u00adstan re\u200bmoved the Tali\u200bban\ufeff from its terrorist list on 3 June 2024, it was said."
)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        pytest.param("word " * 1_000_000, 0, id="a million words"),
        pytest.param("Taliban" + " " * 60 + ".", 0, id="one word"),
        pytest.param(MIXED, None, id="mixed scripts"),
        pytest.param(MARKED, 1, id="right-to-left marks"),
        pytest.param(SPLIT, 1, id="zero-width characters"),
        pytest.param("Home\nNews\nSport\nWeather\nContact\nImprint\nTerms of use\nAbout us\n", 0, id="a menu"),
        pytest.param("\u202e\u200b\u200f" * 60 + "a", 0, id="marks alone"),
    ],
)
def test_odd_text_is_kept_and_read_without_breaking(world, text, acts) -> None:
    content = text.encode()
    document = inbox.read(inbox.keep(content, how=How.PASTE, at=NOW).document.pk, at=NOW)

    assert document is not None
    assert archive.read(document.sha256) == content
    assert document.held_why or document.notices or acts
    assert acts is None or Candidate.objects.count() == acts
