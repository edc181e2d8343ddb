"""A stated act, as one head of a sentence tells it."""

from dataclasses import dataclass

from .claims import Action
from .views import Head, Span
from .voice import Voice

ACTIONS = {
    "put": Action.LISTED,
    "label": Action.LISTED,
    "proscribe": Action.LISTED,
    "relist": Action.REINSTATED,
    "prolong": Action.EXTENDED,
    "ban": Action.LISTED,
    "impose": Action.LISTED,
    "take": Action.DELISTED,
    "delist": Action.DELISTED,
    "lift": Action.DELISTED,
    "lapse": Action.DELISTED,
    "absent": Action.DELISTED,
    "suspend": Action.SUSPENDED,
    "restore": Action.REINSTATED,
    "annul": Action.ANNULLED,
    "overrule": Action.ANNULLED,
    "overturn": Action.REINSTATED,
    "renew": Action.EXTENDED,
    "keep": Action.EXTENDED,
    "publish": Action.LISTED,
    "widen": Action.AMENDED,
    "stay": Action.CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One stated act: the head, how it is used, its action, and the complement's place (None if it needs
    none).
    """

    head: Head
    voice: Voice
    action: Action
    complement: Span | None
    kind: str
    first: int
    after: int
    inner: "Frame | None" = None
