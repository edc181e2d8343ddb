"""How the pages say the vocabulary of the record, in English."""

SECTIONS = (
    ("/matrix/", "Matrix"),
    ("/conflicts/", "Conflicts"),
    ("/groups/", "Groups"),
    ("/authorities/", "Authorities"),
    ("/acts/", "Acts"),
    ("/compare/", "Compare"),
    ("/changes/", "Changes"),
    ("/agreement/", "Agreement"),
    ("/method/", "Method"),
    ("/data/", "Data"),
)
"""The sections of the atlas, as every page names them."""

BODIES = "International bodies"
"""The region of authorities that are no states."""

REGIONS = (
    BODIES, "North America", "South Asia", "Oceania", "Central Asia", "Europe", "Middle East and North Africa",
    "Latin America and Caribbean", "Sub-Saharan Africa", "East and South-East Asia",
)  # fmt: skip
"""Bodies, then the regions by how many groups an authority there lists on average in the shipped record: the first
columns of a wide grid are the full ones. The order never changes, so that no column moves while the years play.
"""

STATES = {
    "listed": "listed",
    "suspended": "listing suspended",
    "delisted": "delisted",
    "announced": "announced, not listed yet",
    "not_listed": "not listed",
    "no_list": "keeps no list",
    "unknown": "not known",
}

SCOPES = {
    "whole": "",
    "wing": "a wing",
    "alias_of": "as another name",
    "associated": "persons and entities associated",
    "cooperation_only": "police cooperation only",
}

REGIME_KINDS = {
    "terrorist_designation": "terrorist designation",
    "sanctions": "sanctions",
    "court_ban": "court ban",
    "immigration_bar": "immigration bar",
    "other_measure": "other measure",
    "political_statement": "political statement",
}

AUTHORITY_KINDS = {
    "state": "State",
    "territory": "Territory",
    "body": "Body",
    "group_of_states": "Group of states",
}

VERBS = {
    "listed": "listed",
    "delisted": "delisted",
    "suspended": "suspended its listing of",
    "reinstated": "reinstated its listing of",
    "annulled": "saw a court annul its listing of",
    "lapsed": "saw the end, by lapse, of its listing of",
    "amended": "amended its listing of",
    "renamed": "renamed its entry of",
    "renewed": "renewed its listing of",
    "announced": "announced a step concerning",
    "declined": "declined to list",
    "confirmed": "was reported as still listing",
}

EVENT_KINDS = {
    "listed": "Listed",
    "delisted": "Delisted",
    "suspended": "Suspended",
    "reinstated": "Reinstated",
    "annulled": "Annulled by a court",
    "lapsed": "Lapsed",
    "amended": "Amended",
    "renamed": "Renamed",
    "renewed": "Renewed",
    "announced": "Announced",
    "declined": "Declined to list",
    "confirmed": "Reported as in force",
}

RULES = {
    "obligation": "Obligation",
    "bloc": "Within a bloc",
    "internal": "Own lists differ",
    "divergence": "Divergence",
    "family": "Group and relative",
    "scope": "Whole and part",
}

RULE_MEANINGS = {
    "obligation": "a member of a body stops while a listing of the body that binds its members stays",
    "bloc": "in a body that counts as a bloc, one member stops while another, or the body, keeps",
    "internal": "an authority ends an entry on one of its lists and keeps it on another",
    "divergence": "an authority stops while others keep, and nothing obliges them to agree",
    "family": "an authority stops listing a group and keeps its wing or its other name, or the reverse",
    "scope": "some list the whole of a group, others a part of it",
}
"""What each rule finds, as the second half of a sentence."""

REASONS = {
    "revoked": "revoked",
    "lapsed": "lapsed",
    "defunct": "the group no longer existed",
    "court": "a court's decision",
    "peace": "a peace agreement",
    "replaced": "replaced by another entry",
    "moved": "moved to another list",
    "error": "correction of an error",
}

LIKENESSES = {
    "same_kind": "instruments of the same kind",
    "different_kind": "instruments of different kinds",
    "different_scope": "instruments of different scope",
}

GRADES = {
    "official": "official source",
    "corroborated": "two independent sources",
    "single": "one source",
    "unverified": "unverified",
}

RELATIONS = {
    "wing_of": "wing of",
    "continues": "continues",
    "affiliate_of": "affiliate of",
    "successor_of": "successor of",
    "split_from": "split from",
    "absorbed_by": "absorbed by",
}

RELATIONS_BACK = {
    "wing_of": "has the wing",
    "continues": "continued by",
    "affiliate_of": "has the affiliate",
    "successor_of": "succeeded by",
    "split_from": "gave rise by a split to",
    "absorbed_by": "absorbed",
}

KINDS = {
    "act_published": "published",
    "act_corrected": "corrected",
    "act_retracted": "retracted",
}

CHANGES = {
    "act_published": "acts published",
    "act_corrected": "acts corrected",
    "act_retracted": "acts retracted",
    "act_redacted": "acts with words blanked",
    "dispute_settled": "disputes settled",
    "act_cited": "acts given evidence",
    "conflict_opened": "conflicts found",
    "conflict_changed": "conflicts changed",
    "conflict_withdrawn": "conflicts withdrawn",
    "groups_unified": "groups read as one",
    "groups_separated": "groups read apart",
    "authority_registered": "authorities registered",
    "authorityterms_stated": "terms of authorities stated",
    "regime_registered": "lists registered",
    "regimeterms_stated": "terms of lists stated",
    "group_registered": "groups registered",
    "group_named": "groups given names",
    "membership_stated": "memberships stated",
    "coverage_stated": "claims of coverage stated",
    "relation_stated": "relations stated",
}

NAME_KINDS = {"acronym": "acronym", "transliteration": "transliteration", "former": "former name"}

TROUBLES = {
    "already_listed": "The record has the group on that list already on that day.",
    "not_listed": "The record has no listing in force on that day that this act could change.",
    "already_suspended": "The record has the listing suspended already on that day.",
    "not_suspended": "The record has no suspended listing on that day.",
    "closed_the_same_day": "The listing was opened and closed on one day, so it has no day in force.",
    "one_day": "Two acts fall on one day, and no source gives their order.",
    "dates_intersect": "The dates as stated leave the order of two acts open.",
    "sources_state_different_dates": "Sources state different dates.",
}

WORDS = {
    "state": STATES,
    "scope": SCOPES,
    "regime_kind": REGIME_KINDS,
    "authority_kind": AUTHORITY_KINDS,
    "verb": VERBS,
    "rule": RULES,
    "reason": REASONS,
    "likeness": LIKENESSES,
    "grade": GRADES,
    "relation": RELATIONS,
    "relation_back": RELATIONS_BACK,
    "kind": KINDS,
    "change": CHANGES,
    "name_kind": NAME_KINDS,
    "trouble": TROUBLES,
}


def word(vocabulary: str, value: str) -> str:
    """The reader's word for a value of a vocabulary; a value without one is said as it is written."""
    return WORDS[vocabulary].get(value, value.replace("_", " "))


def stated(text: str) -> str:
    """A stated date in words: a day, month or year as it is, a span as what it leaves open."""
    after, slash, by = text.partition("/")
    if not slash:
        return text
    if after == "..":
        return f"by {by}"
    return f"after {after}" if by == ".." else f"after {after}, by {by}"
