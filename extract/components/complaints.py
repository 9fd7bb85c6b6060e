"""Complaint records: the facts that a notice sets beside an ASIN, in label blocks or table rows, and who complained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from config.words import Violation
from extract.components.asins import isbn10, likely, split_run
from extract.components.labels import Label
from extract.components.links import within
from extract.components.prose import is_design
from extract.components.references import numbers_of
from extract.components.rows import records, rows_of
from extract.components.violations import label_violations
from extract.facts import Asserted, Complaint, RightsOwner
from extract.reading import Mark, Reading

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,24}(?![\w-])")
_RIGHTS = ("trademark", "patent", "design")
_KEYS = frozenset({"asin", "title", "type", "complaint", "trademark", "patent", "design", "owner", "email"})
_FAMILY = {"trademark": Violation.IP_TRADEMARK, "patent": Violation.IP_PATENT, "design": Violation.IP_DESIGN}
_NAME_END = re.compile(r"\s*[(<\[（].*$|\s*[,;]\s*\S+@.*$|\s+\S+@.*$")
_ABOUT = frozenset({"complaint", *_RIGHTS})
"""What a complaint is told by; an owner or a reason alone is only named."""
FAR = 6
"""Lines between two labels of one block."""


@dataclass(slots=True)
class _Record:
    asins: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    """Whether something else stood after its ASINs, so that a further ASIN begins a record."""


def asins_of(value: str) -> tuple[str, ...]:
    """The ASINs of a labelled value, joined runs and ISBN-10 included."""
    found: list[str] = []
    for run in re.findall(r"(?<![0-9A-Za-z])[0-9A-Z]{10,400}(?![0-9A-Za-z])", value):
        if run.startswith("B0"):
            found += split_run(run)
        elif isbn10(run) or (len(run) == 10 and run[0] == "B" and re.search(r"\d", run) and likely("B0" + run[2:])):
            found.append(run)
    return tuple(dict.fromkeys(found))


def complaints_in(
    reading: Reading, labels: tuple[Label, ...], violations: tuple[Violation, ...], asins: tuple[str, ...]
) -> tuple[Complaint, ...]:
    """The complaint records of a notice; ASINs without any such fact make none.

    A single record without ASINs is about those that the text names.
    """
    made = [*_records(labels), *_table(reading)]
    made = _shared(made)
    same = len({tuple(sorted(record.values.items())) for record in made}) == 1
    values = made[0].values if same and not any(record.asins for record in made) else {}
    several = len(list(numbers_of("complaint", values.get("complaint", "")))) > 1
    if _ABOUT & set(values) and "masked" not in values and not several:
        for record in made:
            record.asins += asins
    complaints = [c for record in made if (c := _complaint(reading, record, violations))]
    return tuple(dict.fromkeys(complaints))


def _records(labels: tuple[Label, ...]) -> list[_Record]:
    done: list[_Record] = []
    now = _Record()
    leader, line = None, 0
    for label in labels:
        if label.key not in _KEYS or label.value.lower().startswith("http"):
            continue
        if label.line - line > FAR:
            done.append(now)
            now, leader = _Record(), None
        if label.key == "asin":
            if now.asins and now.closed:
                done.append(now)
                now = _Record()
            now.asins += [a for a in asins_of(label.value) if a not in now.asins]
            if not asins_of(label.value):
                now.values.setdefault("masked", label.value)
        else:
            repeated = label.key in now.values and label.key == leader
            if repeated:
                done.append(now)
                now = _Record()
            inline = label.key == "title" and label.line == line and now.asins
            now.closed = now.closed or (bool(now.asins or "masked" in now.values) and not inline)
            if not inline:
                now.values.setdefault(label.key, label.value)
        leader = leader or label.key
        line = label.line
    done.append(now)
    return [record for record in done if record.asins or record.values]


def _shared(made: list[_Record]) -> list[_Record]:
    """Facts that stand once, after a list of ASINs with titles, hold for all of them."""
    facts = ("type", "complaint", *_RIGHTS, "owner", "email")
    holding = [r for r in made if any(k in r.values for k in facts)]
    if len(holding) == 1 and holding[0] is made[-1] and len(made) > 1:
        for record in made[:-1]:
            if record.asins:
                record.values.update({k: v for k, v in holding[0].values.items() if k in facts})
    owning = [r for r in made if "owner" in r.values or "email" in r.values]
    if len(owning) == 1 and owning[0] is made[-1]:
        for record in made[:-1]:
            if record.asins:
                record.values.update({k: v for k, v in owning[0].values.items() if k in ("owner", "email")})
    return made


def _table(reading: Reading) -> Iterator[_Record]:
    for segment in reading.segments:
        for row in records(rows_of(segment.text), reading.rules.cues.labels):
            record = _Record()
            for key, cell in row:
                if key == "asin":
                    record.asins += asins_of(cell)
                elif key in _KEYS:
                    record.values.setdefault(key, cell)
            if record.asins and not _stands_in_labels(reading, record):
                yield record


def _stands_in_labels(reading: Reading, record: _Record) -> bool:
    return not any(k in record.values for k in ("type", "complaint", *_RIGHTS, "owner"))


def _complaint(reading: Reading, record: _Record, violations: tuple[Violation, ...]) -> Complaint | None:
    values = record.values
    named = label_violations(values["type"], reading.rules.cues.violations) if "type" in values else ()
    number = next(iter(numbers_of("complaint", values["complaint"])), None) if "complaint" in values else None
    asserted = _asserted(values)
    owner = _owner(values, tuple(d for rules in reading.rules.platforms for d in rules.domains))
    if not (named or number or asserted or (owner and owner.name and record.asins)):
        return None
    if not record.asins and "masked" not in values and not (number and (asserted or owner or named)):
        return None
    if not named and asserted and asserted.kind in _FAMILY:
        named = (_FAMILY[asserted.kind],)
    violation = named[0] if named else (violations[0] if len(violations) == 1 else None)
    return Complaint(
        asins=tuple(record.asins),
        title=values.get("title"),
        violation=violation,
        complaint_id=number[0] if number else None,
        asserted=asserted,
        rights_owner=owner,
    )


def _asserted(values: dict[str, str]) -> Asserted | None:
    for kind in _RIGHTS:
        if kind in values:
            right = "design" if is_design(values[kind]) else kind
            number = next(iter(numbers_of(right, values[kind])), None)
            if number:
                return Asserted(right, number[0])
    return None


def _owner(values: dict[str, str], platforms: tuple[str, ...]) -> RightsOwner | None:
    name = _NAME_END.sub("", values["owner"]).strip() if "owner" in values else None
    email = EMAIL.search(values.get("email", "")) or EMAIL.search(values.get("owner", ""))
    if email and within(email[0].rpartition("@")[2].lower(), platforms):
        email = None
    if not name and not email:
        return None
    return RightsOwner(name or None, email[0].lower() if email else None)


def owner_addresses(reading: Reading, violations: tuple[Violation, ...]) -> Iterator[Mark]:
    """Mail addresses of rights owners and law firms: those in an IP or court notice that are nobody else's."""
    if not any(code.startswith(("ip.", "legal.")) for code in violations):
        return
    own = {a.address.lower() for a in reading.message.recipients} | (
        {reading.message.sender.address.lower()} if reading.message.sender else set()
    )
    domains = tuple(d for rules in reading.rules.platforms for d in rules.domains)
    seen: set[str] = set()
    for match in EMAIL.finditer(reading.folded.text):
        address = match[0].lower()
        host = address.rpartition("@")[2]
        if address in own | seen or any(host == d or host.endswith("." + d) or host.startswith(d) for d in domains):
            continue
        seen.add(address)
        yield reading.mark("rights_owner_email", address, *match.span(), "parties: address")
