"""The people who edit: one group that holds their rights, and accounts in it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

GROUP = "editors"
APPS = ("designations", "sources")


@transaction.atomic
def make_editor(username: str, password: str) -> str:
    """Make or renew an editor's account, in the group of editors; gives back the hash of the password."""
    editor, _ = get_user_model().objects.get_or_create(username=username)
    editor.is_staff = editor.is_active = True
    editor.set_password(password)
    editor.save()
    editor.groups.add(grant())
    return str(editor.password)


def grant() -> Group:
    """The group of editors, with every right that the admin knows over the record and its intake."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    rights = Permission.objects.filter(content_type__app_label__in=APPS)
    if set(group.permissions.values_list("pk", flat=True)) != set(rights.values_list("pk", flat=True)):
        group.permissions.set(rights)
    return group
