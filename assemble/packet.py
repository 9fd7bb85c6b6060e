"""A packet: one revision of a case's papers, for one audience. Pure: the same input gives the same bytes.

`now` decides only what stands in readiness.json; no other file depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.case_json import case_to_json
from assemble.compose import compose
from assemble.contents import contents_of, contents_to_json
from assemble.evidence import Evidence
from assemble.files import PacketFile as PacketFile
from assemble.files import json_file, manifest_files, text_file
from assemble.lack import Lack as Lack
from assemble.readiness import LASTING, check
from assemble.readiness.base import choice_of
from assemble.render import render
from assemble.submission import submission_text
from config.appeals import AppealRules
from config.rules import Rules
from config.words import Audience, Severity
from extract.facts_json import facts_to_json
from extract.notice import Notice
from ingest.message import Part

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READABLE = {
    "application/pdf": "pdf",
    DOCX: "docx",
    "text/plain": "txt",
    "text/html": "html",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/tiff": "tiff",
}
"""Attachments that go into the packet, by type; others stay in the original message only."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What a case's papers are now, complete and unredacted: for the operator and the marketplace."""

    case_id: str
    files: tuple[PacketFile, ...]
    lacks: tuple[Lack, ...]
    audience: Audience = Audience.PLATFORM


def build(
    case: Case,
    notice: Notice | None,
    answers: AppealAnswers | None,
    evidence: Evidence,
    rules: Rules,
    appeals: AppealRules,
    now: datetime,
) -> Packet:
    """The papers of a case, with the text and attachments of the notice that came into it, where one did.

    Files, sorted by name: `appeal.docx` and `submission.txt`, or `summary.docx` where nothing is to be submitted;
    `readiness.json`, `case.json`, `contents.json`, `facts/`, `notices/`, `evidence/`, `manifest.json` and
    `manifest-sha256.txt`.

    Raises:
        ValueError: the notice is not in the case.
    """
    if notice is not None and not case.has(notice.facts.item):
        raise ValueError("the notice is not in the case")
    lacks = check(case, answers, evidence, appeals, now)
    files = [
        *_document(case, answers, evidence, rules, appeals, now),
        json_file("readiness.json", _readiness(case, lacks)),
        json_file("case.json", case_to_json(case)),
        json_file("contents.json", contents_to_json(contents_of(case, answers, evidence, appeals))),
        *_facts(case),
        *(_notice(notice) if notice else ()),
        *_evidence(evidence),
    ]
    ordered = tuple(sorted(files, key=lambda file: file.name))
    form = choice_of(case, answers, appeals).form
    manifest = manifest_files(case.id, form.id if form else "summary", Audience.PLATFORM, ordered)
    return Packet(case.id, tuple(sorted((*ordered, *manifest), key=lambda file: file.name)), lacks)


def signpost(case: Case) -> Packet:
    """What is left of a case whose notices stand in another: its record, which names the other."""
    files = (json_file("case.json", case_to_json(case)),)
    manifest = manifest_files(case.id, "signpost", Audience.PLATFORM, files)
    return Packet(case.id, tuple(sorted((*files, *manifest), key=lambda file: file.name)), ())


def _document(
    case: Case,
    answers: AppealAnswers | None,
    evidence: Evidence,
    rules: Rules,
    appeals: AppealRules,
    now: datetime,
) -> Iterator[PacketFile]:
    form = choice_of(case, answers, appeals).form
    lasting = check(case, answers, evidence, appeals, now, LASTING)
    sheet = compose(case, answers, evidence, lasting, rules, appeals)
    if form is None:
        template = appeals.templates[appeals.file.summary.template]
        yield PacketFile("summary.docx", DOCX, render(template, sheet))
        return
    yield PacketFile("appeal.docx", DOCX, render(appeals.templates[form.template], sheet))
    yield text_file("submission.txt", submission_text(sheet))


def _readiness(case: Case, lacks: tuple[Lack, ...]) -> dict[str, object]:
    rows = [
        {"code": one.code, "severity": one.severity, "place": one.place, "message": one.message, "remedy": one.remedy}
        for one in lacks
    ]
    return {"case": case.id, "ready": all(one.severity is not Severity.ERROR for one in lacks), "lacks": rows}


def _facts(case: Case) -> Iterator[PacketFile]:
    for joined in case.notices:
        yield json_file(f"facts/{short(joined.facts.item)}.json", facts_to_json(joined.facts))


def _notice(notice: Notice) -> Iterator[PacketFile]:
    folder = f"notices/{short(notice.facts.item)}"
    texts = [f"[{text.part}]\n{text.content.rstrip()}\n" for text in notice.document]
    yield text_file(f"{folder}/notice.txt", "\n".join(texts))
    for number, part in enumerate(attachments(notice), start=1):
        if ending := READABLE.get(part.media_type):
            yield PacketFile(f"{folder}/attachment-{number}.{ending}", part.media_type, part.data)


def attachments(notice: Notice) -> tuple[Part, ...]:
    """The files of the notice, in their order."""
    return tuple(part for part in notice.message.parts if part.name.startswith("attachment"))


def _evidence(evidence: Evidence) -> Iterator[PacketFile]:
    """The papers byte for byte, and what each is."""
    rows = []
    for exhibit in evidence.index():
        file = exhibit.file
        yield PacketFile(exhibit.path, file.media_type, file.data)
        row = {"number": exhibit.number, "path": exhibit.path, "name": file.name, "media_type": file.media_type}
        rows.append({**row, "digest": file.digest, "source": file.source, "added": file.added.isoformat()})
    if rows:
        yield json_file("evidence/index.json", rows)


def short(item: str) -> str:
    """The first 12 hex digits of an item's digest."""
    return item.removeprefix("sha256:")[:12]
