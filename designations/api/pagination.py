"""How long answers are cut into pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from designations.queries.pages import Cut

PAGE_SIZE = 100
LARGEST_PAGE = 1000
LAST_PAGE = 1_000_000
"""No record is as large."""


class Pages(PageNumberPagination):
    """`page` and `page_size`: 100 rows unless asked otherwise, never more than 1000."""

    page_size = PAGE_SIZE
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE


def cut(asked: Mapping[str, Any]) -> Cut:
    """The rows of the page that was asked for."""
    size: int = asked["page_size"]
    return Cut(size, (asked["page"] - 1) * size)


def paged(request: Request, asked: Mapping[str, Any], total: int, rows: Iterable[Any]) -> dict[str, Any]:
    """The rows of a page with their number and the addresses before and after. Raises NotFound beyond the last."""
    page, size = asked["page"], asked["page_size"]
    pages = max(1, -(-total // size))
    if page > pages:
        raise NotFound(f"There is no page {page}: the last one is {pages}.")
    return {
        "count": total,
        "page": page,
        "pages": pages,
        "next": _address(request, page + 1) if page < pages else None,
        "previous": _address(request, page - 1) if page > 1 else None,
        "results": rows,
    }


def _address(request: Request, page: int) -> str:
    address = request.build_absolute_uri()
    return remove_query_param(address, "page") if page == 1 else replace_query_param(address, "page", page)
