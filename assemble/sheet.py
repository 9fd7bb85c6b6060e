"""What stands in a document, as plain values: the only thing a Word template sees.

A `Line` is either text to be printed or a slot: a visible place for what only the seller can know. Nothing is made up
to fill one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a table cell."""

    text: str
    slot: bool = False
    """Whether it is still to be filled in by the seller."""


def slot(ask: str) -> Line:
    """A visible place for what only the seller can know."""
    return Line(f"[Seller: {ask}]", slot=True)


def given(text: str, ask: str) -> Line:
    """The seller's text, or a slot that asks for it."""
    return Line(text.strip()) if text.strip() else slot(ask)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with what the notice says about it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LackRow:
    """Something missing, on the cover page."""

    weight: str
    """`Must` or `Check`."""
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An ASIN with what the notice says about it and where it is answered."""

    asin: str
    title: str
    complaint: str
    """Complaint id, right and rights owner."""
    answer: Line


@dataclass(frozen=True, slots=True)
class RequestRow:
    """Something that the notice asks for, in its own words, and what answers it."""

    number: str
    text: str
    answer: Line


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A corrective action."""

    date: Line
    text: Line
    evidence: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A preventive action."""

    text: Line
    owner: Line
    start: Line
    control: Line
    record: Line


@dataclass(frozen=True, slots=True)
class IssuePart:
    """One violation within a section."""

    title: str
    """Empty where the case has one violation only."""
    lines: tuple[Line, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the appeal with its answers."""

    number: str
    heading: str
    parts: tuple[IssuePart, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step on the way of an order."""

    order: str
    step: str
    at: Line
    detail: str
    file: str


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An evidence file."""

    number: str
    file: str
    shows: Line
    about: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice of the case, in the summary."""

    date: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class SignRow:
    """A line of the signature block; date and signature are written by hand."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Cover:
    """The page that is for the seller only."""

    verdict: str
    way: str
    """Where to submit; empty where nothing is to be submitted."""
    note: str
    unconfirmed: str
    """The source of a way that the marketplace's own pages do not confirm; else empty."""
    deadline: str
    basis: str
    target: bool
    """The deadline is our working target."""
    lacks: tuple[LackRow, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a template may print."""

    title: str
    subtitle: str
    case_id: str
    cover: Cover
    facts: tuple[Fact, ...]
    items: tuple[ItemRow, ...]
    requests: tuple[RequestRow, ...]
    sections: tuple[Section, ...]
    steps: tuple[StepRow, ...]
    exhibits: tuple[ExhibitRow, ...]
    signer: tuple[SignRow, ...]
    notices: tuple[NoticeRow, ...]
