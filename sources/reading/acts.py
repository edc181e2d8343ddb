"""From one sentence to the acts it states: frame, standing, groups, authorities and date brought together."""

from collections.abc import Sequence
from dataclasses import dataclass

from .actors import Actor, actors
from .ageing import OLD, aged, in_passing, pending
from .claims import Action, Status
from .dating import Dated, age, beside, of_decision, of_publication
from .eligibility import generic
from .frames import STRENGTH
from .framing import Frame
from .outcome import action_of
from .setting import Setting
from .status import Standing, standing
from .targets import Target, targets
from .views import View
from .zones import bounds


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


def acts_in(view: View, shared: Setting) -> list[Act]:
    """Every act that a sentence states of a group."""
    others = shared.frames[view.number]
    found: list[Act] = []
    if note(view):
        return found
    for frame in others:
        if not in_field(view, frame, shared) or doubtful(frame, shared):
            continue
        stand = standing(view, frame, *bounds(view, frame, others))
        if stand is None:
            continue
        found += acts_of(view, frame, others, stand, shared)
    return found


def doubtful(frame: Frame, shared: Setting) -> bool:
    """Whether a frame that tells of its act only by the look of things is spoken against elsewhere.

    A published list is no news of listings where the article tells of removals from it.
    """
    if frame.head.sense == "publish":
        return shared.undone
    return frame.head.form == "state" and frame.action in shared.denied


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
        doers = [doer for doer in doers if doer.body or generic(view, (0, len(view.tokens)))]
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
