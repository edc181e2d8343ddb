"""From one sentence to the acts it states: frame, standing, groups, authorities and date brought together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .actors import Actor, actors
from .claims import Action, Status
from .dating import Dated, Reference, age, beside, of_decision, of_publication
from .frames import STRENGTH, Frame, frames
from .status import Standing, standing
from .targets import Target, targets
from .views import View
from .zones import bounds

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
    ref: Reference
    about_terror: bool


def setting(views: Sequence[View], home: str | None, ref: Reference) -> Setting:
    """Read the frames of every sentence once."""
    found = {view.number: frames(view) for view in views}
    terror = any(view.has("terms.terror") or view.has("terms.law") for view in views)
    return Setting(views, found, home, ref, terror)


def acts_in(view: View, shared: Setting) -> list[Act]:
    """Every act that a sentence states of a group."""
    others = shared.frames[view.number]
    found: list[Act] = []
    if note(view):
        return found
    for frame in others:
        if not in_field(view, frame, shared):
            continue
        stand = standing(view, frame, *bounds(view, frame, others))
        if stand is None:
            continue
        found += acts_of(view, frame, others, stand, shared)
    return found


def note(view: View) -> bool:
    """Whether the line is a footnote: it repeats standing bans and tells no news."""
    return view.tokens[0].text == "*"


def in_field(view: View, frame: Frame, shared: Setting) -> bool:
    """Whether the act is about terrorist lists: not shares, heritage or leagues, and with a word of
    terrorism near.
    """
    strong = frame.kind in {"list", "label"} or (
        frame.inner is not None and frame.inner.kind in {"list", "label"}
    )
    if view.has("terms.alien") and not view.has("terms.terror"):
        return False
    return strong or view.has("terms.terror") or view.has("terms.law") or shared.about_terror


def acts_of(view: View, frame: Frame, others: Sequence[Frame], stand: Standing, shared: Setting) -> list[Act]:
    """The acts of one frame: one for each authority and group."""
    aims = targets(view, frame, others, shared.views)
    if not aims:
        return []
    doers = actors(view, frame, others, shared.views, shared.home)
    dated = date_of(view, frame, others, stand, shared)
    stand = aged(view, stand, dated, shared.ref)
    action = action_of(view, frame, stand)
    return [
        Act(
            doer.code,
            action,
            aim,
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


def action_of(view: View, frame: Frame, stand: Standing) -> Action:
    """The action, after "again" and "no longer" have had their say."""
    if stand.state:
        return Action.CONFIRMED
    near = (max(frame.head.first - 5, 0), min(frame.after + 2, len(view.tokens)))
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


def aged(view: View, stand: Standing, dated: Dated, ref: Reference) -> Standing:
    """An act dated long before publication is history."""
    days = age(dated.iso, ref)
    if (
        days is not None
        and days > OLD
        and stand.status in {Status.DONE, Status.ANNOUNCED}
        and not stand.state
    ):
        return replace(
            stand, status=Status.HISTORICAL, reasons=(*stand.reasons, "dated long before publication")
        )
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
    group = {"named": 1.0, "listed": 0.9, "antecedent": 0.95}.get(aim.how, 0.85)
    return round(STRENGTH[frame.head.sense] * stand.weight * actor * group * (1.0 if aim.slug else 0.9), 3)


def why(frame: Frame, stand: Standing, doer: Actor, aim: Target) -> tuple[str, ...]:
    """The reasons, in words an editor can check."""
    return (
        f"{frame.head.sense} ({frame.head.form})",
        *stand.reasons,
        f"authority: {doer.how}",
        f"group: {aim.how}",
    )
