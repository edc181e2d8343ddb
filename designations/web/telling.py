"""What stands in rows by the hundred, written in one place: authorities, and acts without their evidence.

A template takes several times as long for each. Every text comes in through ``format_html``, which escapes it.
"""

from collections.abc import Iterable
from functools import cache

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from designations.domain.wording import with_article
from designations.queries.events import EventRow
from designations.web.reading import Clock
from designations.web.words import stated, word

NOTHING = SafeString("")


@cache
def component(template: str, **values: str) -> SafeString:
    """A small component as markup, kept: of its values, words of a vocabulary, there are few."""
    return render_to_string(template, values)


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
    grade = component("_components/grade.html", grade=act.grade)
    return format_html(
        '<a class="dated" href="{}">{}</a><br>{}', clock.keep(f"/acts/{act.act}/"), stated(act.held), grade
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
