"""The appeal rules: which form a notice gets, what its sections ask for, where the seller submits it.

`load_appeals` brings together config/appeals.yaml, the readiness codes and the bytes of the Word templates, so that
building a packet needs no file: everything is in the one value it is handed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from config.check_rules import CheckRules, load_checks
from config.codes import ReadinessCode, load_codes
from config.cue_rules import LanguageRules
from config.errors import RulesError
from config.own_rules import own_file
from config.redaction import RedactionPolicy, load_redaction
from config.shipments import ShipmentRules, load_shipments
from config.words import AppealPath, Platform, Violation
from config.yaml_lines import load_model

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "assemble" / "templates"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}\.docx$")]


class RuleModel(BaseModel):
    """A piece of the rule file: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(StrEnum):
    """A part of an appeal that the seller fills in."""

    ROOT_CAUSE = "root_cause"
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"
    NO_VIOLATION = "no_violation"
    STATEMENT = "statement"
    POINT = "point"  # a heading of the notice's own that is none of the others


class SectionRule(RuleModel):
    """What a part is called when the notice does not say, and what its slot asks for."""

    heading: Line
    slot: Line
    """`{violation}` stands for the name of the violation, `{guidance}` for what is asked about it."""


class Submit(RuleModel):
    """Where the registered seller submits."""

    way: Line
    note: Line
    verified: bool
    """Whether a page of the marketplace confirms the way."""
    source: Line


class TextLimit(RuleModel):
    """How much the form's text box holds."""

    characters: int = Field(gt=0)
    """UTF-16 code units, as browsers count; the long version fits into it."""
    short: int = Field(gt=0)
    """The same for the short version, for forms with a small box."""
    verified: bool


class ChainRule(RuleModel):
    """The way of an order that must be shown step by step."""

    families: tuple[str, ...]
    """Violation families that need it."""
    steps: tuple[Line, ...] = Field(min_length=1)


class FormRule(RuleModel):
    """One kind of appeal document."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z-]{3,40}$")]
    platform: Platform
    paths: tuple[AppealPath, ...]
    """Used when the notice offers one of these."""
    template: FileName
    title: Line
    sections: tuple[Part, ...] = Field(min_length=1)
    fallback: bool = False
    """Whether it is the platform's form for notices whose ways no form takes; one form a platform."""
    admits: bool
    """Whether the document owns up to the violation."""
    submit: Submit
    limits: TextLimit
    advice: tuple[Line, ...] = ()
    chain: ChainRule | None = None


class WayRule(RuleModel):
    """What a way means that a notice can offer."""

    name: Line
    means: Line
    right: Line
    """When it is the right one; completes `right when ...`."""
    beware: Line
    """The harm of taking it where it is the wrong one."""


class SummaryRule(RuleModel):
    """The status sheet of a case in which nothing is to be submitted."""

    template: FileName
    title: Line
    advice: Mapping[str, Line]


class CoverRule(RuleModel):
    """The report for the seller that lies before every appeal."""

    template: FileName
    title: Line


class Guidance(RuleModel):
    """What is asked of the seller for one kind of violation."""

    root_cause: Line
    corrective: Line
    preventive: Line
    no_violation: Line
    papers: tuple[Line, ...]
    """Usual papers; the notice's own list wins."""
    accepted_files: tuple[Word, ...] = ()
    """File types usual for this kind of notice; empty where none is known."""


