"""How long answers are cut into pages."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`page` and `page_size`: 100 rows unless asked otherwise, never more than 1000."""

    page_size_query_param = "page_size"
    max_page_size = 1000
