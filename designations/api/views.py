"""The addresses of the record: parse, one call, render."""

from __future__ import annotations

from typing import Any, ClassVar

from designations.api import parameters
from designations.api.pagination import cut
from designations.api.reading import Asked, Detail, Listing
from designations.api.shapes import conflicts as conflict_shapes
from designations.api.shapes import record, registry, views
from designations.queries import acts, authorities, conflicts, events, groups, listings, regimes
from designations.queries.keys import check_keys
from designations.queries.moments import Moment
from designations.queries.pages import Page


class Authorities(Listing):
    """Who lists: states, territories, bodies and groups of states, by region, kind and name."""

    operation, section = "list_authorities", "registry"
    parameters = parameters.AuthorityFilter
    shape = registry.AuthorityShape

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The authorities asked for."""
        return authorities.authorities(
            moment, kinds=asked.get("kind", ()), regions=asked.get("region", ()), cut=cut(asked)
        )


class Authority(Detail):
    """An authority in full; the case of its code does not matter."""

    operation, section = "read_authority", "registry"
    shape = registry.AuthorityDetailShape

    def found(self, moment: Moment, **keys: str) -> Any:
        """The authority."""
        return authorities.authority(moment, keys["code"])


class Regimes(Listing):
    """The legal lists, by authority and name, with what the record claims to know of each on the day."""

    operation, section = "list_regimes", "registry"
    parameters = parameters.RegimeFilter
    shape = registry.RegimeShape

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The regimes asked for."""
        check_keys(authorities=asked.get("authority", ()))
        wanted = regimes.Wanted(
            authorities=tuple(asked.get("authority", ())),
            kinds=tuple(asked.get("kind", ())),
            binds_members=asked.get("binds_members"),
            level=asked.get("coverage", ""),
        )
        return regimes.regimes(moment, wanted, cut(asked))


class Regime(Detail):
    """A legal list in full, with whom it holds on the day."""

    operation, section = "read_regime", "registry"
    shape = registry.RegimeDetailShape

    def found(self, moment: Moment, **keys: str) -> Any:
        """The regime."""
        return regimes.regime(moment, keys["slug"])


class Groups(Listing):
    """The organisations listed, by name; those that are read as another are left out."""

    operation, section = "list_groups", "registry"
    parameters = parameters.GroupFilter
    shape = registry.GroupShape

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The groups asked for."""
        check_keys(authorities=asked.get("listed_by", ()))
        wanted = groups.Wanted(
            name=asked.get("q", ""),
            countries=tuple(asked.get("country", ())),
            listed_by=tuple(asked.get("listed_by", ())),
            states=tuple(asked.get("state", ())),
            in_conflict=asked.get("in_conflict", False),
        )
        return groups.groups(moment, wanted, cut(asked))


class Group(Detail):
    """A group in full. One that is read as another answers 308 with the address of the other."""

    operation, section = "read_group", "registry"
    shape = registry.GroupDetailShape
    may_be_elsewhere: ClassVar[bool] = True

    def found(self, moment: Moment, **keys: str) -> Any:
        """The group."""
        return groups.group(moment, keys["slug"])


class Events(Listing):
    """The acts of authorities that may have happened by the day, the latest first, with their evidence."""

    operation, section = "list_events", "record"
    parameters = parameters.EventFilter
    shape = record.EventShape

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The events asked for."""
        check_keys(
            groups=asked.get("group", ()), authorities=asked.get("authority", ()), regimes=asked.get("regime", ())
        )
        wanted = events.Wanted(
            groups=tuple(asked.get("group", ())),
            authorities=tuple(asked.get("authority", ())),
            regimes=tuple(asked.get("regime", ())),
            kinds=tuple(asked.get("kind", ())),
            effects=tuple(asked.get("effect", ())),
            acts=tuple(asked["act"]) if "act" in asked else None,
            dated_from=asked.get("dated_from"),
            dated_until=asked.get("dated_until"),
        )
        return events.events(moment, wanted, cut(asked))


class Act(Detail):
    """One act: what the record says of it, every version of that, and the conflicts that it made."""

    operation, section = "read_act", "record"
    shape = views.ActDetailShape

    def found(self, moment: Moment, **keys: str) -> Any:
        """The act."""
        return acts.act(moment, keys["act"])


class Listings(Listing):
    """The listings of groups under regimes, in periods of one standing and scope, begun by the day."""

    operation, section = "list_listings", "record"
    parameters = parameters.ListingFilter
    shape = record.PeriodShape

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The periods asked for."""
        check_keys(
            groups=asked.get("group", ()), authorities=asked.get("authority", ()), regimes=asked.get("regime", ())
        )
        wanted = listings.Wanted(
            groups=tuple(asked.get("group", ())),
            authorities=tuple(asked.get("authority", ())),
            regimes=tuple(asked.get("regime", ())),
            kinds=tuple(asked.get("kind", ())),
            standings=tuple(asked.get("standing", ())),
            scopes=tuple(asked.get("scope", ())),
            on_day=asked.get("on_day", False),
        )
        return listings.listings(moment, wanted, cut(asked))


class Conflicts(Listing):
    """The conflicts between listings begun by the day, the latest first, each with its sentence and its parties."""

    operation, section = "list_conflicts", "conflicts"
    parameters = parameters.ConflictFilter
    shape = conflict_shapes.ConflictShape

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The conflicts asked for."""
        parties = [asked[name] for name in ("authority", "with_authority", "bloc") if name in asked]
        check_keys(groups=[asked["group"]] if "group" in asked else (), authorities=parties)
        wanted = conflicts.Wanted(
            rule=tuple(asked.get("rule", ())),
            weight=tuple(asked.get("weight", ())),
            likeness=tuple(asked.get("likeness", ())),
            grade=tuple(asked.get("grade", ())),
            acts=tuple(asked.get("act", ())),
            authority=asked.get("authority", ""),
            with_authority=asked.get("with_authority", ""),
            bloc=asked.get("bloc", ""),
            group=asked.get("group", ""),
            open=asked.get("open"),
            opened_from=asked.get("opened_from"),
            opened_until=asked.get("opened_until"),
            by_default=asked.get("by_default"),
        )
        return conflicts.conflicts(moment, wanted, cut(asked))


class Conflict(Detail):
    """A conflict in full, with every form in which it was known."""

    operation, section = "read_conflict", "conflicts"
    shape = conflict_shapes.ConflictDetailShape

    def found(self, moment: Moment, **keys: str) -> Any:
        """The conflict and its versions."""
        return {
            "conflict": conflicts.conflict(moment, keys["key"]),
            "versions": conflicts.versions(moment, keys["key"]),
        }
