"""How a head is used in its sentence: active or passive, finite or not, a state or an act."""

from dataclasses import dataclass

from .views import Head, View

REACH, FAR = 7, 26
CLAUSE_MARKS = frozenset((",", ";", ":", "-", "–", "—"))


@dataclass(frozen=True, slots=True)
class Voice:
    """``passive``: the object stands before the head. ``reduced``: a participle without auxiliary
    ("banned by Egypt").
    ``adjective``: describes a noun ("the banned group"). ``begin``: index of the first auxiliary."""

    passive: bool = False
    reduced: bool = False
    adjective: bool = False
    present: bool = False
    perfect: bool = False
    pluperfect: bool = False
    modal: bool = False
    infinitive: bool = False
    ongoing: bool = False
    begin: int = 0


def voice(view: View, head: Head) -> Voice:
    """Read the auxiliaries before a head (and behind it, where the language puts them there)."""
    if head.form in {"passive", "state"}:
        return Voice(passive=head.form == "passive", adjective=False, begin=head.first)
    if head.form == "adjective":
        return Voice(passive=True, adjective=True, begin=head.first)
    chain, begin = auxiliaries(view, head)
    words = set(chain)
    has = {
        name: any(view.grammar.has(name, word) for word in words)
        for name in ("be", "have", "had", "modal", "to", "being", "was", "bare_be")
    }
    if head.form in {"base", "present", "future", "noun"}:
        return Voice(
            modal=has["modal"] or head.form == "future",
            infinitive=has["to"],
            perfect=has["have"] and not has["to"],
            pluperfect=has["had"] and not has["to"],
            begin=begin,
        )
    if head.form == "ing":
        return Voice(ongoing=has["be"], begin=begin)
    bare = not (has["be"] or has["have"] or has["had"])
    adjective = head.form != "past" and (bare or has["be"]) and is_adjective(view, head, bare=bare)
    return Voice(
        passive=has["be"] or adjective or (bare and bare_is_passive(view, head)),
        reduced=bare and bare_is_passive(view, head),
        adjective=adjective,
        present=has["be"] and not (has["was"] or has["have"] or has["had"] or has["modal"]),
        perfect=has["have"],
        pluperfect=has["had"],
        modal=has["modal"],
        infinitive=has["to"] or (has["bare_be"] and not has["modal"]),
        ongoing=has["being"],
        begin=begin,
    )


def auxiliaries(view: View, head: Head) -> tuple[list[str], int]:
    """The auxiliaries that belong to a head, and where they begin; adverbs between are passed over."""
    chain: list[str] = []
    begin = head.first
    far = bool(view.grammar.sets.get("far_auxiliaries"))
    for index in range(head.first - 1, max(head.first - (FAR if far else REACH), -1), -1):
        norm = view.norm(index)
        if any(view.grammar.has(name, norm) for name in ("be", "have", "had", "modal", "to")):
            chain.append(norm)
            begin = index
        elif view.norm(index) in CLAUSE_MARKS or not (far or passes(view, index)):
            break
    if view.grammar.has("trailing_aux", view.norm(head.after)):
        chain.append(view.norm(head.after))
    return chain, begin


def passes(view: View, index: int) -> bool:
    """Whether a token may stand between an auxiliary and its verb: adverbs, negations, days."""
    norm = view.norm(index)
    tails = tuple(view.grammar.sets.get("adverb_tails", ()))
    return (bool(tails) and norm.endswith(tails) and len(norm) > 4) or view.grammar.has("adverbs", norm)


def bare_is_passive(view: View, head: Head) -> bool:
    """Whether a participle without auxiliary has its object before it."""
    if head.form == "part":
        return True
    if head.form != "ed":
        return False
    if view.grammar.has("by", view.norm(head.after)):
        return True
    before = view.norm(head.first - 1)
    if view.grammar.has("relative", before):
        return False
    group_before = any(
        found.after == head.first or (found.after == head.first - 1 and before == ",") for found in view.groups
    )
    group_behind = any(found.first >= head.after for found in view.groups)
    general = any(after == head.first for _, after in view.spans.get("terms.grouphead", []))
    if general and not group_behind and view.title:
        return True
    if group_before:
        return not group_behind or before == ","
    return view.title and not group_behind and any(found.after <= head.first for found in view.groups)


def is_adjective(view: View, head: Head, *, bare: bool) -> bool:
    """Whether a participle stands inside a noun phrase: between an article and the noun, or before
    "groups".
    """
    before = head.first - 1
    if passes(view, before):
        before -= 1
    opened = view.is_a("articles", before) or view.is_a("quantifiers", before)
    opened = opened or view.norm(before) == "'s" or view.tokens[head.first].glued
    direct = not view.is_a("articles", head.after) and not view.is_a("as", head.after)
    if opened and direct and not view.is_a("by", head.after):
        return True
    noun = any(first == head.after for first, _ in view.spans.get("terms.grouphead", []))
    return bare and noun and not subject_before(view, head.first)


def subject_before(view: View, index: int) -> bool:
    """Whether an authority or an institution ends directly before a place."""
    if any(found.after == index for found in view.authorities):
        return True
    kinds = ("generic_government", "generic_parliament", "generic_court")
    return any(after == index for kind in kinds for _, after in view.spans.get(f"terms.{kind}", []))
