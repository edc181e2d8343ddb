"""Acts: what the record states of each, the evidence, and how what it states has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from designations.domain import acts as rules
from designations.domain.dates import StatedDate
from designations.models import Citation, Edition, Event, RegimeTerms, Settlement
from designations.queries.moments import Moment


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was known. ``redacted``: its words were blanked, hash and reason stay."""

    key: str
    kind: str
    title: str
    publisher: str
    url: str
    published_on: str
    stated: str
    quote: str
    read: bool
    read_in: str
    language: str
    sha256: str
    redacted: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What the record states of an act: who did what to whom when, with its evidence."""

    act: str
    kind: str
    effect: str
    authority: str
    authority_name: str
    regime: str
    regime_title: str
    regime_kind: str
    group: str
    group_name: str
    scope: str
    scope_of: str | None
    scope_of_name: str | None
    reason: str
    stated: str
    earliest: date | None
    latest: date | None
    official_ref: str
    note: str
    redacted: bool
    grade: str
    citations: tuple[Cited, ...]

    @property
    def disputed(self) -> tuple[str, ...]:
        """The dates that read sources state, where two of them cannot both be right; else none."""
        dates = {text: StatedDate.parse(text) for text in (self.stated, *self._read_dates()) if text}
        clash = any(not one.compatible(two) for one in dates.values() for two in dates.values())
        return tuple(dates) if clash else ()

    def _read_dates(self) -> list[str]:
        return [citation.stated for citation in self.citations if citation.read]


@dataclass(frozen=True, slots=True)
class Version:
    """One statement of the act by the record: from which edition until which it was held, by whom and why."""

    statement: Stated
    recorded_in: int
    recorded_at: datetime
    recorded_by: str
    action: str
    why: str
    retracted_in: int | None
    retracted_at: datetime | None
    retracted_by: str
    retracted_why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A person's decision on the date that the record holds."""

    stated: str
    reason: str
    edition: int


@dataclass(frozen=True, slots=True)
class History:
    """An act: what is stated of it at the edition (nothing, if it was retracted), and all that was stated by then."""

    key: str
    statement: Stated | None
    versions: tuple[Version, ...]
    settled: Settled | None


EVENT_FIELDS = (
    "pk", "act", "kind", "effect", "authority", "authority_name", "regime", "short_name", "name", "regime_kind",
    "group", "group_name", "scope", "scope_of", "scope_of_name", "reason", "stated", "earliest", "latest",
    "official_ref", "note", "redacted_in",
)  # fmt: skip
"""What the columns below are called in a statement."""

EVENT_COLUMNS = (
    "pk", "act__key", "kind", "effect", "regime__authority__code", "regime__authority__name", "regime__slug",
    "regime__short_name", "regime__name", "regime_kind", "group__slug", "group__name", "scope", "scope_of__slug",
    "scope_of__name", "closing_reason", "stated", "earliest", "latest", "official_ref", "note", "redacted_in_id",
)  # fmt: skip


def with_kind(events: QuerySet[Event], moment: Moment) -> QuerySet[Event]:
    """Events with ``regime_kind``: what kind of list their regime was at the edition."""
    terms = RegimeTerms.objects.known_at(moment.edition).filter(regime=OuterRef("regime"))
    return events.annotate(regime_kind=Subquery(terms.values("kind")[:1]))


def stated(moment: Moment, events: QuerySet[Event]) -> list[Stated]:
    """What the given events state, with the citations that were alive at the edition, earliest first."""
    rows = list(
        with_kind(events, moment)
        .order_by(F("earliest").asc(nulls_first=True), "latest", "day_order", "pk")
        .values_list(*EVENT_COLUMNS)
    )
    alive = Citation.objects.known_at(moment.edition)
    evidence = cited(alive.filter(event__in=[row[0] for row in rows]))
    return [_stated(row, evidence.get(row[0], ())) for row in rows]


