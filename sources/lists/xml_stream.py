"""XML read record by record: no document type, no entities, no network, a record let go as soon as it is
read.
"""

import re
from collections.abc import Collection, Iterator
from typing import BinaryIO

from lxml import etree

from sources.lists.faults import ListFault, MalformedFile, OversizedFile, Place, TruncatedFile, WebPage

MAX_RECORDS = 1_000_000
_CUT = re.compile(r"Premature end|Couldn't find end|EndTag: '</' not found|not terminated|Document is empty")


def local(tag: object) -> str:
    """The name of a tag or attribute without its namespace."""
    return str(tag).rpartition("}")[2]


def records(
    stream: BinaryIO, place: Place, root: str, tags: Collection[str]
) -> Iterator[tuple[str, etree._Element, etree._Element]]:
    """Each element with one of these tags, whole, as (tag, element, root element).

    Tags are local names. The element is emptied when the next one is asked for. Raises TruncatedFile,
    MalformedFile, WebPage or OversizedFile; a document type declaration is malformed, so that no entity is
    ever expanded.
    """
    reading = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in (root, *tags)],
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    top: etree._Element | None = None
    count = 0
    try:
        for event, element in reading:
            tag = local(element.tag)
            if event == "start":
                if top is None:
                    top = _checked_root(element, tag, root, place)
                continue
            if top is None or element is top:
                continue
            count += 1
            if count > MAX_RECORDS:
                raise place.fault(OversizedFile, f"it holds more than {MAX_RECORDS:,} records")
            yield tag, element, top
            _let_go(element)
    except etree.XMLSyntaxError as error:
        raise _syntax_fault(error, place) from error
    if top is None:
        found = local(reading.root.tag)
        kind: type[ListFault] = WebPage if found.lower() == "html" else MalformedFile
        raise place.fault(kind, f"it holds <{found}> where <{root}> is due")


def _checked_root(element: etree._Element, tag: str, root: str, place: Place) -> etree._Element:
    if element.getroottree().docinfo.internalDTD is not None:
        raise place.fault(MalformedFile, "it declares a document type, which no list does")
    if tag != root or element.getparent() is not None:
        raise place.fault(MalformedFile, f"it holds <{tag}> where <{root}> is due")
    return element


def _let_go(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _syntax_fault(error: etree.XMLSyntaxError, place: Place) -> ListFault:
    message = str(error.msg or error)
    kind: type[ListFault] = TruncatedFile if _CUT.search(message) else MalformedFile
    line, column = error.position
    return place.fault(kind, f"the XML breaks off ({message})", f"line {line}, column {column}")
