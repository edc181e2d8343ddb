"""India: the organisations of the First Schedule of the Unlawful Activities (Prevention) Act, an HTML page."""

import re
from itertools import pairwise

from lxml import etree, html

from sources.lists.entries import NAME_ID, Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import MalformedFile, Place, TruncatedFile, WebPage
from sources.lists.fields import collapsed
from sources.lists.intake import opened
from sources.lists.names import plain
from sources.lists.scripts import script_of
from sources.lists.taking import Taking

_HEADING = re.compile(r"section 35 of (?:the )?unlawful activities|first schedule", re.I)
_AS_ON = re.compile(r"as on (\d{1,2})[-./](\d{1,2})[-./](\d{4})", re.I)
_COLUMNS = ("organisation", "name of the organisation", "name of organisation")
# The Schedule takes in the United Nations' lists by one sentence, which names no organisation.
_NOT_ONE = re.compile(r"^organisations? listed in the schedule to the u\.? ?n\.?", re.I)
# An entry reaches what belongs to the organisation; the words are law, not name.
_REACH = re.compile(
    r",?\s*(?:and\s+)?all\s+(?:its|of its)\s+(?:manifestations|formations)"
    r"(?:\s+(?:and|&)\s+front\s+organi[sz]ations?)?\.?$",
    re.I,
)
MAX_ROWS = 5_000


def read(taking: Taking) -> None:
    """Take every row of the first table with a column of organisations.

    The serial number moves when a row goes, so that the name is the id. A slash parts names of one
    organisation.
    """
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        data = stream.read()
    if not data.rstrip().lower().endswith(b"</html>"):
        raise place.fault(TruncatedFile, "the page does not end with </html>")
    table, said = _table(data, place)
    if found := _AS_ON.search(said):
        taking.generated("/".join(found.groups()), place, "day/month/year")
    for at, text in _rows(table, place):
        if _NOT_ONE.match(text):
            taking.drop("reference to another list")
            continue
        taking.add(_entry(text, taking, place, at), place, at)


def _table(data: bytes, place: Place) -> tuple[etree._Element, str]:
    """The table of the organisations, and what the page says around it."""
    try:
        page = html.document_fromstring(data, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise place.fault(MalformedFile, f"the page cannot be read ({error})") from error
    said = _words(page, " ")
    if not _HEADING.search(said):
        raise place.fault(WebPage, "the page does not speak of the First Schedule")
    for table in page.iter("table"):
        heads = [collapsed("".join(map(str, cell.itertext()))).casefold() for cell in next(table.iter("tr"), ())]
        if any(head in _COLUMNS for head in heads):
            return table, said
    raise place.fault(WebPage, "the page has no table of organisations")


def _words(element: etree._Element, between: str = "") -> str:
    return collapsed(between.join(map(str, element.itertext())))


def _rows(table: etree._Element, place: Place) -> list[tuple[str, str]]:
    """(serial number, organisation) of each row; the numbers must run on, or the page lost a row."""
    found: list[tuple[str, str]] = []
    for row in list(table.iter("tr"))[1 : MAX_ROWS + 1]:
        cells = [_words(cell) for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2 or not re.fullmatch(r"\d+\.?", cells[0]):
            raise place.fault(MalformedFile, f"a row is not a number and a name: {cells}"[:120])
        found.append((cells[0].rstrip("."), cells[1]))
    for (before, _), (after, _) in pairwise(found):
        if int(after) != int(before) + 1:
            raise place.fault(MalformedFile, f"row {after} follows row {before}")
    return [(f"row {number}", text) for number, text in found]


def _entry(text: str, taking: Taking, place: Place, at: str) -> Entry:
    organisation = _REACH.sub("", text).strip(" .,")
    first, *others = [part.strip() for part in organisation.split("/") if part.strip()] or [organisation]
    names = [Name(first, script_of(first), NameKind.PRIMARY, NameQuality.STRONG)]
    names += [Name(other, script_of(other), NameKind.ALIAS, NameQuality.STRONG) for other in others]
    return Entry(
        id=NAME_ID + plain(first),
        names=distinct_names(names),
        programmes=taking.programmes([], place, at),
    )
