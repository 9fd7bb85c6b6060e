"""How mail programs write a forwarded mail into the text: checked values of forwards.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from config.yaml_lines import load_model

FILE = Path(__file__).parent / "forwards.yaml"

Word = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Words = Annotated[tuple[Word, ...], Field(min_length=1)]
Year = Annotated[tuple[Word, ...], Field(min_length=12, max_length=12)]
Minutes = Annotated[int, Field(ge=-12 * 60, le=14 * 60)]


class HeaderField(StrEnum):
    """What a line of a forwarded header tells."""

    FROM = "from"
    DATE = "date"
    TO = "to"
    CC = "cc"
    SUBJECT = "subject"
    OTHER = "reply_to"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class OwnWords(_Model):
    """How the seller's own texts begin."""

    headings: Words


class ForwardWords(_Model):
    """All words that forwarded mails are recognised by."""

    header_words: Mapping[str, Mapping[HeaderField, Words]]
    """By language (ISO 639-1)."""
    markers: Mapping[str, Words]
    """By the program that writes them, the more special before the general."""
    ends: Words
    """Lines that close a forwarded mail."""
    conversations: Words
    """Lines over a whole conversation that was forwarded."""
    wrote: Words
    """Words of the line over a quoted mail."""
    beside_names: Words
    """Words that stand between time and name there."""
    subject_prefixes: Words
    own_words: OwnWords
    months: Mapping[str, Year]
    """January first; spellings separated by a space."""
    morning: Words
    afternoon: Words
    zones: Mapping[str, Minutes]
    """Minutes east of UTC."""

    @field_validator("header_words")
    @classmethod
    def _complete(cls, value: Mapping[str, Mapping[HeaderField, Words]]) -> Mapping[str, Mapping[HeaderField, Words]]:
        """Every language has the four fields without which no header is recognised."""
        needed = {HeaderField.FROM, HeaderField.DATE, HeaderField.TO, HeaderField.SUBJECT}
        for language, fields in value.items():
            if missing := sorted(needed - fields.keys()):
                raise ValueError(f"{language} lacks {', '.join(missing)}")
        return value


@cache
def load_forwards(file: Path = FILE) -> ForwardWords:
    """The words of a file, by default the shipped one; read once.

    Raises:
        RulesError: the file is wrong; names file and line.
    """
    return load_model(file, ForwardWords)
