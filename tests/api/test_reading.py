"""How every address is read: strict parameters, one pin, 304 before any other query, errors in one shape."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ADDRESSES = [
    "",
    "authorities/",
    "authorities/KZ/",
    "regimes/",
    "regimes/un-1988/",
    "groups/",
    "groups/taliban/",
    "groups/taliban/order/",
    "events/",
    "events/nezrlagop2/",
    "listings/",
    "conflicts/",
    "conflicts/obligation:nezrlagop2:UN/",
    "matrix/",
    "changes/",
    "compare/?from=2023-12-01&to=2024-06-10",
    "agreement/?authority=US&authority=CA",
]

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_answer_is_304_after_the_pin_alone(client: Client, address):
    first = client.get(f"/api/v1/{address}")
    assert first.status_code == 200, first.content[:300]
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == "no-cache"
    assert {word.strip() for word in first["Vary"].split(",")} == {"Accept", "HX-Request", "Accept-Encoding"}

    with CaptureQueriesContext(connection) as asked:
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": f'"other", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert len(asked) == 1


@pytest.mark.parametrize("address", ["groups/", "matrix/", "changes/", "compare/?from=e1"])
def test_a_new_edition_is_a_new_answer(client: Client, address, unified_later):
    first = client.get(f"/api/v1/{address}")
    unified_later()

    assert client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]}).status_code == 200
    pinned = client.get("/api/v1/groups/?known_at=e1&as_of=2024-06-10")
    assert pinned.json()["known_at"] == "e1"


@pytest.fixture
def unified_later(request):
    return lambda: request.getfixturevalue("unified")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unknown_parameter_is_refused_by_name(client: Client, address):
    joined = "&" if "?" in address else "?"
    response = client.get(f"/api/v1/{address}{joined}nonsense=1&groop=x")

    assert response.status_code == 400
    error = response.json()
    assert (error["status"], error["title"]) == (400, "Bad Request")
    assert set(error["parameters"]) == {"nonsense", "groop"}
    assert "There is no such parameter here" in error["detail"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "status", "parameter", "word"),
    [
        ("matrix/?as_of=2024-02-30", 400, "as_of", "no day 2024-02-30"),
        ("matrix/?as_of=", 400, "as_of", "leave it out"),
        ("matrix/?as_of=2024-01-01&as_of=2024-01-02", 400, "as_of", "more than once"),
        ("matrix/?known_at=soon", 400, "known_at", "known_at=e17"),
        ("matrix/?known_at=e99", 404, None, "the latest is e1"),
        ("matrix/?covered=yes", 400, "covered", "true or false"),
        ("groups/?page=0", 400, "page", "greater than or equal to 1"),
        ("groups/?page=1.0", 400, "page", "valid integer"),
        ("groups/?page=999", 404, None, "There is no page 999"),
        ("groups/?page_size=1001", 400, "page_size", "less than or equal to 1000"),
        ("groups/?format=xml", 400, "format", "no such parameter"),
        ("events/?group=nobody", 404, None, "no group 'nobody'"),
        ("events/?authority=ZZ", 404, None, "no authority 'ZZ'"),
        ("events/?regime=nothing", 404, None, "no regime 'nothing'"),
        ("events/?kind=bombed", 400, "kind", "not a valid choice"),
        ("events/?dated_from=2024", 400, "dated_from", "2024-06-10"),
        ("changes/?after=seventeen", 400, "after", "after=17.240"),
        ("compare/", 400, "from", "required"),
        ("compare/?from=2023-02-31", 404, None, "no day 2023-02-31"),
        ("agreement/?authority=ZZ", 404, None, "no authority 'ZZ'"),
        ("groups/nobody/", 404, None, "no group 'nobody'"),
        ("groups/no body/", 404, None, "key of this form"),
        ("groups/%00/", 404, None, "key of this form"),
        ("authorities/ZZ/", 404, None, "no authority 'ZZ'"),
        ("regimes/nothing/", 404, None, "no regime"),
        ("events/nosuchact/", 404, None, "no act 'nosuchact'"),
        ("conflicts/bloc:nosuchact:UN/", 404, None, "no conflict"),
        ("nowhere/", 404, None, "nothing at this address"),
    ],
)
def test_every_error_has_one_shape_and_a_sentence(client: Client, address, status, parameter, word):
    response = client.get(f"/api/v1/{address}")
    error = response.json()

    assert (response.status_code, error["status"]) == (status, status)
    assert set(error) == {"status", "title", "detail", "parameters"}
    assert word in error["detail"]
    assert set(error["parameters"]) == ({parameter} if parameter else set())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(client: Client, method):
    response = getattr(client, method)("/api/v1/groups/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["title"] == "Method Not Allowed"


def test_only_json_is_served(client: Client):
    refused = client.get("/api/v1/groups/", headers={"Accept": "text/csv"})

    assert refused.status_code == 406
    assert refused.json()["status"] == 406
    assert client.get("/api/v1/groups/", headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200
    assert client.head("/api/v1/groups/").status_code == 200


@pytest.mark.usefixtures("unified")
def test_a_group_read_as_another_is_elsewhere(client: Client):
    moved = client.get("/api/v1/groups/haqqani-network/?as_of=2024-06-10")

    assert moved.status_code == 308
    assert moved["Location"] == "/api/v1/groups/taliban/?as_of=2024-06-10"
    assert moved["Cache-Control"] == "no-cache", "the two may be parted again"
    assert client.get("/api/v1/groups/haqqani-network/order/")["Location"] == "/api/v1/groups/taliban/order/"
    assert client.get("/api/v1/groups/haqqani-network/?known_at=e1").json()["slug"] == "haqqani-network"


def test_too_many_requests_are_told_in_the_same_shape(client: Client, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.rate", "2/min", raising=False)
    answers = [client.get("/api/v1/regimes/un-1988/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["status"] == 429
    assert int(answers[2]["Retry-After"]) <= 60


def test_the_docs_load_nothing_from_elsewhere_and_nothing_inline(client: Client):
    page = client.get("/api/docs/")
    text = page.content.decode()

    assert page.status_code == 200
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert "<style" not in text and " style=" not in text
    assert "<script>" not in text
    assert "http" not in text.replace("https://", "http://").replace("http://www.w3.org", "")