def cited(citations: QuerySet[Citation]) -> Mapping[int, tuple[Cited, ...]]:
    """Citations by event, official ones first, then by day of publication."""
    found: dict[int, list[Cited]] = defaultdict(list)
    rows = citations.order_by("event_id", "published_on", "key").values_list(
        "event_id", "key", "kind", "title", "publisher", "url", "published_on", "stated", "quote", "read", "read_in",
        "language", "bytes_sha256", "redacted_in_id",
    )  # fmt: skip
    for row in rows:
        found[row[0]].append(Cited(*row[1:13], redacted=row[13] is not None))
    order = [kind.value for kind in rules.CitationKind]
    return {
        event: tuple(sorted(each, key=lambda one: (not one.read, order.index(one.kind)))) for event, each in found.items()
    }


def latest_acts(moment: Moment, number: int, **only: object) -> list[Stated]:
    """The latest acts that changed a listing, up to the day, the latest first."""
    events = (
        Event.objects.known_at(moment.edition)
        .exclude(effect="none")
        .filter(latest__lte=moment.day, **only)
        .order_by("-latest", "-pk")
    )
    keys = list(events.values_list("pk", flat=True)[:number])
    found = stated(moment, Event.objects.filter(pk__in=keys))
    return sorted(found, key=lambda each: (each.latest or date.min, each.act), reverse=True)


def history_of(moment: Moment, key: str) -> History | None:
    """An act with all that the record has stated of it by the edition, the latest first; None where it knows none."""
    events: list[Sequence[Any]] = list(
        with_kind(Event.objects.filter(act__key=key, recorded_in__lte=moment.edition), moment)
        .order_by("-recorded_in")
        .values_list(*EVENT_COLUMNS, "recorded_in_id", "retracted_in_id")
    )
    if not events:
        return None
    evidence = cited(
        Citation.objects.filter(event__act__key=key, recorded_in__lte=moment.edition).filter(
            Q(retracted_in=None) | Q(retracted_in__gt=moment.edition) | Q(retracted_in=F("event__retracted_in"))
        )
    )
    editions = Edition.objects.in_bulk({number for row in events for number in row[-2:] if number})
    versions = tuple(
        _version(_stated(row[:-2], evidence.get(row[0], ())), row[-2], row[-1], editions, moment.edition)
        for row in events
    )
    current = next((each.statement for each in versions if each.retracted_in is None), None)
    return History(key, current, versions, _settled(moment, key))


def _version(
    statement: Stated, recorded: int, retracted: int | None, editions: Mapping[int, Edition], known: int
) -> Version:
    made = editions[recorded]
    ended = editions[retracted] if retracted and retracted <= known else None
    return Version(
        statement,
        made.number,
        made.at,
        made.author,
        made.action,
        made.reason,
        ended.number if ended else None,
        ended.at if ended else None,
        ended.author if ended else "",
        ended.reason if ended else "",
    )


def _settled(moment: Moment, key: str) -> Settled | None:
    row = (
        Settlement.objects.known_at(moment.edition)
        .filter(act__key=key)
        .values_list("stated", "reason", "recorded_in_id")
        .first()
    )
    return Settled(*row) if row else None


def _stated(row: Sequence[Any], citations: Iterable[Cited]) -> Stated:
    told = dict(zip(EVENT_FIELDS, row, strict=True))
    kept = tuple(citations)
    return Stated(
        regime_title=told.pop("short_name") or told.pop("name"),
        regime_kind=told.pop("regime_kind") or "",
        redacted=told.pop("redacted_in") is not None,
        grade=_grade(kept),
        citations=kept,
        **{name: value for name, value in told.items() if name not in {"pk", "name"}},
    )


def _grade(citations: Iterable[Cited]) -> str:
    return rules.grade(
        rules.Citation(
            key=each.key,
            kind=rules.CitationKind(each.kind),
            stated=None,
            read=each.read,
            publisher=each.publisher,
            story=each.sha256 or each.url or each.title,
        )
        for each in citations
    ).value
