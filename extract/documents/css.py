"""The style sheets of an HTML part: which declarations win for each of its elements.

Follows CSS Cascading Level 4 (importance, specificity, order) for the properties of `declarations`, as a desktop
browser applies them; nothing is fetched, so `@import` has no effect. Selectors are matched by Lexbor, declarations are
read by tinycss2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

import tinycss2
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from config.errors import ItemError
from extract.documents.declarations import Declared, declared_in, style_attribute
from extract.documents.media import media_matches, supports

NOTHING: Declared = {}
MAX_SELECTORS = 3_000
MAX_KEPT = 20_000
"""Characters of a style sheet that is kept for the next mail of the same sender."""
MAX_NESTED = 8
"""Rules inside each other that are read."""
MAX_AROUND = 2_000
"""Characters of the selectors that a nested rule stands in; they are put into each of its own."""

Pseudo = Literal["", "before", "after"]
"""The element itself, or what its style sheet puts before or after its content."""
_Weight = tuple[bool, int, tuple[int, int, int], int]
"""(important, 0 for a sheet and 1 for a style attribute, specificity, order)."""
_Block = tuple[str, tuple[Declared, Declared]]
"""A selector and its (plain, important) declarations."""
_Rule = tuple[str, tuple[int, int, int], tuple[Declared, Declared]]
"""A selector, its specificity, its declarations."""
_PSEUDO = re.compile(r"::?(before|after)\s*$", re.IGNORECASE)


class StyleSheets:
    """All `<style>` rules of a parsed page, matched once; `declared` then answers for an element."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._matched: dict[tuple[int, Pseudo], list[tuple[_Weight, Declared]]] = {}
        self._cascaded: dict[tuple[object, ...], Declared] = {}
        self._order = 0
        for node in tree.css("style"):
            kind = (node.attributes.get("type") or "text/css").strip().lower()
            if kind != "text/css" or not media_matches(node.attributes.get("media") or ""):
                continue
            text = _raw_text(node)
            for rule in _read_again(text) if len(text) <= MAX_KEPT else _read(text):
                self._match(tree, rule)

    def declared(self, node: LexborNode, inline: str | None, pseudo: Pseudo = "") -> Declared:
        """What holds for the element after the cascade, with its own `style` attribute."""
        matched = self._matched.get((node.mem_id, pseudo))
        if not matched:
            return _alone(style_attribute(inline)) if inline else NOTHING
        key = (inline, *(weight for weight, _ in matched))
        if key not in self._cascaded:
            own = enumerate(style_attribute(inline or ""))
            ranked = [*matched, *(((number == 1, 1, (0, 0, 0), 0), values) for number, values in own)]
            result: dict[str, str] = {}
            for _, values in sorted(ranked, key=lambda candidate: candidate[0]):
                result.update(values)
            self._cascaded[key] = result
        return self._cascaded[key]

    def generated(self, node: LexborNode, pseudo: Pseudo) -> Declared | None:
        """What holds for the text that style sheets put before or after an element's content; None where they don't."""
        return self.declared(node, None, pseudo) if (node.mem_id, pseudo) in self._matched else None

    def _match(self, tree: LexborHTMLParser, rule: _Rule) -> None:
        selector, strength, declarations = rule
        self._order += 1
        if self._order > MAX_SELECTORS:
            raise ItemError("limit.css_rules", f"style sheets with more than {MAX_SELECTORS} selectors")
        weights = [
            ((number == 1, 0, strength, self._order), values) for number, values in enumerate(declarations) if values
        ]
        pseudo: Pseudo = ""
        if match := _PSEUDO.search(selector):
            pseudo = "before" if match[1].lower() == "before" else "after"
            selector = selector[: match.start()] or "*"
        for node in _select(tree, selector):
            self._matched.setdefault((node.mem_id, pseudo), []).extend(weights)


def _alone(own: tuple[Declared, Declared]) -> Declared:
    plain, important = own
    return {**plain, **important} if important else plain


def _read(text: str) -> Iterator[_Rule]:
    """The rules of a style sheet that apply here."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for selector, declarations in _style_rules(rules, 0, ""):
        tokens = tinycss2.parse_component_value_list(selector, skip_comments=True)
        yield selector, _specificity(tokens), declarations


@lru_cache(maxsize=64)
def _read_again(text: str) -> tuple[_Rule, ...]:
    """The same of a sheet that is kept: the mails of one sender have the same one."""
    return tuple(_read(text))


def _raw_text(node: LexborNode) -> str:
    return (node.text(deep=True) or "").replace("<!--", " ").replace("-->", " ")


def _select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:  # not CSS: a browser drops the rule too
        return []


def _style_rules(rules: list[Any], depth: int, parent: str) -> Iterator[_Block]:
    """The rules that apply here; `parent` is the selector that nested ones stand in (CSS Nesting 1)."""
    for rule in rules:
        if rule.type == "qualified-rule":
            content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            declarations = declared_in(content)
            selectors = [_nested(selector, parent) for selector in _selectors(rule.prelude)]
            if declarations[0] or declarations[1]:
                yield from ((selector, declarations) for selector in selectors)
            inner = [item for item in content if item.type in ("qualified-rule", "at-rule")]
            around = ", ".join(selectors)
            if inner and depth < MAX_NESTED and len(around) <= MAX_AROUND:
                yield from _style_rules(inner, depth + 1, around)
        elif rule.type == "at-rule" and rule.content is not None and depth < MAX_NESTED and _applies(rule):
            yield from _at_rule(rule, depth, parent)


def _at_rule(rule: Any, depth: int, parent: str) -> Iterator[_Block]:
    if not parent:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        yield from _style_rules(inner, depth + 1, "")
        return
    content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    yield from ((selector.strip(), declared_in(content)) for selector in parent.split(", "))
    inner = [item for item in content if item.type in ("qualified-rule", "at-rule")]
    yield from _style_rules(inner, depth + 1, parent)


def _nested(selector: str, parent: str) -> str:
    if not parent:
        return selector
    return selector.replace("&", f":is({parent})") if "&" in selector else f":is({parent}) {selector}"


def _applies(rule: Any) -> bool:
    name, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude)
    if name == "supports":
        return supports(prelude)
    return name == "layer" or (name == "media" and media_matches(prelude))


def _selectors(prelude: list[Any]) -> Iterator[str]:
    current: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(current).strip()
            current = []
        else:
            current.append(token)
    yield tinycss2.serialize(current).strip()


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