class AppealFile(RuleModel):
    """config/appeals.yaml."""

    heading_cues: Mapping[Part, tuple[Word, ...]]
    ways: Mapping[AppealPath, WayRule]
    sections: Mapping[Part, SectionRule]
    forms: tuple[FormRule, ...] = Field(min_length=1)
    summary: SummaryRule
    cover: CoverRule
    guidance: Mapping[str, Guidance]
    names: Mapping[Violation, Line]

    @field_validator("guidance")
    @classmethod
    def _has_any(cls, value: Mapping[str, Guidance]) -> Mapping[str, Guidance]:
        families = {code.value.partition(".")[0] for code in Violation}
        unknown = set(value) - families - {code.value for code in Violation} - {"any"}
        if "any" not in value or unknown:
            raise ValueError(f"needs `any` and otherwise violation codes or families only; unknown: {sorted(unknown)}")
        return value

    @field_validator("ways")
    @classmethod
    def _all_ways(cls, value: Mapping[AppealPath, WayRule]) -> Mapping[AppealPath, WayRule]:
        if missing := [path.value for path in AppealPath if path not in value]:
            raise ValueError(f"nothing on {missing}")
        return value

    @field_validator("forms")
    @classmethod
    def _one_fallback(cls, value: tuple[FormRule, ...]) -> tuple[FormRule, ...]:
        for platform in {form.platform for form in value}:
            if sum(form.fallback for form in value if form.platform is platform) != 1:
                raise ValueError(f"{platform} needs exactly one form with fallback: true")
        return value

    @field_validator("sections")
    @classmethod
    def _all_parts(cls, value: Mapping[Part, SectionRule]) -> Mapping[Part, SectionRule]:
        if set(value) != set(Part):
            raise ValueError(f"needs exactly {[part.value for part in Part]}")
        return value

    @field_validator("names")
    @classmethod
    def _all_named(cls, value: Mapping[Violation, str]) -> Mapping[Violation, str]:
        if missing := sorted(set(Violation) - set(value)):
            raise ValueError(f"no name for {missing}")
        return value


@dataclass(frozen=True, slots=True)
class AppealRules:
    """All that building a packet needs to know besides the case."""

    file: AppealFile
    codes: Mapping[str, ReadinessCode]
    """Readiness codes with their texts."""
    templates: Mapping[str, bytes]
    """Word templates by file name."""
    checks: CheckRules
    shipments: ShipmentRules
    languages: LanguageRules
    """Small words by which the language of a text is told."""
    redaction: RedactionPolicy
    """What counts as a sensitive value."""

    def guidance(self, violation: Violation | None) -> Guidance:
        """What to ask for a violation: by code, then by family, then for any."""
        code = violation.value if violation else "any"
        for key in (code, code.partition(".")[0]):
            if key in self.file.guidance:
                return self.file.guidance[key]
        return self.file.guidance["any"]

    def ask(self, part: Part, violation: Violation | None) -> str:
        """What a slot asks of the seller."""
        questions = self.guidance(violation)
        guidance = {
            Part.ROOT_CAUSE: questions.root_cause,
            Part.CORRECTIVE: questions.corrective,
            Part.PREVENTIVE: questions.preventive,
            Part.NO_VIOLATION: questions.no_violation,
        }.get(part, "")
        text = self.file.sections[part].slot
        return text.replace("{violation}", self.name(violation)).replace("{guidance}", guidance).strip()

    def name(self, violation: Violation | None) -> str:
        """What a violation is called in a document."""
        return self.file.names[violation] if violation else "the matter of the notice"


def load_appeals(
    own: Path | None = None,
    file: Path = HERE / "appeals.yaml",
    codes: Path = HERE / "codes.yaml",
    templates: Path | None = None,
    redaction: RedactionPolicy | None = None,
) -> AppealRules:
    """The appeal rules with all they need.

    The files of a folder of own rules are laid over the shipped ones; those of `templates` replace the shipped ones of
    their name.

    Raises:
        RulesError: a file is wrong, or a template that it names is not there; names file and line.
    """
    model = load_model(file, AppealFile, own_file("appeals.yaml", own))
    names = [form.template for form in model.forms] + [model.summary.template, model.cover.template]
    return AppealRules(
        file=model,
        codes=load_codes(codes).readiness,
        templates={name: _template(name, templates, file) for name in names},
        checks=load_checks(own=own),
        shipments=load_shipments(own=own),
        languages=load_model(HERE / "cues" / "languages.yaml", LanguageRules, own_file("cues/languages.yaml", own)),
        redaction=redaction or load_redaction(),
    )


def _template(name: str, folder: Path | None, file: Path) -> bytes:
    for path in ((folder / name,) if folder else ()) + (TEMPLATES / name,):
        if path.is_file():
            return path.read_bytes()
    raise RulesError(file, 1, f"template {name} is not in the template folder")
