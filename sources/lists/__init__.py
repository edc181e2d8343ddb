"""Official lists, from bytes to what changed: readers, comparison, guards and name matching.

Pure: no database, no network, no clock. A caller needs five words:

* ``facts.source(slug)`` tells what is known of a list (publisher, addresses, regimes, bounds);
* ``reading.read(facts, files)`` makes a ``Snapshot`` of the files of one day, or raises a ``ListFault``;
* ``comparing.compare(old, new)`` tells what changed between two snapshots;
* ``guarding.examine(facts, files, accepted=...)`` does both and says whether to believe the result;
* ``matching.match(entry, groups)`` proposes the groups of the record that an entry may be.
"""
