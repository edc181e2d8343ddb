"""Names of organisations that the vocabulary does not hold.

They are told by capitals or quotation marks together with what stands beside or in them: a word such as
"front", a
noun such as "militia" before or behind, an acronym in brackets, or a complement that only organisations take.
"""

from .days import lookup
from .tokens import QUOTES
from .views import Span, View

APOSTROPHES = frozenset("'’‘`")
MAX_WORDS = 9
MOSTLY = 0.6
"""Share of capitalised words above which a headline's capitals tell nothing."""


def unknown_groups(view: View, zone: Span, complement: Span | None) -> list[Span]:
    """Stretches of a zone that name an organisation unknown to the vocabulary."""
    if view.title and capitalised(view):
        return []
    organisational = complement is not None and any(
        view.is_a("organisation_label", place) for place in range(*complement)
    )
    found = runs(view, zone)
    named = {span for span in found if is_organisation(view, span, organisational=organisational)}
    anchors = named | {(known.first, known.after) for known in view.groups}
    for span in found:
        if (
            joined_to(view, span, anchors)
            and not describes_only(view, span)
            and not has_word(view, span, "no_organisation")
        ):
            named.add(span)
            anchors.add(span)
    return sorted(named)


def joined_to(view: View, span: Span, anchors: set[Span]) -> bool:
    """Whether a run is joined to a group by commas or "and", so that it is an item of the same list."""
    for anchor in anchors:
        first, after = (anchor[1], span[0]) if anchor[0] < span[0] else (span[1], anchor[0])
        between = range(first, after)
        listing = [place for place in between if view.norm(place) == "," or view.is_a("and", place)]
        if listing and all(place in listing or view.is_a("articles", place) for place in between):
            return True
    return False


def capitalised(view: View) -> bool:
    """Whether a headline capitalises nearly every word."""
    words = [token for token in view.tokens if token.kind == "word" and len(token.text) > 3]
    return bool(words) and sum(token.capital for token in words) / len(words) > MOSTLY


def runs(view: View, zone: Span) -> list[Span]:
    """Runs of capitalised words (with small words inside) and quoted stretches, free of known groups."""
    found: list[Span] = []
    index = zone[0]
    while index < zone[1]:
        stop = quoted_end(view, index, zone[1]) or run_end(view, index, zone[1])
        if stop > index:
            found.append((index, stop))
            index = stop
        else:
            index += 1
    return [run for run in found if not overlaps_known(view, run)]


def overlaps_known(view: View, run: Span) -> bool:
    """Whether a run holds a known group, is a term of the field, or hardly more than the name of an
    authority.
    """
    for term in ("list", "label", "weaklist"):
        if any(first <= run[0] and run[1] <= after for first, after in view.spans.get(f"terms.{term}", [])):
            return True
    for found in view.names:
        if found.first >= run[1] or run[0] >= found.after:
            continue
        if found.name.is_group:
            return True
        whole = found.first <= run[0] and run[1] <= found.after
        if not found.kind_is("demonym") and (whole or not has_word(view, run, "organisation")):
            return True
    return False


def has_word(view: View, run: Span, name: str) -> bool:
    """Whether a run holds a word of a closed class."""
    return any(view.is_a(name, place) for place in range(*run))


def quoted_end(view: View, index: int, limit: int) -> int:
    """The index after the quotation that begins at a token, at most ``MAX_WORDS`` long; 0 if none does."""
    start = view.tokens[index].start
    if not start or not view.tokens[index].text[0].isalnum() or not opens(view.text, start - 1):
        return 0
    for stop in range(index + 1, min(index + MAX_WORDS, limit) + 1):
        end = view.tokens[stop - 1].end
        if closes(view.text, end):
            return stop
    return 0


def opens(text: str, place: int) -> bool:
    """Whether the character at a place is an opening quotation mark and no apostrophe."""
    return text[place] in QUOTES and not (text[place] in APOSTROPHES and place > 0 and text[place - 1].isalnum())


def closes(text: str, place: int) -> bool:
    """Whether the character at a place is a closing quotation mark and no apostrophe."""
    if text[place : place + 1] not in QUOTES or place >= len(text):
        return False
    return text[place] not in APOSTROPHES or not text[place + 1 : place + 2].isalnum()


def run_end(view: View, index: int, limit: int) -> int:
    """The index after the run of capitals that begins here, or the same index if none does."""
    if not begins(view, index):
        return index
    stop = index + 1
    while stop < limit and stop - index < MAX_WORDS:
        ahead = stop
        while ahead - stop < 2 and ahead < limit and view.is_a("inner", ahead):
            ahead += 1
        if ahead >= limit or not (begins(view, ahead) or view.tokens[ahead].glued):
            break
        stop = ahead + 1
    return stop


def begins(view: View, index: int) -> bool:
    """Whether a token may begin or continue a name."""
    token = view.tokens[index]
    if token.kind not in {"word", "acronym"} or not token.capital or view.is_a("never_names", index):
        return False
    return not any(lookup(view.grammar, table, token.norm) for table in ("months", "weekdays"))


def is_organisation(view: View, span: Span, *, organisational: bool) -> bool:
    """Whether a run names an organisation rather than a person, a place, a law or a mere description."""
    if has_word(view, span, "no_organisation") or describes_only(view, span):
        return False
    if has_word(view, span, "organisation") and (span[1] - span[0] > 1 or quoted(view, span)):
        return True
    general = span[1] - span[0] == 1 and span in view.spans.get("terms.grouphead", [])
    if general and not quoted(view, span):
        return False
    opening = span[0] == 0 and not view.tokens[0].acronym and not quoted(view, span)
    if opening and span[1] == 1:
        return False
    if beside_noun(view, span) or bracketed_acronym(view, span):
        return True
    if view.is_a("place", span[0] - 1) and not quoted(view, span):
        return False
    if opening:
        return False
    return organisational or quoted(view, span)


def describes_only(view: View, span: Span) -> bool:
    """Whether every word of a run is an adjective of people or places ("Islamist", "Latin American")."""
    demonyms = {
        place
        for found in view.authorities
        if found.kind_is("demonym", "name")
        for place in range(found.first, found.after)
    }
    return all(place in demonyms or view.is_a("descriptive", place) for place in range(*span))


def quoted(view: View, span: Span) -> bool:
    """Whether a run stands in quotation marks."""
    start, end = view.tokens[span[0]].start, view.tokens[span[1] - 1].end
    return start > 0 and opens(view.text, start - 1) and closes(view.text, end)


def beside_noun(view: View, span: Span) -> bool:
    """Whether a noun such as "militia" stands directly before or behind a run."""
    heads = view.spans.get("terms.grouphead", [])
    return any(after == span[0] or first == span[1] for first, after in heads)


def bracketed_acronym(view: View, span: Span) -> bool:
    """Whether an acronym in brackets follows."""
    behind = span[1] + 1
    return view.norm(span[1]) == "(" and behind < len(view.tokens) and view.tokens[behind].acronym
