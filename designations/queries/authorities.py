"""An authority with its lists and what it has on them; a regime with its entries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from designations.models import Authority, Coverage, Event, Membership, NoListStatement, Period, Regime, RegimeTerms
from designations.queries import acts, cells, conflicts, periods, years
from designations.queries.acts import Stated
from designations.queries.cells import Own
from designations.queries.conflicts import Clash
from designations.queries.moments import Moment
from designations.queries.periods import Spell
from designations.queries.years import Turnover


@dataclass(frozen=True, slots=True)
class Belonging:
    """Membership of a body, said from the member's side or the body's: ``code`` and ``name`` are the other one's."""

    code: str
    name: str
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """A span of days on which the record claims to know every entry of a regime, or some of them."""

    regime: str
    starts: date
    ends: date | None
    level: str
    ground: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A list that an authority keeps. ``in_force``: groups surely on it on the day, suspended ones left out."""

    slug: str
    title: str
    name: str
    kind: str
    legal_basis: str
    binds_members: bool
    binds_ground: str
    started_on: str
    official_url: str
    program_keys: str
    note: str
    in_force: int
    coverage: tuple[Known, ...]

    @property
    def political(self) -> bool:
        """Whether it is a statement that changes no legal position."""
        return self.kind == "political_statement"


@dataclass(frozen=True, slots=True)
class NoList:
    """A dated statement that the authority keeps no list."""

    starts: date
    ends: date | None
    source_url: str
    source_title: str


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the record knows of an authority at the edition, with its states on the day."""

    code: str
    name: str
    kind: str
    region: str
    note: str
    regimes: tuple[Kept, ...]
    belongs_to: tuple[Belonging, ...]
    members: tuple[Belonging, ...]
    no_lists: tuple[NoList, ...]
    states: tuple[Own, ...]
    conflicts: tuple[Clash, ...]
    turnover: Turnover


@dataclass(frozen=True, slots=True)
class RegimeProfile:
    """A regime with the periods that hold the day, and the latest acts under it."""

    regime: Kept
    authority: str
    authority_name: str
    spells: tuple[Spell, ...]
    acts: tuple[Stated, ...]
    turnover: Turnover


def authority_page(moment: Moment, code: str) -> Profile | None:
    """An authority by its code as known at the edition; None where there is none."""
    row = Authority.objects.filter(code=code).values_list("pk", "code", "name", "kind", "region", "note").first()
    if row is None:
        return None
    pk = row[0]
    belongings = _belongings(moment, pk)
    return Profile(
        *row[1:],
        regimes=tuple(_kept(moment, authority=pk)),
        belongs_to=tuple(each for member, each in belongings if member),
        members=tuple(each for member, each in belongings if not member),
        no_lists=_no_lists(moment, pk),
        states=tuple(cells.own_states(moment, authority=pk)),
        conflicts=tuple(conflicts.conflicts(moment, conflicts.Wanted(authority=code, open_only=False))),
        turnover=years.turnover(moment, regime__authority=pk),
    )


def regime_page(moment: Moment, slug: str) -> RegimeProfile | None:
    """A regime as known at the edition; None where there is none."""
    row = Regime.objects.filter(slug=slug).values_list("authority__code", "authority__name").first()
    kept = _kept(moment, slug=slug)
    if row is None or not kept:
        return None
    spells = periods.spells(moment, listing__regime__slug=slug)
    return RegimeProfile(
        kept[0],
        *row,
        spells=tuple(spells),
        acts=tuple(acts.latest_acts(moment, 20, regime__slug=slug)),
        turnover=years.turnover(moment, regime__slug=slug),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """An authority in the index: how many lists it keeps, and how many groups it lists on the day."""

    code: str
    name: str
    kind: str
    region: str
    regimes: int
    listed: int


def index(moment: Moment) -> list[Counted]:
    """All authorities by region and name."""
    listed: dict[str, int] = {}
    for each in cells.own_states(moment, state="listed"):
        listed[each.authority] = listed.get(each.authority, 0) + 1
    rows = Authority.objects.annotate(number=Count("regimes")).order_by("region", "name")
    return [
        Counted(code, name, kind, region, number, listed.get(code, 0))
        for code, name, kind, region, number in rows.values_list("code", "name", "kind", "region", "number")
    ]


def name_of(code: str) -> str:
    """The name of an authority, empty where there is none of that code."""
    return Authority.objects.filter(code=code).values_list("name", flat=True).first() or ""


def _kept(moment: Moment, **only: object) -> list[Kept]:
    terms = RegimeTerms.objects.known_at(moment.edition).filter(regime=OuterRef("pk"))
    standing = Period.objects.known_at(moment.edition).filter(
        cells.on_day(moment.day, "certain_from", "certain_until"),
        listing__regime=OuterRef("pk"),
        certain_from__isnull=False,
        standing="in_force",
    )
    counted = standing.order_by().values("listing__regime").annotate(number=Count("listing", distinct=True))
    rows = list(
        Regime.objects.filter(**only)
        .annotate(
            kind=Subquery(terms.values("kind")[:1]),
            binds=Subquery(terms.values("binds_members")[:1]),
            number=Subquery(counted.values("number")[:1]),
        )
        .order_by("name")
        .values_list(
            "pk", "slug", "short_name", "name", "kind", "legal_basis", "binds", "binds_ground", "started_on",
            "official_url", "program_keys", "note", "number",
        )
    )  # fmt: skip
    coverage = _coverage(moment, [row[0] for row in rows])
    return [
        Kept(
            slug, short or name, name, kind or "", basis, bool(binds), ground, started, url, keys, note, number or 0,
            tuple(each for each in coverage if each.regime == slug),
        )
        for _, slug, short, name, kind, basis, binds, ground, started, url, keys, note, number in rows
    ]  # fmt: skip


def _coverage(moment: Moment, regimes: list[int]) -> list[Known]:
    rows = Coverage.objects.known_at(moment.edition).filter(regime__in=regimes).order_by("starts")
    return [Known(*row) for row in rows.values_list("regime__slug", "starts", "ends", "level", "ground")]


def coverage(moment: Moment) -> list[tuple[str, Known]]:
    """Every claim of coverage at the edition, with the title of its regime."""
    rows = Coverage.objects.known_at(moment.edition).order_by("regime__name", "starts")
    return [
        (row[5] or row[6], Known(*row[:5]))
        for row in rows.values_list(
            "regime__slug", "starts", "ends", "level", "ground", "regime__short_name", "regime__name"
        )
    ]


def _belongings(moment: Moment, pk: int) -> list[tuple[bool, Belonging]]:
    """Memberships of an authority: (whether it is the member, the other side)."""
    rows = Membership.objects.known_at(moment.edition).filter(Q(member=pk) | Q(body=pk))
    found = []
    for member, m_code, m_name, b_code, b_name, starts, ends in rows.order_by("body__name", "member__name").values_list(
        "member_id", "member__code", "member__name", "body__code", "body__name", "starts", "ends"
    ):
        own = member == pk
        code, name = (b_code, b_name) if own else (m_code, m_name)
        found.append((own, Belonging(code, name, starts, ends)))
    return found


def _no_lists(moment: Moment, pk: int) -> tuple[NoList, ...]:
    rows = NoListStatement.objects.known_at(moment.edition).filter(authority=pk).order_by("starts")
    return tuple(NoList(*row) for row in rows.values_list("starts", "ends", "source_url", "source_title"))


def number_of_events(moment: Moment) -> int:
    """How many acts the record holds at the edition."""
    return Event.objects.known_at(moment.edition).count()
