"""A packet: one revision of a case's papers, for one audience. Pure: the same input gives the same bytes.

`now` decides only what stands in readiness.json; no other file depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from assemble.answers_file import answers_yaml
from assemble.attachments import attachments
from assemble.case import Case
from assemble.case_json import case_to_json
from assemble.compose import compose
from assemble.contents import contents_of, contents_to_json
from assemble.dossier import Dossier
from assemble.exhibits import base64_text, evidence_files
from assemble.file_types import DOCX, PDF
from assemble.files import Packet as Packet
from assemble.files import PacketFile as PacketFile
from assemble.files import json_file, manifest_files, text_file
from assemble.fixed_pdf import ToPdf, fixed_pdf
from assemble.lack import Lack as Lack
from assemble.readiness import LASTING, TIMED, by_weight, check, is_ready
from assemble.render import render
from assemble.review import Review, open_review
from assemble.sheet import Sheet
from assemble.submission import short_text, submission_text
from config.appeals import AppealRules
from config.limits import Limits
from config.rules import Rules
from config.words import Audience
from extract.facts_json import facts_to_json
from extract.notice import Notice
from ingest.message import Part

BASE64 = "submission-base64.txt"
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
class Making:
    """How packets are made, besides the rules."""

    to_pdf: ToPdf | None = None
    """Makes a PDF of a Word file; None: no PDF copies."""
    base64: bool = False
    """Whether there is a text with the papers in Base64, for a form that takes no files."""
    limits: Limits = field(default_factory=Limits)


def build(
    dossier: Dossier,
    notices: tuple[Notice, ...],
    platforms: Rules,
    appeals: AppealRules,
    now: datetime,
    making: Making | None = None,
) -> Packet:
    """The papers of a case, with the texts and attachments of these notices of it.

    Files, sorted by name: `appeal.docx`, `submission.txt`, `submission-short.txt` and `before-you-submit.docx`, or
    `summary.docx` where nothing is to be submitted; PDF copies of the Word files; `evidence/` with its index,
    `attachments/`; `answers.yaml`, `readiness.json`, `case.json`, `contents.json`, `facts/`, `notices/`,
    `manifest.json` and `manifest-sha256.txt`.

    Raises:
        ValueError: a notice is not in the case.
        ItemError: `office.failed`: the Word file could not be turned into a PDF.
    """
    case, making = dossier.case, making or Making()
    if not all(case.has(notice.facts.item) for notice in notices):
        raise ValueError("a notice is not in the case")
    review = open_review(dossier, platforms, appeals, now, making.limits)
    lasting = check(review, LASTING)
    lacks = by_weight((*check(review, TIMED), *lasting))
    files = [
        *_documents(review, lasting, making),
        *((text_file("answers.yaml", answers_yaml(case, appeals, dossier.answers)),) if dossier.answered else ()),
        json_file("readiness.json", _readiness(dossier, lacks)),
        json_file("case.json", case_to_json(case)),
        json_file("contents.json", contents_to_json(contents_of(dossier, appeals))),
        *_facts(case),
        *(file for notice in notices for file in _notice(notice)),
        *evidence_files(review),
        *(attachments(review) if review.form else ()),
    ]
    ordered = tuple(sorted(files, key=lambda file: file.name))
    manifest = manifest_files(case.id, review.form.id if review.form else "summary", Audience.PLATFORM, ordered)
    return Packet(case.id, tuple(sorted((*ordered, *manifest), key=lambda file: file.name)), lacks)


def signpost(case: Case) -> Packet:
    """What is left of a case whose notices stand in another: its record, which names the other."""
    files = (json_file("case.json", case_to_json(case)),)
    manifest = manifest_files(case.id, "signpost", Audience.PLATFORM, files)
    return Packet(case.id, tuple(sorted((*files, *manifest), key=lambda file: file.name)), ())


def _documents(review: Review, lasting: tuple[Lack, ...], making: Making) -> Iterator[PacketFile]:
    """The Word files, their PDF copies, and the texts for the form."""
    sheet, rules, form = compose(review, lasting), review.rules, review.form
    if form is None:
        yield from _word("summary", rules.templates[rules.file.summary.template], sheet, making)
        return
    yield from _word("appeal", rules.templates[form.template], sheet, making)
    yield from _word("before-you-submit", rules.templates[rules.file.cover.template], sheet, making)
    yield text_file("submission.txt", submission_text(sheet))
    yield text_file("submission-short.txt", short_text(sheet, form.limits.short))
    if making.base64 and review.papers:
        text = text_file(BASE64, submission_text(sheet) + base64_text(attachments(review)))
        yield replace(text, copy_of="submission.txt")


def _word(name: str, template: bytes, sheet: Sheet, making: Making) -> Iterator[PacketFile]:
    document = render(template, sheet)
    yield PacketFile(f"{name}.docx", DOCX, document)
    if making.to_pdf:
        yield PacketFile(f"{name}.pdf", PDF, fixed_pdf(making.to_pdf(document)), copy_of=f"{name}.docx")


def _readiness(dossier: Dossier, lacks: tuple[Lack, ...]) -> dict[str, object]:
    rows = [
        {"code": one.code, "severity": one.severity, "place": one.place, "message": one.message, "remedy": one.remedy}
        for one in lacks
    ]
    forced = dossier.forced
    told = {"by": forced.by, "at": forced.at.isoformat(), "why": forced.why} if forced else None
    return {"case": dossier.case.id, "ready": is_ready(lacks), "forced": told, "lacks": rows}


def _facts(case: Case) -> Iterator[PacketFile]:
    for joined in case.notices:
        yield json_file(f"facts/{short(joined.facts.item)}.json", facts_to_json(joined.facts))


def _notice(notice: Notice) -> Iterator[PacketFile]:
    folder = f"notices/{short(notice.facts.item)}"
    texts = [f"[{text.part}]\n{text.content.rstrip()}\n" for text in notice.document]
    yield text_file(f"{folder}/notice.txt", "\n".join(texts))
    for number, part in enumerate(notice_files(notice), start=1):
        if ending := READABLE.get(part.media_type):
            yield PacketFile(f"{folder}/attachment-{number}.{ending}", part.media_type, part.data)


def notice_files(notice: Notice) -> tuple[Part, ...]:
    """The files of the notice, in their order."""
    return tuple(part for part in notice.message.parts if part.name.startswith("attachment"))


def short(item: str) -> str:
    """The first 12 hex digits of an item's digest."""
    return item.removeprefix("sha256:")[:12]
