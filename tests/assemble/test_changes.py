"""The difference between two packets of a case."""

from __future__ import annotations

from assemble.changes import Changes, changes

FIRST = {
    "submission.txt": b"Plan\n1. Root cause\nOld cause\n2. Actions\nDone\n",
    "evidence/01-invoice.pdf": b"%PDF-1.7 a",
    "evidence/02-photo.png": b"png",
    "evidence/index.json": b"[1]",
    "readiness.json": b"{}",
}


def test_the_same_packet_differs_in_nothing() -> None:
    """What noticepack writes about a packet is not compared; so the same text and papers are the same packet."""
    later = {**FIRST, "readiness.json": b'{"ready": true}', "evidence/index.json": b"[2]"}

    assert changes(FIRST, later) == Changes()
    assert changes(FIRST, later).nothing
    assert changes({}, {}).nothing


def test_text_and_papers_are_compared() -> None:
    """Lines that came and went are marked, papers are told by their bytes: a new number is no change."""
    later = {
        "submission.txt": FIRST["submission.txt"].replace(b"Old cause", b"The scanner read returns as new"),
        "evidence/01-photo.png": b"png",
        "evidence/02-letter.pdf": b"%PDF-1.7 b",
    }
    found = changes(FIRST, later)

    assert not found.nothing
    assert (found.added, found.removed) == (("evidence/02-letter.pdf",), ("evidence/01-invoice.pdf",))
    assert [line for line in found.text if line[0] in "+-"] == ["-Old cause", "+The scanner read returns as new"]
