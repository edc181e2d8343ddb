"""What templates may know of the wiring."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def mounted(request: HttpRequest) -> dict[str, str]:
    """`report_url`: where errors and replies are sent, or empty where that page is not mounted."""
    try:
        return {"report_url": reverse("sources:report")}
    except NoReverseMatch:
        return {"report_url": ""}
