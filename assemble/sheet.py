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
class ShipRow:
    """One order on its way, from a table of shipments."""

    order: str
    tracking: Line
    placed: Line
    label: Line
    accepted: Line
    delivered: Line
    rest: str
    """Messages with the buyer and the state of a refund."""


@dataclass(frozen=True, slots=True)
class StockRow:
    """One correction of the stock."""

    sku: str
    change: str
    adjusted: str
    reason: str


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
class WayRow:
    """A way that the notice offers."""

    name: str
    means: str
    beware: str
    taken: bool
    """Whether the packet takes it."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An ASIN with the requests that are met for it and those that are not."""

    asin: str
    met: str
    missing: Line


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A paper and the files to upload for it."""

    number: str
    file: str
    upload: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A paragraph that was taken out or put in since the last try."""

    did: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What is for the seller only."""

    verdict: str
    forced: str
    """Who called it ready in spite of errors, when and why; else empty."""
    way: str
    """Where to submit; empty where nothing is to be submitted."""
    note: str
    ways: tuple[WayRow, ...]
    """The ways that the notice offers."""
    unconfirmed: str
    """The source of a way that the marketplace's own pages do not confirm; else empty."""
    deadline: str
    basis: str
    target: bool
    """The deadline is our working target."""
    lacks: tuple[LackRow, ...]
    advice: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    uploads: tuple[UploadRow, ...]
    last: str
    """The last try, as version and day; empty where there was none."""
    changes: tuple[ChangeRow, ...]
    """What changed since the last try."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a template may print."""

    title: str
    subtitle: str
    case_id: str
    submission: str
    """Who submits it, and where; empty where nothing is to be submitted."""
    cover: Cover
    facts: tuple[Fact, ...]
    items: tuple[ItemRow, ...]
    requests: tuple[RequestRow, ...]
    sections: tuple[Section, ...]
    steps: tuple[StepRow, ...]
    shipments: tuple[ShipRow, ...]
    shipments_note: str
    """Where the rest of the shipments stands; empty where all are shown."""
    stock: tuple[StockRow, ...]
    exhibits: tuple[ExhibitRow, ...]
    signer: tuple[SignRow, ...]
    notices: tuple[NoticeRow, ...]
