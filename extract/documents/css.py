"""What the style sheets of an HTML part say about whether its elements can be seen.

Follows CSS Cascading Level 4 (origin and importance, specificity, order) for the few properties that hide text, as a
desktop browser with a light background applies them; nothing is fetched, so `@import` has no effect. Selectors are
matched by Lexbor, declarations are read by tinycss2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tinycss2
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from config.errors import ItemError
from extract.documents.characters import names

PROPERTIES = names(
    "display visibility opacity font font-size color background background-color background-image position left right "
    "top bottom text-indent margin-left margin-top max-height height max-width width overflow overflow-x overflow-y "
    "clip clip-path transform white-space content-visibility -webkit-text-fill-color filter"
)
"""Declarations that can hide text or decide how its white space is read; all others are passed over."""

MAX_SELECTORS = 3_000
SCREEN_WIDTH = 1_024.0
"""Width in CSS pixels that media queries are answered for."""

Declared = dict[str, str]
"""The winning value of each property, lower case."""
_Weight = tuple[bool, int, tuple[int, int, int], int]
"""(important, 0 for a sheet and 1 for a style attribute, specificity, order)."""


class StyleSheets:
    """All `<style>` rules of a parsed page, matched once; `declared` then answers for an element."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._matched: dict[int, list[tuple[_Weight, Declared]]] = {}
        self._order = 0
        for node in tree.css("style"):
            rules = tinycss2.parse_stylesheet(_raw_text(node), skip_comments=True, skip_whitespace=True)
            for prelude, declarations in _style_rules(rules, 0):
                self._match(tree, prelude, declarations)

    def declared(self, node: LexborNode, inline: str | None) -> Declared:
        """What holds for the element after the cascade, with its own `style` attribute."""
        candidates = list(self._matched.get(node.mem_id, ()))
        if inline:
            candidates += [((important, 1, (0, 0, 0), 0), d) for important, d in _declarations(_parse_inline(inline))]
        result: Declared = {}
        for _, values in sorted(candidates, key=lambda c: c[0]):
            result.update(values)
        return result

    def _match(self, tree: LexborHTMLParser, prelude: list[Any], declarations: list[tuple[bool, Declared]]) -> None:
        for selector in _selectors(prelude):
            self._order += 1
            if self._order > MAX_SELECTORS:
                raise ItemError("limit.css_rules", f"style sheets with more than {MAX_SELECTORS} selectors")
            weights = [((important, 0, _specificity(selector), self._order), d) for important, d in declarations]
            for node in _select(tree, tinycss2.serialize(selector).strip()):
                self._matched.setdefault(node.mem_id, []).extend(weights)


def _raw_text(node: LexborNode) -> str:
    return (node.text(deep=True) or "").replace("<!--", " ").replace("-->", " ")


def _select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:  # not CSS: a browser drops the rule too
        return []


def _style_rules(rules: list[Any], depth: int) -> Iterator[tuple[list[Any], list[tuple[bool, Declared]]]]:
    for rule in rules:
        if rule.type == "qualified-rule":
            content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if declarations := _declarations(content):
                yield rule.prelude, declarations
        elif rule.type == "at-rule" and rule.content is not None and depth < 8 and _applies(rule):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _style_rules(inner, depth + 1)


def _declarations(content: list[Any]) -> list[tuple[bool, Declared]]:
    plain: Declared = {}
    important: Declared = {}
    for item in content:
        if item.type == "declaration" and item.lower_name in PROPERTIES:
            value = tinycss2.serialize(item.value).strip().lower()
            (important if item.important else plain)[item.lower_name] = value
    return [(flag, values) for flag, values in ((False, plain), (True, important)) if values]


def _parse_inline(style: str) -> list[Any]:
    return list(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def _applies(rule: Any) -> bool:
    name = rule.lower_at_keyword
    if name in {"supports", "layer"}:
        return True
    return name == "media" and media_matches(tinycss2.serialize(rule.prelude))


def media_matches(query: str) -> bool:
    """Whether a media query list holds for a desktop screen of SCREEN_WIDTH with light colours."""
    return any(_one_query(q.strip().lower()) for q in query.split(",")) or not query.strip()


_WIDTH = re.compile(r"\b(min|max)-(?:device-)?width\s*:\s*([\d.]{1,12})\s*(px|em|rem)?")
_RANGE = re.compile(r"\bwidth\s*(<=|<|>=|>)\s*([\d.]{1,12})\s*(px|em|rem)?")


def _one_query(query: str) -> bool:
    negated = query.startswith("not ")
    if re.match(r"(?:only\s+|not\s+)?(print|speech|aural|braille|tty|tv|handheld|projection)\b", query):
        return negated
    holds = "prefers-color-scheme: dark" not in re.sub(r"\s*:\s*", ": ", query)
    holds = holds and "-ms-high-contrast" not in query and "orientation: portrait" not in query
    for bound, number, unit in _WIDTH.findall(query):
        width = _pixels(number, unit)
        holds = holds and (width <= SCREEN_WIDTH if bound == "min" else width >= SCREEN_WIDTH)
    for sign, number, unit in _RANGE.findall(query):
        width = _pixels(number, unit)
        slack = 1 if "=" in sign else 0
        holds = holds and (width + slack > SCREEN_WIDTH if "<" in sign else width - slack < SCREEN_WIDTH)
    return holds != negated


def _pixels(number: str, unit: str) -> float:
    try:
        return float(number) * (16 if unit in {"em", "rem"} else 1)
    except ValueError:
        return 0.0


def _selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    current: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield current
            current = []
        else:
            current.append(token)
    yield current


def _specificity(selector: list[Any]) -> tuple[int, int, int]:
    """(ids, classes, types) as Selectors Level 4 section 17 counts them; `:not()` and `:is()` by their argument."""
    ids = classes = types = 0
    before = ""
    for token in selector:
        if token.type == "hash":
            ids += 1
        elif token.type == "[] block":
            classes += 1
        elif token.type == "ident":
            if before in {".", ":"}:
                classes += 1
            else:
                types += 1
        elif token.type == "function" and token.lower_name in {"not", "is", "has"}:
            inner = _specificity(token.arguments)
            ids, classes, types = ids + inner[0], classes + inner[1], types + inner[2]
        elif token.type == "function" and token.lower_name != "where":
            classes += 1
        before = str(token.value) if token.type == "literal" else ""
    return ids, classes, types
