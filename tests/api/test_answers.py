"""What the addresses answer: the same as the reads below them, in pages that lose nothing."""

import json
from datetime import date

import pytest
from drf_spectacular.generators import SchemaGenerator

from designations.actions.registry import state_one
from designations.models import Authority, Edition, NoListStatement
from designations.queries.cell_text import cells_text
from designations.queries.coverings import Covering
from designations.queries.matrix import Cell, matrix
from designations.queries.selection import Selection
from tests.queries.conftest import NOW, at

SENTENCE = (
    "Kazakhstan removed the Taliban from its list of banned terrorist organisations (court ban) on 2023-12-29; a "
    "source states 2024-06-03. UN 1988 (sanctions), which binds UN members under Chapter VII, still reaches persons "
    "and entities associated with the Taliban. The atlas records the difference; it does not say that an obligation "
    "is breached."
)


def test_the_founding_case_is_told(read):
    cells = {
        (each["group"], each["authority"]): each
        for each in read("matrix/?as_of=2024-06-10&group=taliban&authority=kz")["cells"]
    }
    assert cells["taliban", "KZ"] == {
        "group": "taliban",
        "authority": "KZ",
        "state": "delisted",
        "grade": "corroborated",
        "act": "nezrlagop2",
        "covered_by": ["un-1988"],
        "conflicts": 3,
    }
    conflict = read("conflicts/obligation:nezrlagop2:UN/?as_of=2024-06-10")["conflict"]
    assert conflict["sentence"] == SENTENCE
    feed = read("changes/?kind=conflict_opened&act=nezrlagop2")["results"]
    assert SENTENCE in {row["sentence"] for row in feed}


def test_codes_may_be_written_in_any_case(read):
    assert read("authorities/kz/") == read("authorities/KZ/")
    assert (
        read("events/?authority=kz&group=TALIBAN")["count"] == read("events/?authority=KZ&group=taliban")["count"] > 0
    )


