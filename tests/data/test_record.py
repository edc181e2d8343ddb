"""What the tables must hold to beyond their schema: effects, dates, evidence, words."""

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from tests.data.tables import DATA, meet, rows, span

EFFECTS = {
    "listed": {"open"},
    "delisted": {"close"},
    "lapsed": {"close"},
    "suspended": {"pause"},
    "reinstated": {"open", "resume", "none"},
    "annulled": {"close", "none"},
}
LAST_DAY_OF_THE_RECORD = date(2026, 11, 1)
CLAIMS = re.compile(r"\bterrorist (group|organi[sz]ation|network|movement|militia|outfit)s?\b", re.IGNORECASE)
REPORTED = re.compile(
    r"declared|listed|designated|recogni[sz]ed|labelled|banned|list of|list,|proscribed", re.IGNORECASE
)
WORKPLACE = re.compile(
    r"\b(unchecked|earlier row|to do|TBD|row was|precision raised|check the|mapped to)\b", re.IGNORECASE
)


def citations_by_act():
    found = defaultdict(list)
    for citation in rows("citations"):
        found[citation["act"]].append(citation)
    return found


def histories():
    """State-changing events of each listing, in the order of their latest days."""
    found = defaultdict(list)
    for event in rows("events"):
        if event["effect"] != "none":
            found[event["regime"], event["group"]].append(event)
    for events in found.values():
        events.sort(key=lambda event: span(event["date"])[1])
    return found


def test_every_event_has_an_effect_allowed_for_its_kind():
    assert not [event["act"] for event in rows("events") if event["effect"] not in EFFECTS.get(event["kind"], {"none"})]


def test_every_stated_date_exists_and_none_lies_ahead():
    stated = [event["date"] for event in rows("events")]
    stated += [citation["stated"] for citation in rows("citations") if citation["stated"]]
    stated += [citation["published_on"] for citation in rows("citations") if citation["published_on"]]
    stated += [relation[end] for relation in rows("relations") for end in ("from", "until") if relation[end]]

    spans = [span(text) for text in stated]

    assert all(first <= last for first, last in spans)
    assert max(first for first, _ in spans) < LAST_DAY_OF_THE_RECORD


def test_every_confirmed_says_on_which_day_or_in_which_year_the_entry_stood():
    confirmed = [event for event in rows("events") if event["kind"] == "confirmed"]

    assert len(confirmed) > 20
    assert not [event["act"] for event in confirmed if not re.match(r"^\d{4}", event["date"])]


def test_openings_and_closings_alternate_without_overlap():
    faults = []
    for listing, events in histories().items():
        state = "closed"
        for event in events:
            expected = {
                "open": {"closed"},
                "close": {"open", "paused"},
                "pause": {"open"},
                "resume": {"paused"},
            }
            if state not in expected[event["effect"]]:
                faults.append((listing, event["act"]))
            state = {"open": "open", "close": "closed", "pause": "paused", "resume": "open"}[event["effect"]]
        faults += [
            (listing, one["act"], other["act"])
            for one, other in pairwise(events)
            if meet(one["date"], other["date"]) and not (one["day_order"] and other["day_order"])
        ]

    assert not faults


def test_a_wider_or_narrower_scope_names_what_it_must():
    events = rows("events")

    assert not [event["act"] for event in events if (event["scope"] == "alias_of") != bool(event["scope_of"])]
    assert not [event["act"] for event in events if event["reason"] and event["effect"] != "close"]
    assert {event["group"] for event in events if event["scope"] == "associated"} == {"taliban"}


def test_every_citation_says_where_it_was_published_or_read():
    assert not [citation["act"] for citation in rows("citations") if not citation["url"] and not citation["read_in"]]


def test_the_only_dispute_is_the_day_of_kazakhstans_removal_of_the_taliban():
    dated = defaultdict(list)
    for citation in rows("citations"):
        if citation["stated"]:
            dated[citation["act"]].append(citation["stated"])
    disputed = {
        act
        for act, stated in dated.items()
        if any(not meet(one, other) for place, one in enumerate(stated) for other in stated[place + 1 :])
    }
    (act,) = disputed
    (event,) = [event for event in rows("events") if event["act"] == act]

    assert (event["regime"], event["group"], event["kind"]) == ("kz-court-list", "taliban", "delisted")
    assert Counter(dated[act]) == {"2023-12-29": 2, "2024-06-03": 1}


def test_every_event_agrees_with_what_one_of_its_sources_states():
    cited = citations_by_act()

    assert not [
        event["act"]
        for event in rows("events")
        if (stated := [citation["stated"] for citation in cited[event["act"]] if citation["stated"]])
        and not any(meet(text, event["date"]) for text in stated)
    ]


@pytest.mark.parametrize(
    ("regime", "read"), [("tj-supreme-court", {"yes"}), ("csto-list", {"no"})], ids=["tajikistan", "csto"]
)
def test_the_taliban_are_confirmed_after_kazakhstans_act(regime, read):
    later = [
        event["act"]
        for event in rows("events")
        if event["regime"] == regime
        and event["group"] == "taliban"
        and event["kind"] == "confirmed"
        and span(event["date"])[0] > date(2023, 12, 29)
    ]

    assert later
    assert {citation["read"] for citation in rows("citations") if citation["act"] in later} == read


def test_relations_have_no_circle():
    above = defaultdict(set)
    for relation in rows("relations"):
        if relation["kind"] in {"wing_of", "continues", "absorbed_by"}:
            above[relation["group"]].add(relation["other"])

    def reaches(start, goal, seen=frozenset()):
        return any(
            other == goal or (other not in seen and reaches(other, goal, seen | {other})) for other in above[start]
        )

    assert not [group for group in list(above) if reaches(group, group)]
    assert not [relation for relation in rows("relations") if relation["group"] == relation["other"]]


def test_a_regime_names_the_ground_on_which_it_binds_exactly_where_it_binds():
    assert not [
        regime["slug"]
        for regime in rows("regimes")
        if (regime["binds_members"] == "yes") != bool(regime["binds_ground"])
    ]


def test_every_group_has_one_main_name_and_no_name_twice():
    main = Counter(name["group"] for name in rows("names") if name["kind"] == "primary")

    assert main == {group["slug"]: 1 for group in rows("groups")}
    assert not [
        key for key, count in Counter((n["group"], n["name"].casefold()) for n in rows("names")).items() if count > 1
    ]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Талибан", "taliban"),
        ("طالبان", "taliban"),
        ("حزب الله", "hezbollah"),
        ("Хезболла", "hezbollah"),
        ("Daesh", "isil"),
        ("Houthis", "ansar-allah"),
    ],
)
def test_a_wellknown_name_leads_to_its_group(name, group):
    assert group in {row["group"] for row in rows("names") if row["name"] == name}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("groups", "description"),
        ("groups", "note"),
        ("events", "note"),
        ("relations", "note"),
        ("regimes", "note"),
        ("authorities", "note"),
    ],
)
def test_sentences_claim_nothing_and_speak_of_the_record_alone(table, column):
    sentences = [row[column] for row in rows(table) if row[column]]

    assert not [text for text in sentences if CLAIMS.search(text) and not REPORTED.search(text)]
    assert not [text for text in sentences if WORKPLACE.search(text)]
    assert not [text for text in sentences if not (text[0].isupper() or text[0].isdigit()) or text[-1] not in ".)"]


def test_the_sample_article_says_that_it_is_one():
    text = (DATA / "samples" / "article-sample.html").read_text(encoding="utf-8")

    assert "<title>SAMPLE:" in text
    assert text.count("Nothing in this text happened") >= 2
