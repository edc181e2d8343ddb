"""Fetch one page over HTTP: http and https only, never from a private address, within limits of time and size."""

from __future__ import annotations

import ipaddress
import socket
import time
from contextlib import closing
from dataclasses import dataclass

import httpx
from django.conf import settings

USER_AGENT = "DesignationAtlas/0.1 (reads single pages for its editors)"
LONGEST_WAIT = 20.0
"""Seconds for the whole of it, redirects included."""

STEP_WAIT = 8.0
"""Seconds for a connection, and between two pieces of an answer."""

MOST_REDIRECTS = 5

# Addresses that carry another one inside, which could be a private one.
_CARRIERS = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(Exception):
    """A page could not be had; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered. ``url`` is where it was found in the end."""

    content: bytes
    content_type: str
    url: str


def fetch(url: str, *, most_bytes: int) -> Fetched:
    """Fetch a page. Raises NotFetched.

    Each address is resolved once and that very number is connected to, so that a name cannot change between the
    check and the connection; each redirect is checked anew.
    """
    ends = time.monotonic() + LONGEST_WAIT
    target = _checked(url)
    with httpx.Client(timeout=STEP_WAIT, trust_env=False, follow_redirects=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with closing(_ask(client, target)) as answer:
                    if not answer.has_redirect_location:
                        return Fetched(
                            _body(answer, target, most_bytes, ends),
                            answer.headers.get("content-type", "")[:200],
                            str(target),
                        )
                    target = _checked(str(target.join(answer.headers["location"])))
            except httpx.InvalidURL as error:
                raise NotFetched(f"{target.host} sends readers on to an address that is none.") from error
            except httpx.TimeoutException as error:
                raise NotFetched(f"{target.host} did not answer in time.") from error
            except httpx.HTTPError as error:
                raise NotFetched(f"{target.host} could not be reached ({type(error).__name__}).") from error
            if time.monotonic() > ends:
                raise NotFetched(f"{target.host} did not answer in time.")
    raise NotFetched(f"{target.host} sends readers round in circles: more than {MOST_REDIRECTS} redirects.")


def _checked(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise NotFetched(f"'{url}' is no web address.") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise NotFetched(f"'{url}' is no web address: it begins with http:// or https://.")
    if target.userinfo:
        raise NotFetched("An address that carries a name or password is not fetched.")
    return target


def _ask(client: httpx.Client, target: httpx.URL) -> httpx.Response:
    """Ask the very number that was checked, in the name of the host."""
    number = _resolved(target)
    request = client.build_request(
        "GET",
        target.copy_with(host=str(number)),
        headers={
            "Host": target.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
        },
        extensions={"sni_hostname": target.raw_host.decode("ascii")},
    )
    return client.send(request, stream=True)


def _resolved(target: httpx.URL) -> Address:
    """The first address of a host, if every one of them may be asked. Raises NotFetched."""
    host = target.raw_host.decode("ascii")
    try:
        found = socket.getaddrinfo(host, target.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"No machine is known by the name {target.host}.") from error
    numbers = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not numbers or not all(_may_be_asked(number) for number in numbers):
        raise NotFetched(f"{target.host} is a private address, and those are not fetched from.")
    return numbers[0]


def _may_be_asked(number: Address) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return _may_be_asked(number.ipv4_mapped)
        if any(number in carrier for carrier in _CARRIERS):
            return False
    if number.is_loopback:
        return bool(settings.FETCH_LOOPBACK)
    return number.is_global and not number.is_multicast and not number.is_reserved


def _body(answer: httpx.Response, target: httpx.URL, most_bytes: int, ends: float) -> bytes:
    if answer.status_code != 200:
        raise NotFetched(f"{target.host} answered {answer.status_code} ({answer.reason_phrase}), and no page.")
    too_long = NotFetched(f"{target} is longer than {most_bytes // 2**20} MB, the most that is kept of a document.")
    if int(answer.headers.get("content-length", "0") or 0) > most_bytes:
        raise too_long
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > most_bytes:
            raise too_long
        if time.monotonic() > ends:
            raise NotFetched(f"{target.host} sends too slowly: not all of it came within {LONGEST_WAIT:.0f} seconds.")
    return bytes(content)
