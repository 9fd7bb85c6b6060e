"""The parts of a Word package: what is kept of each, and what is cut out as a whole."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from assemble.redact.docx_cut import remove
from assemble.redact.seek import Tally, Withheld

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KEPT_RELATIONS = (
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "numbering",
    "styles",
    "hyperlink",
    "image",
    "settings",
    "theme",
    "fontTable",
)
_MEDIA = "word/media/"
_TEXT_ENDINGS = (
    "descr",
    "title",
    "name",
    "alt",
    "tooltip",
    "instr",
    "author",
    "initials",
    "date",
    "val",
    "tgtFrame",
    "docLocation",
    "anchor",
    "fullDate",
    "ascii",
    "hAnsi",
    "cs",
    "eastAsia",
)
"""How the names of attributes that carry words end."""
_WHO = ("author", "initials")
_APART = "\n\u00a6\n"
"""Between attribute values: no label belongs to the next."""
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b"
    "550000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)
"""A picture of one white pixel."""


def parse(data: bytes) -> etree._Element:
    """The tree of an XML part; no entity is resolved, nothing is fetched, comments and instructions are gone."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    tree = etree.fromstring(data, parser)
    if getattr(tree.getroottree().docinfo, "doctype", ""):  # Office writes none, and its entities could say anything
        raise Withheld("a part of the file has a document type")
    return tree


def serialise(tree: etree._Element) -> bytes:
    """The bytes of an XML part."""
    return _HEAD + etree.tostring(tree, encoding="UTF-8")


def attribute_texts(trees: Iterable[etree._Element]) -> tuple[str, ...]:
    """Attribute values that can carry words, a line each, as they are searched."""
    return (_APART.join(sorted({v for tree in trees for node in tree.iter() for _, v in _worded(node)})),)


def clean_attributes(tree: etree._Element, tally: Tally) -> None:
    """Clean every attribute value that can carry words, and drop who changed what and when."""
    worded = [(node, name, value) for node in tree.iter() for name, value in _worded(node)]
    hit = _with_values(sorted({value for _, _, value in worded}), tally)
    for node, name, value in worded:
        if etree.QName(name).localname in ("author", "initials", "date"):
            del node.attrib[name]
        elif value in hit:
            node.set(name, tally.clean(value, where="the name of an object"))


def _with_values(lines: list[str], tally: Tally) -> set[str]:
    """Which of some lines hold a value, found in one go."""
    found = tally.seeker.values(_APART.join(lines))
    hit, at = set(), 0
    for line in lines:
        if any(v.start < at + len(line) and v.end > at for v in found):
            hit.add(line)
        at += len(line) + len(_APART)
    return hit


def _worded(node: etree._Element) -> Iterator[tuple[str, str]]:
    # a document has tens of thousands of attributes: the cheap questions come first
    for key, value in node.items():
        name = str(key)
        if len(value) > 8 or name.endswith(_WHO) or (len(value) > 4 and name.endswith(_TEXT_ENDINGS)):
            yield str(name), " ".join(str(value).split())


def relations_name(part: str) -> str:
    """Where the relationships of a part stand: `word/_rels/document.xml.rels`."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def relations(members: Mapping[str, bytes], part: str, tally: Tally) -> bytes | None:
    """The relationships of a part that lead to kept parts, with cleaned link targets; None when it has none."""
    data = members.get(relations_name(part))
    if data is None:
        return None
    tree = parse(data)
    for node in list(tree):
        kind = (node.get("Type") or "").rsplit("/", 1)[-1]
        name = node.get("Id") or ""
        external = node.get("TargetMode") == "External"
        if kind not in _KEPT_RELATIONS or (external and kind != "hyperlink") or not _is_plain(name, tally):
            remove(node)
        elif external:
            target = node.get("Target") or ""
            node.set("Target", "about:blank" if tally.seeker.in_target(target) else target)
            tally.clean(target, where="the target of a link")
        elif kind == "image":
            node.set("Target", _png_name(members, node.get("Target") or ""))
    return serialise(tree)


def _is_plain(name: str, tally: Tally) -> bool:
    """Whether the name of a relationship is one that a program made."""
    return bool(re.fullmatch(r"[A-Za-z]{0,6}[0-9A-Fa-f]{0,32}", name)) and not tally.seeker.values(name)


def _png_name(members: Mapping[str, bytes], target: str) -> str:
    """The new name of a picture, which tells nothing: `media/image3.png`."""
    names = sorted(n for n in members if n.startswith(_MEDIA))
    name = posixpath.normpath(f"word/{target.removeprefix('/word/')}")
    return f"media/image{names.index(name) + 1 if name in names else 0}.png"


def blank_pictures(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """A blank picture in the place of each one."""
    count = sum(n.startswith(_MEDIA) for n in members)
    return {f"word/media/image{number}.png": _PNG for number in range(count + 1)} if count else {}


def dropped_members(members: Mapping[str, bytes]) -> set[str]:
    """The channels that members carry which are not taken over."""
    channels = {
        "docProps/custom.xml": "custom properties",
        "docProps/core.xml": "properties",
        "docProps/app.xml": "properties",
        "docProps/thumbnail": "thumbnail",
        "word/comments": "comments",
        "word/embeddings": "embedded objects",
        "word/media": "pictures",
        "word/vbaProject": "macros",
        "word/charts": "charts",
        "word/diagrams": "diagrams",
        "word/glossary": "building blocks",
        "word/people": "authors",
        "customXml": "custom XML",
    }
    return {channel for start, channel in channels.items() if any(n.startswith(start) for n in members)}


def dropped_texts(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """The words of XML members, those left out too: a value that stands there must not stay elsewhere."""
    return tuple(" ".join(_words(data).split()) for name, data in sorted(members.items()) if _is_left_out(name))


def _is_left_out(name: str) -> bool:
    return name.startswith(("docProps/", "word/comments", "customXml/", "word/people", "word/glossary/document"))


def _words(data: bytes) -> str:
    if data.lstrip()[:1] != b"<":
        return ""
    try:
        return "\n".join(str(t) for t in parse(data).itertext())
    except etree.XMLSyntaxError:
        return data.decode("utf-8", "replace")


def fixed_parts(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Parts without content of the case: package relationships, settings, fonts."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    root = (
        f'<Relationships xmlns="{_PACKAGE_REL[1:-1]}"><Relationship Id="rId1" Type="{_REL}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    out = {"_rels/.rels": _HEAD + root.encode()}
    if "word/settings.xml" in members:
        compat = (
            f'<w:settings {word}><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
            '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
            "</w:compat></w:settings>"
        )
        out["word/settings.xml"] = _HEAD + compat.encode()
    if "word/fontTable.xml" in members:
        out["word/fontTable.xml"] = _HEAD + f"<w:fonts {word}/>".encode()
    return out


def content_types(members: Mapping[str, bytes], kept: Mapping[str, Any]) -> bytes:
    """The content types of the kept parts only."""
    tree = parse(members["[Content_Types].xml"])
    for node in list(tree):
        if (node.tag == f"{_TYPES}Override" and (node.get("PartName") or "").lstrip("/") not in kept) or (
            node.tag == f"{_TYPES}Default" and node.get("Extension") not in ("rels", "xml", "png")
        ):
            remove(node)
    for extension, kind in (("png", "image/png"),):
        if not any(n.get("Extension") == extension for n in tree):
            tree.insert(0, etree.Element(f"{_TYPES}Default", Extension=extension, ContentType=kind))
    return serialise(tree)
