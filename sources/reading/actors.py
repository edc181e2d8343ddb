"""Who acts: the owner of the list, the agent behind "by", the subject before the verb, or the article's
own authority.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .eligibility import describes, eligible, generic, place_group
from .framing import Frame
from .names import Found
from .views import View
from .zones import bounds, left_bound, right_bound

NEAR = 5


@dataclass(frozen=True, slots=True)
class Actor:
    """An authority in the actor's place. ``body`` is the kind of institution named with it, if any."""

    code: str
    how: str
    body: str = ""


def actors(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None) -> list[Actor]:
    """The authorities that do what a frame states; empty if none can be told."""
    for find in (owner, agent, subject, place_of_act, speaker, carried):
        found = find(view, frame, others, views, home)
        if found:
            return found
    return [Actor(home, "the article's own authority")] if home else []


def owner(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None) -> list[Actor]:
    """The owner of the list or of the instrument: "Iraq's sanctions list", "the list of the United
    Nations".
    """
    if frame.complement is None or frame.kind not in {"list", "weaklist", "instrument", "decision"}:
        return []
    first, after = frame.complement
    for found in view.authorities:
        if place_group(view, found) or describes(view, found):
            continue
        near = 0 <= first - found.after <= 2 and not view.is_a("place", found.first - 1)
        apart = any(view.is_a("place", at) or view.is_a("articles", at) for at in range(found.after, first))
        if near and not apart and found.kind_is("name", "demonym", "institution", "capital"):
            return [actor_of(found, view, "owner of the list")]
        inside = first <= found.first < after or (found.kind_is("demonym") and found.first == after)
        behind = 0 <= found.first - after <= 2 and (view.is_a("of", after) or view.is_a("place", after))
        if (found.kind_is("name", "institution") and (inside or behind)) or (inside and found.kind_is("demonym")):
            return [actor_of(found, view, "owner of the list")]
    return []


def agent(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None) -> list[Actor]:
    """Who stands behind "by" after a passive verb or a noun."""
    if not frame.voice.passive and frame.head.form != "noun":
        return []
    _, right = bounds(view, frame, others)
    for place in range(frame.head.after, right):
        if view.is_a("by", place):
            limit = min(place + NEAR + 3, len(view.tokens))
            near = [found for found in view.authorities if place < found.first < limit]
            if near:
                return coordinated(view, near[0], "agent")
            if generic(view, (place, limit)) and home:
                return [Actor(home, "agent", generic(view, (place, limit)))]
    return []


def subject(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None) -> list[Actor]:
    """The nearest authority before the verb that can be its subject."""
    if frame.voice.passive and not frame.voice.infinitive and frame.inner is None:
        return []
    left = left_bound(view, frame, others)
    begin = frame.voice.begin if frame.head.form != "noun" else frame.head.first
    for start in dict.fromkeys((left, 0)):
        near = [
            found
            for found in view.authorities
            if start <= found.first and found.after <= begin and eligible(view, found, frame)
        ]
        if near:
            return coordinated(view, near[-1], "subject")
        body = generic(view, (start, begin))
        if body and home and not near:
            return [Actor(home, "institution", body)]
        if view.within("cues.own", start, begin):
            break
    return subject_behind(view, frame, others, home) if view.grammar.order == "free" else []


def subject_behind(view: View, frame: Frame, others: Sequence[Frame], home: str | None) -> list[Actor]:
    """A subject behind the verb, where the language puts it there too."""
    right = right_bound(view, frame, others)
    for found in view.authorities:
        if frame.head.after <= found.first < right and eligible(view, found, frame):
            return coordinated(view, found, "subject")
    body = generic(view, (frame.head.after, right))
    return [Actor(home, "institution", body)] if body and home else []


def place_of_act(
    view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None
) -> list[Actor]:
    """The country in which a group "was banned": "in Germany"."""
    left, right = bounds(view, frame, others)
    if not frame.voice.passive and frame.head.form != "state":
        return []
    for found in view.authorities:
        inside = max(left, frame.head.first) <= found.first and found.after <= max(right, frame.after)
        if inside and found.kind_is("name", "institution") and view.is_a("place", found.first - 1):
            return [actor_of(found, view, "place of the act")]
    return []


def speaker(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None) -> list[Actor]:
    """For a passive without agent: the only authority of the sentence that can act."""
    able = [found for found in view.authorities if eligible(view, found, frame)]
    codes = dict.fromkeys(found.name.value for found in able)
    if len(codes) == 1 and (able[0].name.value == home or not home or frame.voice.passive):
        return [actor_of(able[0], view, "named in the sentence")]
    if home in codes:
        return [Actor(home, "named in the sentence")]
    return []


def carried(view: View, frame: Frame, others: Sequence[Frame], views: Sequence[View], home: str | None) -> list[Actor]:
    """The subject of the sentence before, for a sentence that names no authority."""
    if view.authorities or view.number == 0:
        return []
    for place in reversed(views[max(view.number - 2, 0) : view.number]):
        able = [found for found in place.authorities if eligible(place, found, None)]
        if able:
            codes = [found.name.value for found in able]
            return [Actor(home, "carried over")] if home in codes else [actor_of(able[0], place, "carried over")]
    return []


def coordinated(view: View, found: Found, how: str) -> list[Actor]:
    """A subject and those joined to it by "and" or commas ("Australia and New Zealand")."""
    names = view.authorities
    place = names.index(found)
    chain = [found]
    for index in range(place - 1, -1, -1):
        between = [view.norm(at) for at in range(names[index].after, chain[0].first)]
        same = names[index].kind_is("name", "capital") and found.kind_is("name", "capital")
        if (
            not same
            or not between
            or not all(
                word in {","} or view.grammar.has("and", word) or view.grammar.has("articles", word) for word in between
            )
        ):
            break
        chain.insert(0, names[index])
    once = dict.fromkeys(name.name.value for name in chain)
    body = body_of(view, found)
    return [Actor(code, how, body) for code in once]


def actor_of(found: Found, view: View, how: str) -> Actor:
    """An actor from a name, with the institution named beside it."""
    return Actor(found.name.value, how, body_of(view, found))


def body_of(view: View, found: Found) -> str:
    """The kind of institution that a name is or has behind it."""
    return generic(view, (found.first, min(found.after + 4, len(view.tokens))))


def base_of(views: Sequence[View], bases: Mapping[str, tuple[str, ...]]) -> str | None:
    """The one country in which every group of an article is based; None if there is no such country."""
    named = [set(bases.get(found.name.value, ())) for view in views for found in view.groups]
    common = set.intersection(*named) if named else set()
    return common.pop() if len(common) == 1 else None


def home_of(views: Sequence[View], bases: Mapping[str, tuple[str, ...]]) -> str | None:
    """The authority an article is about: headline before opening before the rest, subjects before places."""
    scores: dict[str, float] = defaultdict(float)
    for view in views:
        weight = 3.0 if view.title else 2.0 if view.number <= 1 else 1.0
        for found in view.authorities:
            able = eligible(view, found, None)
            share = 1.0 if able else 0.25
            if found.kind_is("hint"):
                share = 0.6
            scores[found.name.value] += weight * share
    if not scores:
        return base_of(views, bases)
    best = max(scores.values())
    return min(code for code, score in scores.items() if score == best)
