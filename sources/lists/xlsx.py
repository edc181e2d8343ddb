"""The first sheet of a workbook as rows of text, with bounds on what is unpacked.

A workbook is a zip of XML parts. Three are read: which sheet comes first, the shared texts, and the sheet.
Formulas are not computed (their stored values are read), styles are not looked at: a date is the number of
its day, and the facts of the source say which columns hold dates.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sources.lists.facts import FileFacts
from sources.lists.faults import MalformedFile, OversizedFile, Place, TruncatedFile
from sources.lists.intake import BAD_ARCHIVE, BoundedStream, Content, opened
from sources.lists.xml_stream import local, records

MAX_COLUMNS = 512
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rows(content: Content, facts: FileFacts, place: Place) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet as (how many rows down, cells), cells in their columns; empty rows are
    left out.

    Raises a ``ListFault``. The unpacked parts together may hold ten times the size that the facts allow the
    file.
    """
    with opened(place, facts, content) as file:
        whole = file.read()
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            workbook = _Workbook(archive, place, facts.max_bytes * 10)
            yield from workbook.rows()
    except BAD_ARCHIVE as error:
        raise place.fault(TruncatedFile, f"the workbook cannot be unpacked ({error})") from error


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile, place: Place, limit: int) -> None:
        self._archive = archive
        self._place = place
        self._limit = limit
        if sum(info.file_size for info in archive.infolist()) > limit:
            raise place.fault(OversizedFile, f"it unpacks to more than {limit:,} bytes")

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        path = self._first_sheet()
        texts = self._shared_texts()
        with self._part(path) as part:
            rows = (row for _, row, _ in records(part, self._place, "worksheet", ("row",)))
            for number, row in enumerate(rows, start=1):
                cells = self._cells(row, texts)
                if any(cells):
                    yield number, cells

    def _part(self, path: str) -> BinaryIO:
        try:
            member = self._archive.open(path)
        except KeyError:
            raise self._place.fault(MalformedFile, f"the workbook has no part {path}") from None
        return io.BufferedReader(BoundedStream(member, self._place, self._limit))

    def _first_sheet(self) -> str:
        sheet = ""
        with self._part("xl/workbook.xml") as part:
            for tag, element, _ in records(part, self._place, "workbook", ("workbookPr", "sheet")):
                if tag == "workbookPr" and element.get("date1904") in ("1", "true"):
                    raise self._place.fault(MalformedFile, "its days are counted from 1904, which is not read")
                if tag == "sheet" and not sheet:
                    sheet = next((str(value) for key, value in element.attrib.items() if local(key) == "id"), "")
        with self._part("xl/_rels/workbook.xml.rels") as part:
            for _, element, _ in records(part, self._place, "Relationships", ("Relationship",)):
                if element.get("Id") == sheet:
                    target = element.get("Target") or ""
                    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        raise self._place.fault(MalformedFile, "the workbook has no sheet")

    def _shared_texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return []
        with self._part("xl/sharedStrings.xml") as part:
            return [_text(element) for _, element, _ in records(part, self._place, "sst", ("si",))]

    def _cells(self, row: etree._Element, texts: list[str]) -> list[str]:
        cells: list[str] = []
        for cell in row:
            column = _column(cell.get("r") or "", len(cells))
            if column >= MAX_COLUMNS:
                raise self._place.fault(OversizedFile, f"a row has more than {MAX_COLUMNS} columns")
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = self._value(cell, texts)
        return cells

    def _value(self, cell: etree._Element, texts: list[str]) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _text(cell)
        stored = next(("".join(map(str, child.itertext())) for child in cell if local(child.tag) == "v"), "")
        if kind == "s" and stored:
            if not stored.isdigit() or int(stored) >= len(texts):
                raise self._place.fault(MalformedFile, "a cell names a text that is not there", cell.get("r") or "")
            return texts[int(stored)]
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
        return stored


def _text(element: etree._Element) -> str:
    """All runs of text, without the reading aids that East Asian texts carry."""
    runs = [
        run.text or ""
        for run in element.iter("{*}t")
        if not any(local(above.tag) == "rPh" for above in run.iterancestors())
    ]
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(runs))


def _column(reference: str, following: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if not letters:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1
