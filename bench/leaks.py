"""Plants values in every channel of every format, redacts, and reads the results with readers of others: what leaks?

    python bench/leaks.py                     # 20,000 values
    python bench/leaks.py --values 500        # a short run
    python bench/leaks.py --only "pdf scan"   # rows whose name holds this
    python bench/leaks.py --x-ray             # and bench/x_ray.py over every PDF that came out

Values are invented and valid by their check digits (tests/assemble/redact/plants.py); a channel is a function that puts
them into a file (the *_plants.py beside it). Each file goes through `redact_packet` as evidence, for an auditor. What
comes out is read by five readers a format at least: for PDF pypdf, pdfplumber, PDFium, pdftotext, and tesseract on
what pdftoppm draws; then every byte of it, unpacked. Columns: files; values planted; leaked, whole or in a part of six
characters, in any way of writing (tests/assemble/redact/leaks.py); files held back because they could not be proven;
share of the other words that survive; seconds of processor time a file, engine included.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.engine_words import drawn_words, processor_seconds
from tests.assemble.redact import image_plants, pdf_plants
from tests.assemble.redact.leaks import bare, bytes_of, leaks, texts_of, words
from tests.assemble.redact.office_plants import OFFICE
from tests.assemble.redact.plants import ALL_MAKERS, FILLER, Plant, allowed, plants
from tests.assemble.redact.shared import KEY, engine
from tests.assemble.redact.text_plants import TEXTS

PDF = "application/pdf"
WITHOUT_ENGINE = {"mail attachments", "docx picture"}
"""The only ones of texts and office files that are redacted with an engine."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A row of the table."""

    name: str
    media_type: str
    make: Callable[[Sequence[Plant]], bytes]
    size: int
    """Values a file."""
    share: float
    """Of all values of a run."""
    engine: bool = True
    drawn: bool = False
    """Whether only an engine can read what should survive."""
    hidden: bool = False
    """Whether the words around the values go with the channel, so that only the filler has to survive."""


@dataclass(slots=True)
class Row:
    """What came of a channel."""

    files: int = 0
    planted: int = 0
    leaked: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    words: int = 0
    survived: int = 0
    seconds: float = 0.0


def channels() -> list[Channel]:
    """All rows; a third of the values goes into PDFs, a tenth into pictures."""
    sizes = {
        "wrapped": 16,
        "turned": 20,
        "pattern": 20,
        "type 3 font": 20,
        "scan": 22,
        "sideways scan": 22,
        "scan with layer": 22,
    }
    found = []
    for name, make in pdf_plants.CHANNELS.items():
        drawn = name in pdf_plants.DRAWN or name == "split glyphs"
        share = 0.3 / len(pdf_plants.CHANNELS)
        found.append(
            Channel(f"pdf {name}", PDF, make, sizes.get(name, 30), share, True, drawn, name in pdf_plants.HIDDEN)
        )
    for name, (media_type, make) in image_plants.CHANNELS.items():
        share = 0.1 / len(image_plants.CHANNELS)
        hidden = name in image_plants.HIDDEN
        found.append(Channel(f"picture {name}", media_type, make, 22, share, True, not hidden, hidden))
    others = TEXTS | OFFICE
    for name, (media_type, make) in others.items():
        size, share = (21, 0.02) if name in WITHOUT_ENGINE else (200, 0.56 / (len(others) - 2))
        hidden = any(word in name for word in ("hidden", "headers", "margins", "changes", "members", "picture"))
        found.append(Channel(name, media_type, make, size, share, name in WITHOUT_ENGINE, hidden=hidden))
    return found


def measure(channel: Channel, seed: int, keep: Path | None) -> Row:
    """One file: made, redacted, read."""
    planted = [p for p in plants(seed, channel.size, ALL_MAKERS) if "wrapped" not in channel.name or p.value.isascii()]
    original = channel.make(planted)
    began = processor_seconds()
    output, reason = redacted(channel, original)
    row = Row(1, len(planted), seconds=processor_seconds() - began)
    if output is None:
        row.held.append(reason)
        return row
    if keep and channel.media_type == PDF:
        (keep / f"{channel.name}-{seed}.pdf".replace(" ", "-")).write_bytes(output)
    texts, raw = list(texts_of(channel.media_type, output)), bytes_of(channel.media_type, output)
    shown = drawn_words(channel.media_type, output)
    told = allowed(planted)
    for plant in planted:
        if found := leaks(plant.value, [*texts, shown], raw, told):
            row.leaked.append(f"{channel.name} {seed}: {plant.value!r} {found}")
    row.words, row.survived = survival(channel, planted, original, shown if channel.drawn else "\n".join(texts))
    return row


