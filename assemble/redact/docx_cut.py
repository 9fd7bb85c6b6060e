"""What is cut out of a Word file's XML before it is searched: all that is not text of the document as it stands."""

from __future__ import annotations

import re

from lxml import etree

from assemble.redact.docx_text import TEXT_NODES, W

_VOCABULARY = re.compile(
    r"\{(?:http://schemas\.openxmlformats\.org/[A-Za-z-]{1,30}/(?:\d{4}/)?[A-Za-z0-9/-]{1,60}"
    r"|http://schemas\.microsoft\.com/office/[a-z]{1,20}/\d{4}/[A-Za-z0-9/-]{1,40}"
    r"|http://www\.w3\.org/XML/1998/namespace)\}"
)
"""Names of Office's vocabularies (ECMA-376 and Microsoft's extensions)."""
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_TRACES = re.compile(r"\}(?:rsid\w*|paraId|textId)$")
"""Marks of who saved what when; digits that nobody sees."""
_MEASURE = re.compile(r"\s*(?:-?\d{1,9}|left|right|center|top|bottom|inside|outside)\s*")
"""What a drawing's place is told with."""
_CUT = {
    **dict.fromkeys(
        (
            f"{W}{n}"
            for n in (
                "del",
                "moveFrom",
                "pPrChange",
                "rPrChange",
                "sectPrChange",
                "tblPrChange",
                "tcPrChange",
                "trPrChange",
                "tblGridChange",
                "tblPrExChange",
                "numberingChange",
                "cellDel",
                "cellIns",
                "cellMerge",
                "moveFromRangeStart",
                "moveFromRangeEnd",
                "moveToRangeStart",
                "moveToRangeEnd",
            )
        ),
        "tracked changes",
    ),
    **dict.fromkeys((f"{W}{n}" for n in ("bookmarkStart", "bookmarkEnd")), "bookmarks"),
    **dict.fromkeys(
        (f"{W}{n}" for n in ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")), "comments"
    ),
    **dict.fromkeys(
        (f"{W}{n}" for n in ("object", "control", "altChunk", "subDoc", "pict", "movie")), "embedded objects"
    ),
    **dict.fromkeys(
        (
            f"{W}{n}"
            for n in (
                "dataBinding",
                "customXmlInsRangeStart",
                "customXmlInsRangeEnd",
                "customXmlDelRangeStart",
                "customXmlDelRangeEnd",
                "customXmlPr",
                "smartTagPr",
                "sdtPr",
                "ffData",
            )
        ),
        "data bindings",
    ),
}
_UNWRAPPED = frozenset(f"{W}{n}" for n in ("ins", "moveTo", "customXml", "smartTag"))
_GRAPHIC_DATA = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def cut_foreign(tree: etree._Element) -> set[str]:
    """Take out what is not text of the document as it stands; answers which channels were there."""
    cut = _cut_unknown(tree)
    for node in list(tree.iter()):
        if node.tag in _CUT:
            cut.add(_CUT[node.tag])
            remove(node)
        elif node.tag == _FALLBACK or (node.tag == _GRAPHIC_DATA and node.get("uri") not in (_PICTURE_URI, _SHAPE_URI)):
            cut.add("embedded objects")
            remove(node if node.tag == _FALLBACK else _drawing(node))
    for node in [n for n in tree.iter() if n.tag in _UNWRAPPED]:
        cut.add("tracked changes")
        _unwrap(node)
    return cut


def _cut_unknown(tree: etree._Element) -> set[str]:
    """Take out elements and attributes of other vocabularies, and words that stand where no word is shown."""
    cut: set[str] = set()
    for node in list(tree.iter()):
        if not _is_known(str(node.tag)):
            cut.add("foreign elements")
            remove(node)
            continue
        node.tail = None
        if node.text and node.tag not in TEXT_NODES and not _MEASURE.fullmatch(node.text):
            node.text = None
        for name in [n for n in map(str, node.keys()) if not _is_known(n) or _TRACES.search(n)]:
            del node.attrib[name]
    kept = [prefix for prefix, uri in tree.nsmap.items() if prefix and len(prefix) <= 8 and _is_known(f"{{{uri}}}")]
    etree.cleanup_namespaces(tree, keep_ns_prefixes=kept)
    if _IGNORABLE in tree.attrib:  # a prefix that is not declared there makes the file unreadable
        tree.set(_IGNORABLE, " ".join(p for p in str(tree.get(_IGNORABLE)).split() if p in kept))
    return cut


def _is_known(name: str) -> bool:
    """Whether an element or attribute is of Office's own vocabularies; attributes mostly have none."""
    return not name.startswith("{") or bool(_VOCABULARY.match(name))


def _drawing(node: etree._Element) -> etree._Element:
    return next((a for a in node.iterancestors(f"{W}drawing")), node)


def remove(node: etree._Element) -> None:
    """Take an element out with all in it."""
    parent = node.getparent()
    if parent is not None:
        node.tail = None
        parent.remove(node)


def _unwrap(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        at = parent.index(node)
        for child in reversed(list(node)):
            parent.insert(at, child)
        parent.remove(node)
