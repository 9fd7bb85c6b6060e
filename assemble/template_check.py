"""Faults of a Word template, found before a packet is made: bad tags, names that do not exist, what leads outside.

Names are checked against the classes of assemble/sheet.py, through loops: in `{% for row in items %}{{ row.asni }}` the
slip is found without any packet being made. Then the template is filled in with samples, as a packet would be.
"""

from __future__ import annotations

import io
import re
import typing
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.sandbox import SandboxedEnvironment

from assemble.render import render
from assemble.sheet import Sheet
from assemble.words_in import first_word
from ingest.unzip import UNREADABLE

LOOP = {"index", "index0", "first", "last", "length", "revindex", "revindex0"}
"""What a loop tells about itself in Jinja2."""
MAX_UNPACKED = 100_000_000
"""Bytes of a template when unpacked."""
SHOWN = 80
"""Characters of a paragraph that are shown to find a place by."""

_PARAGRAPH = re.compile(r"<w:p[ >]")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Something wrong with a template."""

    part: str
    """File inside the template: `word/document.xml`."""
    place: str
    """The words of the paragraph it stands in; empty where it stands in none."""
    what: str


def template_faults(data: bytes, foreign: tuple[str, ...] = ()) -> tuple[TemplateFault, ...]:
    """All faults of a template; `foreign` are words that it must not hold, because they belong to another platform."""
    try:
        parts = _parts(data)
    except UNREADABLE as error:
        return (TemplateFault("", "", f"is no Word file: {error}"[:200]),)
    found = [*_outside(parts), *_names(data, parts), *_foreign(parts, foreign)]
    return tuple(found) or tuple(_rendered(data))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise ValueError(f"it unpacks to more than {MAX_UNPACKED} bytes")
        if "word/document.xml" not in archive.namelist():
            raise ValueError("word/document.xml is missing")
        return {name: archive.read(name) for name in archive.namelist()}


def _outside(parts: Mapping[str, bytes]) -> Iterator[TemplateFault]:
    """Macros, and links to files outside, which a word processor would follow when the packet is opened."""
    for name, data in parts.items():
        if name.lower().endswith("vbaproject.bin"):
            yield TemplateFault(name, "", "holds macros; save it as .docx")
        if name.endswith(".rels"):
            for target in re.findall(rb'Target="([^"]*)"[^>]*TargetMode="External"', data):
                if not target.startswith((b"http://", b"https://", b"mailto:")):
                    yield TemplateFault(name, "", f"leads to a file outside: {target.decode('utf-8', 'replace')[:80]}")


def _names(data: bytes, parts: Mapping[str, bytes]) -> Iterator[TemplateFault]:
    """Tags that cannot be read and names that do not exist, part by part."""
    from docxtpl import DocxTemplate

    patch = DocxTemplate(io.BytesIO(data)).patch_xml
    for name, raw in parts.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            source = _PARAGRAPH.sub(lambda match: "\n" + match[0], patch(raw.decode("utf-8", "replace")))
            lines = source.split("\n")
            try:
                tree = SandboxedEnvironment().parse(source)
            except TemplateSyntaxError as error:
                yield TemplateFault(name, _words(lines, error.lineno), error.message or "a tag cannot be read")
                continue
            set_here = {name.name: OPEN for one in tree.find_all(nodes.Assign) for name in one.find_all(nodes.Name)}
            for line, what in _faults(tree, {**set_here, "": Sheet}):
                yield TemplateFault(name, _words(lines, line), what)


def _words(lines: list[str], number: int) -> str:
    """The words of the paragraph on a line of the source, tags included."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    text = " ".join(("".join(_TEXT.findall(line)) or re.sub(r"<[^>]+>", " ", line)).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


Scope = Mapping[str, Any]
"""Name -> its class; the empty name stands for the sheet, whose fields are names of their own."""
OPEN = object()
"""The class of something that is not known; nothing is said about its fields."""


def _faults(node: nodes.Node, scope: Scope) -> Iterator[tuple[int, str]]:
    """(line, fault) for every name below a node that does not exist."""
    if isinstance(node, nodes.For):
        yield from _faults(node.iter, scope)
        inner = {**scope, "loop": LOOP, **_bound(node.target, _element(node.iter, scope))}
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from _faults(child, inner)
        for child in node.else_:
            yield from _faults(child, scope)
        return
    if isinstance(node, nodes.Name) and node.ctx == "load" and _type(node, scope) is None:
        yield node.lineno, f"{node.name} is no name that a template can use"
    if isinstance(node, nodes.Getattr) and _type(node.node, scope) is not None and _type(node, scope) is None:
        yield node.lineno, f"{_path(node)}: there is no {node.attr} there"
    if isinstance(node, nodes.Filter) and node.name not in DEFAULT_FILTERS:
        yield node.lineno, f"{node.name} is no filter"
    for child in node.iter_child_nodes():
        yield from _faults(child, scope)


def _type(node: nodes.Node, scope: Scope) -> Any:
    """The class of an expression; `OPEN` where it is not known, None where there is no such name."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name) or _field(scope[""], node.name)
    if isinstance(node, nodes.Getattr):
        return _field(_type(node.node, scope), node.attr)
    return OPEN


def _element(node: nodes.Node, scope: Scope) -> Any:
    """The class of what a loop goes over."""
    args = typing.get_args(_type(node, scope))
    return args[0] if args else OPEN


def _bound(target: nodes.Node, kind: Any) -> dict[str, Any]:
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    return {name.name: OPEN for name in target.find_all(nodes.Name)}


def _field(kind: Any, name: str) -> Any:
    """The class of a field; None where there is no such field."""
    if kind is OPEN:
        return OPEN
    if kind is LOOP:
        return OPEN if name in LOOP else None
    if isinstance(kind, type) and is_dataclass(kind):
        return typing.get_type_hints(kind).get(name)
    return None


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _foreign(parts: Mapping[str, bytes], words: tuple[str, ...]) -> Iterator[TemplateFault]:
    for name, raw in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            text = " ".join(_TEXT.findall(raw.decode("utf-8", "replace")))
            if word := first_word(text, words):
                yield TemplateFault(name, "", f"speaks of “{word}”, which belongs to another marketplace")


def _rendered(data: bytes) -> Iterator[TemplateFault]:
    """What goes wrong when the template is filled in: with nothing, and with one of everything."""
    for sample in (_sample(Sheet, 0), _sample(Sheet, 1)):
        try:
            render(data, sample)
        except (TemplateError, ValueError, KeyError, TypeError, AttributeError) as error:
            yield TemplateFault("word/document.xml", "", f"cannot be filled in: {error}"[:200])
            return


def _sample(kind: Any, many: int) -> Any:
    """A value of a class with `many` entries in every list."""
    if kind is bool:
        return bool(many)
    if kind is str:
        return "sample" if many else ""
    if typing.get_origin(kind) is tuple:
        return tuple(_sample(typing.get_args(kind)[0], many) for _ in range(many))
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: _sample(hints[field.name], many) for field in fields(kind)})
