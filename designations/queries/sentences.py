"""Conflicts in words, in a fixed neutral form: who did what to which list when, and what the other side keeps."""

from collections.abc import Iterable

from designations.domain.dates import StatedDate
from designations.queries.conflicts import Clash, Party

KINDS = {
    "terrorist_designation": "terrorist designation",
    "sanctions": "sanctions",
    "court_ban": "court ban",
    "immigration_bar": "immigration bar",
    "other_measure": "other measure",
    "political_statement": "political statement",
}

COLLECTIVES = frozenset(
    "army armies brigade brigades brotherhood command committee corps council emirate faction federation force forces "
    "front group guard guards hunters islands jihadists league legion martyrs militia movement network organization "
    "organisation party regiment resistance state taliban tigers union volunteers".split()
)
"""Words that take an article in English: the Taliban, the Kurdistan Workers' Party, but Hezbollah."""

RESERVATION = "The atlas records the difference; it does not say that an obligation is breached."


def named(name: str) -> str:
    """A group's name as a sentence says it."""
    bare = name.partition(" (")[0]
    words = {word.strip(",'’").casefold() for word in bare.split()}
    article = words & COLLECTIVES and not bare.casefold().startswith("the ") and " of " not in bare.casefold()[:4]
    return f"the {name}" if article else name


def sentence(conflict: Clash) -> str:
    """The conflict in words. A span is told beside it, so that the sentence is the same for every day."""
    if conflict.rule == "scope":
        return f"{_parts(conflict)} {RESERVATION}"
    return f"{stop(conflict)} {kept(conflict)} {RESERVATION}"


def stop(conflict: Clash) -> str:
    """What the authority did that stopped, when, and what else a source states."""
    group, phrase = named(conflict.group_name), conflict.list_phrase or conflict.regime_title
    instrument = f"{phrase} ({_kind(conflict.regime_kind)})"
    who = _capital(_the(conflict.authority_name or ""))
    if conflict.suspended:
        did = f"{who} suspended {group} on its {instrument}"
    else:
        did = f"{who} removed {group} from its {instrument}"
    also = ""
    if conflict.also_stated:
        several = len(conflict.also_stated) > 1
        also = f"; {'sources state' if several else 'a source states'} {listed_in_words(conflict.also_stated)}"
    return f"{did} {when(conflict.stated)}{also}."


def when(stated: str) -> str:
    """A stated date after a verb: on a day, in a month or year, after one and by another."""
    date = StatedDate.parse(stated)
    after, slash, by = date.text.partition("/")
    if not slash:
        return f"on {stated}" if date.earliest == date.latest else f"in {stated}"
    if after == "..":
        return f"by {by}"
    return f"after {after}" if by == ".." else f"after {after} and by {by}"


def listed_in_words(items: Iterable[str]) -> str:
    """Items with commas and an ``and``."""
    held = list(items)
    return f"{', '.join(held[:-1])} and {held[-1]}" if len(held) > 1 else "".join(held)


def kept(conflict: Clash) -> str:
    """What the other side keeps. Not for the rule ``scope``, where nobody stopped."""
    if conflict.rule == "obligation":
        return " ".join(_binds(party, conflict) for party in conflict.parties)
    verb = "keeps" if len({party.authority for party in conflict.parties}) == 1 else "keep"
    lists = listed_in_words(_instrument(party) for party in conflict.parties)
    if conflict.rule == "internal":
        return f"Its {lists} {'keeps' if len(conflict.parties) == 1 else 'keep'} the group listed."
    if conflict.rule == "family":
        others = listed_in_words(dict.fromkeys(named(party.group_name) for party in conflict.parties))
        return f"It keeps {others}, a relative, on {lists}."
    sides = listed_in_words(_sides(conflict.parties))
    if conflict.rule == "bloc":
        return f"Within {_the(conflict.body_name or '')}, {sides} {verb} it listed."
    return f"{_capital(sides)} {verb} it listed."


def _binds(party: Party, conflict: Clash) -> str:
    ground = f" {party.binds_ground}" if party.binds_ground else ""
    group = named(conflict.group_name)
    reach = {
        "associated": f"persons and entities associated with {group}",
        "wing": f"a wing of {group}",
        "alias_of": f"{group} as another name of an entry",
    }.get(party.scope, group)
    title = f"{party.regime_title} ({_kind(party.regime_kind)})"
    return f"{title}, which binds {party.authority} members{ground}, still reaches {reach}."


def _instrument(party: Party) -> str:
    seen = "" if party.seen else ", presumed"
    return f"{party.regime_title} ({_kind(party.regime_kind)}{seen})"


def _sides(parties: Iterable[Party]) -> list[str]:
    """Each authority once, with all the lists it keeps the group on."""
    lists: dict[str, list[str]] = {}
    for party in parties:
        seen = "" if party.seen else ", presumed"
        lists.setdefault(party.authority_name, []).append(f"{party.regime_title}, {_kind(party.regime_kind)}{seen}")
    return [f"{_the(authority)} ({'; '.join(kept)})" for authority, kept in lists.items()]


def _parts(conflict: Clash) -> str:
    def lists_whole(party: Party) -> bool:
        return party.group == conflict.group and party.scope != "wing"

    whole = list(dict.fromkeys(_the(each.authority_name) for each in conflict.parties if lists_whole(each)))
    part = list(dict.fromkeys(_the(each.authority_name) for each in conflict.parties if not lists_whole(each)))
    verbs = ["lists" if len(side) == 1 else "list" for side in (whole, part)]
    return (
        f"{_capital(listed_in_words(whole))} {verbs[0]} the whole of {named(conflict.group_name)}; "
        f"{listed_in_words(part)} {verbs[1]} a part of it."
    )


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _the(authority: str) -> str:
    """An authority's name as a sentence says it."""
    authority = authority.partition(" (")[0]
    plural = ("United ", "Collective ", "Shanghai ", "European ", "Gulf ", "League ", "Organisation ", "Netherlands")
    return f"the {authority}" if authority.startswith((*plural, "Philippines", "Dominican", "Commonwealth")) else authority


def _kind(kind: str) -> str:
    return KINDS.get(kind, kind.replace("_", " "))