@pytest.mark.parametrize("address", ["authorities/", "regimes/", "groups/", "events/", "listings/", "conflicts/"])
def test_pages_lose_nothing(read, address):
    whole = read(f"{address}?as_of=2024-06-10&page_size=1000")
    size = max(1, whole["count"] // 3)
    found, page = [], read(f"{address}?as_of=2024-06-10&page_size={min(size, 1000)}")
    first = page
    while True:
        found += page["results"]
        if not page["next"]:
            break
        page = read(page["next"].partition("/api/v1/")[2])

    assert first["previous"] is None
    assert page["previous"]
    assert found[:1000] == whole["results"]
    assert len(found) == whole["count"]


def test_the_matrix_is_that_of_the_read_below(read):
    answer = read("matrix/?as_of=2024-06-10&covered=true&kept=true")
    found = matrix(at("2024-06-10"), Selection(kept=True))

    assert [row["slug"] for row in answer["groups"]] == [row.slug for row in found.rows]
    assert [column["code"] for column in answer["authorities"]] == [column.code for column in found.columns]
    told = {(each["group"], each["authority"]): each for each in answer["cells"]}
    assert list(told) == [(each.group, each.authority) for each in found.cells]
    for each in found.cells:
        said = told[each.group, each.authority]
        assert said["state"] == each.state
        for name in ("possible", "mixed", "political", "scope", "grade", "act", "conflicts", "kept"):
            assert said.get(name, type(getattr(each, name))()) == getattr(each, name)
        assert said.get("covered_by", []) == [covering.regime for covering in each.covered_by]
    assert len(read("matrix/?as_of=2024-06-10")["cells"]) < len(told)
    assert read("matrix/?as_of=2024-06-10&page_size=10&page=2")["groups"] == answer["groups"][10:20]


def test_where_an_authority_keeps_no_list_its_silence_says_so(read, django_user_model):
    soft = "matrix/?as_of=2023-06-01&group=wagner-group"
    [before] = [each for each in read(soft)["cells"] if each["authority"] == "EE"]
    state_one(
        model=NoListStatement,
        of={"authority": Authority.objects.get(code="EE"), "starts": date(2010, 1, 1), "ends": None},
        says={"source_url": "https://ministry.example/", "source_title": "A statement"},
        by=django_user_model.objects.create_user(username="editor"),
        at=NOW,
    )

    whole = {(each["group"], each["authority"]): each["state"] for each in read("matrix/?as_of=2023-06-01")["cells"]}

    assert before["state"] == "unknown"
    assert whole["wagner-group", "EE"] == "no_list"
    assert [each["state"] for each in read(soft)["cells"] if each["authority"] == "EE"] == ["no_list"]


def test_cells_leave_out_what_is_false_or_empty():
    covering = Covering("UN", "un-1988", "whole", "a")
    cells = [
        Cell("a", "KZ", "listed", True, False, True, "whole", "single", "abc123", (covering,), 0, 2),
        Cell("a", "RU", "unknown", False, False, False, "", "", "", (), 0, 0),
    ]

    assert json.loads(f"[{cells_text(cells)}]") == [
        {
            "group": "a",
            "authority": "KZ",
            "state": "listed",
            "possible": True,
            "political": True,
            "scope": "whole",
            "grade": "single",
            "act": "abc123",
            "covered_by": ["un-1988"],
            "kept": 2,
        },
        {"group": "a", "authority": "RU", "state": "unknown"},
    ]
    assert json.loads(f"[{cells_text([])}]") == []


def test_the_feed_is_followed_to_its_end(read):
    told, after = [], "1.3000"
    while True:
        feed = read(f"changes/?after={after}&limit=50")
        told += [row["cursor"] for row in feed["results"]]
        after = feed["next"]
        if not feed["more"]:
            break

    assert told == [f"1.{seq}" for seq in range(3001, 3001 + len(told))]
    assert read(f"changes/?after={after}")["results"] == []


def test_a_comparison_tells_both_moments(read):
    found = read("compare/?from=2023-12-01&to=2024-06-10@e1&group=taliban")

    assert found["before"] == {"as_of": "2023-12-01", "known_at": "e1"}
    assert found["after"] == {"as_of": "2024-06-10", "known_at": "e1"}
    [cell] = found["cells"]
    assert (cell["before"]["state"], cell["after"]["state"], cell["acts"]) == ("listed", "delisted", ["nezrlagop2"])


def test_agreement_is_told_of_all_pairs_and_in_full_of_one(read):
    found = read("agreement/?as_of=2026-01-01&authority=US&authority=CA")

    assert len(found["pairs"]) == 1
    assert found["pair"]["shared"]["shared"] == len(found["pair"]["groups"]) > 20
    assert found["pair"]["groups"][0].keys() == {"group", "group_name"}
    every = read("agreement/?as_of=2026-01-01")
    assert every["pair"] is None
    assert len(every["pairs"]) > 100


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("authorities/?kind=body", lambda row: row["kind"] == "body"),
        ("authorities/?region=Central%20Asia", lambda row: row["region"] == "Central Asia"),
        ("regimes/?binds_members=true", lambda row: row["binds_members"]),
        ("regimes/?coverage=complete&as_of=2024-06-10", lambda row: row["coverage"] == "complete"),
        ("groups/?country=AF", lambda row: "AF" in row["countries"]),
        ("groups/?listed_by=RU&listed_by=TJ", lambda row: row["listed_by"] >= 2),
        ("groups/?in_conflict=true", lambda row: row["conflicts"] > 0),
        ("events/?effect=pause", lambda row: row["effect"] == "pause"),
        ("events/?act=nezrlagop2&act=skvujevd3f", lambda row: row["act"] in ("nezrlagop2", "skvujevd3f")),
        ("listings/?on_day=true&scope=associated", lambda row: row["on_day"] != "no" and row["scope"] == "associated"),
        ("conflicts/?open=true&weight=high", lambda row: row["open"] and row["weight"] == "high"),
        ("conflicts/?rule=bloc&bloc=CSTO", lambda row: row["rule"] == "bloc"),
    ],
)
def test_filters_leave_what_fits(read, address, fits):
    rows = read(address)["results"]

    assert rows
    assert all(fits(row) for row in rows)


def test_a_regime_an_authority_an_act_and_an_order_are_told(read):
    assert read("regimes/un-1988/?as_of=2024-06-10")["regime"]["coverage"] == "complete"
    assert read("regimes/un-1988/")["terms"] == [
        {"kind": "sanctions", "binds_members": True, "since": "1", "until": None}
    ]
    assert read("authorities/CSTO/")["members"]
    act = read("events/nezrlagop2/")
    assert act["event"]["disputed"] == ["2023-12-29", "2024-06-03"]
    assert (act["versions"][0]["recorded_in"], act["versions"][0]["retracted_in"]) == (1, None)
    assert read("groups/taliban/order/?as_of=2002-12-31")["results"][0]["authority"] == "UN"
    assert read("groups/?q=талибан")["count"] >= 1


def test_the_index_tells_every_address_and_the_edition(read, client):
    found = read("?as_of=2024-06-10")
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]

    assert {each["address"].removeprefix("http://testserver") for each in found["addresses"]} == {
        path for path in paths if path != "/api/v1/"
    }
    assert all(each["answers"] for each in found["addresses"])
    assert (found["as_of"], found["known_at"], found["version"]) == ("2024-06-10", "e1", "1")
    assert found["digest"] == Edition.objects.get(number=1).digest
    assert found["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    for name in ("docs", "schema", "files"):
        assert client.get(found[name]).status_code == 200
