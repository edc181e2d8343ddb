"""The tables of the record, each with its columns, listed once: for the files, the data package and their page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from designations.domain import acts, conflicts, periods, positions
from designations.exports.columns import Column, Kind
from designations.queries import whole
from designations.queries.moments import Moment

Read = Callable[[Moment, str], Iterator[Any]]
"""All rows of an edition, or those of one group by its slug."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the record. ``row``: what a row is. ``key``: the columns that tell rows apart. ``of_day``: whether it
    depends on the day. ``by_group``: whether it can be had for one group.
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    read: Read
    of_day: bool = False
    by_group: bool = True

    @property
    def title(self) -> str:
        """Its name as a heading."""
        return self.name.capitalize()


def _authority(means: str = "Code of the authority.", *, always: bool = True, path: str = "") -> Column:
    return Column("authority", means, path=path, refers=("authorities", "code"), always=always)


def _regime(always: bool = True, path: str = "") -> Column:
    return Column("regime", "Slug of the list.", path=path, refers=("regimes", "slug"), always=always)


def _group(means: str = "Slug of the group, as it is read at the edition.", path: str = "") -> Column:
    return Column("group", means, path=path, refers=("groups", "slug"), always=True)


def _act(name: str, means: str, *, always: bool = False, path: str = "") -> Column:
    return Column(name, means, path=path, refers=("acts", "act"), always=always)


AUTHORITY_NAME = Column("authority_name", "Name of the authority in English.")
GROUP_NAME = Column("group_name", "Name of the group.")
NOTE = Column("note", "A note of those who keep the record.")
GRADE = Column("grade", "How well it is evidenced, from read citations alone.", words=acts.EvidenceGrade, always=True)

WHOSE = (
    _authority(),
    AUTHORITY_NAME,
    _regime(),
    Column("regime_title", "Short name of the list."),
    Column("regime_kind", "What kind of list it is.", words=acts.RegimeKind, always=True),
    _group(),
    GROUP_NAME,
)
"""Which authority, under which list, which group."""

AUTHORITIES = Table(
    "authorities",
    "Who lists: a state, a territory, a body, a group of states.",
    ("code",),
    (
        Column(
            "code",
            "Its code: ISO 3166-1 alpha-2 of a state, ISO 3166-2 of a territory, letters of a body.",
            always=True,
        ),
        Column("name", "Its name in English.", always=True),
        Column("kind", "What it is.", words=acts.AuthorityKind, always=True),
        Column("iso3", "ISO 3166-1 alpha-3 code."),
        Column("cow", "Correlates of War number."),
        Column("region", "Where it is."),
        Column("demonym", "What its members or people are called."),
        Column(
            "is_bloc", "Whether it counts as a bloc when listings of its members are compared.", Kind.FLAG, always=True
        ),
        Column("bodies", "Codes of the bodies to which it belongs on the day.", Kind.SEVERAL),
        Column(
            "unstated",
            "Its state on the day towards every group on which none of its acts speaks: there are no cells for these.",
            words=positions.State,
            always=True,
        ),
        NOTE,
    ),
    lambda moment, group: whole.authorities(moment),
    of_day=True,
    by_group=False,
)

REGIMES = Table(
    "regimes",
    "A legal list that an authority keeps.",
    ("slug",),
    (
        Column("slug", "Its slug.", always=True),
        _authority("Code of the authority that keeps it."),
        Column("name", "Its name.", always=True),
        Column("short_name", "A shorter one."),
        Column("legal_basis", "The law that it rests on."),
        Column(
            "kind", "What kind of list; the first three make and break listings.", words=acts.RegimeKind, always=True
        ),
        Column("binds_members", "Whether it binds the members of its body.", Kind.FLAG, always=True),
        Column("binds_ground", "By what it binds them."),
        Column("started_on", "Since when there is such a list (a stated date)."),
        Column("official_url", "Where the authority publishes it."),
        Column("program_keys", "Keys under which OpenSanctions has it.", Kind.SEVERAL),
        NOTE,
    ),
    lambda moment, group: whole.regimes(moment),
    by_group=False,
)

GROUPS = Table(
    "groups",
    "An organisation that some authority listed, suspended or considered.",
    ("slug",),
    (
        Column("slug", "Its slug.", always=True),
        Column("name", "The name that pages use.", always=True),
        Column("names", "All its names, in every script.", Kind.SEVERAL),
        Column("absorbed", "Slugs of groups that the record reads as this one.", Kind.SEVERAL),
        Column("countries", "Where it is active (ISO 3166-1 alpha-2).", Kind.SEVERAL),
        Column("wikidata", "Its Wikidata item."),
        Column("description", "What it is, in a sentence."),
        NOTE,
    ),
    whole.groups,
)

