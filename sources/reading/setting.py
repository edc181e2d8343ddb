"""What the sentences of one article share: its frames, its own authority, its day, its groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .claims import Action
from .dating import Reference
from .frames import frames
from .framing import Frame
from .status import standing
from .targets import Target
from .views import View
from .zones import bounds

UNDOING = frozenset((Action.DELISTED, Action.SUSPENDED, Action.ANNULLED))


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
        whole = frozenset(
            slug for slug in aim.slugs if all(other == slug or other.endswith(f"-{slug}") for other in aim.slugs)
        )
        for likely in (self.sure, local, whole):
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


def denied_in(view: View, found: Sequence[Frame]) -> frozenset[Action]:
    """The actions that the headline denies."""
    if not view.title:
        return frozenset()
    return frozenset(frame.action for frame in found if standing(view, frame, *bounds(view, frame, found)) is None)
