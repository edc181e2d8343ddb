"""The same act told three times is one claim: acts of one article gathered by authority, action and group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from .acts import Act
from .claims import Action, Claim, Status
from .dating import UNDATED, Dated
from .tokens import words_of

LONGEST = 300
TARGETS = (Status.DONE, Status.ANNOUNCED)
ORDER = [Status.DONE, Status.ANNOUNCED, Status.PROPOSED, Status.CALLED_FOR, Status.HISTORICAL]
LEAST = 0.45
"""Claims weaker than this are not worth an editor's time."""


def claims_from(acts: Sequence[Act], text: str) -> list[Claim]:
    """One claim for each act, with the best words and the best date; states are kept apart as
    ``confirmed``.
    """
    gathered: dict[tuple[str, Action, str], list[Act]] = defaultdict(list)
    for act in acts:
        key = act.target.slug or " ".join(words_of(act.target.name))
        gathered[act.authority, act.action, key].append(act)
    claims = []
    for same in gathered.values():
        news = [act for act in same if act.status is not Status.HISTORICAL]
        past = [act for act in same if act.status is Status.HISTORICAL]
        if news:
            claims.append(claim_of(news, text))
        if past and (not news or differently_dated(past, news)):
            claims.append(claim_of(past, text))
    kept = [claim for claim in consistent(in_order(claims)) if claim.confidence >= LEAST]
    return sorted(kept, key=lambda claim: (claim.start, claim.authority, claim.action, claim.group_name))


def differently_dated(past: Sequence[Act], news: Sequence[Act]) -> bool:
    """Whether the background tells of another, earlier act of the same kind."""
    return any(act.dated.iso is not None and act.dated.rank < 3 for act in past) and not {
        act.dated.iso for act in past
    } & {act.dated.iso for act in news}


OPPOSED = {
    Action.LISTED: frozenset((Action.DELISTED, Action.SUSPENDED, Action.ANNULLED)),
    Action.DELISTED: frozenset((Action.LISTED, Action.REINSTATED)),
}


def in_order(claims: list[Claim]) -> list[Claim]:
    """Of two acts of one authority on one group that undo each other, the earlier is history."""
    placed = []
    for claim in claims:
        undone = any(
            (other.authority, other.group, other.group_name) == (claim.authority, claim.group, claim.group_name)
            and other.action in OPPOSED.get(claim.action, ())
            and other.status in TARGETS
            and (claim.date or "9999") < (other.date or "")
            for other in claims
        )
        placed.append(replace(claim, status=Status.HISTORICAL) if undone and claim.status in TARGETS else claim)
    return placed


WEAKER = {
    Action.LISTED: (Action.REINSTATED, Action.AMENDED),
    Action.EXTENDED: (Action.ANNULLED, Action.AMENDED, Action.LISTED, Action.DELISTED),
    Action.CONFIRMED: tuple(action for action in Action if action is not Action.CONFIRMED),
}
"""What each action is taken for where the article also tells, of the same authority and group, one of
these.
"""


DIRECTIONS = (
    frozenset((Action.DELISTED, Action.SUSPENDED, Action.ANNULLED)),
    frozenset((Action.LISTED, Action.REINSTATED, Action.EXTENDED, Action.AMENDED)),
)
"""Actions that a headline, which has few words, may take for one another."""


def told_better(claim: Claim, claims: list[Claim]) -> bool:
    """Whether the headline alone makes a claim, and the text tells of the same listing more exactly."""
    alike = next((actions for actions in DIRECTIONS if claim.action in actions), frozenset())
    return not claim.evidence and any(
        other.evidence
        and other.action in alike - {claim.action}
        and other.status in TARGETS
        and (other.authority, other.group, other.group_name.casefold())
        == (claim.authority, claim.group, claim.group_name.casefold())
        for other in claims
    )


def consistent(claims: list[Claim]) -> list[Claim]:
    """Drop what another claim of the same article says better: a mere state beside the act itself."""
    claims = [claim for claim in claims if not told_better(claim, claims)]
    strong = {
        (claim.authority, claim.group or claim.group_name, claim.action) for claim in claims if claim.status in TARGETS
    }
    kept = []
    for claim in claims:
        own = (claim.authority, claim.group or claim.group_name)
        better = WEAKER.get(claim.action, ()) if claim.status in TARGETS else ()
        if not any((*own, action) in strong for action in better):
            kept.append(claim)
    return kept


def claim_of(same: Sequence[Act], text: str) -> Claim:
    """One claim from several tellings of one act."""
    told = [act for act in same if not act.view.title and act.frame.head.sense != "publish"] or same
    status = next(status for status in ORDER if any(act.status is status for act in told))
    telling = [act for act in same if act.status is status]
    best = max(telling, key=lambda act: (not act.view.title, act.weight, -act.view.number))
    dated = best_date(telling)
    support = 1.0 + 0.04 * (len({act.view.number for act in same}) - 1)
    confidence = min(best.weight * support * (0.97 if dated.rank >= 3 else 1.0), 0.99)
    start, end = place(best, text)
    slug = best.target.slug
    return Claim(
        authority=best.authority,
        action=best.action,
        group=slug,
        group_name=best.target.name,
        status=status,
        date=dated.iso,
        date_found=dated.found,
        evidence=text[start:end],
        start=start,
        end=end,
        confidence=round(confidence, 3),
        reasons=best.reasons,
        new_group=slug is None,
    )


def best_date(telling: Sequence[Act]) -> Dated:
    """The date of effect before that of the act, a finer one before a coarser, the earlier telling before
    the later.
    """
    dated = [act for act in telling if act.dated.iso is not None]
    best = min(dated, key=lambda act: (act.dated.rank, -len(act.dated.iso or ""), -act.weight), default=None)
    return best.dated if best else UNDATED


def place(act: Act, text: str) -> tuple[int, int]:
    """Where the words stand: the sentence, or its part around the act where it is very long; nothing for
    a headline.
    """
    if act.view.title:
        return 0, 0
    sentence = act.view.sentence
    start, end = sentence.start, sentence.end
    if end - start > LONGEST:
        tokens = sentence.tokens
        start = tokens[
            min(act.frame.first, act.target.first if act.target.number == act.view.number else act.frame.first)
        ].start
        end = tokens[act.frame.after - 1].end
    return start, max(end, start)
