"""The reader as its callers see it."""

from datetime import date

from sources.reading import (
    Action,
    Article,
    AuthorityWords,
    GroupName,
    GroupWords,
    Status,
    Vocabulary,
    read_article,
)

VOCABULARY = Vocabulary.build(
    authorities=[AuthorityWords("KZ", ("Kazakhstan",)), AuthorityWords("RU", ("Russia",))],
    groups=[
        GroupWords("taliban", (GroupName("Taliban"),)),
        GroupWords("hezbollah", (GroupName("Hezbollah"),)),
    ],
)


def test_removal_told_in_the_active_voice_is_a_claim() -> None:
    act = "On Monday, Kazakhstan struck the Taliban from its list of terrorist organisations."
    text = f"Last week was calm. {act}"
    reading = read_article(Article("", text, date(2024, 6, 5), "en"), VOCABULARY)
    (claim,) = reading.claims
    assert (claim.authority, claim.action, claim.group) == ("KZ", Action.DELISTED, "taliban")
    assert (claim.status, claim.date) == (Status.DONE, "2024-06-03")
    assert text[claim.start : claim.end] == claim.evidence
    assert claim.evidence == act
