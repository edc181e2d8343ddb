"""Publish, correct, retract and redact acts; add a citation to one that is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from designations.actions.editions import Draft, edition
from designations.actions.recording import (
    keys_of,
    new_key,
    record_acts,
    record_citations,
    record_events,
    retract_events,
    shown,
)
from designations.actions.statements import ActStatement, CitationStatement, Refused, check_act, check_citations
from designations.domain import acts as domain
from designations.domain.periods import Break, Misfit
from designations.models import Act, Citation, Event, Ledger
from designations.projection import misfit


class AlreadyRetracted(Exception):
    """The act has no living event: it was retracted before."""

    def __init__(self, act: Act) -> None:
        super().__init__(f"Act {act.key} was retracted before; nothing of it stands in the record.")


class DoesNotFit(Refused):
    """The act does not fit the state before it; an editor who is sure says so and publishes it all the same."""


def publish(
    *,
    act: ActStatement,
    citations: Sequence[CitationStatement],
    by: AbstractBaseUser,
    at: datetime,
    reason: str = "",
    role: str = "editor",
    key: str | None = None,
    although_it_does_not_fit: bool = False,
) -> Event:
    """Record a new act with its evidence, in an edition of its own.

    Raises Refused where it cannot be recorded as stated, DoesNotFit where the regime's list is in no state for it.
    """
    key = key or new_key()
    _check(act, citations, at)
    if not although_it_does_not_fit:
        check_fit(act, key)
    with edition(by=by, at=at, action="publish", reason=reason, role=role) as draft:
        [event] = record_acts(draft, [(key, act, citations)])
    return event


def correct(
    *,
    act: Act,
    to: ActStatement,
    by: AbstractBaseUser,
    at: datetime,
    reason: str,
    citations: Sequence[CitationStatement] | None = None,
    role: str = "editor",
    although_it_does_not_fit: bool = False,
) -> Event:
    """State an act anew: its living event is retracted and another recorded, the citations carried over.

    ``citations`` replaces the evidence where it is given. Raises AlreadyRetracted, Refused, DoesNotFit.
    """
    cited = citations if citations is not None else [CitationStatement.of(each) for each in _evidence(living(act))]
    _check(to, cited, at)
    if not although_it_does_not_fit:
        check_fit(to, act.key)
    with edition(by=by, at=at, action="correct", reason=reason, role=role) as draft:
        return correct_within(draft, living(act), to, cited)


def correct_within(draft: Draft, event: Event, to: ActStatement, citations: Sequence[CitationStatement]) -> Event:
    """The correction itself, inside an edition being written."""
    before = shown(event)
    retract_events(draft, [event])
    [made] = record_events(draft, [(event.act, to, citations)])
    draft.tell("act_corrected", event.act.key, before=before, after=shown(made), **keys_of(made))
    return made


def retract(*, act: Act, by: AbstractBaseUser, at: datetime, reason: str, role: str = "editor") -> None:
    """Take back what the record says of an act; its key and its history stay. Raises AlreadyRetracted."""
    _demand(reason)
    with edition(by=by, at=at, action="retract", reason=reason, role=role) as draft:
        event = living(act)
        retract_events(draft, [event])
        draft.tell("act_retracted", act.key, before=shown(event), **keys_of(event))


def cite(
    *, act: Act, citation: CitationStatement, by: AbstractBaseUser, at: datetime, reason: str = "", role: str = "editor"
) -> Citation:
    """Add evidence to a known act, with the date that it states itself. Raises AlreadyRetracted, Refused."""
    check_citations([citation], at.date())
    with edition(by=by, at=at, action="cite", reason=reason, role=role) as draft:
        event = living(act)
        taken = set(Citation.objects.filter(event__act=act).values_list("key", flat=True))
        key = next(f"c{number}" for number in range(1, 10_000) if f"c{number}" not in taken)
        [made] = record_citations(draft, [(event, [_keyed(citation, key)])])
        draft.tell(
            "act_cited",
            act.key,
            after={"citation": key, "publisher": made.publisher, "stated": made.stated, "read": made.read},
            **keys_of(event),
        )
    return made


def redact(
    *,
    act: Act,
    by: AbstractBaseUser,
    at: datetime,
    reason: str,
    note: bool = False,
    quotes_of: Sequence[str] = (),
    role: str = "editor",
) -> None:
    """Blank the note or the quoted words of an act in every version of it; hashes and the reason stay.

    The one exception to a ledger that only grows: personal data, or a court's order. ``quotes_of``: citation keys.
    """
    _demand(reason)
    with edition(by=by, at=at, action="redact", reason=reason, role=role) as draft:
        blanked = []
        if note:
            Event.objects.filter(act=act, redacted_in=None).update(note="", redacted_in=draft.number)
            blanked.append("note")
        if quotes_of:
            rows = Citation.objects.filter(event__act=act, key__in=list(quotes_of), redacted_in=None)
            if rows.update(quote="", redacted_in=draft.number):
                blanked += [f"quote of {key}" for key in sorted(quotes_of)]
        if blanked:
            last = Event.objects.select_related("regime__authority", "group", "act").filter(act=act).latest("pk")
            before, after = {"shown": blanked}, {"blanked": blanked}
            draft.tell("act_redacted", act.key, before=before, after=after, **keys_of(last))


def living(act: Act) -> Event:
    """What the record says of an act now. Raises AlreadyRetracted."""
    event = (
        Event.objects.alive().select_related("act", "regime__authority", "group", "scope_of").filter(act=act).first()
    )
    if event is None:
        raise AlreadyRetracted(act)
    return event


def check_fit(statement: ActStatement, key: str) -> None:
    """Raise DoesNotFit where the act would not fit the state of its listing, in the words of the domain."""
    own = misfit(as_domain(statement, key), statement.group.pk, Ledger.objects.get().edition)
    if own is not None:
        raise DoesNotFit({"stated": misfit_sentence(own, statement)})


def misfit_sentence(misfit: Misfit, statement: ActStatement) -> str:
    """Why an act does not fit, said of its authority's list."""
    list_of = f"{statement.regime.authority.name}'s list ({statement.regime})"
    group, day = statement.group.name, statement.stated
    return {
        Break.ALREADY_LISTED: f"{list_of} already holds {group} on {day}.",
        Break.NOT_LISTED: f"{list_of} does not hold {group} on {day}.",
        Break.ALREADY_SUSPENDED: f"The entry of {group} on {list_of} is already suspended on {day}.",
        Break.NOT_SUSPENDED: f"The entry of {group} on {list_of} is not suspended on {day}.",
        Break.CLOSED_THE_SAME_DAY: f"{list_of} would take and drop {group} on one day, {day}: no period is left.",
    }[misfit.why]


def as_domain(statement: ActStatement, key: str) -> domain.Event:
    """The act as the rules read it, without evidence."""
    return domain.Event(
        act=key,
        regime=statement.regime.slug,
        group=statement.group.slug,
        kind=statement.kind,
        effect=statement.effect,
        stated=statement.stated,
        scope=statement.scope,
        scope_of=statement.scope_of.slug if statement.scope_of else None,
        reason=statement.reason,
        day_order=statement.day_order,
    )


def _check(act: ActStatement, citations: Sequence[CitationStatement], at: datetime) -> None:
    check_act(act, at.date())
    check_citations(citations, at.date())


def _evidence(event: Event) -> list[Citation]:
    return list(Citation.objects.alive().filter(event=event).order_by("pk"))


def _keyed(citation: CitationStatement, key: str) -> CitationStatement:
    return CitationStatement(**{**vars(citation), "key": key})


def _demand(reason: str) -> None:
    if not reason.strip():
        raise Refused({"reason": "Say why: the reason is published with the edition."})
