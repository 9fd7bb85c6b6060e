"""What a notice says, as values: every fact with its provenance.

`Facts` is what crosses from extract to assemble. Its JSON form (`facts_to_json`, docs/facts.schema.json) is public and
stable. A field that the notice does not state is None or empty, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from config.words import (
    AppealPath,
    Basis,
    Bound,
    Kind,
    MetricName,
    MoneyRole,
    Platform,
    Role,
    Scope,
    Violation,
)
from extract.text import Box
from ingest.message import Authenticity

REFERENCE_KINDS = ("case", "complaint", "order", "trademark", "patent", "design", "court")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact with the place it was read from."""

    kind: str
    """asin, asin.masked, asin.malformed, policy_link, deadline, period, date, complaint_id, violation, kind, ..."""
    value: str
    """The canonical value."""
    text: str
    """The words as written."""
    part: str
    """Name of the message part: `subject`, `body`, `attachment x.pdf`, `header` for mail headers."""
    page: int | None
    """1-based; None for parts without pages."""
    start: int
    """Offset in the part's text, characters, half open."""
    end: int
    box: Box | None
    """Points from the top left of the page; None for parts without pages."""
    rule: str
    """The rule that found it: component and cue, or tool with version."""


@dataclass(frozen=True, slots=True)
class PolicyLink:
    """A link to the platform's own pages."""

    url: str
    """The target, cleaned of glued text; the raw form where it is truncated."""
    raw: str
    """As written in the notice."""
    help_id: str | None = None
    """Canonical help page id, upper case, one leading G dropped."""
    policy: str | None = None
    """Slug from the platform rules (`intellectual-property`)."""
    truncated: bool = False
    """Shortened by the sender (`https://sellercentral.amazon.c ... 361070`): kept, never completed."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the seller must meet."""

    at: datetime
    """With the notice's own offset; a date without a time means the end of that day."""
    basis: Basis
    text: str
    """The words it was read from; for basis `rule` the name of the rule."""
    also: str | None = None
    """A second condition (`or two unsuccessful appeals`)."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time with its role."""

    role: Role
    period: str
    """ISO 8601 duration: P90D, PT72H, P3W."""
    text: str
    at: datetime | None = None
    """Its end, where that can be counted."""


@dataclass(frozen=True, slots=True)
class DateFact:
    """A calendar date with its role."""

    role: Role
    value: date
    text: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of the seller's performance with the target it is held against."""

    name: MetricName
    value: str | None
    """A decimal number (`2.31`); None where the notice only says that the target was missed."""
    target: str | None
    bound: Bound
    """On which side of the target a figure is good."""
    unit: str
    """percent, points."""
    window: str | None
    """ISO 8601 duration over which it was measured: P60D."""

    def in_words(self) -> str:
        """The figure on one line: `late_shipment 6.4 % (at_most 4 %, P30D)`."""
        sign = " %" if self.unit == "percent" else ""
        notes = [f"{self.bound} {self.target}{sign}" if self.target else "", self.window or ""]
        note = ", ".join(filter(None, notes))
        told = f"{self.value}{sign}" if self.value else "misses its target"
        return f"{self.name} {told} ({note})" if note else f"{self.name} {told}"


@dataclass(frozen=True, slots=True)
class Money:
    """Money that is held, or taken as a penalty."""

    role: MoneyRole
    amount: str | None
    """A decimal number (`4120.00`); None where only a share is told."""
    currency: str | None
    """ISO 4217; None where the sign is one of several currencies and nothing decides."""
    share: str | None
    """Percent of the balance or of the proceeds."""
    text: str

    def in_words(self) -> str:
        """How much: `4120.00 USD`, `50 %`."""
        return f"{self.amount} {self.currency or ''}".strip() if self.amount else f"{self.share} %"


@dataclass(frozen=True, slots=True)
class Asserted:
    """The right that a complaint is based on."""

    kind: str
    """trademark, copyright, patent, design."""
    number: str


@dataclass(frozen=True, slots=True)
class RightsOwner:
    """Who complained."""

    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint record: facts that stand beside an ASIN in the notice."""

    asins: tuple[str, ...]
    title: str | None = None
    violation: Violation | None = None
    complaint_id: str | None = None
    asserted: Asserted | None = None
    rights_owner: RightsOwner | None = None


@dataclass(frozen=True, slots=True)
class References:
    """Numbers by what their label calls them."""

    case: tuple[str, ...] = ()
    complaint: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    trademark: tuple[str, ...] = ()
    patent: tuple[str, ...] = ()
    design: tuple[str, ...] = ()
    court: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one notice says."""

    source: str
    item: str
    """Digest of the RawItem."""
    platform: Platform
    kind: Kind
    authenticity: Authenticity
    marketplace: str | None = None
    """ISO 3166-1 alpha-2 (`GB` for the United Kingdom); None when unknown and for Joom."""
    language: str | None = None
    """ISO 639-1."""
    scope: Scope | None = None
    violations: tuple[Violation, ...] = ()
    issued: datetime | None = None
    """The notice's own date, with its own offset."""
    asins: tuple[str, ...] = ()
    policy_links: tuple[PolicyLink, ...] = ()
    deadline: Deadline | None = None
    periods: tuple[Period, ...] = ()
    dates: tuple[DateFact, ...] = ()
    metrics: tuple[Metric, ...] = ()
    money: tuple[Money, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    references: References = field(default_factory=References)
    rights_owner_emails: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    """One entry a paper or statement that the notice asks for, in its own words."""
    headings: tuple[str, ...] = ()
    """The headings that the notice asks a plan of action to have, in its own words and order."""
    accepted_files: tuple[str, ...] = ()
    """Lower-case extensions without dot, as the notice lists them."""
    paths: tuple[AppealPath, ...] = ()
    findings: tuple[Finding, ...] = ()
    subject: str = ""
    account: str | None = None
    """The seller as the notice addresses it: the recipient address of the (innermost) notice, lower case."""
    message_id: str = ""
    thread: tuple[str, ...] = ()
    """Message ids this one answers or refers to."""
