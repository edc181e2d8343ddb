"""One form of sentence for each rule, and how names and dates stand in it."""

from datetime import date

import pytest

from designations.domain.acts import EventKind, RegimeKind, Scope
from designations.domain.conflicts import Likeness, Rule
from designations.domain.dates import StatedDate
from designations.domain.sentences import Instrument, Kept, Told, sentence
from designations.domain.wording import dated, joined, possessive, reached, with_article

COURT = Instrument("Kazakh court list", RegimeKind.COURT_BAN, "list of banned terrorist organisations")
UN_1988 = Instrument("UN 1988", RegimeKind.SANCTIONS, "sanctions list on the Taliban", "UN", "under Chapter VII")
RUSSIAN = Instrument("Russian federal list", RegimeKind.COURT_BAN)
SDGT = Instrument("US SDGT", RegimeKind.SANCTIONS)
CSTO = "Collective Security Treaty Organization"


def kept(authority="Russia", instrument=RUSSIAN, group="Taliban", scope=Scope.WHOLE, ends=None, seen=True, starts=None):
    return Kept(authority, instrument, group, scope, starts, ends, seen)


def told(rule, parties, **more):
    return sentence(
        Told(
            **{
                "rule": rule,
                "group": "Taliban",
                "scope": Scope.WHOLE,
                "instrument": COURT,
                "when": StatedDate.parse("2023-12-29"),
                "kept": parties,
                "likeness": Likeness.SAME_KIND,
                "authority": "Kazakhstan",
                **more,
            }
        )
    )


def test_an_obligation_names_both_instruments_and_asserts_no_breach():
    party = kept("United Nations (Security Council)", UN_1988, scope=Scope.ASSOCIATED)

    assert told(
        Rule.OBLIGATION, [party], others=[StatedDate.parse("2024-06-03")], likeness=Likeness.DIFFERENT_SCOPE
    ) == (
        "Kazakhstan removed the Taliban from its list of banned terrorist organisations (court ban) on 2023-12-29; a "
        "source states 2024-06-03. UN 1988 (sanctions), which binds UN members under Chapter VII, still reaches "
        "persons and entities associated with the Taliban. The atlas records the difference; it does not say that an "
        "obligation is breached."
    )


def test_an_obligation_that_ended_says_until_when():
    party = kept("European Union", SDGT, ends=date(2024, 1, 2))

    assert "US SDGT (sanctions), which binds EU members, reached the Taliban until 2024-01-02." in told(
        Rule.OBLIGATION, [party], body="EU"
    )


def test_a_bloc_tells_who_goes_on_who_ended_and_what_is_presumed():
    parties = [
        kept("Tajikistan"),
        kept("Russia", ends=date(2025, 4, 17)),
        kept("Kyrgyzstan", ends=date(2024, 9, 2)),
        kept(CSTO, seen=False),
    ]

    assert told(Rule.BLOC, parties, body=CSTO) == (
        "Kazakhstan removed the Taliban from its list of banned terrorist organisations (court ban) on 2023-12-29. "
        "Inside the Collective Security Treaty Organization, the body itself and Tajikistan still list the Taliban and "
        "Kyrgyzstan (until 2024-09-02) and Russia (until 2025-04-17) kept listing it, by instruments of the same kind. "
        "That the body itself kept it is presumed: no later sighting was read. The atlas records the difference; it "
        "does not say that the lists must agree."
    )


def test_a_divergence_that_is_over_says_who_kept_until_when():
    parties = [kept("Canada", ends=date(2012, 12, 20)), kept("Canada", SDGT, ends=date(2011, 1, 1))]

    said = told(Rule.DIVERGENCE, parties, likeness=Likeness.DIFFERENT_KIND)
    assert "Canada (until 2012-12-20) kept listing the Taliban, by instruments of a different kind." in said
    open_ended = told(Rule.DIVERGENCE, [kept("Canada", ends=date(2012, 12, 20)), kept("Canada", SDGT)])
    assert "Canada still lists the Taliban" in open_ended


