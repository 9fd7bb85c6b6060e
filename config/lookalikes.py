"""Characters that look like a Latin letter (Unicode TS 39): values of confusables.yaml, and words made plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from config.yaml_lines import load_model

FILE = Path(__file__).parent / "confusables.yaml"

Letter = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]$")]
Group = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Lookalikes(BaseModel):
    """What looks like what; characters of one line stand for the letter before it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    unicode: Mapping[Letter, str]
    ours: Mapping[Letter, str]
    """Wins over `unicode`."""
    groups: Mapping[Group, Letter]
    """Letters -> the letter they look like together."""


@cache
def load_lookalikes(file: Path = FILE) -> Lookalikes:
    """The table of a file, by default the shipped one; read once.

    Raises:
        RulesError: the file is wrong; names file and line.
    """
    return load_model(file, Lookalikes)


def skeleton(word: str) -> str:
    """A word with every character replaced by the Latin letter it looks like, in lower case, accents gone.

    >>> skeleton("\\u0410mаzοn"), skeleton("arnaz0n"), skeleton("ámazôn")
    ('amazon', 'amazon', 'amazon')
    """
    letters, plain_ones, groups = _tables()
    if word.isascii():
        return groups.sub(lambda match: load_lookalikes().groups[match.group()], word.translate(plain_ones))
    shown = unicodedata.normalize("NFKD", word)
    plain = "".join(
        letters.get(char) or letters.get(char.lower(), char.lower()) for char in shown if not _is_mark(char)
    )
    return groups.sub(lambda match: load_lookalikes().groups[match.group()], plain)


def _is_mark(char: str) -> bool:
    """Whether a character is only seen on or between others: accents, joiners, direction marks, soft hyphens."""
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


@cache
def _tables() -> tuple[Mapping[str, str], Mapping[int, str], re.Pattern[str]]:
    """What looks like which letter; the same for each plain (ASCII) character; the groups."""
    table = load_lookalikes()
    pairs = [
        (char, letter) for named in (table.unicode, table.ours) for letter, chars in named.items() for char in chars
    ]
    letters = dict(pairs)
    plain = {code: letters.get(chr(code)) or letters.get(chr(code).lower(), chr(code).lower()) for code in range(128)}
    return letters, plain, re.compile("|".join(map(re.escape, table.groups)))
