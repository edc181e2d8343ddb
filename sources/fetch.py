"""Fetch one address over HTTP: http and https only, never from a private address, within limits of time and size."""

from __future__ import annotations

import io
import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import BinaryIO

import httpx
from django.conf import settings

from sources.unpacking import CutShort, UnknownPacking, unpacked

NAME = "DesignationAtlas"
VERSION = "0.1"

LONGEST_WAIT = 20.0
"""Seconds for the whole of it, redirects included."""

STEP_WAIT = 8.0
"""Seconds for a connection, and between two pieces of an answer."""

MOST_REDIRECTS = 5

KEPT_HEADERS = (
    "content-type", "content-length", "content-encoding", "date", "last-modified", "etag", "expires", "cache-control",
    "retry-after", "server",
)  # fmt: skip
"""What is written down of an answer beside its bytes."""

PAGES = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.1"
ANYTHING = "*/*"

# Addresses that carry another one inside, which could be a private one.
_CARRIERS = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

Gate = Callable[[httpx.URL], AbstractContextManager[object]]
"""What holds the way to a host open for one request; it may raise NotFetched."""


class NotFetched(Exception):
    """A page could not be had; the message says why in a sentence.

    ``status`` is what the host answered, if it answered; ``wait`` the seconds after which it asks to be asked again.
    """

    def __init__(self, sentence: str, *, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer of an address said of its version; empty where it said nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered. ``url`` is where it was found in the end; ``size`` counts unpacked bytes."""

    status: int
    url: str
    size: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def unchanged(self) -> bool:
        """Whether the host says that it has no other version than the known one."""
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def content_type(self) -> str:
        """The type as the host names it."""
        return self.headers.get("content-type", "")[:200]

    @property
    def known(self) -> Known:
        """What to ask with next time."""
        return Known(self.headers.get("etag", ""), self.headers.get("last-modified", ""))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page with its bytes. ``url`` is where it was found in the end."""

    content: bytes
    content_type: str
    url: str


def fetch(url: str, *, most_bytes: int, gate: Gate = nullcontext) -> Fetched:
    """Fetch a page whole. Raises NotFetched."""
    content = io.BytesIO()
    answer = fetch_into(content, url, most_bytes=most_bytes, gate=gate, accept=PAGES)
    return Fetched(content.getvalue(), answer.content_type, answer.url)


def fetch_into(
    file: BinaryIO,
    url: str,
    *,
    most_bytes: int,
    known: Known | None = None,
    gate: Gate = nullcontext,
    accept: str = ANYTHING,
    longest: float | None = None,
) -> Answer:
    """Write what an address holds into a file, unpacked; nothing where it is ``unchanged`` since ``known``.

    Raises NotFetched; what the file holds then is not the whole. Each address is resolved once and that very number
    is connected to, so that a name cannot change between the check and the connection; each redirect is checked anew.
    """
    limits = _Limits(most_bytes, longest or LONGEST_WAIT)
    target = checked(url)
    with httpx.Client(timeout=STEP_WAIT, trust_env=False, follow_redirects=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with gate(target), limits, closing(_ask(client, target, accept, known or Known())) as answer:
                    if not answer.has_redirect_location:
                        return _taken(answer, target, file, limits, conditional=known is not None)
                    target = checked(str(target.join(answer.headers["location"])))
            except httpx.TimeoutException as error:
                raise NotFetched(f"{target.host} did not answer in time.") from error
            except (httpx.RemoteProtocolError, httpx.ReadError) as error:
                if "location header" in str(error):
                    raise NotFetched(f"{target.host} sends readers on to an address that is none.") from error
                raise NotFetched(f"{target.host} broke off before all of it had come.") from error
            except httpx.HTTPError as error:
                raise NotFetched(f"{target.host} could not be reached ({type(error).__name__}).") from error
            if limits.passed:
                raise NotFetched(f"{target.host} did not answer in time.")
    raise NotFetched(f"{target.host} sends readers round in circles: more than {MOST_REDIRECTS} redirects.")


def user_agent() -> str:
    """Who we say that we are, with where to write to if the settings name it."""
    contact = f"; {settings.FETCH_CONTACT}" if settings.FETCH_CONTACT else ""
    return f"{NAME}/{VERSION} (reads official lists and news for a public record{contact})"


def checked(url: str) -> httpx.URL:
    """An address that may be asked, as far as its text tells. Raises NotFetched."""
    try:
        target = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise NotFetched(f"'{url}' is no web address.") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise NotFetched(f"'{url}' is no web address: it begins with http:// or https://.")
    if target.userinfo:
        raise NotFetched("An address that carries a name or password is not fetched.")
    return target


@dataclass(slots=True)
class _Limits:
    """Limits of one fetch. Its time begins when the way to the first host is open."""

    most_bytes: int
    wait: float
    ends: float = 0.0

    def __enter__(self) -> None:
        self.ends = self.ends or time.monotonic() + self.wait

    def __exit__(self, *_: object) -> None:
        """Time goes on."""

    @property
    def passed(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.ends


def _ask(client: httpx.Client, target: httpx.URL, accept: str, known: Known) -> httpx.Response:
    """Ask the very number that was checked, in the name of the host."""
    number = _resolved(target)
    headers = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    request = client.build_request(
        "GET",
        target.copy_with(host=str(number)),
        headers=headers,
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


def _taken(answer: httpx.Response, target: httpx.URL, file: BinaryIO, limits: _Limits, *, conditional: bool) -> Answer:
    headers = {name: answer.headers[name][:500] for name in KEPT_HEADERS if name in answer.headers}
    status = answer.status_code
    if status == httpx.codes.NOT_MODIFIED and conditional:
        return Answer(status, str(target), 0, headers)
    if status != httpx.codes.OK:
        what = f"{target.host} answered {status} ({answer.reason_phrase}), and no page."
        raise NotFetched(what, status=status, wait=_asked_to_wait(answer))
    return Answer(status, str(target), _body(answer, target, file, limits), headers)


def _body(answer: httpx.Response, target: httpx.URL, file: BinaryIO, limits: _Limits) -> int:
    """Write the unpacked body into the file; how many bytes it has."""
    most = f"{limits.most_bytes / 2**20:.0f} MB" if limits.most_bytes >= 2**20 else f"{limits.most_bytes} bytes"
    too_long = NotFetched(f"{target} is longer than {most}, the most that is kept of it.", status=answer.status_code)
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.most_bytes:
        raise too_long
    size = 0
    try:
        for piece in unpacked(answer.iter_raw(), answer.headers.get("content-encoding", "")):
            size += len(piece)
            if size > limits.most_bytes:
                raise too_long
            if limits.passed:
                what = f"{target.host} sends too slowly: not all of it came within {limits.wait:.0f} seconds."
                raise NotFetched(what, status=answer.status_code)
            file.write(piece)
    except CutShort as error:
        raise NotFetched(f"{target.host} broke off before all of it had come.", status=answer.status_code) from error
    except UnknownPacking as error:
        raise NotFetched(f"{target.host} packed it in a way that was not asked for ({error}).") from error
    return size


def _asked_to_wait(answer: httpx.Response) -> float | None:
    """Seconds of a Retry-After; one that names an instant is counted from the host's own clock."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isdecimal() and len(told) < 8:
        return float(told)
    try:
        until, now = parsedate_to_datetime(told), parsedate_to_datetime(answer.headers.get("date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
