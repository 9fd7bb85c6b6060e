"""The evidence as files of a packet: every paper byte for byte under its number, and an index of them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator

from assemble.answers import EvidenceClaim
from assemble.attachments import upload_names
from assemble.claims import claims_about
from assemble.files import PacketFile, json_file, text_file
from assemble.literal import one_line
from assemble.review import Review


def evidence_files(review: Review) -> Iterator[PacketFile]:
    """The papers, `evidence/index.json` and `evidence/index.txt`; nothing where there are none."""
    uploads = upload_names(review)
    rows: list[dict[str, object]] = []
    lines: list[str] = []
    for exhibit in review.evidence.index():
        file = exhibit.file
        yield PacketFile(exhibit.path, file.media_type, file.data)
        claims = claims_about(review.answers, file.name)
        row = {"number": exhibit.number, "path": exhibit.path, "name": file.name, "media_type": file.media_type}
        kept = {"digest": file.digest, "source": file.source, "added": file.added.isoformat()}
        rows.append({**row, **kept, "uploads": list(uploads[file.name]), "claims": [_claim(one) for one in claims]})
        lines += [f"{exhibit.number}. {one_line(file.name)}", *(f"   {text}" for text in _lines(claims))]
        lines += [f"   Upload: {', '.join(uploads[file.name]) or 'no form of it is taken'}", f"   {file.digest}", ""]
    if rows:
        yield json_file("evidence/index.json", rows)
        yield text_file("evidence/index.txt", "\n".join([f"Evidence of case {review.case.id}", "", *lines]))


def _lines(claims: Iterable[EvidenceClaim]) -> Iterator[str]:
    for claim in claims:
        parts = [one_line(claim.shows), f"meets {claim.meets}" if claim.meets.strip() else "", ", ".join(claim.asins)]
        told = [claim.paper.value.replace("_", " ") if claim.paper else "", f"of {claim.dated}" if claim.dated else ""]
        seen = f"seen: {', '.join(claim.seen)}" if claim.seen else ""
        if text := "; ".join(part for part in (*parts, " ".join(word for word in told if word), seen) if part):
            yield text


def _claim(claim: EvidenceClaim) -> dict[str, object]:
    dated = claim.dated.isoformat() if claim.dated else None
    what = {"shows": claim.shows, "meets": claim.meets, "asins": list(claim.asins)}
    return {**what, "paper": claim.paper, "dated": dated, "seen": list(claim.seen)}


def base64_text(files: Iterable[PacketFile]) -> str:
    """The files as text for a form that takes none (RFC 4648, lines of 76 characters as in RFC 2045)."""
    blocks = []
    for file in files:
        name = file.name.rpartition("/")[2]
        blocks.append(f"\nFile {name} ({file.media_type}), Base64:\n{base64.encodebytes(file.data).decode('ascii')}")
    return "".join(blocks)
