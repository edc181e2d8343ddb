"""From the files of a list to its snapshot: one door for all readers."""

from collections.abc import Callable, Mapping
from datetime import date

from sources.lists.entries import Snapshot
from sources.lists.facts import SourceFacts
from sources.lists.faults import MissingFile, Place
from sources.lists.intake import Content
from sources.lists.readers import (
    ca_listed_entities,
    eu_fsf,
    eu_fsf_old,
    gb_uksl_xml,
    in_first_schedule,
    table,
    un_consolidated,
    us_ofac_enhanced,
    us_ofac_sdn,
)
from sources.lists.taking import Taking

READERS: Mapping[str, Callable[[Taking], None]] = {
    "ca_listed_entities": ca_listed_entities.read,
    "eu_fsf": eu_fsf.read,
    "eu_fsf_old": eu_fsf_old.read,
    "gb_uksl_xml": gb_uksl_xml.read,
    "in_first_schedule": in_first_schedule.read,
    "table": table.read,
    "un_consolidated": un_consolidated.read,
    "us_ofac_enhanced": us_ofac_enhanced.read,
    "us_ofac_sdn": us_ofac_sdn.read,
}


def read(source: SourceFacts, files: Mapping[str, Content], *, seen_on: date | None = None) -> Snapshot:
    """The organisations that these files of one day list.

    ``files`` maps the roles that the facts name (often only ``list``) to bytes or paths; gzip and one-file
    zip packing are undone. ``seen_on`` is the day of the fetch. Raises a ``ListFault`` whose sentence says
    which file, where, and what to do. KeyError for a role that the list does not have.
    """
    for facts in source.files:
        if facts.required and facts.role not in files:
            raise Place(source.slug, facts.role).fault(MissingFile, "it was not given")
    taking = Taking(source, {role: files[role] for role in files if source.file(role)})
    READERS[source.reader](taking)
    return taking.snapshot(seen_on)
