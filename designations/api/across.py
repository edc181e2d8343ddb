"""The addresses that look across the record: matrix, feed, comparison, agreement."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from rest_framework.request import Request

from designations.api import parameters
from designations.api.pagination import cut, paged
from designations.api.reading import Asked, Reading, clocks
from designations.api.shapes import views
from designations.queries import agreement, changes, compare, matrix, strips
from designations.queries.cell_text import cells_text, compact
from designations.queries.keys import check_keys
from designations.queries.moments import Moment
from designations.queries.selection import Selection


class Matrix(Reading):
    """Groups by authorities on the day: who says what of whom. Where there is no cell, the state is `unstated`."""

    operation, section = "read_matrix", "across"
    parameters = parameters.MatrixFilter
    shape = views.MatrixShape

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """Columns, rows of the page, and the cells in which something is said."""
        check_keys(groups=asked.get("group", ()), authorities=asked.get("authority", ()))
        if not asked.keys() & _CHOOSING and not (asked["covered"] or asked["kept"]):
            whole = strips.matrix_text(moment, asked["page"], asked["page_size"])
            return _matrix_answer(request, moment, asked, whole)
        found = matrix.matrix(
            moment,
            Selection(
                groups=tuple(asked.get("group", ())),
                name=asked.get("q", ""),
                countries=tuple(asked.get("country", ())),
                authorities=tuple(asked.get("authority", ())),
                regions=tuple(asked.get("region", ())),
                kinds=tuple(asked.get("kind", ())),
                states=tuple(asked.get("state", ())),
                in_conflict=asked.get("in_conflict", False),
                covered=asked["covered"],
                kept=asked["kept"],
                page=asked["page"],
                size=asked["page_size"],
            ),
        )
        rows = [
            {"slug": row.slug, "name": row.name, "coverings": [each._asdict() for each in row.coverings]}
            for row in found.rows
        ]
        part = strips.MatrixText(found.columns, compact(rows), f"[{cells_text(found.cells)}]", found.total)
        return _matrix_answer(request, moment, asked, part)


_CHOOSING = {"group", "authority", "region", "kind", "q", "country", "state", "in_conflict"}
"""Parameters that choose a part of the matrix."""


def _matrix_answer(request: Request, moment: Moment, asked: Asked, told: strips.MatrixText) -> HttpResponse:
    """A matrix as JSON text. Raises NotFound beyond the last page."""
    page = paged(request, asked, told.total, ())
    page.pop("results")
    names = ("code", "name", "kind", "region", "unstated", "bodies")
    columns = [{name: getattr(column, name) for name in names} for column in told.columns]
    head = compact({**clocks(moment), **page, "authorities": columns})
    text = f'{head[:-1]},"groups":{told.groups},"cells":{told.cells}}}'
    return HttpResponse(text, content_type="application/json")


class Changes(Reading):
    """What each edition changed, in order and without gaps. A reader that goes on after `next` misses nothing."""

    operation, section = "list_changes", "across"
    parameters = parameters.ChangeFilter
    shape = views.FeedShape

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """Some entries of the feed."""
        check_keys(
            groups=asked.get("group", ()), authorities=asked.get("authority", ()), regimes=asked.get("regime", ())
        )
        wanted = changes.Wanted(
            kinds=tuple(asked.get("kind", ())),
            groups=tuple(asked.get("group", ())),
            authorities=tuple(asked.get("authority", ())),
            regimes=tuple(asked.get("regime", ())),
            acts=tuple(asked.get("act", ())),
        )
        found = changes.changes(moment, asked.get("after", ""), asked["limit"], wanted)
        return {
            "known_at": f"e{moment.edition}",
            "results": views.ChangeShape(found.rows, many=True).data,
            "next": found.next,
            "more": found.more,
        }


class Compare(Reading):
    """Two days, two editions or both, side by side: which cells and conflicts differ, and by which acts."""

    operation, section = "read_comparison", "across"
    parameters = parameters.CompareFilter
    shape = views.ComparisonShape

    def moment_of(self, query: QueryDict) -> tuple[Moment, str]:
        """The later moment, told apart by the earlier. Two queries. Raises BadMoment."""
        self.sides = compare.sides(
            query.get("from", ""),
            query.get("to", ""),
            query.get("as_of"),
            query.get("known_at"),
            now=timezone.now(),
        )
        before, after = self.sides
        return after, f"json-{before.edition}-{before.day.isoformat()}"

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """What differs."""
        check_keys(groups=asked.get("group", ()), authorities=asked.get("authority", ()))
        wanted = compare.Wanted(tuple(asked.get("group", ())), tuple(asked.get("authority", ())))
        found = compare.compare(*self.sides, wanted, cut(asked))
        page = paged(request, asked, max(found.counts.values()), ())
        changed = [{"before": before, "after": after} for before, after in found.conflicts_changed]
        told = {name: getattr(found, name) for name in found.__slots__}
        return self.shape({**told, **page, "conflicts_changed": changed}).data


class Agreement(Reading):
    """How far authorities list the same groups on the day, and who listed later, within the limits of what is known."""

    operation, section = "read_agreement", "across"
    parameters = parameters.AgreementFilter
    shape = views.AgreementShape

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """Every pair of the authorities asked for, and a single pair in full."""
        codes = tuple(dict.fromkeys(code.upper() for code in asked.get("authority", ())))
        check_keys(authorities=codes)
        pairs = agreement.agreements(moment, codes)
        pair = agreement.agreement(moment, *codes) if len(codes) == 2 else None
        return {
            **clocks(moment),
            "pairs": views.SharedShape(pairs, many=True).data,
            "pair": views.PairShape(pair).data if pair else None,
        }


class OrderOf(Reading):
    """Who listed a group, in the order of the first openings up to the day."""

    operation, section = "read_order_of_listings", "across"
    shape = views.OrderOfShape
    may_be_elsewhere = True

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """The first openings."""
        found = agreement.order_of(moment, keys["slug"])
        return {**clocks(moment), "results": views.ListedShape(found, many=True).data}
