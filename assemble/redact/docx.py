"""Word files (ECMA-376): rebuilt from the parts that are understood, each cleaned; all else is left out.

Paragraphs are searched as one text, so a value split over runs, cells or paragraphs is found. Comments, tracked
deletions, properties, embedded objects, thumbnails, custom XML, macros and fonts go as a whole; pictures are replaced
by a blank one, because what they show cannot be proven here.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from assemble.redact import docx_parts as parts
from assemble.redact.docx_cut import cut_foreign
from assemble.redact.docx_text import chars_of
from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld, line_in
from ingest.unzip import UNREADABLE

MAX_MEMBERS = 2000
MAX_BYTES = 64 * 2**20
"""Uncompressed, all members together."""
_TIME = (1980, 1, 1, 0, 0, 0)
_TEXT_PART = re.compile(
    r"word/(?:document|header\d{0,4}|footer\d{0,4}|footnotes|endnotes|numbering|styles|theme/theme1)\.xml"
)


@dataclass(frozen=True, slots=True)
class _Package:
    members: dict[str, bytes]
    trees: dict[str, etree._Element]
    """The text parts, document first, revisions accepted, foreign channels cut out."""
    dropped: tuple[str, ...]


def survey(data: bytes) -> tuple[str, ...]:
    """The text of a file as it is searched: paragraphs a line each, then attribute values, then what is left out."""
    package = _open(data)
    trees = package.trees.values()
    return (chars_of(trees).text, *parts.attribute_texts(trees), *parts.dropped_texts(package.members))


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The file without its sensitive values.

    Raises:
        Withheld: it is no Word file that can be taken apart.
    """
    package = _open(data)
    tally = Tally(seeker)
    chars = chars_of(package.trees.values())
    values = seeker.values(chars.text)
    tally.take(chars.text, values, line_in(chars.text, "paragraph"))
    chars.replace(values, seeker.redactor.mark)
    for tree in package.trees.values():
        parts.clean_attributes(tree, tally)
    return tally.done(_packed(package, tally), package.dropped)


def _open(data: bytes) -> _Package:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
        trees = {n: parts.parse(members[n]) for n in _text_names(members)}
    except UNREADABLE as error:
        raise Withheld("not a Word file that can be read") from error
    except etree.XMLSyntaxError as error:
        raise Withheld("a part of the Word file is not XML") from error
    if "word/document.xml" not in trees:
        raise Withheld("no main document in the Word file")
    dropped = {channel for tree in trees.values() for channel in cut_foreign(tree)}
    return _Package(members, trees, tuple(sorted(dropped | parts.dropped_members(members))))


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_BYTES:
        raise Withheld("the Word file is larger unpacked than is looked at")
    return {i.filename: archive.read(i) for i in infos if not i.filename.endswith("/")}


def _text_names(members: dict[str, bytes]) -> list[str]:
    return sorted((n for n in members if _TEXT_PART.fullmatch(n)), key=lambda n: (n != "word/document.xml", n))


def _packed(package: _Package, tally: Tally) -> bytes:
    """The new file: fixed order and times."""
    out: dict[str, bytes] = {n: parts.serialise(t) for n, t in package.trees.items()}
    for name in list(out):
        relations = parts.relations(package.members, name, tally)
        if relations is not None:
            out[parts.relations_name(name)] = relations
    out.update(parts.fixed_parts(package.members))
    out.update(parts.blank_pictures(package.members))
    out["[Content_Types].xml"] = parts.content_types(package.members, out)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(out, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n)):
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, out[name], compresslevel=6)
    return buffer.getvalue()
