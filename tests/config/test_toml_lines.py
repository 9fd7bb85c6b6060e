"""The line that is named for a TOML key is the line the key stands on."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.toml_lines import key_lines

CASES = {
    "a key": ("a = 1\n", {("a",): 1}),
    "comments and blank lines before it": ("# a = 0\n\n  # b\na = 1", {("a",): 4}),
    "Windows line ends": ("a = 1\r\nb = 2\r\n", {("a",): 1, ("b",): 2}),
    "a table": ("[t]\na = 1\n", {("t",): 1, ("t", "a"): 2}),
    "a table in a table": ("[t.u]\na = 1\n", {("t",): 1, ("t", "u"): 1, ("t", "u", "a"): 2}),
    "a table reopened below": ("[t.u]\n[t]\na = 1\n", {("t",): 1, ("t", "a"): 3}),
    "dotted keys": ("a.b = 1\na.c = 2\n", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}),
    "quoted keys": ('"a.b" = 1\n\'c #\' = 2\n"\\u00e9" = 3', {("a.b",): 1, ("c #",): 2, ("é",): 3}),
    "spaces around dots and brackets": ("[ t . u ]\na . b = 1\n", {("t", "u"): 1, ("t", "u", "a", "b"): 2}),
    "arrays of tables": (
        "[[t]]\na = 1\n[[t]]\na = 2\n[t.u]\nb = 3\n",
        {("t",): 1, ("t", 0): 1, ("t", 0, "a"): 2, ("t", 1): 3, ("t", 1, "a"): 4, ("t", 1, "u", "b"): 6},
    ),
    "an array over several lines": ("a = [ # [\n 1,\n # 2,\n 3 ]\nb = 1", {("a", 0): 2, ("a", 1): 4, ("b",): 5}),
    "arrays in arrays": ("a = [[1,\n2],\n[3]]\n", {("a", 0): 1, ("a", 0, 1): 2, ("a", 1): 3, ("a", 1, 0): 3}),
    "an inline table": ("a = {b = 1, c.d = [{e = 2}]}\n", {("a", "b"): 1, ("a", "c", "d", 0, "e"): 1}),
    "brackets in strings": ('a = \']\'\nb = "[x]\\""\n[c]', {("b",): 2, ("c",): 3}),
    "a multi-line string that looks like keys": ('a = """\nb = 1\n[c]\n"""\nd = 2\n', {("a",): 1, ("d",): 5}),
    "quotes at the end of a multi-line string": ('a = """x\ny"""""\nb = 1\n', {("b",): 3}),
    "a literal multi-line string": ("a = '''\n\\\n'''\nb = 1\n", {("b",): 4}),
    "empty strings": ("a = \"\"\nb = ''\nc = []\nd = {}\ne = 1", {("e",): 5}),
    "dates and times with a blank inside": ("a = 2026-01-01 07:00:00Z # b\nc = 1", {("c",): 2}),
    "numbers and words": ("a = 1_0.5e-3\nb = inf\nc = true\nd = 0x_f\n".replace("0x_f", "0xf"), {("d",): 4}),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_each_notation_gives_the_line_of_its_keys(text: str, expected: dict[tuple[str | int, ...], int]) -> None:
    """In every notation that TOML has for a key, the line found is the line it stands on."""
    tomllib.loads(text)

    lines = key_lines(text)

    assert {place: lines.get(place) for place in expected} == expected


def test_nothing_else_counts_as_a_key() -> None:
    """Text in strings and comments is never taken for a key."""
    lines = key_lines('a = """\nb = 1\n""" # c = 2\n# d = 3\n')

    assert set(lines) == {("a",)}


names = st.one_of(
    st.text("abcXYZ019-_", min_size=1, max_size=4),
    st.text("ab .#=[]{}'\"\\\té零", max_size=4),
)
scalars = st.one_of(
    st.integers(-1000, 1000),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.text("ab \n#=[]{},'\"\\é", max_size=12),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
tables = st.dictionaries(names, values | st.lists(st.dictionaries(names, scalars, max_size=2), min_size=1), max_size=5)


class Writer:
    """Writes data as TOML in a notation drawn anew at each place, and notes on which line each key went."""

    def __init__(self, draw: Any) -> None:
        self.draw, self.text, self.lines = draw, "", {}

    def put(self, text: str) -> None:
        self.text += text

    def note(self, place: tuple[str | int, ...]) -> None:
        self.lines.setdefault(place, self.text.count("\n") + 1)

    def pick(self, *choices: str) -> str:
        return str(self.draw(st.sampled_from(choices)))

    def key(self, name: str) -> str:
        bare = name and all(c.isascii() and (c.isalnum() or c in "-_") for c in name)
        return name if bare and self.pick("bare", "quoted") == "bare" else json.dumps(name)

    def table(self, data: dict[str, Any], place: tuple[str | int, ...]) -> None:
        """Single values first, since what follows a table header belongs to it."""
        later = {k: v for k, v in data.items() if self.fits_header(v) and self.pick("header", "inline") == "header"}
        for name, value in data.items():
            if name not in later:
                self.put(self.pick("", "\n", "# x = [1\n", "  "))
                self.pair(name, value, place)
                self.put(self.pick("\n", " # ]\n", "\r\n"))
        for name, value in later.items():
            for index, element in enumerate(value) if isinstance(value, list) else ((None, value),):
                self.header((*place, name), index)
                self.table(element, (*place, name) if index is None else (*place, name, index))

    @staticmethod
    def fits_header(value: Any) -> bool:
        return isinstance(value, dict) or (
            isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)
        )

    def header(self, place: tuple[str | int, ...], index: int | None) -> None:
        self.note(place)
        if index is not None:
            self.note((*place, index))
        path = ".".join(self.key(part) for part in place if isinstance(part, str))
        self.put(f"[{path}]\n" if index is None else f"[[{path}]] # [\n")

    def pair(self, name: str, value: Any, place: tuple[str | int, ...]) -> None:
        self.note((*place, name))
        self.put(self.key(name))
        if isinstance(value, dict) and len(value) == 1 and self.pick("dotted", "inline") == "dotted":
            ((inner, held),) = value.items()
            self.put(self.pick(".", " . "))
            self.pair(inner, held, (*place, name))
        else:
            self.put(self.pick("=", " = "))
            self.value(value, (*place, name))

    def value(self, value: Any, place: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            self.put("{")
            for index, (name, held) in enumerate(value.items()):
                self.put(", " if index else "")
                self.pair(name, held, place)
            self.put("}")
        elif isinstance(value, list):
            self.put("[")
            for index, held in enumerate(value):
                self.put(self.pick("", "\n", " # ,]\n"))
                self.note((*place, index))
                self.value(held, (*place, index))
                self.put(self.pick(",", " ,", ",\n"))
            self.put("]")
        else:
            self.put(self.string(value) if isinstance(value, str) else json.dumps(value))

    def string(self, value: str) -> str:
        kind = self.pick("basic", "multi", "literal")
        if kind == "multi":
            return '"""\n' + value.replace("\\", "\\\\").replace('"', '\\"') + '"""'
        return f"'{value}'" if kind == "literal" and "'" not in value and "\n" not in value else json.dumps(value)


@settings(max_examples=150, deadline=None)
@given(tables, st.data())
def test_the_line_found_is_the_line_the_key_was_written_on(data: dict[str, Any], drawn: st.DataObject) -> None:
    """For generated data in generated notation, every key and element is found on the line it was written on."""
    writer = Writer(drawn.draw)
    writer.table(data, ())
    assert tomllib.loads(writer.text) == data, "the writer of this test writes what it was given"

    assert dict(key_lines(writer.text)) == writer.lines
