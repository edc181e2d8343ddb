"""Pages of a long list, from the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from designations.web.reading import Clock

LAST_PAGE = 100_000
"""No list is as long."""


def page_of(request: HttpRequest) -> int:
    """The page that an address asks for. Raises ValueError with a sentence that helps."""
    number = request.GET.get("page", "") or "1"
    if not number.isascii() or not number.isdecimal() or len(number) > 6 or not 1 <= int(number) <= LAST_PAGE:
        raise ValueError("Write page as a number, beginning with 1.")
    return int(number)


@dataclass(frozen=True, slots=True)
class Pager:
    """Which rows are shown of how many, and the addresses of the pages beside."""

    first: int
    last: int
    total: int
    previous_href: str
    next_href: str
    all_href: str

    @classmethod
    def of(cls, clock: Clock, number: int, size: int, total: int, *, whole: bool = True) -> "Pager":
        """The pager of a page of rows; ``all_href`` is empty where all are shown already, or not ``whole`` at once."""
        first, last = (number - 1) * size + 1, min(number * size, total)

        def at(**parameters: object) -> str:
            others = [(name, value) for name, value in clock.kept if name not in {"page", "rows"}]
            return f"{clock.path}?{urlencode([*others, *parameters.items(), *clock.asked])}"

        return cls(
            min(first, total),
            last,
            total,
            at(page=number - 1) if number > 1 else "",
            at(page=number + 1) if last < total else "",
            at(rows="all") if whole and total > size else "",
        )

    @property
    def needed(self) -> bool:
        """Whether there are rows on other pages."""
        return bool(self.previous_href or self.next_href)
