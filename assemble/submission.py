"""The text for the marketplace's form: the appeal without tables, for pasting into a text box."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.sheet import IssuePart, Section, Sheet


def submission_text(sheet: Sheet) -> str:
    """The appeal as plain text, `\\n` at line ends; slots stand in it as in the document."""
    lines = [sheet.title, *(f"{fact.label}: {fact.value}" for fact in sheet.facts)]
    if sheet.items:
        lines += ["", f"ASINs: {', '.join(item.asin for item in sheet.items)}"]
    for section in sheet.sections:
        lines += ["", f"{section.number}. {section.heading}", *_section(section)]
    if sheet.steps:
        lines += ["", "The way of the orders"]
        lines += [_joined(row.order, row.step, row.at.text, row.detail, row.file) for row in sheet.steps]
    if sheet.requests:
        lines += ["", "What the notice asks for"]
        lines += [f"{row.number}. {row.text}: {row.answer.text}" for row in sheet.requests]
    if sheet.exhibits:
        lines += ["", "Evidence"]
        lines += [f"{row.number}. {row.file}: {row.shows.text}" for row in sheet.exhibits]
    lines += ["", *(f"{row.label}: {row.value.text}" for row in sheet.signer)]
    return "\n".join(lines) + "\n"


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
    return " | ".join(part for part in parts if part)
