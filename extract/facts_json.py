"""Facts as JSON and back: the public form of what a notice says (docs/facts.schema.json, JSON Schema 2020-12).

Times are ISO 8601 with their own offset, dates ISO 8601, words the values of config.words. The two functions are exact
inverses; keys come in the order of the schema, so that the same facts are the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

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
    Verdict,
    Violation,
)
from extract.facts import (
    Asserted,
    Complaint,
    DateFact,
    Deadline,
    Facts,
    Finding,
    Metric,
    Money,
    Period,
    PolicyLink,
    References,
    RightsOwner,
)
from ingest.message import Authenticity

Json = dict[str, Any]
Value = TypeVar("Value")


def facts_to_json(facts: Facts) -> Json:
    """The facts as an object that `json.dumps` takes; every field of the schema is there."""
    return {
        "source": facts.source,
        "item": facts.item,
        "platform": facts.platform.value,
        "marketplace": facts.marketplace,
        "account": facts.account,
        "language": facts.language,
        "subject": facts.subject,
        "message_id": facts.message_id,
        "thread": list(facts.thread),
        "kind": facts.kind.value,
        "scope": facts.scope.value if facts.scope else None,
        "violations": [violation.value for violation in facts.violations],
        "issued": _time(facts.issued),
        "authenticity": {
            "verdict": facts.authenticity.verdict.value,
            "reasons": list(facts.authenticity.reasons),
        },
        "asins": list(facts.asins),
        "policy_links": [_plain(link) for link in facts.policy_links],
        "deadline": _deadline(facts.deadline),
        "periods": [
            {"role": p.role.value, "period": p.period, "at": _time(p.at), "text": p.text} for p in facts.periods
        ],
        "dates": [{"role": d.role.value, "value": d.value.isoformat(), "text": d.text} for d in facts.dates],
        "metrics": [_plain(metric) for metric in facts.metrics],
        "money": [_plain(money) for money in facts.money],
        "complaints": [_complaint(complaint) for complaint in facts.complaints],
        "references": {name: list(values) for name, values in _plain(facts.references).items()},
        "rights_owner_emails": list(facts.rights_owner_emails),
        "requested": list(facts.requested),
        "headings": list(facts.headings),
        "accepted_files": list(facts.accepted_files),
        "paths": [path.value for path in facts.paths],
        "findings": [_finding(finding) for finding in facts.findings],
    }


def _plain(value: Any) -> Json:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _time(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    return {
        "at": deadline.at.isoformat(),
        "basis": deadline.basis.value,
        "text": deadline.text,
        "also": deadline.also,
    }


def _complaint(complaint: Complaint) -> Json:
    return {
        "asins": list(complaint.asins),
        "title": complaint.title,
        "violation": complaint.violation.value if complaint.violation else None,
        "complaint_id": complaint.complaint_id,
        "asserted": _plain(complaint.asserted) if complaint.asserted else None,
        "rights_owner": _plain(complaint.rights_owner) if complaint.rights_owner else None,
    }


def _finding(finding: Finding) -> Json:
    return {**_plain(finding), "box": list(finding.box) if finding.box else None}


def facts_from_json(data: Mapping[str, Any]) -> Facts:
    """The facts that `facts_to_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: the object was not written by `facts_to_json`.
    """
    return Facts(
        source=data["source"],
        item=data["item"],
        platform=Platform(data["platform"]),
        kind=Kind(data["kind"]),
        authenticity=Authenticity(Verdict(data["authenticity"]["verdict"]), tuple(data["authenticity"]["reasons"])),
        marketplace=data["marketplace"],
        language=data["language"],
        scope=_optional(Scope, data["scope"]),
        violations=tuple(map(Violation, data["violations"])),
        issued=_optional(datetime.fromisoformat, data["issued"]),
        asins=tuple(data["asins"]),
        policy_links=tuple(PolicyLink(**link) for link in data["policy_links"]),
        deadline=_optional(_read_deadline, data["deadline"]),
        periods=tuple(map(_read_period, data["periods"])),
        dates=tuple(DateFact(Role(d["role"]), date.fromisoformat(d["value"]), d["text"]) for d in data["dates"]),
        metrics=tuple(map(_read_metric, data.get("metrics", ()))),  # older archives hold neither
        money=tuple(map(_read_money, data.get("money", ()))),
        complaints=tuple(map(_read_complaint, data["complaints"])),
        references=References(**{name: tuple(values) for name, values in data["references"].items()}),
        rights_owner_emails=tuple(data["rights_owner_emails"]),
        requested=tuple(data["requested"]),
        headings=tuple(data["headings"]),
        accepted_files=tuple(data["accepted_files"]),
        paths=tuple(map(AppealPath, data["paths"])),
        findings=tuple(map(_read_finding, data["findings"])),
        subject=data["subject"],
        account=data["account"],
        message_id=data["message_id"],
        thread=tuple(data["thread"]),
    )


def _optional(read: Callable[[Any], Value], value: Any) -> Value | None:
    return None if value is None else read(value)


def _read_deadline(data: Json) -> Deadline:
    return Deadline(datetime.fromisoformat(data["at"]), Basis(data["basis"]), data["text"], data["also"])


def _read_period(data: Json) -> Period:
    return Period(Role(data["role"]), data["period"], data["text"], _optional(datetime.fromisoformat, data["at"]))


def _read_metric(data: Json) -> Metric:
    return Metric(**{**data, "name": MetricName(data["name"]), "bound": Bound(data["bound"])})


def _read_money(data: Json) -> Money:
    return Money(**{**data, "role": MoneyRole(data["role"])})


def _read_complaint(data: Json) -> Complaint:
    return Complaint(
        asins=tuple(data["asins"]),
        title=data["title"],
        violation=_optional(Violation, data["violation"]),
        complaint_id=data["complaint_id"],
        asserted=_optional(lambda value: Asserted(**value), data["asserted"]),
        rights_owner=_optional(lambda value: RightsOwner(**value), data["rights_owner"]),
    )


def _read_finding(data: Json) -> Finding:
    box = data["box"]
    return Finding(**{**data, "box": (box[0], box[1], box[2], box[3]) if box else None})
