"""The codes under which something is reported, with their texts for people; data in codes.yaml.

A code names one cause for good: texts may be made better, a code is never used again for something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from config.words import Severity
from config.yaml_lines import load_model

HERE = Path(__file__).parent

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]*$", max_length=64)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=500)]


class _CodeModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class QuarantineCode(_CodeModel):
    """Why an item is held back for a person."""

    text: Sentence
    """What is wrong, in one sentence."""
    remedy: Sentence
    """What to do about it, in the imperative."""


class AuthenticityCode(_CodeModel):
    """A reason for the verdict on whether a message is genuine."""

    text: Sentence
    """What was seen, in one sentence."""
    remedy: Sentence | None = None
    """What to do about it, where something is to be done."""


class ReadinessCode(_CodeModel):
    """What a readiness check found wanting."""

    text: Sentence
    """What is missing or wrong, in one sentence; `{name}` stands for what the check fills in."""
    remedy: Sentence
    """What to do about it, in the imperative."""
    severity: Severity = Severity.ERROR
    """Whether the packet is held back (`error`) or only marked (`warning`)."""


def _or_none_yet(section: object) -> object:
    """A section without an entry, which YAML reads as null."""
    return {} if section is None else section


class Codes(_CodeModel):
    """All codes, by what they are about."""

    quarantine: Annotated[Mapping[Code, QuarantineCode], BeforeValidator(_or_none_yet)]
    authenticity: Annotated[Mapping[Code, AuthenticityCode], BeforeValidator(_or_none_yet)]
    readiness: Annotated[Mapping[Code, ReadinessCode], BeforeValidator(_or_none_yet)]

    def all(self) -> Iterator[tuple[str, str, QuarantineCode | AuthenticityCode | ReadinessCode]]:
        """Every code as (what it is about, code, its texts), in the order of the file."""
        for about, codes in (
            ("quarantine", self.quarantine),
            ("authenticity", self.authenticity),
            ("readiness", self.readiness),
        ):
            for code, texts in codes.items():
                yield about, code, texts


@cache
def load_codes(file: Path = HERE / "codes.yaml") -> Codes:
    """The codes of a file, by default the shipped one; read once.

    Raises:
        RulesError: the file is wrong; names the line.
    """
    return load_model(file, Codes)
