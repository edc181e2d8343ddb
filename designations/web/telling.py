"""What stands in rows by the hundred, written in one place: authorities, acts without their evidence, standings,
what differs between two moments.

A template takes several times as long for each. Every text comes in through ``format_html``, which escapes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from designations.charts import marks
from designations.domain.wording import with_article
from designations.queries.between import CellChange, CoveringChange, Said
from designations.queries.events import EventRow
from designations.queries.standing import Standing
from designations.web.drawing import mark_of
from designations.web.reading import Clock
from designations.web.words import stated, word

NOTHING = SafeString("")


@cache
def component(template: str, **values: str) -> SafeString:
    """A small component as markup, kept: of its values, words of a vocabulary, there are few."""
    return render_to_string(template, values)


def mark(state: str, variant: str = "") -> SafeString:
    """The mark of a state."""
    return component("_components/mark.html", state=state, variant=variant)


def grade(of: str) -> SafeString:
    """A grade of evidence."""
    return component("_components/grade.html", grade=of)


def variant_of(own: Standing) -> str:
    """The shape of a state's mark, by the doubt about it."""
    partial = bool(own.scope and own.scope != "whole")
    return marks.variant(own.state, possible=own.possible, hollow=own.grade == "unverified", partial=partial)


def linked(href: str, text: str) -> SafeString:
    """A link."""
    return format_html('<a href="{}">{}</a>', href, text)


def authority(code: str, name: str, href: str) -> SafeString:
    """An authority by code and name. The code is the flag: bodies and territories have one too, and it takes no colour
    from the states.
    """
    return format_html(
        '<span class="who"><span class="code" aria-hidden="true">{}</span>{}</span>', code, linked(href, name)
    )


def acts(rows: Iterable[EventRow], clock: Clock) -> SafeString:
    """Acts as items of a list, without their evidence."""
    return format_html_join(
        "\n",
        '<li class="act{}"><div>{}</div><div>{}</div></li>',
        ((" hollow" if row.grade == "unverified" else "", when(row, clock), deed(row, clock)) for row in rows),
    )


def when(act: EventRow, clock: Clock) -> SafeString:
    """On which day an act was, as the record holds it, and how well it is known."""
    return format_html(
        '<a class="dated" href="{}">{}</a><br>{}', clock.keep(f"/acts/{act.act}/"), stated(act.held), grade(act.grade)
    )


def deed(act: EventRow, clock: Clock) -> SafeString:
    """Who did what to whom, and below it under which list, of which part, why, in which paper."""
    return format_html(
        '<p class="what">{} {} {}</p><p class="quiet small">{} ({}){}{}{}</p>',
        authority(act.authority, act.authority_name, clock.keep(f"/authorities/{act.authority}/")),
        word("verb", act.kind),
        linked(clock.keep(f"/groups/{act.group}/"), with_article(act.group_name)),
        linked(clock.keep(f"/regimes/{act.regime}/"), act.regime_title),
        word("regime_kind", act.regime_kind),
        _part(act, clock),
        format_html(" · {}", word("reason", act.reason)) if act.reason else NOTHING,
        format_html(" · {}", act.official_ref) if act.official_ref else NOTHING,
    )


def _part(act: EventRow, clock: Clock) -> SafeString:
    """Of which part of the group an act is, where it is not of the whole."""
    if act.scope in {"", "whole"}:
        return NOTHING
    of = (
        format_html(" of {}", linked(clock.keep(f"/groups/{act.scope_of}/"), act.scope_of)) if act.scope_of else NOTHING
    )
    return format_html(" · {}{}", word("scope", act.scope), of)


def standings(rows: Iterable[Standing], titles: Mapping[str, str], clock: Clock) -> SafeString:
    """Where an authority stands towards groups, as rows of a table; ``titles``: of its lists, by slug."""
    return format_html_join(
        "\n",
        '<tr><th scope="row">{} {}{}</th><td>{}</td><td>{}</td><td>{}</td></tr>',
        (
            (
                mark(row.state, variant_of(row)),
                linked(clock.keep(f"/groups/{row.group}/"), row.group_name),
                _tag(row.scope),
                linked(clock.keep(f"/matrix/{row.group}/{row.authority}/"), str(row.since or "unknown")),
                _lists(row.regimes, titles, clock),
                grade(row.grade),
            )
            for row in rows
        ),
    )


def _tag(scope: str) -> SafeString:
    return format_html(' <span class="tag">{}</span>', word("scope", scope)) if scope not in {"", "whole"} else NOTHING


def _lists(slugs: Iterable[str], titles: Mapping[str, str], clock: Clock) -> SafeString:
    links = ((linked(clock.keep(f"/regimes/{slug}/"), titles.get(slug, slug)),) for slug in slugs)
    return format_html_join(", ", "{}", links)


def cells(rows: Iterable[tuple[CellChange, Sequence[EventRow]]], clock: Clock, unexplained: str) -> SafeString:
    """Cells that differ, as rows of a table: what was, what is, the acts between; or why there are none."""
    nobody = format_html('<span class="quiet">{}</span>', unexplained)
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>',
        (
            (
                linked(clock.keep(f"/groups/{cell.group}/"), cell.group_name),
                linked(clock.keep(f"/matrix/{cell.group}/{cell.authority}/"), cell.authority_name),
                _told(cell.before),
                _told(cell.after),
                format_html_join(
                    ", ",
                    '<a class="dated" href="{}">{}</a> {}',
                    ((clock.keep(f"/acts/{act.act}/"), stated(act.held), act.kind) for act in between),
                )
                or nobody,
            )
            for cell, between in rows
        ),
    )


def _told(said: Said | None) -> SafeString:
    """What an authority said of a group at a moment: its mark, with words."""
    if said is None:
        return component("_components/told.html", mark="unknown", state="unknown")
    mark = mark_of(said.state, said.mixed) or said.state
    scope = "" if said.scope == "whole" else said.scope
    possible = "possible" if said.possible else ""
    return component("_components/told.html", mark=mark, state=said.state, scope=scope, possible=possible)


def coverings(rows: Iterable[CoveringChange], clock: Clock) -> SafeString:
    """Binding listings that began or ceased to reach members, as items of a list."""
    return format_html_join(
        "\n",
        '<li><span>{}: {} on {}{}</span><a class="when" href="{}">its act</a></li>',
        (
            (
                "Began" if row.began else "Ended",
                linked(clock.keep(f"/regimes/{row.regime}/"), row.regime),
                linked(clock.keep(f"/groups/{row.group}/"), with_article(row.group_name)),
                format_html(" ({})", word("scope", row.scope)) if row.scope != "whole" else NOTHING,
                clock.keep(f"/acts/{row.act}/"),
            )
            for row in rows
        ),
    )