ACTS = Table(
    "acts",
    "An act of an authority on a group under a list, as the edition states it.",
    ("act",),
    (
        Column("act", "The permanent key of the act.", always=True),
        *WHOSE,
        Column("recorded_group", "Slug of the group for which the act was recorded.", always=True),
        Column("kind", "What the authority did.", words=acts.EventKind, always=True),
        Column("effect", "What that does to the listing.", words=acts.Effect, always=True),
        Column("stated", "Its date as stated (ISO 8601): a day, month, year, or A/B for after A, by B.", always=True),
        Column(
            "date",
            "The date that the record holds: settled by a person, or made finer by agreeing sources.",
            path="held",
            always=True,
        ),
        Column("earliest", "The first day that the date can mean; empty: open.", Kind.DAY),
        Column("latest", "The last day that the date can mean; empty: open.", Kind.DAY),
        Column("disputed", "The dates stated, where they cannot all be right.", Kind.SEVERAL),
        Column("settled_reason", "Why a person settled the date."),
        Column("scope", "What of the group it reaches; empty: the whole, or no change.", words=acts.Scope),
        Column("scope_of", "Slug of the entry to which a wing or another name belongs."),
        Column("reason", "Why the listing was closed or suspended, if a source says.", words=acts.Reason),
        Column("official_ref", "The authority's own reference."),
        NOTE,
        GRADE,
        Column("recorded_in", "The edition that stated it so.", Kind.WHOLE, always=True),
    ),
    whole.acts,
)

CITATIONS = Table(
    "citations",
    "A source of an act. Quoted words are left out: they belong to their authors, and stand on the page of the act.",
    ("act", "key"),
    (
        _act("act", "Key of the act.", always=True),
        Column("key", "Its name within the act.", path="citation.key", always=True),
        Column("kind", "What kind of source.", path="citation.kind", words=acts.CitationKind, always=True),
        Column("title", "Title.", path="citation.title"),
        Column("publisher", "Who published it.", path="citation.publisher"),
        Column("url", "The publisher's own page.", path="citation.url"),
        Column("published_on", "When it was published, as stated.", path="citation.published_on"),
        Column("stated", "The date that it states for the act (ISO 8601).", path="citation.stated"),
        Column(
            "read",
            "Whether somebody read the fact there; else it is a pointer.",
            Kind.FLAG,
            "citation.read",
            always=True,
        ),
        Column("read_in", "Where a copy was read.", path="citation.read_in"),
        Column("language", "Its language (BCP 47).", path="citation.language"),
        Column("bytes_sha256", "SHA-256 of the archived bytes.", path="citation.bytes_sha256"),
    ),
    whole.citations,
)

LISTINGS = Table(
    "listings",
    "A period of a group on a list, in one standing and scope, with both bounds of its beginning and end.",
    ("regime", "group", "opened_by"),
    (
        *WHOSE,
        Column("standing", "Whether the listing has effect in the period.", words=periods.Standing, always=True),
        Column("scope", "What of the group it reaches.", words=acts.Scope, always=True),
        Column("scope_of", "Slug of the entry to which a wing or another name belongs."),
        _act("opened_by", "Key of the act that opened the period.", always=True),
        _act("closed_by", "Key of the act that closed it; empty: it stands."),
        Column("started", "The date of the opening as stated."),
        Column("ended", "The date of the closing as stated."),
        Column("starts_earliest", "The first day on which it can have begun; empty: open.", Kind.DAY),
        Column("starts_latest", "The last day on which it can have begun.", Kind.DAY),
        Column("ends_earliest", "The first day on which it can have ended.", Kind.DAY),
        Column("ends_latest", "The last day on which it can have ended.", Kind.DAY),
        Column("certain_from", "First day on which it surely stood; empty: none is sure.", Kind.DAY),
        Column("certain_until", "First day on which it no longer surely stood; empty: still.", Kind.DAY),
        Column("possible_from", "First day on which it may have stood; empty: open.", Kind.DAY),
        Column("possible_until", "First day on which it can no longer have stood; empty: still.", Kind.DAY),
        Column("known_from", "The edition since which the record says so.", Kind.WHOLE, always=True),
    ),
    whole.periods,
)

