"""What the seller gave and said for a case, entry by entry, and what it comes to. Pure.

Nothing is ever taken out of a docket: a paper that was withdrawn has an entry that says so. Entries are JSON, so that
a docket can be read back without this program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from assemble.answers import AppealAnswers, EvidenceClaim, answers_from_yaml

SAVED = "the answers saved for"


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """An answers file as a person saved it, comments and all."""

    text: str


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """A paper with something that it is said to show."""

    name: str
    digest: str
    """`sha256:…`; the bytes are in the vault."""
    media_type: str
    size: int
    """Bytes."""
    source: str
    """Where it came from, for people."""
    claim: EvidenceClaim


@dataclass(frozen=True, slots=True)
class WithdrawnPaper:
    """A paper that is not to be used any more, with all that it was said to show."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ForcedPacket:
    """A packet that somebody called ready in spite of errors."""

    why: str
    codes: tuple[str, ...]
    """The errors that were there."""


Said = SavedAnswers | AddedPaper | WithdrawnPaper | ForcedPacket
KINDS: Mapping[str, type[Said]] = {
    "answers": SavedAnswers,
    "paper": AddedPaper,
    "withdrawn": WithdrawnPaper,
    "forced": ForcedPacket,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry."""

    case: str
    number: int
    """Its place in the docket of the case, 1-based."""
    at: datetime
    by: str
    said: Said


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper of the case that was not withdrawn."""

    name: str
    digest: str
    media_type: str
    size: int
    source: str
    added: datetime
    claims: tuple[EvidenceClaim, ...]


@dataclass(frozen=True, slots=True)
class Docket:
    """What the entries come to."""

    text: str | None = None
    """The answers file saved last; None where none was."""
    papers: tuple[KeptPaper, ...] = ()
    """In the order they were added."""

    @property
    def claims(self) -> tuple[EvidenceClaim, ...]:
        """What the papers are said to show."""
        return tuple(claim for paper in self.papers for claim in paper.claims)

    def answers(self, case_id: str) -> AppealAnswers:
        """The answers, with what the papers are said to show. Raises: AnswersError (a newer form of the file)."""
        given = answers_from_yaml(self.text, f"{SAVED} {case_id}") if self.text is not None else AppealAnswers()
        return replace(given, evidence=tuple(dict.fromkeys((*self.claims, *given.evidence))))


def docket_of(entries: Iterable[Entry]) -> Docket:
    """What the entries come to, in their order of time.

    Two papers of one name and other bytes, as a merge of cases can bring them together, get names that tell them apart.
    """
    text: str | None = None
    papers: dict[tuple[str, str], KeptPaper] = {}
    for entry in sorted(entries, key=lambda one: (one.at, one.case, one.number)):
        said = entry.said
        if isinstance(said, SavedAnswers):
            text = said.text
        elif isinstance(said, AddedPaper):
            key = (said.name, said.digest)
            papers[key] = _added(papers.get(key), said, entry.at)
        elif isinstance(said, WithdrawnPaper):
            papers = {key: paper for key, paper in papers.items() if key[0] != said.name}
    return Docket(text, tuple(_told_apart(papers.values())))


def _added(before: KeptPaper | None, said: AddedPaper, at: datetime) -> KeptPaper:
    if before is None:
        return KeptPaper(said.name, said.digest, said.media_type, said.size, said.source, at, (said.claim,))
    return replace(before, claims=tuple(dict.fromkeys((*before.claims, said.claim))))


def _told_apart(papers: Iterable[KeptPaper]) -> Iterable[KeptPaper]:
    taken: set[str] = set()
    for paper in papers:
        name, number = paper.name, 2
        while name in taken:
            stem, dot, ending = paper.name.rpartition(".")
            name = f"{stem} ({number}).{ending}" if dot else f"{paper.name} ({number})"
            number += 1
        taken.add(name)
        yield replace(paper, name=name, claims=tuple(replace(claim, file=name) for claim in paper.claims))


_READERS = {kind: TypeAdapter(of) for kind, of in KINDS.items()}


def entry_to_json(entry: Entry) -> str:
    """The entry as one JSON object; the same entry gives the same text."""
    kind = next(name for name, of in KINDS.items() if isinstance(entry.said, of))
    data: dict[str, Any] = {"case": entry.case, "number": entry.number, "at": entry.at.isoformat(), "by": entry.by}
    said = _READERS[kind].dump_python(entry.said, mode="json")
    return json.dumps({**data, "kind": kind, "said": said}, ensure_ascii=False, sort_keys=True)


def entry_from_json(text: str) -> Entry:
    """The entry that `entry_to_json` made. Raises: ValueError, KeyError (the text is no such entry)."""
    data = json.loads(text)
    said: Said = _READERS[data["kind"]].validate_python(data["said"])
    return Entry(data["case"], data["number"], datetime.fromisoformat(data["at"]), data["by"], said)
