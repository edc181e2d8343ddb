"""Authorities, regimes, groups and the dated facts that the rules read: described, stated and withdrawn by edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from designations.actions.editions import Draft, edition
from designations.actions.statements import Refused
from designations.domain.acts import CoverageLevel, NameKind
from designations.models import Authority, Coverage, Group, Name, Regime
from designations.models.names import search_key
from designations.models.recorded import Recorded

Described = TypeVar("Described", Authority, Regime, Group)
Stated = TypeVar("Stated", bound=Recorded)

KEY_OF: Mapping[type, str] = {Authority: "code", Regime: "slug", Group: "slug"}
"""The column by which a row of the registry is known."""


@dataclass(frozen=True)
class NameStatement:
    """A name of a group as it is to be recorded."""

    text: str
    kind: NameKind
    script: str = "Latn"
    language: str = ""


def describe(draft: Draft, model: type[Described], key: str, columns: Mapping[str, Any]) -> Described:
    """Make a row of the registry, or bring its description to what is given; tell the feed what changed.

    Raises Refused with a sentence for each column that cannot be so.
    """
    name = KEY_OF[model]
    row = model._default_manager.filter(**{name: key}).first()
    made = row is None
    row = row or model(**{name: key})
    changed = {column: value for column, value in columns.items() if made or getattr(row, column) != value}
    if not changed and not made:
        return row
    before = None if made else {column: _plain(getattr(row, column)) for column in changed}
    for column, value in changed.items():
        setattr(row, column, value)
    _check(row)
    _save(row)
    kind = model.__name__.lower()
    after = {column: _plain(value) for column, value in changed.items()}
    draft.tell(f"{kind}_{'registered' if made else 'described'}", key, before=before, after=after, **{kind: key})
    return row


def name_group(draft: Draft, group: Group, names: Iterable[NameStatement]) -> None:
    """Bring the names of a group to those given; tell the feed what changed."""
    wanted = {name.text: name for name in names}
    known = {name.text: name for name in group.names.all()}
    gone = [text for text in known if text not in wanted]
    fresh = [
        Name(
            group=group,
            text=text,
            kind=name.kind.value,
            script=name.script,
            language=name.language,
            search_key=search_key(text),
        )
        for text, name in wanted.items()
        if text not in known or not _same_name(known[text], name)
    ]
    if not gone and not fresh:
        return
    Name.objects.filter(group=group, text__in=[*gone, *(name.text for name in fresh)]).delete()
    Name.objects.bulk_create(fresh)
    draft.tell("group_named", group.slug, before=sorted(known) or None, after=sorted(wanted), group=group.slug)


def state(draft: Draft, model: type[Stated], of: Mapping[str, Any], says: Mapping[str, Any]) -> Stated:
    """State a dated fact: the living row of ``of`` stays where it says the same, else it is retracted and stated anew.

    ``of`` tells which fact, ``says`` what it says. Raises Refused where the database's rules forbid it.
    """
    living: QuerySet[Any] = model._default_manager.filter(retracted_in=None, **of)
    row: Stated | None = living.first()
    if row is not None and all(getattr(row, column) == value for column, value in says.items()):
        return row
    if row is not None:
        model._default_manager.filter(pk=row.pk).update(retracted_in=draft.number)
    made = model(**of, **says, recorded_in_id=draft.number)
    _check(made)
    _save(made)
    kind = model._meta.model_name or ""
    draft.tell(f"{kind}_stated", _subject(made), before=_facts(row) if row else None, after=_facts(made))
    return made


def withdraw(draft: Draft, row: Recorded) -> None:
    """Retract a dated fact. Raises Refused where it was retracted before."""
    model = type(row)
    if not model._default_manager.filter(pk=row.pk, retracted_in=None).update(retracted_in=draft.number):
        raise Refused({"": "This was retracted before."})
    draft.tell(f"{model._meta.model_name}_withdrawn", _subject(row), before=_facts(row))


def describe_one(
    *,
    model: type[Described],
    key: str,
    columns: Mapping[str, Any],
    by: AbstractBaseUser,
    at: datetime,
    reason: str = "",
    names: Iterable[NameStatement] | None = None,
    facts: tuple[type[Recorded], Mapping[str, Any]] | None = None,
    role: str = "editor",
) -> Described:
    """Describe one row of the registry in an edition of its own, with its names (a group) or its terms.

    ``facts``: the terms of an authority or regime, as (model, what they say). Raises Refused, NothingToRecord.
    """
    with edition(by=by, at=at, action="register", reason=reason, role=role) as draft:
        row = describe(draft, model, key, columns)
        if names is not None and isinstance(row, Group):
            name_group(draft, row, names)
        if facts is not None:
            state(draft, facts[0], {model.__name__.lower(): row}, facts[1])
    return row


def state_one(
    *,
    model: type[Stated],
    of: Mapping[str, Any],
    says: Mapping[str, Any],
    by: AbstractBaseUser,
    at: datetime,
    reason: str = "",
    role: str = "editor",
) -> Stated:
    """State one dated fact in an edition of its own. Raises Refused, NothingToRecord."""
    with edition(by=by, at=at, action="register", reason=reason, role=role) as draft:
        return state(draft, model, of, says)


def withdraw_one(*, row: Recorded, by: AbstractBaseUser, at: datetime, reason: str, role: str = "editor") -> None:
    """Retract one dated fact in an edition of its own. Raises Refused."""
    with edition(by=by, at=at, action="register", reason=reason, role=role) as draft:
        withdraw(draft, row)


def good_read(
    *, regime: Regime, starts: date, until: date, ground: str, by: AbstractBaseUser, at: datetime, role: str = "source"
) -> Coverage:
    """Tell the record that every entry of a regime in force was read on the days from ``starts`` until ``until``.

    It lengthens the living complete coverage that it touches, so that "last seen" stays true.
    """
    with edition(by=by, at=at, action="register", reason=ground, role=role) as draft:
        touching = Coverage.objects.alive().filter(regime=regime, level=CoverageLevel.COMPLETE.value)
        row = touching.filter(starts__lte=until, ends__gte=starts).order_by("starts").first()
        of = {"regime": regime, "starts": min(row.starts, starts) if row else starts}
        ends = max(row.ends, until) if row and row.ends else until
        if row is not None and row.starts != of["starts"]:
            withdraw(draft, row)
        return state(draft, Coverage, of, {"ends": ends, "level": CoverageLevel.COMPLETE.value, "ground": ground})


def _check(row: Any) -> None:
    try:
        row.full_clean(validate_unique=False, validate_constraints=True, exclude=["recorded_in", "retracted_in"])
    except ValidationError as error:
        raise Refused(
            {("" if field == "__all__" else field): " ".join(words) for field, words in error.message_dict.items()}
        ) from error


def _save(row: Authority | Regime | Group | Recorded) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused({"": _first_line(error)}) from error


def _same_name(known: Name, said: NameStatement) -> bool:
    return (known.kind, known.script, known.language) == (said.kind.value, said.script, said.language)


def _facts(row: Recorded) -> dict[str, Any]:
    hidden = {"id", "recorded_in", "retracted_in"}
    return {
        field.name: _plain(getattr(row, field.name)) for field in row._meta.concrete_fields if field.name not in hidden
    }


def _subject(row: Recorded) -> str:
    facts = _facts(row)
    return " ".join(
        str(facts[name])
        for name in ("member", "body", "authority", "regime", "group", "kind", "other")
        if facts.get(name)
    )[:120]


def _plain(value: Any) -> Any:
    for kind, column in KEY_OF.items():
        if isinstance(value, kind):
            return getattr(value, column)
    return value.isoformat() if isinstance(value, date) else value


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
