"""The text for the marketplace's form, for pasting into a text box: the whole appeal, and a short version.

The short version leaves out and shortens at the end of a paragraph or sentence; it never says anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assemble.literal import one_line
from assemble.sheet import IssuePart, Section, Sheet

Shorten = Callable[[tuple[str, ...]], tuple[str, ...]]
"""The paragraphs of a text to those that are kept of it."""

_SENTENCE = re.compile(r".*?(?:[.!?]+[)”\"']?(?=\s|$)|[。！？]+)", re.DOTALL)
SHOWN_IDS = ("Complaint ID", "Case ID", "Notice", "Date of the notice")
"""Facts that the short version keeps."""


def form_length(text: str) -> int:
    """The length of a text as a browser's form counts it, in UTF-16 code units (HTML, maxlength)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def submission_text(sheet: Sheet) -> str:
    """The appeal as plain text, `\\n` at line ends; slots stand in it as in the document."""
    lines = [sheet.title, *(f"{fact.label}: {fact.value}" for fact in sheet.facts)]
    if sheet.items:
        lines += ["", f"ASINs: {', '.join(item.asin for item in sheet.items)}"]
    for section in sheet.sections:
        lines += ["", f"{section.number}. {section.heading}", *_section(section)]
    lines += _orders(sheet)
    if sheet.requests:
        lines += ["", "What the notice asks for"]
        lines += [f"{row.number}. {row.text}: {row.answer.text}" for row in sheet.requests]
    if sheet.exhibits:
        lines += ["", "Evidence"]
        lines += [f"{row.number}. {row.file}: {row.shows.text}" for row in sheet.exhibits]
    return "\n".join([*lines, *_signer(sheet)]) + "\n"


def short_text(sheet: Sheet, limit: int) -> str:
    """The appeal in at most `limit` UTF-16 code units, as much of it as fits; longer where its bones do not fit."""
    text = ""
    for shorten, actions in ((_all, True), (_first_paragraph, True), (_first_sentence, True), (_first_sentence, False)):
        text = _short(sheet, shorten, with_records=actions)
        if form_length(text) <= limit:
            return text
    return text


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


def _first_paragraph(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts[:1]


def _first_sentence(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(first_sentence(text) for text in texts[:1])


def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it where no sentence ends."""
    match = _SENTENCE.match(text.strip())
    return match[0] if match else text.strip()


def _short(sheet: Sheet, shorten: Shorten, *, with_records: bool) -> str:
    lines = [f"{sheet.title}: {sheet.subtitle}"]
    lines += [f"{fact.label}: {fact.value}" for fact in sheet.facts if fact.label in SHOWN_IDS]
    if sheet.items:
        lines.append(f"ASINs: {', '.join(item.asin for item in sheet.items)}")
    for section in sheet.sections:
        lines += ["", f"{section.number}. {section.heading}"]
        for part in section.parts:
            lines += [f"{part.title}:"] if part.title else []
            lines += shorten(tuple(line.text for line in part.lines))
            lines += [f"- {one.date.text}: {shorten((one.text.text,))[0]}" for one in part.actions]
            for measure in part.measures:
                rest = f" ({measure.owner.text}, from {measure.start.text})" if with_records else ""
                lines.append(f"- {shorten((measure.text.text,))[0]}{rest}")
    if sheet.exhibits:
        lines += ["", f"Evidence: {'; '.join(f'{row.number} {row.file}' for row in sheet.exhibits)}"]
    return "\n".join([*lines, *_signer(sheet)]) + "\n"


def _signer(sheet: Sheet) -> list[str]:
    return ["", *(f"{row.label}: {row.value.text}" for row in sheet.signer)]


def _orders(sheet: Sheet) -> Iterator[str]:
    if sheet.steps or sheet.shipments:
        yield from ("", "The way of the orders")
    for row in sheet.steps:
        yield _joined(row.order, row.step, row.at.text, row.detail, row.file)
    for ship in sheet.shipments:
        way = {"placed": ship.placed, "label": ship.label, "accepted": ship.accepted, "delivered": ship.delivered}
        yield _joined(ship.order, ship.tracking.text, *(f"{k} {line.text}" for k, line in way.items()), ship.rest)
    if sheet.shipments_note:
        yield sheet.shipments_note
    if sheet.stock:
        yield from ("", "Corrections of the stock")
        yield from (_joined(row.sku, row.change, row.adjusted, row.reason) for row in sheet.stock)


def _section(section: Section) -> Iterator[str]:
    for part in section.parts:
        yield from _part(part)


def _part(part: IssuePart) -> Iterator[str]:
    if part.title:
        yield f"{part.title}:"
    yield from (line.text for line in part.lines)
    for action in part.actions:
        yield f"- {action.date.text}: {action.text.text}" + (f" ({action.evidence})" if action.evidence else "")
    for measure in part.measures:
        rest = [measure.owner.text, measure.start.text, measure.control.text, measure.record.text]
        labels = ("Owner", "Start", "Control", "Record")
        shown = "; ".join(f"{label}: {text}" for label, text in zip(labels, rest, strict=True))
        yield f"- {measure.text.text} ({shown})"


def _joined(*parts: str) -> str:
    return " | ".join(one_line(part) for part in parts if part)
