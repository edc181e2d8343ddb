"""Every page of the real record: it answers, keeps its clocks, asks few queries, and says the founding case."""

import re
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from designations.exports.tables import TABLES
from tests.web.conftest import Counted

pytestmark = pytest.mark.usefixtures("record")

KAZAKHSTAN = "obligation:nezrlagop2:UN"
PAGES = {
    "home": "/",
    "matrix": "/matrix/",
    "matrix_all": "/matrix/?rows=all",
    "cell": "/matrix/taliban/KZ/",
    "groups": "/groups/",
    "group": "/groups/taliban/",
    "authorities": "/authorities/",
    "authority": "/authorities/KZ/",
    "regime": "/regimes/un-1988/",
    "conflicts": "/conflicts/",
    "conflict": f"/conflicts/{KAZAKHSTAN}/",
    "agreement": "/agreement/",
    "pair": "/agreement/US/GB/",
    "changes": "/changes/",
    "compare": "/compare/?from=2023-12-01&to=2024-06-10",
    "acts": "/acts/",
    "act": "/acts/nezrlagop2/",
    "search": "/search/?q=taliban",
    "method": "/method/",
    "legal": "/legal/",
    "data": "/data/",
}
SMALL_AND_LARGE = [
    ("group", "/groups/islamic-army-of-aden/", "/groups/taliban/"),
    ("authority", "/authorities/KG/", "/authorities/US/"),
    ("regime", "/regimes/xk-government/", "/regimes/us-fto/"),
    ("conflicts", "/conflicts/?authority=IQ", "/conflicts/?open=all&kinds=all"),
    ("matrix", "/matrix/?q=taliban", "/matrix/?rows=all"),
    ("pair", "/agreement/LV/LT/", "/agreement/US/UN/"),
    ("changes", "/changes/?authority=KZ", "/changes/?authority=US"),
    ("changes_of_group", "/changes/?group=islamic-army-of-aden", "/changes/?group=taliban"),
    ("compare", "/compare/?from=2023-12-01&to=2024-06-10", "/compare/?from=2010-06-10&to=2024-06-10&rows=all"),
    ("matrix_beside", "/matrix/?compare=2023-12-01&q=taliban", "/matrix/?compare=2010-12-01&rows=all"),
    ("matrix", "/matrix/?as_of=1997-12-31", "/matrix/?sort=name"),
    ("matrix_by_conflicts", "/matrix/?as_of=1997-12-31&sort=conflicts", "/matrix/?sort=conflicts"),
]


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def plain(html: str) -> str:
    """What a reader reads, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_with_few_queries_and_nothing_inline(client: Client, counted: Counted, name: str) -> None:
    with counted(name):
        html = read(client, PAGES[name])

    assert html.count("<h1") == html.count("<main") == 1
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+=", html)
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r'(src|<link[^>]*href)="(https?:)?//', html)


@pytest.mark.parametrize(("name", "small", "large"), SMALL_AND_LARGE)
def test_much_asks_as_many_queries_as_little(
    client: Client, counted: Counted, name: str, small: str, large: str
) -> None:
    with counted(name):
        read(client, small)
    with counted(name):
        read(client, large)


def links(html: str) -> list[str]:
    """Addresses of the record in the content of a page: not its files, its API, reports, the lists followed."""
    content = html.partition("<main")[2].partition("</main>")[0].replace("&amp;", "&")
    return [
        link
        for link in re.findall(r'href="(/[^"]*)"', content)
        if not link.startswith(("/api/", "/static/", "/report/", "/followed/"))
    ]


def test_every_address_keeps_the_clocks_and_leads_somewhere(client: Client) -> None:
    kinds: dict[str, str] = {}
    for name, address in PAGES.items():
        if name not in {"legal", "matrix_all"}:
            asked = address + ("&" if "?" in address else "?") + "as_of=2024-06-10&known_at=e1"
            found = links(read(client, asked))
            assert all("known_at=e1" in link for link in found), name
            # The last of the years of the matrix is today, which is no day that was asked for.
            assert sum("as_of=" not in link for link in found) <= (name == "matrix"), name
            # One address of each kind: the same view answers all of a kind.
            kinds |= {re.sub(r"/[^/?]+/(?=$|\?)|=[^&]*", "*", link): link for link in found}

    assert len(kinds) > 15
    for link in kinds.values():
        response = client.get(link)
        assert response.status_code == 200, link
        # A file that is not read to its end stays open.
        assert b"".join(response), link


def test_an_unchanged_page_is_answered_with_one_query(client: Client, counted: Counted) -> None:
    first = client.get("/groups/taliban/")
    with counted("not_modified"):
        again = client.get("/groups/taliban/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == again["Cache-Control"] == "no-cache"
    assert {word.strip() for word in first["Vary"].split(",")} >= {"Accept", "HX-Request", "Accept-Encoding"}
    assert "Cookie" not in first["Vary"]


def test_another_day_another_edition_and_a_part_are_other_pages(client: Client) -> None:
    addresses = ["/matrix/taliban/KZ/", "/matrix/taliban/KZ/?as_of=2024-06-10"]
    tags = {client.get(address)["ETag"] for address in addresses}
    tags.add(client.get("/matrix/taliban/KZ/", headers={"HX-Request": "true"})["ETag"])

    assert len(tags) == 3


def test_a_page_for_somebody_signed_in_is_kept_nowhere(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("editor"))
    response = client.get("/groups/taliban/")

    assert "ETag" not in response
    assert response["Cache-Control"].startswith("private")


def test_an_open_cell_is_a_part_for_htmx_and_a_page_for_all_others(client: Client) -> None:
    part = client.get("/matrix/taliban/KZ/", headers={"HX-Request": "true"})
    restored = client.get("/matrix/taliban/KZ/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" not in part.content.decode()
    assert part["HX-Push-Url"] == "false"
    assert "<html" in restored.content.decode()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/?as_of=2024-02-30", "there is no day 2024-02-30"),
        ("/groups/taliban/?as_of=yesterday", "Write as_of as a day"),
        ("/matrix/?known_at=e99", "there is no edition 99 yet"),
        ("/matrix/?known_at=2024-06-10", "Write known_at as an edition"),
        ("/matrix/?known_at=2999-01-01T00:00:00Z", "known_at lies in the future"),
        ("/matrix/?compare=then", "Write compare as a day"),
        ("/matrix/?page=0", "Write page as a number"),
        ("/search/?q=%00", "holds a character that no text has"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_helps(client: Client, address: str, sentence: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/authorities/kz/?as_of=2024-06-10", "/authorities/KZ/?as_of=2024-06-10"),
        ("/groups/Taliban/", "/groups/taliban/"),
        ("/regimes/UN-1988/", "/regimes/un-1988/"),
        ("/matrix/taliban/kz/", "/matrix/taliban/KZ/"),
    ],
)
def test_the_case_of_an_address_does_not_matter(client: Client, address: str, leads_to: str) -> None:
    response = client.get(address)

    assert response.status_code == 301
    assert response["Location"] == leads_to


@pytest.mark.parametrize(
    "address",
    [
        "/groups/nobody/",
        "/authorities/ZZ/",
        "/regimes/no-list/",
        "/conflicts/none/",
        "/acts/none/",
        "/matrix/nobody/KZ/",
        "/matrix/taliban/ZZ/",
        "/matrix/?page=99",
        "/nowhere/",
    ],
)
def test_what_is_not_there_gets_a_page_that_leads_on(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "/groups/taliban/" in response.content.decode()


def test_pages_are_only_read(client: Client) -> None:
    assert client.post("/groups/taliban/").status_code == 405
    assert client.head("/groups/taliban/").status_code == 200


def test_no_act_is_the_latest_before_the_first_dated_one(client: Client) -> None:
    for address in ("/", "/acts/"):
        html, early = (read(client, f"{address}?as_of={day}") for day in ("1938-01-01", "1950-01-01"))

        assert "No act is recorded up to this day." in html
        assert not re.search(r'href="/acts/[a-z0-9]+/', html)
        assert len(set(re.findall(r'href="/acts/([a-z0-9]+)/', early))) == 1, "Ireland's suppression order of 1939"


def test_the_figures_of_the_first_page_lead_to_what_they_count(client: Client) -> None:
    figures = read(client, "/").partition('<dl class="figures">')[2].partition("</dl>")[0]

    assert re.findall(r'<dd><a href="([^"]*)">[0-9]+</a></dd>', figures) == [
        "/conflicts/", "/groups/", "/authorities/", "/acts/",
    ]  # fmt: skip
    assert figures.count("<dd>") == 4


def test_the_page_of_the_data_leads_to_documents_for_readers(client: Client) -> None:
    html = read(client, "/data/")

    for address in ("/api/v1/", "/api/docs/", "/api/schema/"):
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["acts.csv", "acts.csv?group=Taliban", "cells.csv?as_of=2024-06-10", "atlas.zip"])
def test_a_file_is_kept_under_its_edition_and_answers_304(client: Client, counted: Counted, name: str) -> None:
    address = f"/data/{name}"
    first = client.get(address)
    held = b"".join(first)
    with counted("not_modified"):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["ETag"].startswith('W/"')
    assert int(first["Content-Length"]) == len(held) > 100
    assert re.search(r'attachment; filename="atlas[-a-z]*-[0-9]{8}-e1\.(csv|zip)"', first["Content-Disposition"])
    assert first["Content-Type"] == (
        "application/zip" if name.endswith("zip") else "text/csv; charset=utf-8; header=present"
    )


def test_a_file_that_is_not_there_or_not_of_a_group_says_so(client: Client) -> None:
    assert client.get("/data/nothing.csv").status_code == 404
    assert client.get("/data/acts.csv?group=nobody").status_code == 404
    assert "is not narrowed to a group" in client.get("/data/regimes.csv?group=taliban").content.decode()
    assert client.get("/data/atlas.zip?known_at=e99").status_code == 400


def test_the_page_of_the_data_tells_every_file(client: Client) -> None:
    html = read(client, "/data/?as_of=2024-06-10")

    for table in TABLES:
        assert f'href="/data/{table.name}.csv?as_of=2024-06-10"' in html
        assert f'href="#{table.name}"' in html
        assert all(f"<code>{column.name}</code>" in html for column in table.columns)
    assert 'href="/data/atlas.zip?as_of=2024-06-10"' in html
    assert "/data/atlas.zip?as_of=2024-06-10&amp;known_at=e1" in html


def test_a_group_can_be_taken_away_as_files(client: Client) -> None:
    html = read(client, "/groups/taliban/?as_of=2024-06-10")

    for name in ("acts", "listings", "conflicts"):
        [address] = re.findall(rf'href="(/data/{name}\.csv[^"]*)"', html.replace("&amp;", "&"))
        assert address == f"/data/{name}.csv?group=taliban&as_of=2024-06-10"
        lines = b"".join(client.get(address)).splitlines()
        assert len(lines) > 3
        assert all(b"taliban" in line for line in lines[1:])


def test_the_founding_case_stands_on_its_day(client: Client) -> None:
    cell = plain(read(client, "/matrix/taliban/KZ/?as_of=2024-06-10"))
    conflict = plain(read(client, f"/conflicts/{KAZAKHSTAN}/?as_of=2024-06-10"))

    assert "delisted since 2023-12-29" in cell
    assert "Covered by UN 1988 , which binds members of UN (persons and entities associated)" in cell
    assert (
        "Kazakhstan removed the Taliban from its list of banned terrorist organisations (court ban) on 2023-12-29 ; "
        "a source states 2024-06-03 . UN 1988 (sanctions), which binds UN members under Chapter VII, still reaches "
        "persons and entities associated with the Taliban. "
        "The atlas records the difference; it does not say that an obligation is breached." in conflict
    )
    assert "open since 2023-12-29" in conflict
    assert "Sources state different dates" in conflict


def test_the_founding_case_did_not_stand_before_it(client: Client) -> None:
    cell = plain(read(client, "/matrix/taliban/KZ/?as_of=2023-12-01"))
    conflicts = read(client, "/conflicts/?as_of=2023-12-01&open=all")

    assert "listed since 2005-03-15" in cell
    assert KAZAKHSTAN not in conflicts


def test_a_group_page_opens_with_who_lists_it(client: Client) -> None:
    opening = plain(read(client, "/groups/taliban/?as_of=2026-01-01").partition("<section")[0])

    assert re.search(r"Listed by .*Tajikistan.*United States", opening)
    assert "Listing suspended by Russia" in opening
    assert "Delisted by Kazakhstan , Kyrgyzstan" in opening
    assert "A listing is a claim of the authority that makes it." in opening


def test_a_group_page_says_who_lists_a_wing_of_it_and_what_nobody_has_read(client: Client) -> None:
    hezbollah = plain(read(client, "/groups/hezbollah/?as_of=2024-06-10"))
    taliban = plain(read(client, "/groups/taliban/?as_of=2024-06-10"))

    assert "A wing of it , Hezbollah military wing , is listed by European Union (Council)" in hezbollah
    assert "Collective Security Treaty Organization (unverified)" in taliban


def test_a_day_to_come_is_said_to_be_one(client: Client) -> None:
    assert "still to come" in read(client, "/groups/taliban/?as_of=2090-01-01")
    assert "still to come" not in read(client, "/groups/taliban/?as_of=2024-06-10")


def test_two_views_of_one_day_have_two_keys_in_a_bibliography(client: Client) -> None:
    keys = [
        re.findall(r"@misc{([^,]+),", read(client, f"{address}as_of=2024-06-10"))[0]
        for address in ("/?", "/groups/taliban/?", "/matrix/?", "/matrix/?region=Europe&", "/matrix/?region=Oceania&")
    ]

    assert len(set(keys)) == len(keys)
    assert keys[1] == "atlas-groups-taliban-e1-20240610"


def test_a_misspelt_address_leads_to_the_search(client: Client) -> None:
    answer = client.get("/groups/talban-movement/")

    assert answer.status_code == 404
    assert 'href="/search/?q=talban%20movement"' in answer.content.decode()


def test_a_map_shows_who_lists_a_group_and_its_caption_who_has_no_place(client: Client) -> None:
    html = read(client, "/groups/taliban/?as_of=2024-06-10")
    drawn = html.partition(">Map of")[2].partition("</figure>")[0]

    assert 'class="on-delisted"><title>Kazakhstan: delisted, covered by UN</title>' in drawn
    assert 'class="on-covered"><title>Uzbekistan: covered by UN</title>' in drawn
    assert "United Nations (Security Council): listed, persons and entities associated</a>" in drawn
    assert "Map of" not in read(client, "/groups/taliban/?as_of=1980-01-01")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Талибан", "/groups/taliban/"),
        ("Hizbollah", "/groups/hezbollah/"),
        ("хезболла", "/groups/hezbollah/"),
        ("Hezbolah", "/groups/hezbollah/"),
        ("KZ", "/authorities/KZ/"),
        ("Kazakhstan", "/authorities/KZ/"),
        ("un-1988", "/regimes/un-1988/"),
        ("nezrlagop2", "/acts/nezrlagop2/"),
    ],
)
def test_search_finds_in_any_script_and_spelling(client: Client, words: str, found: str) -> None:
    assert f'href="{found}"' in read(client, f"/search/?q={quote(words)}").partition("<main")[2]


def test_a_search_for_nothing_and_one_that_finds_nothing_help(client: Client) -> None:
    assert "in any script" in read(client, "/search/")
    assert "Nothing in the record has that name" in read(client, "/search/?q=qqqqqqqqqq")


def test_the_matrix_is_narrowed_by_its_address(client: Client) -> None:
    central = read(client, "/matrix/?region=Central+Asia&as_of=2024-06-10")
    conflicts = read(client, "/matrix/?conflicts=only&as_of=2024-06-10&rows=all")
    suspended = read(client, "/matrix/?state=suspended&as_of=2025-06-10&rows=all")

    assert 'href="/authorities/KZ/?as_of=2024-06-10"' in central
    assert 'href="/authorities/US/?as_of=2024-06-10"' not in central
    assert 'href="/groups/taliban/?as_of=2024-06-10"' in conflicts
    assert 'href="/groups/boko-haram/?as_of=2024-06-10"' not in conflicts
    assert 'title="Taliban, Russia: listing suspended' in suspended
    assert 'href="/groups/al-qaida/?as_of' not in suspended


def test_the_matrix_marks_what_changed_since_another_day(client: Client) -> None:
    marked = read(client, "/matrix/?as_of=2024-06-10&compare=2023-12-01&q=taliban")
    changed = read(client, "/matrix/?as_of=2024-06-10&compare=2023-12-01&changed=only&rows=all")

    assert 'title="Taliban, Kazakhstan: delisted, covered by UN, in conflict with other listings, changed"' in marked
    assert "compare/?from=2023-12-01&amp;to=2024-06-10" in marked
    assert 'href="/groups/taliban/?as_of=2024-06-10"' in changed
    assert 'href="/groups/al-qaida/?as_of=2024-06-10"' not in changed
    assert (
        "changed" not in read(client, "/matrix/?as_of=2024-06-10&q=taliban").partition("<tbody")[2].partition("</tb")[0]
    )


def test_a_cell_that_no_act_speaks_of_any_more_is_marked_too(client: Client) -> None:
    marked = read(client, "/matrix/?as_of=1990-01-01&compare=2023-12-01&q=taliban")

    assert 'title="Taliban, Kazakhstan: no act speaks, changed"' in marked


def test_columns_stand_by_region_or_by_bloc(client: Client) -> None:
    by_bloc = plain(read(client, "/matrix/?columns=bloc&q=taliban").partition("<thead")[2].partition("</tr>")[0])

    assert "Collective Security Treaty Organization" in by_bloc
    assert "Central Asia" not in by_bloc


def test_the_matrix_is_narrowed_to_a_kind_of_list(client: Client) -> None:
    courts = read(client, "/matrix/?list=court_ban&as_of=2024-06-10&q=taliban")

    assert 'title="Taliban, Kazakhstan: delisted' in courts
    assert 'title="Taliban, United States: listed' not in courts


def test_the_pager_leads_through_all_rows(client: Client) -> None:
    first = read(client, "/matrix/?sort=name")
    second = read(client, "/matrix/?sort=name&page=2")

    assert "1 to 100 of" in first
    assert "101 to 200 of" in second
    assert "sort=name&amp;page=2" in first


def test_text_of_the_record_is_never_markup(client: Client) -> None:
    html = read(client, "/search/?q=" + quote('"><script>alert(1)</script>'))

    assert "<script>alert" not in html


def test_the_first_page_leads_from_a_cell_of_the_groups_in_most_conflicts_to_its_sources(client: Client) -> None:
    html = read(client, "/?as_of=2024-06-10")
    [cell] = re.findall(r'<a href="([^"]*)" title="Taliban, Kazakhstan: delisted[^"]*in conflict', html)
    rows = re.findall(r'<tr><th scope="row"[^>]*><a href="/groups/([^/]*)/', html)

    assert cell == "/matrix/taliban/KZ/?as_of=2024-06-10"
    assert {"taliban", "hamas"} <= {*rows}
    assert "delisted since 2023-12-29" in plain(read(client, cell))
    assert 'id="contested"' not in read(client, "/?as_of=1980-01-01")


def test_the_first_page_tells_of_each_group_once(client: Client) -> None:
    html = read(client, "/?as_of=2025-06-10").partition('id="of-note"')[2].partition("</section>")[0]

    assert html.count("<li") == 3
    assert html.count("of the Taliban on") + html.count("removed the Taliban from") == 1
    also = plain(html).partition("Also ")[2]
    assert also.startswith("Kyrgyzstan: Taliban (UN")
    assert "Kazakhstan: Taliban (UN" in also


def test_a_wing_is_drawn_in_the_row_of_the_whole_and_told_where_the_cell_opens(client: Client) -> None:
    drawn = read(client, "/matrix/?as_of=2024-06-10&q=hezbollah")
    cell = plain(read(client, "/matrix/hezbollah/EU/?as_of=2024-06-10"))

    said = "Hezbollah, European Union (Council): a wing of it is listed: Hezbollah military wing"
    assert re.search(
        f'title="{re.escape(said)}[^"]*" data-cell><svg class="mark m-listed"><use href="#m-listed-part"', drawn
    )
    assert "A wing of it, Hezbollah military wing , is listed there" in cell.replace("it ,", "it,")
    assert said not in read(client, "/matrix/?as_of=2024-06-10&q=hezbollah&list=proscription")
    assert said not in read(client, "/matrix/?as_of=2012-06-10&q=hezbollah")


def test_conflicts_stand_under_the_rule_that_found_them(client: Client) -> None:
    html = read(client, "/conflicts/?as_of=2024-06-10")
    heads = re.findall(r'<section id="rule-(\w+)"><h2>[^<]+<span class="quiet">(\d+)</span>', html)
    parts = re.split(r'<section id="rule-\w+">', html)[1:]

    assert [rule for rule, _ in heads][:3] == ["obligation", "bloc", "internal"]
    for (rule, number), part in zip(heads, parts, strict=True):
        keys = set(re.findall(r'href="/conflicts/(\w+):[^"]+"', part))
        assert keys == {rule}
        assert part.count('<li class="conflict') == int(number)
        assert f'<a href="#rule-{rule}">' in html
