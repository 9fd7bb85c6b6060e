"""Scores what is read out of our own notices (tests/extract/scored/*.yaml) against their labels, by language.

Each notice becomes a mail, goes the whole way of `noticepack extract` and is compared field by field.
`python -m tests.extract.scoring [en ...]` prints the tables and every difference.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.forwards import load_forwards
from config.limits import Limits
from config.periods import parse_period
from config.rules import load_rules
from config.senders import load_senders
from config.words import Basis, Kind, Platform
from extract.documents import message_to_document
from extract.facts import REFERENCE_KINDS, Facts
from extract.pipeline import read_notice
from ingest.item import RawItem
from ingest.read import open_item

FOLDER = Path(__file__).parent / "scored"
LANGUAGES = ("en", "zh", "de", "ja", "fr", "it", "es", "ru")
SIX = ("asins", "links", "deadline", "kind", "platform", "violations")
"""What the six numbers of a table are: F1 of the sets, accuracy of the others."""
ALONE = frozenset({"platform", "kind", "language", "deadline"})
"""All that is scored of a message that is no notice."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled notice."""

    name: str
    language: str
    mail: bytes
    labels: dict[str, Any]
    """Field to a plain value, or to a set where a notice can hold several."""


@dataclass(slots=True)
class Tally:
    """Hits and misses by field."""

    right: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    missing: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    extra: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, label: Any, found: Any) -> None:
        """One field of one notice."""
        if isinstance(label, set):
            self.right[name] += len(label & found)
            self.missing[name] += len(label - found)
            self.extra[name] += len(found - label)
        else:
            self.right[name] += label == found
            self.missing[name] += label != found
            self.extra[name] += label != found

    def score(self, name: str) -> float:
        """F1 of a set, accuracy of a value (where missing and extra are the same notices)."""
        right, wrong = self.right[name], self.missing[name] + self.extra[name]
        return 2 * right / (2 * right + wrong) if right + wrong else 1.0


def entries(language: str) -> list[dict[str, Any]]:
    """The entries of a language's file."""
    loaded: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return loaded


def scored(entry: dict[str, Any], language: str) -> Scored:
    """A notice and its labels from an entry."""
    told = entry["facts"].get("language", language)
    return Scored(entry["name"], told, _mail(entry), _labels(entry, told))


def notices(language: str) -> Iterator[Scored]:
    """The labelled notices of a language."""
    return (scored(entry, language) for entry in entries(language))


def read(notice: Scored) -> Facts:
    """The facts that the product reads out of a notice."""
    rules, senders, limits, words = _rules()
    item = RawItem(notice.name, datetime.fromisoformat("2027-01-01T00:00:00+00:00"), notice.mail)
    message = open_item(item, limits, senders, (), words)
    return read_notice(message, message_to_document(message, limits), rules, item.received).facts


@cache
def _rules() -> tuple[Any, ...]:
    return load_rules(), load_senders(), Limits(), load_forwards()


def _mail(entry: dict[str, Any]) -> bytes:
    message = EmailMessage()
    name, address = parseaddr(entry["from"])
    message["From"] = Address(name, addr_spec=address)
    message["To"] = entry.get("to", "ops@seller.example")
    message["Subject"] = entry["subject"]
    message["Date"] = datetime.strptime(entry["date"], "%Y-%m-%d %H:%M %z")
    message["Message-ID"] = f"<{entry['name']}@{address.rpartition('@')[2]}>"
    if "html" in entry:
        message.set_content(entry["html"], subtype="html")
    else:
        message.set_content(entry["text"])
    return message.as_bytes()


def _labels(entry: dict[str, Any], language: str) -> dict[str, Any]:
    facts = entry["facts"]
    kind = facts.get("kind", Kind.VIOLATION)
    deadline = facts.get("deadline")
    labels = {
        "platform": facts.get("platform", Platform.AMAZON),
        "kind": kind,
        "language": language,
        "deadline": str(deadline[0]) if deadline else None,
    }
    if kind == Kind.UNRELATED:
        return labels
    return labels | {
        "basis": deadline[1] if deadline else None,
        "marketplace": facts.get("marketplace"),
        "scope": facts.get("scope", "listing"),
        "issued": str(facts.get("issued", entry["date"][:10])),
        "violations": set(facts.get("violations", ())),
        "asins": set(facts.get("asins", ())),
        "links": set(facts.get("links", ())),
        "help_ids": set(facts.get("help_ids", ())),
        "periods": {(role, hours(period)) for role, period in facts.get("periods", ())},
        "complaints": {atom for complaint in facts.get("complaints", ()) for atom in _atoms(**complaint)},
        "references": {(k, plain(v)) for k, values in facts.get("references", {}).items() for v in values},
        "owners": set(facts.get("owners", ())),
        "files": set(facts.get("files", ())),
        "paths": set(facts.get("paths", ())),
    }


