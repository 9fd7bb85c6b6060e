"""The line of every key of a TOML text, so that a wrong setting is named by file and line.

`tomllib` makes the values and says nothing of lines. This scanner runs after it over the same text, which is therefore
known to be valid TOML 1.0: it only has to tell keys, strings, brackets and comments apart. Places are tuples as
pydantic names them: `("s3", "endpoint")`, `("trusted_authserv_ids", 0)`.

>>> dict(key_lines("a = 1\\n[b]\\nc = [1,\\n 2]\\n"))
{('a',): 1, ('b',): 2, ('b', 'c'): 3, ('b', 'c', 0): 3, ('b', 'c', 1): 4}
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_PART = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'(?:[^\']|\'(?!\'\'))*\'{3,5}|' + _PART.pattern, re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]+")


def key_lines(text: str) -> Mapping[Place, int]:
    """The line (1-based) on which each key, table header and array element of a valid TOML text stands first."""
    return _Scanner(text).document()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Place, int] = {}
        self.tables: dict[Place, int] = {}  # arrays of tables: how many elements so far
        self.counted, self.line = 0, 1  # the line number of offset `counted`

    def document(self) -> Mapping[Place, int]:
        here: Place = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                here = self._header()
            else:
                self._pair(here)
        return self.lines

    def _skip(self) -> int:
        if found := _BLANK.match(self.text, self.at):
            self.at = found.end()
        return self.at

    def _mark(self, place: Place) -> None:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        self.lines.setdefault(place, self.line)

    def _header(self) -> Place:
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        self._spaces()
        place: Place = ()
        names = self._key()
        for depth, name in enumerate(names, start=1):
            place = (*place, name)
            self._mark(place)
            if array and depth == len(names):
                self.tables[place] = self.tables.get(place, 0) + 1
            if place in self.tables:
                place = (*place, self.tables[place] - 1)
                self._mark(place)
        self._spaces()
        self.at += 2 if array else 1
        return place

    def _spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1

    def _key(self) -> tuple[str, ...]:
        names: list[str] = []
        while found := _PART.match(self.text, self.at):
            names.append(_plain(found.group()))
            self.at = found.end()
            if not (dot := _DOT.match(self.text, self.at)):
                break
            self.at = dot.end()
        return tuple(names)

    def _pair(self, here: Place) -> None:
        start = self.at
        names = self._key()
        after, self.at = self.at, start
        for size in range(1, len(names) + 1):
            self._mark((*here, *names[:size]))
        self.at = self.text.index("=", after) + 1
        self._value((*here, *names))

    def _value(self, place: Place) -> None:
        self._skip()
        opening = self.text[self.at]
        if opening == "[":
            self._array(place)
        elif opening == "{":
            self._inline_table(place)
        else:
            found = (_STRING if opening in "\"'" else _SCALAR).match(self.text, self.at)
            assert found, "tomllib accepted the text, so a value stands here"
            self.at = found.end()

    def _array(self, place: Place) -> None:
        self.at += 1
        index = 0
        while self.text[self._skip()] != "]":
            self._mark((*place, index))
            self._value((*place, index))
            index += 1
            self._comma()
        self.at += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        while self.text[self._skip()] != "}":
            self._pair(place)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        if self.text[self._skip()] == ",":
            self.at += 1


def _plain(part: str) -> str:
    """The key a written part means: quotes taken off, escapes decoded by tomllib itself."""
    if part[0] not in "\"'":
        return part
    return str(tomllib.loads(f"k = {part}")["k"])
