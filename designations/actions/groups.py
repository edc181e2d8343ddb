"""Unify two groups of the record that are one, and separate them again."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from designations.actions.editions import edition
from designations.actions.statements import Refused
from designations.models import Group, Unification


def unify(
    *, group: Group, into: Group, by: AbstractBaseUser, at: datetime, reason: str, role: str = "editor"
) -> Unification:
    """Read ``group`` as ``into`` from this edition on: the record's identity, not the world's.

    Raises Refused where it is read as another already, or where the two would be read as each other.
    """
    if not reason.strip():
        raise Refused({"reason": "Say why the two are one: the reason is published."})
    if group == into:
        raise Refused({"into": "A group is itself already."})
    with edition(by=by, at=at, action="unify", reason=reason, role=role) as draft:
        if Unification.objects.alive().filter(group=group).exists():
            raise Refused({"group": f"{group.name} is already read as another group: separate it first."})
        if _above(into, group):
            raise Refused({"into": f"{into.name} is itself read as {group.name}: separate it first."})
        made = Unification.objects.create(group=group, into=into, reason=reason, recorded_in_id=draft.number)
        draft.tell("groups_unified", group.slug, after={"into": into.slug}, group=into.slug)
    return made


def separate(*, group: Group, by: AbstractBaseUser, at: datetime, reason: str, role: str = "editor") -> None:
    """Read a unified group as itself again. Raises Refused where it is not unified."""
    if not reason.strip():
        raise Refused({"reason": "Say why the two are not one: the reason is published."})
    with edition(by=by, at=at, action="separate", reason=reason, role=role) as draft:
        unification = Unification.objects.alive().select_related("into").filter(group=group).first()
        if unification is None:
            raise Refused({"group": f"{group.name} is not read as another group."})
        Unification.objects.filter(pk=unification.pk).update(retracted_in=draft.number)
        draft.tell("groups_separated", group.slug, before={"into": unification.into.slug}, group=group.slug)


def _above(group: Group, wanted: Group) -> bool:
    """Whether ``wanted`` is what ``group`` is read as, at any remove."""
    into = dict(Unification.objects.alive().values_list("group_id", "into_id"))
    pk = group.pk
    while pk in into:
        pk = into[pk]
        if pk == wanted.pk:
            return True
    return False
