"""The record as a whole: its size, its doubts, what it claims to cover."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from designations.models import Authority, Citation, Conflict, Edition, Event, Group, Period, Regime, Trouble
from designations.queries import authorities
from designations.queries.authorities import Known
from designations.queries.moments import Moment


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each at the edition, with the digest that chains it to the ones before."""

    authorities: int
    regimes: int
    groups: int
    acts: int
    citations: int
    periods: int
    conflicts: int
    digest: str
    data_version: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the record is unsure of at the edition, and what it claims to cover."""

    acts: int
    unverified: int
    by_precision: tuple[tuple[str, int], ...]
    troubles: tuple[tuple[str, int], ...]
    coverage: tuple[tuple[str, Known], ...]


def size(moment: Moment) -> Size:
    """The size of the record at the edition."""
    at = moment.edition
    chain = Edition.objects.filter(number=at).values_list("digest", "data_version").first() or ("", "")
    return Size(
        Authority.objects.count(),
        Regime.objects.count(),
        Group.objects.count(),
        Event.objects.known_at(at).count(),
        Citation.objects.known_at(at).count(),
        Period.objects.known_at(at).count(),
        Conflict.objects.known_at(at).count(),
        *chain,
    )


def doubts_and_coverage(moment: Moment) -> Doubts:
    """What is unverified, coarse, disputed or unfit at the edition, and every claim of coverage."""
    at = moment.edition
    read = Citation.objects.known_at(at).filter(event=OuterRef("pk"), read=True)
    stated = list(Event.objects.known_at(at).annotate(read=Exists(read)).values_list("stated", "read"))
    finer: dict[str, int] = {"day": 0, "month": 0, "year": 0, "span": 0}
    for text, _ in stated:
        finer[_precision(text)] += 1
    troubles = Trouble.objects.known_at(at).order_by("kind").values_list("kind").annotate(Count("pk"))
    return Doubts(
        len(stated),
        sum(not verified for _, verified in stated),
        tuple(finer.items()),
        tuple(troubles),
        tuple(authorities.coverage(moment)),
    )


def _precision(text: str) -> str:
    return "span" if "/" in text else {4: "year", 7: "month"}.get(len(text), "day")
