"""The group and the authority that a form asks for, by key or by name, with what may be meant where none is known."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from designations.queries import picking
from designations.queries.moments import Moment
from designations.queries.picking import Choice, Unclear
from designations.web.reading import Clock


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for, and what the form offers. ``group``: as the field shows it."""

    groups: tuple[str, ...]
    codes: tuple[str, ...]
    group: str
    authority: str
    authorities: tuple[Choice, ...]
    unclear: str = ""
    field: str = ""
    near: tuple[tuple[str, str], ...] = ()

    @property
    def kept(self) -> dict[str, str]:
        """What addresses of the same choice hold."""
        return {"group": self.groups[0] if self.groups else "", "authority": self.codes[0] if self.codes else ""}


def choose(request: HttpRequest, clock: Clock, moment: Moment | None = None) -> Chosen:
    """The groups and authorities of the address, as the edition of a moment knows them.

    Where one is not known, nothing is chosen, and ``unclear`` says why in a sentence.
    """
    read = moment or clock.moment
    groups, codes = several(request, "group"), several(request, "authority")
    typed = groups[0] if groups else ""
    try:
        held, kept = picking.pick_groups(read, groups), picking.pick_authorities(read, codes)
    except Unclear as reason:
        near = tuple((each.name, _with(clock, reason.field, each.key)) for each in reason.near)
        code = codes[0].upper() if codes else ""
        return Chosen((), (), typed, code, picking.authorities(read), str(reason), reason.field, near)
    return Chosen(
        tuple(each.key for each in held),
        tuple(each.key for each in kept),
        held[0].name if held else "",
        kept[0].key if kept else "",
        picking.authorities(read),
    )


def several(request: HttpRequest, name: str) -> tuple[str, ...]:
    """The values of a parameter that say something."""
    return tuple(value.strip() for value in request.GET.getlist(name) if value.strip())


def _with(clock: Clock, name: str, value: str) -> str:
    """The address of this page with one parameter in place of what it was."""
    others = [pair for pair in clock.kept if pair[0] != name]
    return f"{clock.path}?{urlencode([*others, (name, value), *clock.asked])}"
