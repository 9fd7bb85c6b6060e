"""Reference numbers by what their label calls them; the number alone says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.cue_rules import LabelRules
from extract.components.labels import Label, key_of
from extract.facts import REFERENCE_KINDS
from extract.reading import Mark, Reading

_ORDER = re.compile(r"(?<![\d-])(?:\d{3}-\d{7}-\d{7}|D01-\d{7}-\d{7})(?![\d])")
_COURT = re.compile(r"(?<![\w:])\d{1,2}:\d{2}-?[a-z]{2}-?\d{3,6}(?:-[A-Z]{2,4}){0,2}(?!\w)", re.IGNORECASE)
_RULE = {
    "case": re.compile(r"\d{6,15}|[A-Z]{1,4}-?\d{4,12}"),
    "complaint": re.compile(r"\d{5,15}|[A-Z]{1,4}-?\d{4,12}"),
    "order": re.compile(r"\d{3}-\d{7}-\d{7}|(?=[0-9A-Z-]*\d)[0-9A-Z][0-9A-Z-]{4,23}"),
    "trademark": re.compile(r"(?:[A-Z]{2,4}\s?)?\d[\d,./ ]{3,16}\d"),
    "patent": re.compile(r"(?:[A-Z]{2,4}\s?)?(?:D\s?)?\d[\d,./ ]{4,16}\d(?:\.\d)?(?:\s?[A-Z]\d?(?!\w))?"),
    "design": re.compile(r"(?:[A-Z]{2,4}\s?)?(?:D\s?|DM/\s?)?\d[\d,./ -]{4,22}\d(?:\s?S(?!\w))?"),
    "court": re.compile(r"[0-9A-Za-z][0-9A-Za-z:./ -]{3,30}\d[0-9A-Za-z-]{0,8}"),
}
_PROSE = {
    "case": r"case(?: id| number| no\.?)?|fall(?:-id|nummer)?|dossier|caso"
    r"|案件(?:编号)?|案例(?:编号)?|ケース(?:id|番号)?|обращени\w{1,3}(?: №)?|кейс\w{0,2}",
    "complaint": r"complaint(?: id| number| no\.?)?|beschwerde(?:-id|nummer)?|réclamation|plainte"
    r"|reclamo|segnalazione|reclamación|queja"
    r"|投诉(?:编号|id)?|申告(?:番号)?|жалоб\w{1,2}(?: №)?",
}
_PROSE_ID = {
    kind: re.compile(rf"(?<![\w-])(?:{words})s?\s?"
        rf"(?:n[°ºr]?\.?\s?|no\.?\s?|№\s?|nr\.?\s?|#\s?|:\s?|id:?\s?){{0,2}}[(\"]?(?P<id>\d{{8,13}})(?!\d)")
    for kind, words in _PROSE.items()
}  # fmt: skip
_ORDER_PROSE = re.compile(
    r"(?:\b[Oo]rders?|\b[Зз]аказ\w{0,3}|订单号?|[Bb]estellung(?:en)?|[Cc]ommandes?|[Oo]rdin[ei]|[Pp]edidos?)\s?(?:no\.?\s?|№\s?|#\s?|[:：]\s?)?"
    r"(?P<ids>(?:(?=[0-9A-Z]*\d)(?=[0-9A-Z]*[A-Z])[0-9A-Z]{6,12}(?![0-9A-Za-z-])(?:\s?(?:,|、|и|and|和|und|et|e|y)\s?)?){1,20})"
)
_LIST = re.compile(r"\s?(?:,|;|、|，|und|and|et|e|y|и|和|&)\s?#?(?P<id>\d{8,13})(?!\d)")
_KINDS_OF_COLUMNS = frozenset(REFERENCE_KINDS) - {"court"}


def references_in(reading: Reading, labels: tuple[Label, ...]) -> Iterator[Mark]:
    """Every reference with its kind (`reference.case`, ...), in order."""
    marks = [*_labelled(labels), *_orders_and_courts(reading), *_prose(reading), *_columns(reading)]
    seen: set[tuple[str, str]] = set()
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        key = (mark.kind, re.sub(r"\W", "", mark.value).upper())
        if key not in seen:
            seen.add(key)
            yield mark


def _labelled(labels: tuple[Label, ...]) -> Iterator[Mark]:
    for label in labels:
        if label.key not in REFERENCE_KINDS:
            continue
        kind = "design" if label.key == "patent" and re.match(r"(?:US\s?)?D\s?\d", label.value) else label.key
        for value, start, end in numbers_of(kind, label.value):
            yield Mark(f"reference.{kind}", value, label.start + start, label.start + end, f"references: {label.name}")


def numbers_of(kind: str, value: str) -> Iterator[tuple[str, int, int]]:
    """The numbers of a labelled value; several stand behind commas, but a comma inside a patent number is its own."""
    separator = (
        r"\s*[;、，]\s*|\s+(?:and|und|et|y|и|和)\s+"
        if kind in ("patent", "trademark", "design")
        else r"\s*[,;、，]\s*|\s+"
    )
    if kind == "court":
        separator = r"\s*[;、，]\s*"
    at = 0
    for piece in re.split(f"({separator})", value):
        number = _RULE[kind].search(piece) if piece else None
        if number and (
            kind not in ("case", "complaint", "order")
            or number.end() - number.start() >= len(piece.strip("#().,:№ ")) - 1
        ):
            yield number[0].strip(), at + number.start(), at + number.end()
        elif piece.strip() and kind == "order":
            return
        at += len(piece)


def _orders_and_courts(reading: Reading) -> Iterator[Mark]:
    for match in _ORDER.finditer(reading.folded.text):
        yield reading.mark("reference.order", match[0], *match.span(), "references: order form")
    for match in _ORDER_PROSE.finditer(reading.folded.text):
        for one in re.finditer(r"[0-9A-Z]{6,12}", match["ids"]):
            start = match.start("ids") + one.start()
            if not one[0].startswith("B0"):
                yield reading.mark("reference.order", one[0], start, start + len(one[0]), "references: order in text")
    for match in _COURT.finditer(reading.folded.text):
        yield reading.mark("reference.court", match[0], *match.span(), "references: court form")


def _prose(reading: Reading) -> Iterator[Mark]:
    for kind, pattern in _PROSE_ID.items():
        for match in pattern.finditer(reading.folded.lower):
            yield reading.mark(
                f"reference.{kind}", match["id"], match.start("id"), match.end("id"), f"references: {kind} in text"
            )
            at = match.end()
            while more := _LIST.match(reading.folded.lower, at):
                yield reading.mark(
                    f"reference.{kind}", more["id"], more.start("id"), more.end("id"), f"references: {kind} in text"
                )
                at = more.end()


def _columns(reading: Reading) -> Iterator[Mark]:
    for segment in reading.segments:
        for kind, cell in columns(segment.text.rows, reading.rules.cues.labels):
            if kind not in _KINDS_OF_COLUMNS:
                continue
            for value, _, _ in numbers_of(kind, cell):
                start = segment.text.content.find(value)
                if start >= 0:
                    yield Mark(
                        f"reference.{kind}",
                        value,
                        segment.start + start,
                        segment.start + start + len(value),
                        "references: column",
                    )


def columns(rows: tuple[tuple[str, ...], ...], rules: LabelRules) -> Iterator[tuple[str, str]]:
    """(key, cell) of every data cell below a row of column heads."""
    for record in records(rows, rules):
        yield from record


def records(rows: tuple[tuple[str, ...], ...], rules: LabelRules) -> Iterator[tuple[tuple[str, str], ...]]:
    """Each data row as (key, cell) pairs, by the row of column heads above it."""
    pairs = sum(len(row) == 2 and key_of(row[0], rules) is not None for row in rows)
    if pairs > 1 and pairs * 2 > len(rows):  # labels beside values, not above them
        return
    heads: list[str | None] = []
    for row in rows:
        keys = [key_of(cell, rules) for cell in row]
        known = sum(k is not None for k in keys)
        if len(row) > 1 and known and (known > 1 or len(row) > 2) and not any(c.isdigit() for c in "".join(row)):
            heads = keys
        elif heads and len(row) == len(heads):
            yield tuple((key, cell) for key, cell in zip(heads, row, strict=True) if key and cell)