CONFLICTS = Table(
    "conflicts",
    "A conflict between listings, by a named rule, during a span of days.",
    ("key",),
    (
        Column("key", "Its key: rule, stopping act, and body or other group.", always=True),
        Column("rule", "Which contradiction.", words=conflicts.Rule, always=True),
        Column("weight", "How much it weighs.", words=conflicts.Weight, always=True),
        Column(
            "likeness",
            "Whether the instruments are alike; the closest pair tells.",
            words=conflicts.Likeness,
            always=True,
        ),
        GRADE,
        _group("Slug of the group."),
        GROUP_NAME,
        Column("other_group", "Slug of the relative that is kept, of the rule family."),
        _authority("Code of the authority that stopped; empty for the rule scope.", always=False),
        AUTHORITY_NAME,
        _regime(),
        _act("act", "Key of the act that stopped.", always=True),
        Column("act_kind", "What the authority did.", words=acts.EventKind, always=True),
        Column("stated", "The date that the record holds for it, as stated.", always=True),
        Column("others", "Dates that other sources state for it.", Kind.SEVERAL),
        Column("scope", "What of the group the stopped listing reached.", words=acts.Scope),
        Column("suspended", "Whether it was suspended rather than closed.", Kind.FLAG, always=True),
        Column("reason", "Why, if a source says.", words=acts.Reason),
        Column("body", "Code of the bloc, or of the body that binds."),
        Column("kept_by", "Codes of the authorities that keep their listings.", Kind.SEVERAL),
        Column("earliest", "The first day on which the stop can have happened.", Kind.DAY),
        Column("starts", "First day of the conflict.", Kind.DAY, always=True),
        Column("ends", "First day on which it was over; empty: open.", Kind.DAY),
        Column("presumed_only", "Whether no keeper was seen after the stop.", Kind.FLAG, always=True),
        Column("by_default", "Whether default views show it.", Kind.FLAG, always=True),
        Column("sentence", "The conflict in words, in a fixed neutral form.", always=True),
        Column("known_from", "The edition since which the record says so.", Kind.WHOLE, always=True),
    ),
    whole.clashes,
)

PARTIES = Table(
    "parties",
    "A listing that is kept in a conflict, with its part of the span.",
    ("conflict", "regime", "group", "opened_by"),
    (
        Column("conflict", "Key of the conflict.", refers=("conflicts", "key"), always=True),
        _authority("Code of the authority that keeps.", path="party.authority"),
        _regime(path="party.regime"),
        _group("Slug of the group that it keeps.", path="party.group"),
        _act("opened_by", "Key of the act that opened the listing.", always=True, path="party.opened_by"),
        Column("scope", "What of the group it reaches.", path="party.scope", words=acts.Scope, always=True),
        Column("starts", "First day of its part.", Kind.DAY, "party.starts", always=True),
        Column("ends", "First day on which its part is over; empty: open.", Kind.DAY, "party.ends"),
        Column(
            "seen",
            "Whether a source shows it in force after the stop; else it is presumed.",
            Kind.FLAG,
            "party.seen",
            always=True,
        ),
        Column(
            "last_seen", "The latest day on which it was seen, or that of its opening.", Kind.DAY, "party.last_seen"
        ),
        Column(
            "grade", "How well its opening is evidenced.", path="party.grade", words=acts.EvidenceGrade, always=True
        ),
    ),
    whole.parties,
)

CELLS = Table(
    "cells",
    "A cell of the matrix on the day: an authority's own state towards a group, where an act of it speaks.",
    ("group", "authority"),
    (
        _group("Slug of the group.", path="cell.group"),
        _authority(path="cell.authority"),
        Column("state", "The state.", path="cell.state", words=positions.State, always=True),
        Column("possible", "Whether no day of it is certain.", Kind.FLAG, "cell.possible", always=True),
        Column("mixed", "Whether the authority's lists differ.", Kind.FLAG, "cell.mixed", always=True),
        Column("political", "Whether there is a political statement.", Kind.FLAG, "cell.political", always=True),
        Column("scope", "What of the group it reaches.", path="cell.scope", words=acts.Scope),
        Column("grade", "How well the act behind it is evidenced.", path="cell.grade", words=acts.EvidenceGrade),
        _act("act", "Key of the act that made the state, where one of a hard list did.", path="cell.act"),
        Column("covered_by", "Slugs of binding lists of bodies that reach the group there.", Kind.SEVERAL),
        Column(
            "conflicts", "Open conflicts that the authority's stop made.", Kind.WHOLE, "cell.conflicts", always=True
        ),
    ),
    whole.cells,
    of_day=True,
)

TABLES = (AUTHORITIES, REGIMES, GROUPS, ACTS, CITATIONS, LISTINGS, CONFLICTS, PARTIES, CELLS)
"""All files of the record, in the order of the page of the data."""

BY_NAME = {table.name: table for table in TABLES}
