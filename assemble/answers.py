"""Appeal answers: what only the seller knows, as values and as the YAML file in which a person writes them.

Nothing here is ever made up: a field that was not filled in is empty, and the readiness checks and the document show it
as missing. The file for a case is written by assemble/answers_file.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from config.errors import AnswersError, RulesError
from config.words import AppealPath, ListingState, PaperKind, Seen, Violation
from config.yaml_lines import line_of, parse_with_lines

MAX_TEXT = 20_000
"""Characters of one text; an appeal is read in minutes."""
MAX_ENTRIES = 500
"""Entries of one list."""
MAX_FILE = 2_000_000
"""Characters of an answers file."""


def _text(value: object) -> object:
    """Nothing, as an empty key in YAML gives it, is an empty text; an order number without quotes is a text, too."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value) if type(value) is int else value


def _list(value: object) -> object:
    """Nothing, as an empty key in YAML gives it, is an empty list."""
    return () if value is None else value


Text = Annotated[str, BeforeValidator(_text)]
Names = Annotated[tuple[str, ...], BeforeValidator(_list)]


class _Checked:
    """Refuses texts and lists that are too long; whoever holds an answer need not check again."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:  # type: ignore[attr-defined]
            value = getattr(self, name)
            if isinstance(value, str) and len(value) > MAX_TEXT:
                raise ValueError(f"{name}: at most {MAX_TEXT} characters")
            if isinstance(value, tuple) and len(value) > MAX_ENTRIES:
                raise ValueError(f"{name}: at most {MAX_ENTRIES} entries")


@dataclass(frozen=True, slots=True)
class CorrectiveAction(_Checked):
    """Something the seller has done."""

    text: Text = ""
    done: date | None = None
    """The day it was done."""
    evidence: Names = ()
    """Names of evidence files."""


@dataclass(frozen=True, slots=True)
class PreventiveAction(_Checked):
    """Something that keeps the problem from coming back."""

    text: Text = ""
    owner: Text = ""
    """Who answers for it."""
    start: date | None = None
    control: Text = ""
    """How it is checked, and how often."""
    record: Text = ""
    """Where the check is written down."""


@dataclass(frozen=True, slots=True)
class IssueAnswer(_Checked):
    """The answer to one violation of the notice."""

    violation: Violation | None = None
    """None answers for the notice as a whole."""
    asins: Names = ()
    """The ASINs this answer covers; empty: all of the case."""
    root_cause: Text = ""
    corrective: Annotated[tuple[CorrectiveAction, ...], BeforeValidator(_list)] = ()
    preventive: Annotated[tuple[PreventiveAction, ...], BeforeValidator(_list)] = ()
    no_violation: Text = ""
    """For a dispute: the facts that show that there was no violation."""
    statement: Text = ""
    """For a request for documents: the answer in words."""


@dataclass(frozen=True, slots=True)
class EvidenceClaim(_Checked):
    """What a file shows."""

    file: Text = ""
    """Name of an evidence file; empty for a statement in words."""
    shows: Text = ""
    """What the file shows, or the statement."""
    meets: Text = ""
    """Which request of the notice it meets: its number in the notice's list (1-based) or its words."""
    asins: Names = ()
    """The ASINs it is about; empty: all of the case."""
    paper: PaperKind | None = None
    """What the file is."""
    dated: date | None = None
    """The day on which the paper was issued."""
    seen: Annotated[tuple[Seen, ...], BeforeValidator(_list)] = ()
    """What a person looked for in the paper and found."""


@dataclass(frozen=True, slots=True)
class Aside(_Checked):
    """An entry of the notice's list that asks for no paper and no statement: how to send them, a greeting."""

    request: Text = ""
    """Its number in the notice's list (1-based) or its words."""
    why: Text = ""


@dataclass(frozen=True, slots=True)
class ListingCheck(_Checked):
    """What a person saw when looking at listings that the notice names."""

    asins: Names = ()
    """Empty: all of the case."""
    state: ListingState | None = None
    checked: date | None = None
    """The day on which somebody looked."""


@dataclass(frozen=True, slots=True)
class Backup(_Checked):
    """Originals that were saved outside the seller account."""

    what: Text = ""
    """One of the kinds that config/checks.yaml names for the platform."""
    done: date | None = None
    where: Text = ""
    """Where the copy is, or why there is nothing to save."""


@dataclass(frozen=True, slots=True)
class PointAnswer(_Checked):
    """The answer to a heading that the notice asks for and that is none of the usual ones."""

    heading: Text = ""
    text: Text = ""


@dataclass(frozen=True, slots=True)
class OrderStep(_Checked):
    """One step on the way of an order."""

    order: Text = ""
    step: Text = ""
    at: Text = ""
    """Time as the source shows it, with its zone."""
    detail: Text = ""
    file: Text = ""
    """Name of the evidence file that proves it."""


@dataclass(frozen=True, slots=True)
class Signatory(_Checked):
    """Who signs and submits."""

    name: Text = ""
    position: Text = ""
    company: Text = ""
    email: Text = ""
    """The address from which it is sent or with which the account is opened."""
    registered: bool = False
    """Whether the seller confirms that this is the registered contact of the seller account."""


@dataclass(frozen=True, slots=True)
class AppealAnswers(_Checked):
    """What only the seller knows about a case."""

    case: Text = ""
    """Id of the case they were written for."""
    path: AppealPath | None = None
    """The way the seller chooses where the notice offers several."""
    seen_in_account: bool = False
    """Whether the seller found the same notice in the seller account itself."""
    issues: Annotated[tuple[IssueAnswer, ...], BeforeValidator(_list)] = ()
    points: Annotated[tuple[PointAnswer, ...], BeforeValidator(_list)] = ()
    aside: Annotated[tuple[Aside, ...], BeforeValidator(_list)] = ()
    evidence: Annotated[tuple[EvidenceClaim, ...], BeforeValidator(_list)] = ()
    orders: Annotated[tuple[OrderStep, ...], BeforeValidator(_list)] = ()
    listings: Annotated[tuple[ListingCheck, ...], BeforeValidator(_list)] = ()
    backups: Annotated[tuple[Backup, ...], BeforeValidator(_list)] = ()
    signatory: Annotated[Signatory, BeforeValidator(lambda value: Signatory() if value is None else value)] = (
        Signatory()
    )


_READER = TypeAdapter(AppealAnswers)


def answers_from_yaml(text: str, origin: str) -> AppealAnswers:
    """The answers in a YAML text; `origin` names the file in errors.

    Raises:
        AnswersError: not YAML, a key that is not known or given twice, a value that does not fit; names the line.
    """
    if len(text) > MAX_FILE:
        raise AnswersError(origin, 1, f"longer than {MAX_FILE} characters")
    try:
        data, lines = parse_with_lines(text, Path(origin))
    except RulesError as error:
        raise AnswersError(origin, error.line, error.what) from error
    try:
        return _READER.validate_python({} if data is None else data)
    except ValidationError as error:
        first, *others = error.errors()
        place = tuple(first["loc"])
        where = ".".join(map(str, place)) or "top level"
        more = f" (and {len(others)} more wrong)" if others else ""
        raise AnswersError(origin, line_of(place, lines), f"{where}: {first['msg']}"[:400] + more) from error
