"""The facts of a notice as rows for people, grouped by what they are about, each with the places it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from config.words import ACTIONABLE, Basis, Kind, Platform
from extract.facts import REFERENCE_KINDS, Complaint, Facts, Finding

GROUPS: dict[str, tuple[str, ...]] = {
    "What happened": ("kind", "violation", "scope", "platform", "marketplace", "issued"),
    "Products": ("asin",),
    "Numbers": ("reference",),
    "Figures and money": ("metric", "money"),
    "Time": ("deadline", "period", "date"),
    "What is asked": ("path", "requested", "plan_heading", "accepted_file"),
    "Rights owners": ("rights_owner_email",),
    "Policies": ("policy_link",),
    "Other": (),
}
"""Heading -> kinds of findings, the part before the dot; what is named nowhere stands under the last one."""

LABELS = {
    "kind": "Kind of notice",
    "violation": "Rule broken",
    "scope": "Affects",
    "issued": "Date of the notice",
    "asin": "ASIN",
    "asin.masked": "ASIN, masked",
    "asin.malformed": "No valid ASIN",
    "metric": "Figure",
    "money": "Money",
    "path": "Way offered",
    "requested": "Asks for",
    "plan_heading": "Plan must say",
    "accepted_file": "File type taken",
    "rights_owner_email": "Rights owner",
    "policy_link": "Policy page",
}
ROLES = {
    "response": "to answer",
    "issued": "of the notice",
    "funds": "money is held",
    "evidence": "how old papers may be",
    "stock": "stock is kept",
    "review": "the marketplace's own time",
    "metric": "of a figure",
    "court": "in court",
    "event": "of an event",
    "held": "is held",
    "penalty": "is taken as a penalty",
}
_PERIOD = re.compile(r"P(?:T?)(?P<number>\d+)(?P<unit>[HDWMY])")
_UNITS = {"H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}


@dataclass(slots=True)
class Row:
    """One value with the places it was read from."""

    label: str
    value: str
    note: str = ""
    """What tells more of it: its role, its rule where it stands nowhere."""
    findings: list[tuple[int, Finding]] = field(default_factory=list)
    """The findings with their numbers; none for what is not written in the notice."""

    @property
    def written(self) -> list[str]:
        """How it is written in the notice, where that differs from the value."""
        texts = dict.fromkeys(" ".join(finding.text.split()) for _, finding in self.findings)
        return [text for text in texts if text.casefold() != self.value.casefold()]

    @property
    def in_own_words(self) -> bool:
        """Whether the value is itself what the notice says."""
        return any(finding.kind in ("requested", "plan_heading") for _, finding in self.findings)

    @property
    def rules(self) -> list[str]:
        """What found it."""
        return list(dict.fromkeys(finding.rule for _, finding in self.findings))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows about one thing."""

    name: str
    slug: str
    """For the page's colours."""
    rows: tuple[Row, ...]


LANGUAGES = {
    "en": "English", "zh": "Chinese", "de": "German", "ja": "Japanese", "fr": "French", "it": "Italian",
    "es": "Spanish", "ru": "Russian",
}  # fmt: skip
FOLDED = 15
"""Rows of a group that are shown at once; a notice may name hundreds of ASINs."""


def absent_from(facts: Facts) -> tuple[str, ...]:
    """What a notice usually says and this one does not, as words; nothing for what is no notice."""
    if facts.kind is Kind.UNRELATED:
        return ()
    told = {
        "the marketplace": facts.marketplace or facts.platform is not Platform.AMAZON,
        "the rule that was broken": facts.violations or facts.kind not in ACTIONABLE,
        "an ASIN": facts.asins or facts.platform is Platform.JOOM,
        "a complaint, case or order number": any(references_of(facts)),
        "a date by which to answer": facts.deadline and facts.deadline.basis is not Basis.RULE,
        "papers or statements asked for": facts.requested or facts.kind not in ACTIONABLE,
        "a way to answer": facts.paths or facts.kind not in ACTIONABLE,
        "a policy page": facts.policy_links,
        "its own date": facts.issued,
    }
    return tuple(words for words, value in told.items() if not value)


