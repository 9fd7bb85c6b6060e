"""What the readiness checks look for: data in checks.yaml, checked on load with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from config.own_rules import own_file
from config.redaction import Entity
from config.words import PaperKind, Platform, Seen, Violation
from config.yaml_lines import load_model

HERE = Path(__file__).parent

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Score = Annotated[float, Field(gt=0, le=100)]


class _RuleModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class LanguageRule(_RuleModel):
    """In which languages a platform's appeals may be written."""

    allowed: tuple[Language, ...] = Field(min_length=1)
    """ISO 639-1."""
    notice: bool
    """Whether the notice's own language is allowed, too."""
    verified: bool
    """Whether a page of the marketplace confirms it."""
    source: Line


class Similarity(_RuleModel):
    """How alike two appeals are before it is said, 0 to 100."""

    unchanged: Score
    reused: Score


class PaperRule(_RuleModel):
    """What a kind of paper must show."""

    name: Line
    seen: tuple[Seen, ...] = ()
    days: int | None = Field(default=None, gt=0)
    """How old it may be at the date of the notice, where the notice states nothing."""
    seller: bool = False
    """Whether it must name the seller as the account does."""
    may_show: tuple[Entity, ...] = ()
    """Sensitive values that such papers hold by nature."""


class SensitiveRule(_RuleModel):
    """Which values a paper should not show unless they are asked for."""

    kinds: tuple[Entity, ...] = Field(min_length=1)
    unless: tuple[Word, ...]
    words: tuple[Word, ...]

    @field_validator("unless")
    @classmethod
    def _violations(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        codes = {code.value for code in Violation}
        if unknown := sorted(set(value) - codes - {code.partition(".")[0] for code in codes}):
            raise ValueError(f"neither violation codes nor families: {unknown}")
        return value


class CheckRules(_RuleModel):
    """config/checks.yaml."""

    close_hours: int = Field(gt=0, le=24 * 30)
    oldest_days: int = Field(gt=0)
    placeholders: tuple[Word, ...]
    promises: tuple[Word, ...]
    platform_words: Mapping[Platform, tuple[Word, ...]]
    emotional: tuple[Word, ...]
    blaming: tuple[Word, ...]
    admitting: tuple[Word, ...]
    denying: tuple[Word, ...]
    services: tuple[Word, ...]
    languages: Mapping[Platform, LanguageRule]
    similarity: Similarity
    papers: Mapping[PaperKind, PaperRule]
    editors: tuple[Word, ...]
    sensitive: SensitiveRule
    secrets: tuple[Entity, ...] = Field(min_length=1)
    backups: Mapping[Platform, tuple[Word, ...]]
    file_bytes: int = Field(gt=0)

    @field_validator("papers")
    @classmethod
    def _all_kinds(cls, value: Mapping[PaperKind, PaperRule]) -> Mapping[PaperKind, PaperRule]:
        if missing := [kind.value for kind in PaperKind if kind not in value]:
            raise ValueError(f"no rule for {missing}")
        return value


def load_checks(file: Path = HERE / "checks.yaml", own: Path | None = None) -> CheckRules:
    """The rules of a file, those of a folder of own rules laid over it. Raises: RulesError (names file and line)."""
    return load_model(file, CheckRules, own_file("checks.yaml", own))
