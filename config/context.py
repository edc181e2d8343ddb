"""What templates may know of the wiring."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def mounted(request: HttpRequest) -> dict[str, str]:
    """`report_url`: where errors and replies are sent; `followed_url`: which lists are followed. Empty: not mounted."""
    return {"report_url": _address("sources:report"), "followed_url": _address("sources:followed")}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
