"""From where authorities stand towards a group to the map of who lists it."""

from collections.abc import Iterable

from designations.charts import world
from designations.queries.standing import Standing
from designations.web.drawing import mark_of
from designations.web.reading import Clock
from designations.web.words import word


def map_of(standing: Iterable[Standing], clock: Clock) -> world.Drawn:
    """Own states that are sure, and states that a body's binding listing reaches; what else is said stays in words."""
    return world.draw(said for each in standing if (said := _said(each, clock)) is not None)


def _said(each: Standing, clock: Clock) -> world.Said | None:
    state = "" if each.possible else mark_of(each.state, mixed=False)
    if not state and not each.covered_by:
        return None
    words = [word("state", each.state)] if state else []
    if scope := word("scope", each.scope) if state and each.scope else "":
        words.append(scope)
    if each.covered_by:
        words.append(f"covered by {', '.join(dict.fromkeys(covering.body for covering in each.covered_by))}")
    return world.Said(
        each.authority,
        state or world.COVERED,
        each.authority_name,
        ", ".join(words),
        clock.keep(f"/matrix/{each.group}/{each.authority}/"),
    )
