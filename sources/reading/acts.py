"""From one sentence to the acts it states: frame, standing, groups, authorities and date brought together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .actors import COURT, Actor, actors
from .claims import Action, Status
from .dating import Dated, Reference, age, beside, of_decision, of_publication
from .frames import STRENGTH, Frame, frames
from .status import OPEN_FORMS, Standing, standing
from .targets import Target, targets
from .views import View
from .zones import bounds

LISTED_BY_COURTS = frozenset(("RU", "KZ", "KG", "TJ", "UZ", "BY", "UA", "EG"))
"""States whose courts keep the list: their courts remove from it, while elsewhere a court annuls."""
AHEAD = 3
UNDOING = frozenset((Action.DELISTED, Action.SUSPENDED, Action.ANNULLED))
LONG, LATE, OPENING = 9, 6, 5
"""Sentences of a long article, the first that is late in it, and those that open it."""
OLD = 60
"""Days after which a dated act is background and no news."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as one sentence states it."""

    authority: str
    action: Action
    target: Target
    status: Status
    state: bool
    dated: Dated
    weight: float
    reasons: tuple[str, ...]
    view: View
    frame: Frame


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences of one article share."""

    views: Sequence[View]
    frames: dict[int, list[Frame]]
    home: str | None
    home_from_groups: bool
    ref: Reference
    about_terror: bool
    bases: Mapping[str, tuple[str, ...]]
    sure: frozenset[str]
    denied: frozenset[Action]
    undone: bool

    def meant(self, aim: Target, doer: str) -> Target:
        """A target whose name several groups share: the one spoken of elsewhere, else the one at home
        with the actor.
        """
        if len(aim.slugs) < 2:
            return aim
        local = frozenset(slug for slug in aim.slugs if doer in self.bases.get(slug, ()))
        for likely in (self.sure, local):
            chosen = [slug for slug in aim.slugs if slug in likely]
            if chosen:
                return replace(aim, slug=chosen[0])
        return aim


def setting(views: Sequence[View], home: str | None, ref: Reference, bases: Mapping[str, tuple[str, ...]]) -> Setting:
    """Read the frames of every sentence once."""
    found = {view.number: frames(view) for view in views}
    terror = any(view.has("terms.terror") or view.has("terms.law") or view.groups for view in views)
    sure = frozenset(name.name.value for view in views for name in view.groups if not name.others)
    denied = denied_in(views[0], found[views[0].number])
    undone = any(frame.action in UNDOING for own in found.values() for frame in own)
    named = any(view.authorities for view in views)
    return Setting(views, found, home, not named, ref, terror, bases, sure, denied, undone)


def acts_in(view: View, shared: Setting) -> list[Act]:
    """Every act that a sentence states of a group."""
    others = shared.frames[view.number]
    found: list[Act] = []
    if note(view):
        return found
    for frame in others:
        if not in_field(view, frame, shared) or (weak(frame) and frame.action in shared.denied):
            continue
        stand = standing(view, frame, *bounds(view, frame, others))
        if stand is None:
            continue
        found += acts_of(view, frame, others, stand, shared)
    return found


def weak(frame: Frame) -> bool:
    """Whether a frame tells of its act only by the look of things."""
    return frame.head.form == "state"


def denied_in(view: View, found: Sequence[Frame]) -> frozenset[Action]:
    """The actions that the headline denies."""
    if not view.title:
        return frozenset()
    return frozenset(frame.action for frame in found if standing(view, frame, *bounds(view, frame, found)) is None)


def note(view: View) -> bool:
    """Whether the line is a footnote: it repeats standing bans and tells no news."""
    return view.tokens[0].text == "*"


def in_field(view: View, frame: Frame, shared: Setting) -> bool:
    """Whether the act is about terrorist lists: not shares, heritage or leagues, and with a word of
    terrorism near.
    """
    strong = frame.kind in {"list", "label"} or (frame.inner is not None and frame.inner.kind in {"list", "label"})
    if view.has("terms.alien") and not view.has("terms.terror"):
        return False
    known = frame.head.sense == "ban" and bool(view.groups)
    return strong or known or view.has("terms.terror") or view.has("terms.law") or shared.about_terror


def acts_of(view: View, frame: Frame, others: Sequence[Frame], stand: Standing, shared: Setting) -> list[Act]:
    """The acts of one frame: one for each authority and group."""
    aims = targets(view, frame, others, shared.views)
    if not aims:
        return []
    doers = actors(view, frame, others, shared.views, shared.home)
    if shared.home_from_groups:
        doers = [doer for doer in doers if doer.body]
    dated = date_of(view, frame, others, stand, shared)
    stand = aged(pending(view, frame, stand, shared.views), dated, shared.ref)
    stand = in_passing(view, frame, stand, dated, shared)
    return [
        Act(
            doer.code,
            action_of(view, frame, stand, doer, shared),
            shared.meant(aim, doer.code),
            stand.status,
            stand.state,
            dated,
            weigh(frame, stand, doer, aim),
            why(frame, stand, doer, aim),
            view,
            frame,
        )
        for doer in doers
        for aim in aims
    ]


def action_of(view: View, frame: Frame, stand: Standing, doer: Actor, shared: Setting) -> Action:
    """The action, after "again" and "no longer" have had their say."""
    if stand.state:
        return Action.CONFIRMED
    if frame.head.sense == "relist" and not shared.undone:
        return Action.EXTENDED
    undone = frame.action is Action.DELISTED and frame.head.sense in {"lift", "take", "delist"}
    court = doer.body == COURT or view.has("terms.generic_court", 0, frame.head.first)
    if undone and court and doer.code not in LISTED_BY_COURTS:
        return Action.ANNULLED
    if frame.action is Action.LISTED and view.has("terms.nolonger", max(frame.head.first - 6, 0), frame.head.first):
        return Action.DELISTED
    near = (max(min(frame.head.first - 5, frame.first - 2), 0), min(frame.after + 2, len(view.tokens)))
    if (
        frame.action is Action.LISTED
        and frame.head.sense in {"put", "label", "proscribe", "ban", "impose"}
        and view.has("terms.again", *near)
    ):
        return Action.REINSTATED
    return frame.action


def date_of(view: View, frame: Frame, others: Sequence[Frame], stand: Standing, shared: Setting) -> Dated:
    """The act's date: beside it, else from a sentence about the decision, else the day of the report for
    fresh news.
    """
    future = stand.status is Status.ANNOUNCED
    own = beside(view, frame, others, shared.ref, future=future)
    if stand.state or stand.status not in {Status.DONE, Status.ANNOUNCED}:
        return own
    framed = {number for number, found in shared.frames.items() if found}
    decided = of_decision(shared.views, view.number, framed, shared.ref, future=future)
    days = age(own.iso, shared.ref)
    recent = days is None or days <= OLD
    if own.iso is not None and not (decided.rank == 0 and own.rank > 0 and recent):
        return own
    if decided.iso is not None:
        return decided
    return of_publication(shared.ref)


def in_passing(view: View, frame: Frame, stand: Standing, dated: Dated, shared: Setting) -> Standing:
    """An undated act that a long article mentions late, and that neither headline nor opening tells, is
    background.
    """
    late = len(shared.views) >= LONG and view.number >= LATE and dated.rank >= 2
    opening = range(min(OPENING, len(shared.views)))
    told = any(other.action is frame.action for number in opening for other in shared.frames[number])
    if late and not told and stand.status in {Status.DONE, Status.ANNOUNCED} and not stand.state:
        return replace(stand, status=Status.HISTORICAL, reasons=(*stand.reasons, "mentioned in passing"))
    return stand


def pending(view: View, frame: Frame, stand: Standing, views: Sequence[View]) -> Standing:
    """A decision that the article says has still to be signed, published or agreed to is announced, not
    done.
    """
    open_form = frame.head.form in OPEN_FORMS and stand.status is Status.DONE and not stand.state
    near = [views[0], *views[view.number : view.number + AHEAD]]
    if open_form and any(place.has("cues.pending") for place in near):
        return replace(stand, status=Status.ANNOUNCED, reasons=(*stand.reasons, "steps are still to come"))
    return stand


def aged(stand: Standing, dated: Dated, ref: Reference) -> Standing:
    """An act dated long before publication is history."""
    days = age(dated.iso, ref)
    if days is not None and days > OLD and stand.status in {Status.DONE, Status.ANNOUNCED} and not stand.state:
        return replace(stand, status=Status.HISTORICAL, reasons=(*stand.reasons, "dated long before publication"))
    if days is not None and days < 0 and stand.status is Status.DONE and not stand.state:
        return replace(stand, status=Status.ANNOUNCED, reasons=(*stand.reasons, "takes effect after publication"))
    return stand


def weigh(frame: Frame, stand: Standing, doer: Actor, aim: Target) -> float:
    """How far the act can be trusted, from 0 to 1."""
    actor = {
        "owner of the list": 1.0,
        "agent": 1.0,
        "subject": 1.0,
        "institution": 0.92,
        "place of the act": 0.9,
    }.get(doer.how, 0.8)
    group = {"named": 1.0, "listed": 0.9, "antecedent": 0.95, "spelled nearly so": 0.92}.get(aim.how, 0.85)
    return round(STRENGTH[frame.head.sense] * stand.weight * actor * group * (1.0 if aim.slug else 0.9), 3)


def why(frame: Frame, stand: Standing, doer: Actor, aim: Target) -> tuple[str, ...]:
    """The reasons, in words an editor can check."""
    return (
        f"{frame.head.sense} ({frame.head.form})",
        *stand.reasons,
        f"authority: {doer.how}",
        f"group: {aim.how}",
    )