def test_an_internal_conflict_names_the_lists_of_the_same_authority():
    one = told(Rule.INTERNAL, [kept("Kazakhstan", SDGT)])
    two = told(Rule.INTERNAL, [kept("Kazakhstan", SDGT), kept("Kazakhstan", UN_1988, ends=date(2024, 5, 1))])
    over = told(Rule.INTERNAL, [kept("Kazakhstan", SDGT, ends=date(2024, 5, 1))])

    assert "US SDGT (sanctions), another list of the same authority, still holds it." in one
    assert "US SDGT (sanctions) and UN 1988 (sanctions) until 2024-05-01, other lists of the same authority" in two
    assert "US SDGT (sanctions) until 2024-05-01, another list of the same authority, held it." in over


def test_a_family_conflict_names_the_relative_that_is_kept():
    parties = [kept("Kazakhstan", SDGT, group="Haqqani Network")]

    assert "It still lists the Haqqani Network, a part or another name of the group, on US SDGT (sanctions)." in told(
        Rule.FAMILY, parties, other_group="Haqqani Network"
    )
    over = [kept("Kazakhstan", SDGT, group="Haqqani Network", ends=date(2024, 5, 1))]
    assert "It listed the Haqqani Network" in told(Rule.FAMILY, over, other_group="Haqqani Network")


def test_a_scope_conflict_says_who_lists_the_whole_and_who_a_part():
    parties = [
        kept("United States", starts=date(2001, 1, 1)),
        kept("Canada", starts=date(2005, 1, 1)),
        kept("Canada", scope=Scope.WING, starts=date(2001, 1, 1)),
        kept("United States", group="Armed wing", starts=date(2002, 1, 1)),
        kept("European Union", group="Armed wing", starts=date(2003, 1, 1)),
    ]

    assert told(Rule.SCOPE, parties, authority="", starts=date(2001, 1, 1)) == (
        "Canada and the United States list the whole of the Taliban, while the European Union lists a part of it "
        "(Canada until 2005-01-01). The difference has stood since 2001-01-01. The atlas records the difference; it "
        "does not say that the lists must agree."
    )
    ended = told(
        Rule.SCOPE,
        [kept("Iraq", ends=date(2004, 1, 1)), kept("Egypt", scope=Scope.WING, ends=date(2004, 1, 1))],
        starts=date(2003, 1, 1),
        ends=date(2004, 1, 1),
    )
    assert ended.startswith(
        "Iraq listed the whole of the Taliban, while Egypt listed a part of it. The difference stood from 2003-01-01 "
        "until 2004-01-01."
    )


def test_who_lists_the_whole_for_a_time_and_a_part_before_and_after_lists_a_part():
    parties = [
        kept("United States", starts=date(2001, 1, 1)),
        kept("Egypt", starts=date(2015, 2, 1), ends=date(2015, 6, 1)),
        kept("Egypt", group="Armed wing", starts=date(2015, 1, 1)),
        kept("Canada", group="Armed wing", starts=date(2003, 1, 1), ends=date(2004, 1, 1)),
        kept("Canada", scope=Scope.WING, starts=date(2003, 1, 1), ends=date(2005, 1, 1)),
        kept("Iraq", group="Armed wing", starts=date(2003, 1, 1), ends=date(2009, 1, 1)),
        kept("Iraq", starts=date(2004, 1, 1), ends=date(2010, 1, 1)),
    ]

    assert told(Rule.SCOPE, parties, authority="", starts=date(2001, 1, 1)).startswith(
        "The United States lists the whole of the Taliban (Egypt until 2015-06-01 and Iraq until 2010-01-01), while "
        "Egypt lists a part of it (Canada until 2005-01-01 and Iraq until 2004-01-01). The difference has"
    )


def test_a_part_that_nobody_lists_any_more_is_told_with_its_end():
    parties = [kept("Canada"), kept("Egypt", scope=Scope.WING, ends=date(2004, 1, 1))]

    assert "while Egypt until 2004-01-01 listed a part of it." in told(Rule.SCOPE, parties, starts=date(2003, 1, 1))