def found_in(facts: Facts) -> dict[str, Any]:
    """What was read, in the form of the labels."""
    deadline = facts.deadline if facts.deadline and facts.deadline.basis is not Basis.RULE else None
    links = [link for link in facts.policy_links if not link.truncated]
    return {
        "platform": facts.platform,
        "kind": facts.kind,
        "language": facts.language,
        "deadline": deadline and deadline.at.date().isoformat(),
        "basis": deadline and deadline.basis,
        "marketplace": facts.marketplace,
        "scope": facts.scope,
        "issued": facts.issued and facts.issued.date().isoformat(),
        "violations": set(facts.violations),
        "asins": set(facts.asins),
        "links": {link.url for link in links},
        "help_ids": {link.help_id for link in links if link.help_id},
        "periods": {(str(p.role), hours(p.period)) for p in facts.periods},
        "complaints": {
            atom
            for c in facts.complaints
            for atom in _atoms(
                c.asins,
                c.violation,
                c.complaint_id,
                c.asserted and c.asserted.number,
                c.rights_owner and c.rights_owner.email,
            )
        },
        "references": {(k, plain(v)) for k in REFERENCE_KINDS for v in getattr(facts.references, k)},
        "owners": {*facts.rights_owner_emails}
        | {c.rights_owner.email for c in facts.complaints if c.rights_owner and c.rights_owner.email},
        "files": set(facts.accepted_files),
        "paths": set(map(str, facts.paths)),
    }


def _atoms(
    asins: Iterable[str],
    violation: str | None = None,
    complaint_id: str | None = None,
    number: str | None = None,
    owner: str | None = None,
) -> Iterator[tuple[str, str, str]]:
    """A complaint as parts that are right or wrong by themselves, each with the ASINs that it is about."""
    about = "+".join(sorted(asins)) or "-"
    parts = {"violation": violation, "id": complaint_id, "number": number, "owner": owner}
    for name, value in parts.items():
        if value:
            yield about, name, plain(value) if name in ("id", "number") else str(value).lower()


def plain(value: str) -> str:
    """A reference without spaces and signs."""
    return re.sub(r"[\W_]", "", value).upper()


def hours(period: str) -> int:
    """A length of time in hours, a month of 30 days: PT72H and P3D are the same."""
    length = parse_period(period)
    days = 365 * length.years + 30 * length.months + 7 * length.weeks + length.days
    return 24 * days + length.hours


def score(language: str) -> tuple[Tally, list[str]]:
    """The tally of a language's notices, and what differs, a line a field."""
    tally, differences = Tally(), []
    for notice in notices(language):
        found = found_in(read(notice))
        for name, label in notice.labels.items():
            tally.add(name, label, found[name])
            if label != found[name]:
                differences.append(f"{language}/{notice.name} {name}: {_difference(label, found[name])}")
    return tally, differences


def _difference(label: Any, found: Any) -> str:
    if isinstance(label, set):
        return f"missing {sorted(label - found)}, too many {sorted(found - label)}"
    return f"label {label}, read {found}"


def fields(tally: Tally) -> list[str]:
    """The fields that were scored."""
    return sorted({*tally.right, *tally.missing, *tally.extra})


def main(languages: Iterable[str]) -> None:
    """Print the score of each language and every difference."""
    tallies = {}
    for language in languages:
        tallies[language], differences = score(language)
        print(*differences, sep="\n")
    names = sorted({name for tally in tallies.values() for name in fields(tally)}, key=lambda n: (n not in SIX, n))
    print(" ".join([" " * 12, *(f"{language:>6}" for language in tallies)]))
    for name in names:
        print(" ".join([f"{name:12}", *(f"{tally.score(name):6.3f}" for tally in tallies.values())]))


if __name__ == "__main__":
    main(sys.argv[1:] or LANGUAGES)
