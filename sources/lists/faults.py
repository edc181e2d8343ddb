"""What can be wrong with a file, each as an error whose sentence says which file, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Reason(StrEnum):
    """Why a snapshot is held back and changes nothing until a person has looked."""

    MISSING = "missing"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    WEB_PAGE = "web_page"
    MALFORMED = "malformed"
    OVERSIZED = "oversized"
    UNKNOWN_CATEGORY = "unknown_category"
    INCOMPLETE = "incomplete"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    OLDER = "older"
    LOST_TOO_MANY = "lost_too_many"
    MASS_CHANGE = "mass_change"


class ListFault(Exception):
    """A file of a list cannot be believed. ``reason`` is one word, ``str()`` a whole sentence."""

    reason: ClassVar[Reason]
    advice: ClassVar[str]

    def __init__(self, source: str, file: str, what: str, at: str = "") -> None:
        self.source = source
        self.file = file
        self.what = what
        self.at = at
        place = f" at {at}" if at else ""
        super().__init__(f"{source}, file “{file}”{place}: {what}. {self.advice}")


class MissingFile(ListFault):
    """A file that the list needs was not given, or cannot be opened."""

    reason = Reason.MISSING
    advice = "Fetch all files of the list again."


class EmptyFile(ListFault):
    """The file holds nothing, or nothing but white space."""

    reason = Reason.EMPTY
    advice = "Fetch it again; if it stays empty, see whether the publisher has moved the address."


class TruncatedFile(ListFault):
    """The file ends before its end."""

    reason = Reason.TRUNCATED
    advice = "Fetch it again; the transfer was cut short."


class WebPage(ListFault):
    """A page for people came in place of the data."""

    reason = Reason.WEB_PAGE
    advice = "Open the address in a browser: the publisher may be down, or may have moved the file."


class MalformedFile(ListFault):
    """The file is not what its format promises."""

    reason = Reason.MALFORMED
    advice = "Wait for a corrected file, or see whether the publisher has changed the format."


class OversizedFile(ListFault):
    """The file, or what is packed in it, is larger than its source may be."""

    reason = Reason.OVERSIZED
    advice = "If the list has really grown so much, raise the limit in the facts of the source."


class UnknownCategory(ListFault):
    """The file uses a word that decides what is taken and that the facts of the source do not name."""

    reason = Reason.UNKNOWN_CATEGORY
    advice = "Decide what the new word means and name it in the facts of the source."


@dataclass(frozen=True, slots=True)
class Place:
    """A file of a source, so that an error can name it."""

    source: str
    file: str

    def fault(self, kind: type[ListFault], what: str, at: str = "") -> ListFault:
        """The error of this kind for this file, to be raised by the caller."""
        return kind(self.source, self.file, what, at)
