"""Search: groups in any script and spelling, authorities and their lists, acts and the words they were quoted in."""

from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process

from designations.models import Authority, Citation, Event, Name, Regime
from designations.models.names import search_key
from designations.queries import acts
from designations.queries.acts import Stated
from designations.queries.moments import Moment

LONGEST = 200
LIKE_ENOUGH = 82.0
"""Of 100, by rapidfuzz's weighted ratio: "Hizbollah" finds Hezbollah, "Hamas" does not find Hammad."""

MOST = 40


@dataclass(frozen=True, slots=True)
class GroupHit:
    """A group found by one of its names; ``name`` is the one that matched best."""

    slug: str
    title: str
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An authority or a list."""

    key: str
    title: str
    under: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the likeliest first."""

    groups: tuple[GroupHit, ...]
    authorities: tuple[Hit, ...]
    regimes: tuple[Hit, ...]
    acts: tuple[Stated, ...]

    @property
    def number(self) -> int:
        """How many there are of all kinds."""
        return len(self.groups) + len(self.authorities) + len(self.regimes) + len(self.acts)


def search(moment: Moment, text: str) -> Found:
    """What the words find; nothing for none. Words beyond the first 200 characters are not read."""
    words = text.strip()[:LONGEST]
    if not words:
        return Found((), (), (), ())
    return Found(_groups(search_key(words)), _authorities(words), _regimes(words), _acts(moment, words))


def _groups(key: str) -> tuple[GroupHit, ...]:
    if not key:
        return ()
    rows = list(Name.objects.values_list("search_key", "group__slug", "group__name", "text"))
    best: dict[str, GroupHit] = {}
    names = [row[0] for row in rows]
    for name, likeness, index in process.extract(key, names, scorer=_likeness, score_cutoff=LIKE_ENOUGH, limit=None):
        _, slug, title, written = rows[index]
        hit = GroupHit(slug, title, written, likeness + (name == search_key(title)))
        if slug not in best or best[slug].likeness < hit.likeness:
            best[slug] = hit
    return tuple(sorted(best.values(), key=lambda hit: (-hit.likeness, hit.title))[:MOST])


def _likeness(key: str, name: str, *, score_cutoff: float | None = None) -> float:
    """100 for the same name, then names that begin with the words or hold them, then those spelt alike."""
    if key == name:
        return 100.0
    if name.startswith(key):
        return 98.0
    if f" {key} " in f" {name} ":
        return 96.0
    if len(key) > 3 and key in name:
        return 92.0
    return fuzz.ratio(key, name, score_cutoff=score_cutoff) if min(len(key), len(name)) > 3 else 0.0


def _authorities(words: str) -> tuple[Hit, ...]:
    rows = Authority.objects.filter(Q(code__iexact=words) | Q(name__icontains=words) | Q(demonym__iexact=words))
    return tuple(
        Hit(code, name, kind) for code, name, kind in rows.order_by("name").values_list("code", "name", "kind")[:MOST]
    )


def _regimes(words: str) -> tuple[Hit, ...]:
    rows = Regime.objects.filter(
        Q(slug__iexact=words)
        | Q(name__icontains=words)
        | Q(short_name__icontains=words)
        | Q(program_keys__icontains=words)
        | Q(legal_basis__icontains=words)
    )
    return tuple(
        Hit(slug, short or name, authority)
        for slug, short, name, authority in rows.order_by("name").values_list(
            "slug", "short_name", "name", "authority__name"
        )[:MOST]
    )


def _acts(moment: Moment, words: str) -> tuple[Stated, ...]:
    quoted = Citation.objects.known_at(moment.edition).filter(
        Q(quote__icontains=words) | Q(title__icontains=words) | Q(publisher__iexact=words)
    )
    events = Event.objects.known_at(moment.edition).filter(
        Q(act__key=words.casefold()) | Q(official_ref__icontains=words) | Q(pk__in=quoted.values("event"))
    )
    keys = list(events.order_by("-latest", "-pk").values_list("pk", flat=True)[:MOST])
    return tuple(reversed(acts.stated(moment, Event.objects.filter(pk__in=keys))))
