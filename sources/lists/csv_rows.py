"""CSV read row by row, strictly: whole rows, one width, known bytes, and a proof that the end is the end."""

import csv
import io
from collections.abc import Iterator, Sequence

from sources.lists.facts import EndMark, FileFacts
from sources.lists.faults import MalformedFile, OversizedFile, Place, TruncatedFile
from sources.lists.intake import Content, OpenFile, opened

MAX_ROWS = 2_000_000
_SUBSTITUTE = "\x1a"


def rows(
    content: Content,
    facts: FileFacts,
    place: Place,
    encodings: Sequence[str] = ("utf-8-sig",),
    delimiter: str = ",",
) -> Iterator[tuple[int, list[str]]]:
    """The rows as (number of the line they end on, cells); blank rows are left out.

    ``encodings`` are tried in order, each on the whole file. Raises a ``ListFault``: MalformedFile for
    bytes that no encoding knows or for a NUL, TruncatedFile where a quoted cell or the end mark that the
    facts promise is missing.
    """
    encoding = _encoding(content, facts, place, encodings)
    with opened(place, facts, content) as file:
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        ended = False
        for number, cells in _parsed(text, delimiter, place):
            if ended:
                raise place.fault(MalformedFile, "rows follow the end mark", f"line {number}")
            if cells == [_SUBSTITUTE]:
                ended = True
            elif cells:
                yield number, cells
        _check_end(file, facts, place, ended)
        text.detach()


def _parsed(text: io.TextIOWrapper, delimiter: str, place: Place) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if reader.line_num > MAX_ROWS:
                raise place.fault(OversizedFile, f"it holds more than {MAX_ROWS:,} lines")
            if any("\x00" in cell for cell in cells):
                raise place.fault(MalformedFile, "it holds a NUL character", f"line {reader.line_num}")
            yield reader.line_num, cells
    except csv.Error as error:
        cut = "unexpected end" in str(error)
        kind = TruncatedFile if cut else MalformedFile
        raise place.fault(kind, f"the CSV breaks off ({error})", f"line {reader.line_num}") from error


def _encoding(content: Content, facts: FileFacts, place: Place, encodings: Sequence[str]) -> str:
    """The first encoding that reads the whole file."""
    failure: UnicodeDecodeError | None = None
    for encoding in encodings:
        with opened(place, facts, content) as file:
            text = io.TextIOWrapper(file, encoding=encoding, newline="")
            try:
                while text.read(1 << 18):
                    pass
                return encoding
            except UnicodeDecodeError as error:
                failure = error
            finally:
                text.detach()
    detail = f"byte {failure.object[failure.start]:#04x}" if failure else "no encoding"
    raise place.fault(MalformedFile, f"its characters cannot be read as {' or '.join(encodings)} ({detail})")


def _check_end(file: OpenFile, facts: FileFacts, place: Place, ended: bool) -> None:
    if facts.end is EndMark.SUBSTITUTE and not ended:
        raise place.fault(TruncatedFile, "the control character 1A that ends it is missing")
    if facts.end is EndMark.NEWLINE and not file.tail.endswith((b"\n", b"\r", b"\n\x00")):
        raise place.fault(TruncatedFile, "its last line does not end")
