"""Names of organisations that the vocabulary does not hold, told by capitals, quotation marks and the
nouns beside them.
"""

from .views import Span, View

ORGANISATION_LABELS = frozenset(("label",))
MAX_WORDS = 9


def unknown_groups(view: View, zone: Span, kind: str) -> list[Span]:
    """Stretches of a zone that name an organisation unknown to the vocabulary."""
    return [span for span in capital_runs(view, zone) if is_organisation(view, span, kind)]


def capital_runs(view: View, zone: Span) -> list[Span]:
    """Runs of capitalised words, small words between them included, free of known names."""
    runs: list[Span] = []
    index = zone[0]
    while index < zone[1]:
        stop = run_end(view, index, zone[1])
        if stop > index:
            runs.append((index, stop))
            index = stop
        else:
            index += 1
    known = [found for found in view.names if found.name.kind != "demonym"]
    return [run for run in runs if not any(found.first < run[1] and run[0] < found.after for found in known)]


def run_end(view: View, index: int, limit: int) -> int:
    """The index after the run that begins here, or the same index if none does."""
    if not begins(view, index):
        return index
    stop = index + 1
    while stop < limit and stop - index < MAX_WORDS:
        if begins(view, stop):
            stop += 1
        elif (
            view.is_a("connectors", stop)
            and stop + 1 < limit
            and begins(view, stop + 1)
            and view.norm(stop) != "and"
        ):
            stop += 2
        else:
            break
    return stop


def begins(view: View, index: int) -> bool:
    """Whether a token may begin or continue a name."""
    token = view.tokens[index]
    return token.kind in {"word", "acronym"} and token.capital and not view.is_a("never_names", index)


def is_organisation(view: View, span: Span, kind: str) -> bool:
    """Whether a run of capitalised words names an organisation rather than a person, a place or a law."""
    words = [view.norm(place) for place in range(*span)]
    if any(view.grammar.has("no_organisation", word) for word in words):
        return False
    if span[0] == 0 and len(words) == 1 and not view.tokens[0].acronym:
        return False
    if any(view.grammar.has("organisation", word) for word in words):
        return True
    if any(after == span[0] for _, after in view.spans.get("terms.grouphead", [])):
        return True
    if any(first == span[1] for first, _ in view.spans.get("terms.grouphead", [])):
        return True
    return view.norm(span[1]) == "(" and span[1] + 1 < len(view.tokens) and view.tokens[span[1] + 1].acronym
