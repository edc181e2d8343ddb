"""How far an act has come: done, announced, proposed, called for, long past, or only a state; or denied."""

from dataclasses import dataclass

from .claims import Action, Status
from .framing import Frame
from .views import Span, View
from .voice import Voice

WINDOW = 16
EARLY = 1
"""Sentences in which a verb in the present tells news; later on it tells how things stand."""
CLOSE, AHEAD = 7, 3
REPORT = 14
STATE = 0.85
PAST_BEFORE, PAST_BEHIND = 10, 8
OPEN_FORMS = frozenset(("base", "ing", "noun"))
"""Forms that state nothing by themselves; a word before them tells whether the act happened."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a frame, whether it is only a state, its weight (0 to 1) and why."""

    status: Status
    state: bool
    weight: float
    reasons: tuple[str, ...]


def standing(view: View, frame: Frame, left: int, right: int) -> Standing | None:
    """How an act stands, or None where the sentence denies it or does not say that it happens."""
    begin = max(left, frame.head.first - WINDOW)
    if denied(view, frame, begin, right):
        return None
    if unratified(view, frame):
        return Standing(Status.PROPOSED, False, 0.7, ("a draft was approved, not the act",))
    if bracketed(view, frame):
        return Standing(Status.DONE, True, 0.5, ("a note in brackets",))
    if frame.head.form == "state":
        return of_state(view, frame)
    if frame.head.sense == "keep" and frame.head.form == "present" and not view.title:
        return Standing(Status.DONE, True, STATE, ("a state, not an act",))
    if is_state(view, frame):
        return Standing(Status.DONE, True, STATE, ("a state, not an act",))
    wish = wished(view, frame, begin, right)
    if wish is not None:
        return wish
    plain = view.grammar.plain_present and frame.head.form == "base" and frame.voice.begin == frame.head.first
    if frame.head.form in OPEN_FORMS and not frame.voice.ongoing and not plain:
        return licensed(view, frame, begin, right)
    return finite(view, frame, left, right)


def unratified(view: View, frame: Frame) -> bool:
    """Whether only a draft was approved, and not by a parliament ("the cabinet approved a bill to ban")."""
    if frame.head.sense != "impose" or frame.inner is None:
        return False
    draft = view.has("cues.opening", frame.head.after, frame.inner.head.first)
    return draft and not view.has("terms.generic_parliament", 0, frame.head.first)


def bracketed(view: View, frame: Frame) -> bool:
    """Whether the head stands in brackets, as standing bans are noted in some countries' press."""
    opened = [place for place in range(frame.head.first) if view.norm(place) in {"(", "["}]
    closed = [place for place in range(frame.head.first) if view.norm(place) in {")", "]"}]
    return len(opened) > len(closed)


def denied(view: View, frame: Frame, begin: int, right: int) -> bool:
    """Whether a negation or a refusal governs the act."""
    edge = frame.head.first
    reach = edge + CLOSE if view.grammar.order == "ov" else max(edge, frame.head.after)
    around = view.within("cues.around", begin, min(frame.head.after + CLOSE, len(view.tokens)))
    if any(first < edge < after for first, after in around):
        return True
    for first, after in view.within("cues.negation", begin, min(reach, max(right, frame.head.after))):
        inside = frame.head.first <= first < frame.head.after
        if not inside and edge - after <= CLOSE:
            return True
    if view.within("cues.refusal", begin, right if view.grammar.order == "ov" else edge):
        return True
    return frame.head.form == "noun" and bool(view.within("cues.refusal", frame.head.after, right))


def of_state(view: View, frame: Frame) -> Standing:
    """A state: "still listed" is confirmed, "no longer on the list" tells of a removal."""
    if frame.action is Action.EXTENDED and view.has("cues.decided", 0, frame.head.first):
        return Standing(Status.DONE, False, 0.85, ("decided to stay as it is",))
    if frame.action is Action.CONFIRMED and view.has("terms.prolonging", frame.head.first, len(view.tokens)):
        return Standing(Status.DONE, False, 0.9, ("kept for a further time",))
    if frame.action in {Action.CONFIRMED, Action.EXTENDED}:
        return Standing(Status.DONE, True, STATE, ("a state, not an act",))
    if view.within("cues.future", max(frame.head.first - AHEAD, 0), frame.head.first):
        return Standing(Status.ANNOUNCED, False, 0.75, ("a state that lies ahead",))
    return Standing(Status.DONE, False, 0.75, ("told as the state that it makes",))


def is_state(view: View, frame: Frame) -> bool:
    """Whether a participle describes ("the banned group", "is designated as") instead of telling."""
    how = frame.voice
    if frame.action is not Action.LISTED:
        return False
    bare = view.grammar.plain_present and frame.head.form == "base" and how.begin == frame.head.first
    plain = frame.head.form == "present" or bare
    if plain and frame.head.sense in {"label", "proscribe", "ban"}:
        return view.number > EARLY and not fresh(view, frame)
    if how.adjective or (frame.head.form == "passive" and relative_before(view, frame)):
        return not fresh(view, frame)
    if how.reduced and not view.title:
        return not fresh(view, frame)
    return how.present and how.passive and not fresh(view, frame) and not how.ongoing and not how.infinitive


