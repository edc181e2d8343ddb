"""Time and an act's status: what lies ahead is announced, what lies far back is history."""

from collections.abc import Sequence
from dataclasses import replace

from .claims import Status
from .dating import Dated, Reference, age
from .framing import Frame
from .setting import Setting
from .status import OPEN_FORMS, Standing
from .views import View

AHEAD = 3
"""Sentences after an act in which the article may say that steps are still to come."""
OLD = 60
"""Days after which a dated act is background and no news."""
LONG, LATE, OPENING = 9, 6, 5
"""Sentences of a long article, the first that is late in it, and those that open it."""


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
