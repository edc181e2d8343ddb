"""Files of a list, opened with bounds: nothing is read past its limit, packed files are unpacked while they
are read.
"""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from sources.lists.facts import FileFacts, FileFormat
from sources.lists.faults import (
    EmptyFile,
    MalformedFile,
    MissingFile,
    OversizedFile,
    Place,
    TruncatedFile,
    WebPage,
)

Content = bytes | str | Path
"""A file as its bytes, or as the path where they lie."""

BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error)
"""What the zip module raises for archives that are cut, damaged, locked or of an unknown packing."""

_BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|h1|p|div)\b", re.I | re.S)
_LOOK = 4096
_TAIL = 16


class Readable(Protocol):
    """What bytes are read from: a file, or a packed file while it is unpacked."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""


class BoundedStream(io.RawIOBase):
    """Reads a stream up to a limit of bytes and remembers the last few, which tell how the file ends."""

    def __init__(self, stream: Readable, place: Place, limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._place = place
        self._limit = limit
        self._taken = 0
        self.tail = b""

    def readable(self) -> bool:
        """True: the stream can be read."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the buffer. OversizedFile past the limit, TruncatedFile or MalformedFile for a bad packing."""
        try:
            data = self._stream.read(len(buffer))
        except EOFError as error:
            raise self._place.fault(TruncatedFile, "the packed data end before their end") from error
        except BAD_ARCHIVE as error:
            raise self._place.fault(MalformedFile, f"it cannot be unpacked ({error})") from error
        self._taken += len(data)
        if self._taken > self._limit:
            raise self._place.fault(OversizedFile, f"it holds more than {self._limit:,} bytes")
        buffer[: len(data)] = data
        if data:
            self.tail = (self.tail + data[-_TAIL:])[-_TAIL:]
        return len(data)


class OpenFile(io.BufferedReader):
    """A file being read; ``tail`` holds the last bytes seen so far."""

    def __init__(self, raw: BoundedStream) -> None:
        super().__init__(raw, buffer_size=1 << 16)
        self._bounded = raw

    @property
    def tail(self) -> bytes:
        """The last bytes read, for the test of the end mark."""
        return self._bounded.tail


@contextmanager
def opened(place: Place, facts: FileFacts, content: Content) -> Iterator[OpenFile]:
    """The unpacked bytes of a file, already looked at: not empty, and no web page where data are due.

    Gzip and one-file zip packing are seen by their first bytes. Raises a ``ListFault``.
    """
    with _raw(place, content) as raw:
        packed = raw.read(4)
        raw.seek(0)
        if packed[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield _looked_at(place, facts, unpacked)
        elif packed == b"PK\x03\x04" and facts.format is not FileFormat.XLSX:
            with _only_member(place, raw) as member:
                yield _looked_at(place, facts, member)
        else:
            yield _looked_at(place, facts, raw)


@contextmanager
def _raw(place: Place, content: Content) -> Iterator[BinaryIO]:
    if isinstance(content, bytes):
        yield io.BytesIO(content)
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(content).open("rb"))
        except OSError as error:
            raise place.fault(MissingFile, f"it cannot be opened ({error.strerror})") from error
        yield stream


@contextmanager
def _only_member(place: Place, raw: BinaryIO) -> Iterator[Readable]:
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(raw))
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) != 1:
                raise place.fault(MalformedFile, f"the archive holds {len(members)} files where one is due")
            member = stack.enter_context(archive.open(members[0]))
        except BAD_ARCHIVE as error:
            raise place.fault(TruncatedFile, f"the archive cannot be opened ({error})") from error
        yield member


def _looked_at(place: Place, facts: FileFacts, stream: Readable) -> OpenFile:
    file = OpenFile(BoundedStream(stream, place, facts.max_bytes))
    start = file.peek(_LOOK)[:_LOOK]
    if not start.strip(_BLANK):
        raise place.fault(EmptyFile, "it is empty")
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if facts.format is not FileFormat.HTML and _PAGE.match(text):
        raise place.fault(WebPage, f"it is a web page, not {facts.format.value.upper()}")
    if facts.format is FileFormat.XML and not text.lstrip().startswith(b"<"):
        raise place.fault(MalformedFile, "it does not begin as XML does")
    if facts.format is FileFormat.CSV and text.lstrip().startswith(b"<"):
        raise place.fault(MalformedFile, "it is XML or HTML where CSV is due")
    return file