def test_a_keeper_that_stayed_to_the_end_of_the_conflict_is_not_said_to_have_left():
    over = date(2024, 2, 16)
    parties = [kept("Saudi Arabia", ends=over), kept("Canada", ends=date(2022, 1, 1))]

    said = told(Rule.DIVERGENCE, parties, ends=over)
    assert "Canada (until 2022-01-01) and Saudi Arabia kept listing the Taliban" in said
    assert "reached the Taliban." in told(Rule.OBLIGATION, [kept("EU", SDGT, ends=over)], body="EU", ends=over)
    assert "US SDGT (sanctions), another list of the same authority, held it." in told(
        Rule.INTERNAL, [kept("Kazakhstan", SDGT, ends=over)], ends=over
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"suspended": True}, "Kazakhstan suspended its listing of the Taliban on its list of banned"),
        ({"act_kind": EventKind.LAPSED}, "Kazakhstan's listing of the Taliban on its list of banned terrorist"),
        ({"act_kind": EventKind.LAPSED}, "(court ban) lapsed on 2023-12-29."),
        ({"act_kind": EventKind.ANNULLED}, "(court ban) was annulled on 2023-12-29."),
        ({"authority": "United States"}, "The United States removed the Taliban from its list"),
        ({"others": [StatedDate.parse("2023"), StatedDate.parse("2024")]}, "; sources state 2023 and 2024."),
        ({"instrument": RUSSIAN}, "from its Russian federal list (court ban) on"),
        ({"scope": Scope.WING}, "removed a wing of the Taliban from"),
    ],
)
def test_a_stop_is_told_as_what_it_was(more, words):
    assert words in told(Rule.DIVERGENCE, [kept()], **more)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Taliban", "the Taliban"),
        ("Tehrik-e Taliban Pakistan", "Tehrik-e Taliban Pakistan"),
        ("Hezbollah", "Hezbollah"),
        ("United States", "the United States"),
        ("Philippines", "the Philippines"),
        ("Kazakhstan", "Kazakhstan"),
        ("European Union (Council)", "the European Union (Council)"),
        ("Kurdistan Workers' Party", "the Kurdistan Workers' Party"),
        ("Liberation Tigers of Tamil Eelam", "the Liberation Tigers of Tamil Eelam"),
        (
            "Communist Party of the Philippines/New People's Army",
            "the Communist Party of the Philippines/New People's Army",
        ),
        ("Al-Nusrah Front", "the Al-Nusrah Front"),
        ("Al-Akhtar Trust International", "Al-Akhtar Trust International"),
        ("The Base", "The Base"),
        ("Palestine Action", "Palestine Action"),
        ("Jundallah (Pakistan)", "Jundallah (Pakistan)"),
        ("(unnamed)", "(unnamed)"),
    ],
)
def test_a_name_takes_its_article(name, inside):
    assert with_article(name) == inside


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("2023-12-29", "on 2023-12-29"),
        ("2016-10", "in 2016-10"),
        ("2013", "in 2013"),
        ("../2007-12-24", "by 2007-12-24"),
        ("2020/..", "after 2020"),
        ("2002-11-27/2026-03-09", "after 2002-11-27 and by 2026-03-09"),
    ],
)
def test_a_date_is_said_as_stated(stated, words):
    assert dated(StatedDate.parse(stated)) == words


def test_lists_owners_and_scopes_in_words():
    assert (joined([]), joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])) == (
        "",
        "a",
        "a and b",
        "a, b and c",
    )
    assert (possessive("Egypt"), possessive("the United States")) == ("Egypt's", "the United States'")
    assert {reached(scope, "Hamas") for scope in Scope} == {
        "Hamas",
        "a wing of Hamas",
        "Hamas as another name of an entry",
        "persons and entities associated with Hamas",
        "Hamas for police cooperation alone",
    }


@pytest.mark.parametrize("rule", list(Rule))
def test_every_sentence_ends_with_what_the_atlas_does_not_say(rule):
    said = told(rule, [kept()], starts=date(2023, 12, 29), other_group="Hamas")

    assert said.endswith("breached." if rule is Rule.OBLIGATION else "must agree.")
    assert "terrorist group" not in said
