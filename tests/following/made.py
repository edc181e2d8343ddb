"""A small list of our own in the United Nations' format, and what it is brought with."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from django.contrib.auth import get_user_model

from sources.following.enrolling import list_source
from sources.following.keeping import ListFile
from sources.following.taking import Taken, take
from sources.models import Source
from tests.lists.samples import SHARED

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

MADE = {
    1: ("QDe.004", "Al-Qaida", "Al-Qaida"),
    2: ("QDe.138", "Boko Haram", "Al-Qaida"),
    3: ("QDe.999", "Silver River Front", "Al-Qaida"),
    4: ("IRe.001", "Amber Shipping", "Iran"),
}


def editor(username="editor"):
    user, _ = get_user_model().objects.get_or_create(username=username, defaults={"is_staff": True})
    return user


def un_xml(day: date, entries=None, listed_on: str = "2001-10-06") -> str:
    """A list of a day: id to (reference, name, committee)."""
    body = "".join(
        f"<ENTITY><DATAID>{number}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{escape(name)}</FIRST_NAME>"
        f"<UN_LIST_TYPE>{committee}</UN_LIST_TYPE><REFERENCE_NUMBER>{ref}</REFERENCE_NUMBER>"
        f"<LISTED_ON>{listed_on}</LISTED_ON></ENTITY>"
        for number, (ref, name, committee) in (MADE if entries is None else entries).items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T10:00:00">'
        f"<INDIVIDUALS></INDIVIDUALS><ENTITIES>{body}</ENTITIES></CONSOLIDATED_LIST>"
    )


def un_source() -> Source:
    """The United Nations' list, with bounds for a small one."""
    source = list_source("un-consolidated")
    source.fewest, source.most_removals, source.most_additions = 1, 2, 2
    source.save()
    return source


def day_after(days: int) -> date:
    return START.date() + timedelta(days=days)


def bring(folder: Path, text: str, days: int, source: Source | None = None) -> Taken:
    """Take a list in, as it was so many days after the start."""
    path = folder / f"list-{days}.xml"
    path.write_text(text, encoding="utf-8")
    source = source or un_source()
    at = START + timedelta(days=days)
    return take(source, {"list": ListFile(path)}, at=at, seen_on=at.date())


def without(*numbers: int):
    return {number: entry for number, entry in MADE.items() if number not in numbers}


SHARED_UN = SHARED / "un"
