"""What a sample is: a file that we wrote, and the facts that a reader of it must find."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

REFERENCE_KINDS = ("case", "complaint", "order", "trademark", "patent", "design", "court")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Facts that stand beside an ASIN in the notice."""

    asins: tuple[str, ...]
    title: str | None = None
    violation: str | None = None
    complaint_id: str | None = None
    asserted: tuple[str, str] | None = None
    """Kind and number of the right."""
    owner: tuple[str, str] | None = None
    """Name and e-mail address of the rights owner."""

    def to_json(self) -> dict[str, object]:
        """The record as the public schema writes it."""
        kind_number = self.asserted and {"kind": self.asserted[0], "number": self.asserted[1]}
        owner = self.owner and {"name": self.owner[0], "email": self.owner[1]}
        return {
            "asins": list(self.asins),
            "title": self.title,
            "violation": self.violation,
            "complaint_id": self.complaint_id,
            "asserted": kind_number,
            "rights_owner": owner,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The facts of one sample: a subset of the public schema, what redaction must remove, and the case."""

    platform: str
    language: str
    kind: str
    authenticity: str
    marketplace: str | None = None
    scope: str | None = None
    violations: tuple[str, ...] = ()
    issued: str | None = None
    """ISO date in the notice's own offset."""
    asins: tuple[str, ...] = ()
    help_ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    deadline: tuple[str, str] | None = None
    """ISO date and basis."""
    periods: tuple[tuple[str, str], ...] = ()
    """Role and ISO 8601 duration."""
    complaints: tuple[Complaint, ...] = ()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rights_owner_emails: tuple[str, ...] = ()
    accepted_files: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    """Values as written in the file that must not be in its redacted form."""
    case: str | None = None
    """The same for all samples that must end in the same case; None for unrelated mail."""

    def to_json(self) -> str:
        """The expected facts as the text of a JSON file."""
        unknown = set(self.references) - set(REFERENCE_KINDS)
        assert not unknown, unknown
        fields: dict[str, object] = {
            "platform": self.platform,
            "marketplace": self.marketplace,
            "language": self.language,
            "kind": self.kind,
            "scope": self.scope,
            "violations": list(self.violations),
            "issued": self.issued,
            "asins": list(self.asins),
            "help_ids": list(self.help_ids),
            "links": list(self.links),
            "deadline": self.deadline and {"date": self.deadline[0], "basis": self.deadline[1]},
            "periods": [{"role": role, "period": period} for role, period in self.periods],
            "complaints": [complaint.to_json() for complaint in self.complaints],
            "references": {kind: list(self.references.get(kind, ())) for kind in REFERENCE_KINDS},
            "rights_owner_emails": list(self.rights_owner_emails),
            "accepted_files": list(self.accepted_files),
            "paths": list(self.paths),
            "authenticity": self.authenticity,
            "sensitive": list(self.sensitive),
            "case": self.case,
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of the collection."""

    name: str
    """File name, by trait: `amazon-us-trademark-html.eml`."""
    purpose: str
    """What it is there to show, for the table in README.md."""
    data: bytes
    expected: Expected