def relative_before(view: View, frame: Frame) -> bool:
    """Whether a relative word stands at most a word before the head ("kelompok yang ditetapkan")."""
    return any(0 <= frame.head.first - after <= 1 for _, after in view.spans.get("cues.relative", []))


def fresh(view: View, frame: Frame) -> bool:
    """Whether "now" or "newly" makes news of a state."""
    return view.has("cues.now", max(frame.head.first - 6, 0), min(frame.head.after + 3, len(view.tokens)))


def wished(view: View, frame: Frame, begin: int, right: int) -> Standing | None:
    """Urging, planning, conditions: where the act is only wanted."""
    how: Voice = frame.voice
    open_form = frame.head.form in OPEN_FORMS or how.infinitive or how.modal or how.reduced
    open_form = open_form or bool(view.grammar.sets.get("bare_verbs"))
    if not open_form:
        return None
    edge = right if view.grammar.order == "ov" else frame.head.first
    if view.within("cues.condition", begin, edge):
        return Standing(Status.PROPOSED, False, 0.5, ("under a condition",))
    decided = view.within("cues.decided", begin, edge)
    opening = outside(view.within("cues.opening", begin, edge), decided)
    called = outside(view.within("cues.called", begin, edge), decided)
    proposed = outside(view.within("cues.proposed", begin, edge), decided)
    if called and not (decided and decided[-1][0] > called[-1][0]):
        return Standing(Status.CALLED_FOR, False, 0.7, (f"urged: {view.gap(*called[-1])}",))
    if opening or (proposed and not (decided and decided[-1][0] > proposed[-1][0])):
        words = view.gap(*(opening or proposed)[-1])
        return Standing(Status.PROPOSED, False, 0.7, (f"proposed: {words}",))
    return None


def outside(spans: list[Span], covers: list[Span]) -> list[Span]:
    """The spans that no cover holds ("approved a motion" decides, though a motion alone does not)."""
    return [span for span in spans if not any(first <= span[0] and span[1] <= after for first, after in covers)]


def licensed(view: View, frame: Frame, begin: int, right: int) -> Standing | None:
    """An infinitive, gerund or noun that a decision, an event or a reaction makes a fact."""
    if frame.voice.modal:
        return Standing(Status.ANNOUNCED, False, 0.85, ("lies ahead",))
    if any(after == frame.voice.begin for _, after in view.spans.get("terms.again", [])):
        return past_or(view, frame, begin, right, 0.9, "told as done again")
    edge = right if view.grammar.order == "ov" else frame.head.first
    ahead = view.within("cues.future", begin, edge)
    if ahead:
        near = frame.voice.infinitive and frame.head.first - ahead[-1][1] <= 2
        return Standing(Status.ANNOUNCED if near else Status.PROPOSED, False, 0.75, ("lies ahead",))
    before = max(begin, frame.head.first - 9)
    for cue, weight in (("decided", 0.85), ("reaction", 0.75), ("event", 0.75)):
        if view.within(f"cues.{cue}", before, max(edge, frame.head.first)):
            return past_or(view, frame, begin, right, weight, f"{cue} before it")
    before = frame.head.first - 3 if frame.head.form == "noun" and view.grammar.order == "vo" else before
    if view.within("terms.decision", max(before, begin), max(edge, frame.head.first)):
        return past_or(view, frame, begin, right, 0.8, "a decision before it")
    if frame.head.form == "ing":
        before = frame.head.first - 1
        loose = view.is_a("place", before) or view.is_a("of", before)
        beside = any(view.is_a("company", place) for place in range(begin, before))
        told = view.norm(before) == "," or view.is_a("participial", before)
        if not beside and (loose or not told):
            return Standing(Status.PROPOSED, False, 0.5, ("spoken of, not told as done",))
        return past_or(view, frame, begin, right, 0.7, "told beside another act")
    if frame.head.form == "noun" and view.within("cues.event", frame.head.after, right):
        return past_or(view, frame, begin, right, 0.7, "an event told of it")
    return None


def finite(view: View, frame: Frame, left: int, right: int) -> Standing:
    """A finite verb: done, unless it lies ahead or long ago."""
    how = frame.voice
    if frame.head.form == "present" and view.within(
        "cues.condition", max(left, frame.head.first - WINDOW), frame.head.first
    ):
        return Standing(Status.PROPOSED, False, 0.5, ("under a condition",))
    if how.modal or how.infinitive or view.within("cues.future", how.begin, frame.head.first):
        return Standing(Status.ANNOUNCED, False, 0.85, ("lies ahead",))
    return past_or(view, frame, left, right, 0.95, "told as done")


def past_or(view: View, frame: Frame, begin: int, right: int, weight: float, reason: str) -> Standing:
    """Done, or historical where the tense or a word such as "previously" says so."""
    near = (max(begin, frame.head.first - PAST_BEFORE), min(right, frame.head.after + PAST_BEHIND))
    reported = view.within("cues.reported", max(frame.head.first - REPORT, 0), frame.head.first)
    if (frame.voice.pluperfect and not reported) or view.within("cues.past", *near):
        return Standing(Status.HISTORICAL, False, weight, (reason, "told as past"))
    return Standing(Status.DONE, False, weight, (reason,))