def references_of(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """All numbers by which something can be found again, a kind at a time."""
    return tuple(getattr(facts.references, kind) for kind in REFERENCE_KINDS)


def slug_of(kind: str) -> str:
    """The group of a kind of finding, as a word: `what-happened`."""
    stem = kind.partition(".")[0]
    name = next((name for name, kinds in GROUPS.items() if stem in kinds), "Other")
    return name.lower().replace(" ", "-")


def groups_of(facts: Facts) -> tuple[Group, ...]:
    """The facts in groups, the rows in the order in which they first stand; groups without rows are left out."""
    rows = [*_unplaced(facts), *_placed(facts.findings)]
    groups = []
    for name, kinds in GROUPS.items():
        slug = name.lower().replace(" ", "-")
        inside = [(kind, row) for kind, row in rows if slug_of(kind) == slug]
        inside.sort(key=lambda pair: kinds.index(stem) if (stem := pair[0].partition(".")[0]) in kinds else 0)
        groups.append(Group(name, slug, tuple(row for _, row in inside)))
    return tuple(group for group in groups if group.rows)


def _placed(findings: Iterable[Finding]) -> list[tuple[str, Row]]:
    rows: dict[tuple[str, str, str], Row] = {}
    for number, finding in enumerate(findings):
        note = _role(finding)
        key = (finding.kind, finding.value, note)
        row = rows.setdefault(key, Row(_label(finding.kind), _value(finding), note))
        row.findings.append((number, finding))
    return [(kind, row) for (kind, _, _), row in rows.items()]


def _unplaced(facts: Facts) -> list[tuple[str, Row]]:
    """What the facts say that stands at no place of the text: told by headers, or by several places together."""
    found = {finding.kind for finding in facts.findings}
    told = {
        "kind": facts.kind,
        "platform": facts.platform,
        "marketplace": facts.marketplace,
        "scope": facts.scope,
        "issued": moment_words(_day_or_moment(facts.issued)) if facts.issued else None,
    }
    alone = "auth.no_mail_header" in facts.authenticity.reasons
    header = "by its first lines" if alone else "header of the mail"
    notes = {"kind": "by its rules", "scope": "by what was taken", "issued": header}
    return [
        (kind, Row(_label(kind), str(value), notes.get(kind, "by its sender and links")))
        for kind, value in told.items()
        if value and kind not in found
    ]


def _day_or_moment(moment: datetime) -> datetime:
    """A date line tells a day: its midnight is no time of day."""
    return moment.replace(tzinfo=None) if (moment.hour, moment.minute) == (0, 0) else moment


def _label(kind: str) -> str:
    if kind.startswith("reference."):
        return f"{kind.partition('.')[2].capitalize()} number"
    return LABELS.get(kind, kind.replace("_", " ").capitalize())


def _role(finding: Finding) -> str:
    if finding.kind not in ("period", "date", "money"):
        return ""
    role = finding.rule.partition(": ")[2]
    return ROLES.get(role, role)


def _value(finding: Finding) -> str:
    if finding.kind == "period" and (match := _PERIOD.fullmatch(finding.value)):
        number = int(match["number"])
        return f"{number} {_UNITS[match['unit']]}{'' if number == 1 else 's'}"
    if finding.kind in ("deadline", "issued", "date"):
        return moment_words(datetime.fromisoformat(finding.value))
    return finding.value.replace("_", " ") if finding.kind in ("kind", "path", "metric") else finding.value


def moment_words(moment: datetime) -> str:
    """`Fri 13 Nov 2026, 23:59`, in the moment's own offset; a date alone for what has no time of day.

    >>> moment_words(datetime(2026, 11, 13, 23, 59))
    'Fri 13 Nov 2026, 23:59'
    """
    time = f", {moment:%H:%M}" if (moment.hour, moment.minute) != (0, 0) or moment.tzinfo else ""
    return f"{moment:%a} {moment.day} {moment:%b %Y}{time}"


def deadline_basis(facts: Facts) -> str:
    """Where the deadline comes from, in a sentence."""
    deadline = facts.deadline
    if deadline is None:
        return ""
    found = next((finding.text for finding in facts.findings if finding.kind == "deadline"), deadline.text)
    words = " ".join(found.split())
    return {
        Basis.STATED: f"Stated in the notice: “{words}”.",
        Basis.RELATIVE: f"Counted from the date of the notice: “{words}”.",
        Basis.RULE: f"The notice states none. This is our own working target: {deadline.text}.",
    }[deadline.basis]


def complaint_words(complaint: Complaint) -> list[tuple[str, str]]:
    """A complaint record as label and value; what it does not say is left out."""
    owner, asserted = complaint.rights_owner, complaint.asserted
    lines = {
        "ASINs": ", ".join(complaint.asins),
        "Title": complaint.title,
        "Rule broken": complaint.violation,
        "Complaint number": complaint.complaint_id,
        "Right": f"{asserted.kind} {asserted.number}" if asserted else None,
        "Rights owner": ", ".join(filter(None, (owner.name, owner.email))) if owner else None,
    }
    return [(label, str(value)) for label, value in lines.items() if value]
