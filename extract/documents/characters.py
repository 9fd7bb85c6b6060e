"""Characters as a reader sees them: what has no width goes, what only looks different from a space becomes one.

Zero-width characters are put into the middle of words to defeat search (`deacti<U+200B>vation`), tag characters to
carry words that no reader sees. Removing them shortens a text, so it happens before any offset is counted.
"""

from __future__ import annotations

import re

_ZERO_WIDTH = (
    "\u00ad"  # soft hyphen: drawn only where a line breaks
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, bidirectional marks and overrides, invisible operators
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # tag characters and variation selectors
)
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff\ufffe\uffff]")
_SPACE_LIKE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_TURNED = re.compile("\u202e([^\n\u202a-\u202e]{0,2000})\u202c?")
"""Characters that an override draws from right to left (UAX 9): a reader sees the last one first."""
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
)
_WIDE_CHARACTER = re.compile(f"[{_WIDE}]")


def clean(text: str) -> str:
    """The text without characters that have no width, with one kind of space and `\\n` as the only line end.

    What a right-to-left override turns round is turned round. The ideographic space U+3000 and the tab stay: both are
    seen and both are white space to every reader.
    """
    text = _LINE_END.sub("\n", text)
    if "\u202e" in text:
        text = _TURNED.sub(lambda match: match[1][::-1], text)
    return _SPACE_LIKE.sub(" ", _INVISIBLE.sub("", text))


def is_wide(character: str) -> bool:
    """Whether a character belongs to a script written without spaces (Chinese, Japanese) or to Hangul."""
    return _WIDE_CHARACTER.match(character) is not None


def names(text: str) -> frozenset[str]:
    """The words of a text that are separated by white space, as a set."""
    return frozenset(text.split())
