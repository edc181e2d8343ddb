"""Which action a frame comes to in its article: what "again", "no longer", an error or a court make of it."""

from .actors import Actor
from .claims import Action
from .eligibility import COURT
from .framing import Frame
from .setting import UNDOING, Setting
from .status import Standing
from .views import View

LISTED_BY_COURTS = frozenset(("RU", "KZ", "KG", "TJ", "UZ", "BY", "UA", "EG"))
"""States whose courts keep the list: their courts remove from it, while elsewhere a court annuls."""


def action_of(view: View, frame: Frame, stand: Standing, doer: Actor, shared: Setting) -> Action:
    """The action, after "again" and "no longer" have had their say."""
    if stand.state:
        return Action.CONFIRMED
    if frame.action is Action.CONFIRMED:
        return Action.EXTENDED
    overturned = frame.head.sense == "annul" and frame.kind == "ruling" and frame.inner is None
    if overturned and any(act.action in UNDOING and act is not frame for own in shared.frames.values() for act in own):
        return Action.REINSTATED
    if frame.head.sense == "relist" and not shared.undone:
        return Action.EXTENDED
    undone = frame.action is Action.DELISTED and frame.head.sense in {"lift", "take", "delist"}
    court = doer.body == COURT or view.has("terms.generic_court", 0, frame.head.first)
    if undone and court and doer.code not in LISTED_BY_COURTS:
        return Action.ANNULLED
    if frame.action is Action.LISTED and view.has("terms.nolonger", max(frame.head.first - 6, 0), frame.head.first):
        return Action.DELISTED
    if frame.action is Action.LISTED and view.has("cues.error"):
        return Action.ANNULLED
    if frame.action is Action.LISTED and view.has("terms.prolonging", frame.first, len(view.tokens)):
        return Action.EXTENDED
    whole = (frame.first, min(frame.after + 1, len(view.tokens)))
    wide = view.grammar.order != "vo"
    first = min(frame.head.first - 5, frame.first - 2) if wide else frame.head.first - 2
    near = (max(first, 0), min(frame.after + 2 if wide else frame.head.after + 1, len(view.tokens)))
    if (
        frame.action is Action.LISTED
        and frame.head.sense in {"put", "label", "proscribe", "ban", "impose"}
        and (view.has("terms.again", *near) or view.has("terms.back", *whole))
    ):
        afresh = shared.undone or wide or view.title or view.has("terms.back", *whole)
        return Action.REINSTATED if afresh else Action.EXTENDED
    return frame.action
