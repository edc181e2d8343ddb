"""What a reader gathers from the files of a list while it reads them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sources.lists.dates import UnreadableDate, day_of, stated
from sources.lists.entries import Entry, Programme, Snapshot
from sources.lists.facts import FileFacts, SourceFacts
from sources.lists.faults import MalformedFile, Place, UnknownCategory
from sources.lists.fields import Notices
from sources.lists.intake import Content


class Taking:
    """The files of one day, and what has been taken from them so far."""

    def __init__(self, facts: SourceFacts, files: Mapping[str, Content]) -> None:
        self.facts = facts
        self.files = files
        self.notices = Notices()
        self.generated_on: date | None = None
        self.row_marks: list[int] = []
        self._dropped: Counter[str] = Counter()
        self._entries: dict[str, Entry] = {}

    def file(self, role: str) -> tuple[Content, FileFacts, Place]:
        """The content, the facts and the place of the file in this role."""
        return self.files[role], self.facts.file(role), Place(self.facts.slug, role)

    def drop(self, what: str) -> None:
        """Count something that is no organisation."""
        self._dropped[what] += 1

    def add(self, entry: Entry, place: Place, at: str) -> None:
        """Take this entry; MalformedFile if it has no name, or if its id stands on the list already."""
        if not entry.names:
            raise place.fault(MalformedFile, f"the entry {entry.id} has no name", at)
        if not entry.id or entry.id in self._entries:
            what = f"the id {entry.id} stands twice" if entry.id else "an entry has no id"
            raise place.fault(MalformedFile, what, at)
        self._entries[entry.id] = entry

    def stated(self, text: str, *forms: str) -> str | None:
        """The stated date in this text; one that cannot be read is told, and None."""
        try:
            return stated(text, *forms)
        except UnreadableDate as error:
            self.notices.add(f"a date is not read: {error}")
            return None

    def generated(self, text: str, place: Place, *forms: str) -> None:
        """The file says that it shows the state of this day; MalformedFile if that is no day."""
        try:
            self.generated_on = day_of(text, *forms)
        except UnreadableDate as error:
            raise place.fault(MalformedFile, f"the day it was made cannot be read: {error}") from error

    def programmes(self, keys: Iterable[str], place: Place, at: str) -> tuple[Programme, ...]:
        """The programmes with their regimes, each once, in order of the alphabet.

        A word that the facts do not name stops the file or is told, as the facts say.
        """
        facts = self.facts
        found = {Programme(*facts.every_entry)} if facts.every_entry else set()
        for key in keys:
            if key not in facts.programmes:
                if facts.unknown_programmes == "stop":
                    raise place.fault(UnknownCategory, f"the programme “{key}” is not known", at)
                self.notices.add(f"the programme “{key}” is not known and stands for no regime")
            found.add(Programme(key, facts.programmes.get(key, "")))
        return tuple(sorted(found))

    def snapshot(self, seen_on: date | None) -> Snapshot:
        """All that was taken."""
        return Snapshot(
            source=self.facts.slug,
            entries=tuple(self._entries.values()),
            dropped=self._dropped,
            generated_on=self.generated_on,
            seen_on=seen_on,
            notices=self.notices.all(),
            files=tuple(sorted(self.files)),
            row_marks=tuple(self.row_marks),
        )
