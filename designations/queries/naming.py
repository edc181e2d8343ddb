"""What keys are called now."""

from collections.abc import Collection

from designations.models import Authority, Group


def names_of(groups: Collection[str], authorities: Collection[str]) -> dict[str, str]:
    """Names by slug of a group and code of an authority; unknown keys are left out. One query."""
    of_groups = Group.objects.filter(slug__in=groups).values_list("slug", "name")
    return dict(of_groups.union(Authority.objects.filter(code__in=authorities).values_list("code", "name"), all=True))