def redacted(channel: Channel, data: bytes) -> tuple[bytes | None, str]:
    """The redacted file, or None and why it is held back."""
    from assemble.files import PacketFile
    from assemble.packet import Packet
    from assemble.redact import redact_packet
    from config.redaction import load_redaction
    from config.words import Audience

    packet = Packet("case", (PacketFile("evidence/01-paper", channel.media_type, data),), ())
    ocr = engine() if channel.engine else None
    done = redact_packet(packet, load_redaction(), audience=Audience.AUDITOR, key=KEY, ocr=ocr)
    if done.report.withheld:
        return None, done.report.withheld[0].reason
    return next(f.data for f in done.files if f.name.startswith("evidence/")), ""


def survival(channel: Channel, planted: Sequence[Plant], original: bytes, after: str) -> tuple[int, int]:
    """How many words are no part of a value, and how many of them are still there."""
    if "earlier revision" in channel.name:
        before = ""  # its page is empty now
    elif channel.hidden:
        before = " ".join(FILLER if bare(FILLER[-1]) in bare(after) or not channel.drawn else FILLER[:2])
    elif channel.drawn:
        before = drawn_words(channel.media_type, original)
    else:
        before = shown_text(channel.media_type, original)
    values = [bare(p.value) for p in planted]
    others = Counter(w for w in words(before) if not any(bare(w) in value for value in values))
    return others.total(), (others & Counter(words(after))).total()


def shown_text(media_type: str, data: bytes) -> str:
    """What a person reads of a file: no markup, no names of parts, no headers of a mail."""
    texts = texts_of(media_type, data)
    if media_type == "message/rfc822":
        parts = email.message_from_bytes(data, policy=email.policy.default).walk()
        return "\n".join(part.get_content() for part in parts if part.get_content_type() == "text/plain")
    if "openxmlformats" in media_type:
        return max((*texts[:-1:2], texts[-1]), key=lambda text: len(words(text)))
    return texts[1] if media_type == "text/html" else texts[0]


def main() -> None:
    """Print the table; fails when anything leaked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--values", type=int, default=20_000, help="planted at least, over all rows")
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--keep", type=Path, help="folder for the redacted PDFs")
    parser.add_argument("--x-ray", action="store_true", help="check the redacted PDFs with x-ray")
    chosen = parser.parse_args()
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # some plants are what it complains about
    keep = chosen.keep
    if chosen.x_ray and keep is None:
        keep = Path("build/leaks")
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    began = time.time()
    rows = run([c for c in channels() if chosen.only in c.name], chosen.values, chosen.seed, keep)
    report(rows)
    print(f"{time.time() - began:.0f} s")
    if chosen.x_ray:
        from bench.x_ray import check

        check(keep)
    sys.exit(any(row.leaked for row in rows.values()))


def run(chosen: Sequence[Channel], values: int, seed: int, keep: Path | None) -> dict[str, Row]:
    """Every channel's files, in as many processes as there are processors; the slowest channels first."""
    jobs = []
    for number, channel in enumerate(chosen):
        files = max(1, -(-round(values * channel.share) // channel.size))
        jobs += [(channel, seed + 1000 * number + file, keep) for file in range(files)]
    jobs.sort(key=lambda job: not job[0].engine)
    rows = {channel.name: Row() for channel in chosen}
    with ProcessPoolExecutor() as pool:
        for (channel, _, _), row in zip(jobs, pool.map(measure, *zip(*jobs, strict=True)), strict=True):
            add(rows[channel.name], row)
            for line in (*row.leaked, *(f"{channel.name}: held back: {reason}" for reason in row.held)):
                print(line, file=sys.stderr, flush=True)
    return rows


def add(total: Row, row: Row) -> None:
    """Sum."""
    total.files += row.files
    total.planted += row.planted
    total.leaked += row.leaked
    total.held += row.held
    total.words += row.words
    total.survived += row.survived
    total.seconds += row.seconds


def report(rows: dict[str, Row]) -> None:
    """The table."""
    print(
        f"{'format and channel':26} {'files':>5} {'planted':>8} {'leaked':>7} {'held':>5} {'survive':>8} {'s/file':>7}"
    )
    total = Row()
    for row in rows.values():
        add(total, row)
    for name, row in (*rows.items(), ("all", total)):
        alive = f"{100 * row.survived / row.words:.2f}%" if row.words else "-"
        print(
            f"{name:26} {row.files:5} {row.planted:8} {len(row.leaked):7} {len(row.held):5} {alive:>8}"
            f" {row.seconds / row.files:7.2f}"
        )


if __name__ == "__main__":
    main()
