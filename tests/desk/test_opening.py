"""Bytes opened into text, or held with a sentence."""

import io
import json
from datetime import date

import pypdf
import pytest

from sources.opening import HTML, JSON, PLAIN, Unreadable, open_bytes

TODAY = date(2026, 11, 20)
RUSSIAN = "Верховный суд приостановил запрет на деятельность движения «Талибан», сообщили в суде в четверг. " * 3
PERSIAN = "قزاقستان نام طالبان را از فهرست سازمان‌های ممنوع خود حذف کرد و وزارت خارجه این خبر را تأیید کرد."
PAGE = """<!doctype html><html lang="en"><head><title>Court lifts ban</title>
<meta property="og:site_name" content="Evening Gazette">
<meta property="article:published_time" content="{day}T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Court lifts ban</h1>
<p>The Supreme Court on Thursday suspended the ban on the movement, a decision that took effect at once, its press
service said in a statement to reporters outside the court room.</p>
<p>The ban had stood for more than twenty years and had been renewed by several governments in that time.</p>
</article><footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize(
    ("content", "declared", "encoding"),
    [
        pytest.param(RUSSIAN.encode(), "", "utf-8", id="utf-8 unnamed"),
        pytest.param(RUSSIAN.encode(), "text/plain; charset=windows-1251", "utf-8", id="utf-8 named otherwise"),
        pytest.param(RUSSIAN.encode("cp1251"), "text/plain; charset=windows-1251", "cp1251", id="as named"),
        pytest.param(RUSSIAN.encode("cp1251"), "text/plain; charset=utf-8", "cp1251", id="named wrongly"),
        pytest.param(RUSSIAN.encode("cp1251"), "", "cp1251", id="unnamed"),
        pytest.param(RUSSIAN.encode("utf-16"), "", "utf-16", id="utf-16 with its mark"),
        pytest.param(RUSSIAN.encode("utf-8-sig"), "text/plain; charset=latin-1", "utf-8-sig", id="utf-8 with its mark"),
        pytest.param(PERSIAN.encode(), "text/plain; charset=nonsense", "utf-8", id="named by a word that is none"),
    ],
)
def test_an_encoding_is_recognised(content: bytes, declared: str, encoding: str) -> None:
    opened = open_bytes(content, declared, TODAY)

    assert opened.text in (RUSSIAN.strip(), PERSIAN.strip())
    assert opened.encoding == encoding


def test_an_encoding_lost_before_is_said_to_be_lost() -> None:
    garbled = RUSSIAN.encode("cp1251").decode("utf-8", errors="replace").encode()

    with pytest.raises(Unreadable, match="encoding was lost"):
        open_bytes(garbled, "", TODAY)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"PK\x03\x04" + b"\x14\x00" * 90, "ZIP archive", id="archive"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(400), "a picture", id="picture"),
        pytest.param(bytes(range(256)) * 20, "no text", id="noise"),
        pytest.param(b"\x01\x02\x03\x04 some words " * 20, "binary data", id="text among controls"),
        pytest.param(b"%PDF-1.7\nand nothing more", "damaged", id="half a PDF"),
        pytest.param(b'{"title": "x"}', "needs the text", id="JSON without a text"),
        pytest.param(b"Only a few words.", "fewer than 40", id="a few words"),
        pytest.param(b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "Paste the text", id="a menu alone"),
    ],
)
def test_what_is_no_article_is_held_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        open_bytes(content, "", TODAY)


def test_an_article_is_found_in_a_page() -> None:
    opened = open_bytes(PAGE.format(day="2025-04-17").encode(), "text/html", TODAY)

    assert opened.content_type == HTML
    assert opened.text.startswith("The Supreme Court on Thursday") or "Supreme Court on Thursday" in opened.text
    assert "All rights reserved" not in opened.text
    assert (opened.title, opened.publisher, opened.published) == (
        "Court lifts ban",
        "Evening Gazette",
        date(2025, 4, 17),
    )


def test_a_day_of_publication_that_is_yet_to_come_stays_open() -> None:
    opened = open_bytes(json.dumps({"text": "x" * 50, "published": "2026-12-01"}).encode(), "", TODAY)

    assert opened.published is None
    assert "yet to come" in opened.notices[0]


def test_an_article_in_json_says_what_it_is() -> None:
    said = {"text": "A text\ud800 with\u0000 oddities, long enough to be one.", "title": "T", "published": "2024-06-31"}

    opened = open_bytes(json.dumps({**said, "url": None, "publisher": "P", "language": "en"}).encode(), "", TODAY)

    assert opened.content_type == JSON
    assert opened.text == "A text with oddities, long enough to be one."
    assert (opened.title, opened.publisher, opened.language, opened.published) == ("T", "P", "en", None)
    assert "2024-06-31" in opened.notices[0]


def test_plain_text_is_titled_by_its_first_line() -> None:
    opened = open_bytes(b"\n  A heading\n\nAnd a text that goes on for some time after it.", "", TODAY)

    assert (opened.content_type, opened.title) == (PLAIN, "A heading")


def test_text_is_found_in_a_pdf() -> None:
    content = b"BT /F1 12 Tf 72 720 Td (Kazakhstan removed the group from its list on Monday.) Tj ET"

    opened = open_bytes(pdf(content), "", TODAY)

    assert opened.text == "Kazakhstan removed the group from its list on Monday."


def test_a_pdf_of_pictures_is_held() -> None:
    with pytest.raises(Unreadable, match="pictures of pages"):
        open_bytes(pdf(b""), "", TODAY)


def test_a_locked_pdf_is_held() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(b"")))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)

    with pytest.raises(Unreadable, match="password"):
        open_bytes(locked.getvalue(), "", TODAY)


def pdf(stream: bytes) -> bytes:
    """A PDF of one page that draws a stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (table, start)
    )
