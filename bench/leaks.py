"""Plants values in every channel of every format, redacts, and reads the results with readers of others: what leaks?

    python bench/leaks.py                          # over 20,000 values
    python bench/leaks.py --values 500             # a short run
    python bench/leaks.py --only "pdf scan"        # rows whose name holds this
    python bench/leaks.py --into build/leaks.jsonl # keeps what is measured, file by file; a second run goes on there
    python bench/leaks.py --into F --again --only csv   # measures these rows again; --values 0 only prints
    python bench/leaks.py --x-ray                  # and bench/x_ray.py over every PDF that came out

Values are invented and valid by their check digits (tests/assemble/redact/plants.py); a channel is a function that puts
them into a file (the *_plants.py beside it, rows in leak_channels.py). Each file goes through `redact_packet` as
evidence, for an auditor. What comes out is read by five readers a format at least (foreign_readers.py), then every
byte of it, unpacked. Columns: files; values planted; leaked, whole or in a part of six characters, in any way of
writing (tests/assemble/redact/leaks.py); values in files held back because they could not be proven; share of the
other words that survive; seconds of processor time a file, engine included.

Where only an engine can read, the other words are those that it reads on the original and that the plants wrote there
(not its misreadings), and survive when it reads them on the redacted page, or when the layer of text tells them.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import logging
import sys
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.engine_words import drawn_words, processor_seconds
from bench.foreign_readers import read_with_programs
from bench.leak_channels import FULL, PDF, Channel, channels
from bench.leak_table import Measured, kept_in, report
from tests.assemble.redact.leaks import bare, bytes_of, leaks, texts_of, words
from tests.assemble.redact.plants import FILLER, Plant, allowed
from tests.assemble.redact.shared import KEY, engine

_AROUND = "as agreed with the supplier see the invoice word please"
"""What plants write around sentences."""


def measure(channel: Channel, seed: int, keep: Path | None) -> Measured:
    """One file: made, redacted, read."""
    planted = channel.planted(seed)
    original = channel.make(planted)
    began = processor_seconds()
    output, reason = redacted(channel, original)
    done = Measured(channel.name, seed, len(planted), seconds=processor_seconds() - began)
    if output is None:
        done.held = reason
        return done
    if keep and channel.media_type == PDF:
        (keep / f"{channel.name}-{seed}.pdf".replace(" ", "-")).write_bytes(output)
    texts = list(texts_of(channel.media_type, output))
    programs, raw = read_with_programs(channel.media_type, output), bytes_of(channel.media_type, output)
    told = allowed(planted)
    for plant in planted:
        if found := leaks(plant.value, [*texts, *programs], raw, told):
            done.leaked.append(f"{plant.value!r} {found}")
    before = words_before(channel, planted, original)
    after = words_after(channel, texts, programs[-1])
    done.words, done.lost = before.total(), dict(before - after)
    return done


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


def words_before(channel: Channel, planted: Sequence[Plant], original: bytes) -> Counter[str]:
    """The words of a file that are no part of a value."""
    if "earlier revision" in channel.name:
        before = []  # its page is empty now
    elif channel.drawn:
        known = {*words(allowed(planted)), *words(_AROUND)}
        before = [w for w in words(drawn_words(channel.media_type, original)) if w in known]
    elif channel.hidden:
        before = [] if channel.media_type.startswith("image/") else words(" ".join(FILLER))
    else:
        before = words(shown_text(channel.media_type, original))
    values = [bare(p.value) for p in planted]
    return Counter(w for w in before if not any(bare(w) in value for value in values))


def words_after(channel: Channel, texts: Sequence[str], drawn: str) -> Counter[str]:
    """The words that are read in the redacted file."""
    if not channel.drawn:
        return Counter(words("\n".join(texts)))
    return Counter(words(drawn)) | Counter(words(texts[0] if texts else ""))


def shown_text(media_type: str, data: bytes) -> str:
    """What a person reads of a file: no markup, no names of parts, no headers of a mail."""
    texts = texts_of(media_type, data)
    if media_type == "message/rfc822":
        parts = email.message_from_bytes(data, policy=email.policy.default).walk()
        return "\n".join(part.get_content() for part in parts if part.get_content_type() == "text/plain")
    if "openxmlformats" in media_type:
        return max((*texts[:-1:2], texts[-1]), key=lambda text: len(words(text)))
    return texts[2] if media_type == "text/html" else texts[0]


def main() -> None:
    """Print the table; fails when anything leaked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--values", type=int, default=FULL, help="planted at least, over all rows")
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--processes", type=int, help="as many as processors otherwise")
    parser.add_argument("--into", type=Path, help="file for what is measured, to go on with")
    parser.add_argument("--again", action="store_true", help="measure rows again that the file holds")
    parser.add_argument("--keep", type=Path, help="folder for the redacted PDFs")
    parser.add_argument("--x-ray", action="store_true", help="check the redacted PDFs with x-ray")
    parser.add_argument("--markdown", action="store_true", help="print the table for a page of docs/")
    chosen = parser.parse_args()
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # some plants are what it complains about
    keep = chosen.keep or (Path("build/leaks") if chosen.x_ray else None)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    began, known = time.time(), kept_in(chosen.into)
    run(jobs_of(chosen, {} if chosen.again else known), keep, known, chosen.processes, chosen.into)
    report(known.values(), markdown=chosen.markdown)
    print(f"{time.time() - began:.0f} s")
    if chosen.x_ray:
        from bench.x_ray import check

        check(keep)
    sys.exit(any(done.leaked for done in known.values()))


Jobs = list[tuple[Channel, int]]


def jobs_of(chosen: argparse.Namespace, known: dict[tuple[str, int], Measured]) -> Jobs:
    """The files to measure, one of each row first; a file has its own seed whatever other rows run."""
    rows = [c for c in channels() if chosen.only in c.name] if chosen.values else []
    jobs = [
        (file, channel, chosen.seed + zlib.crc32(channel.name.encode()) % 10**6 + file)
        for channel in rows
        for file in range(channel.files(chosen.values))
    ]
    jobs.sort(key=lambda job: (job[0], not job[1].engine))
    return [(channel, seed) for _, channel, seed in jobs if (channel.name, seed) not in known]


def run(
    jobs: Jobs, keep: Path | None, known: dict[tuple[str, int], Measured], processes: int | None, into: Path | None
) -> None:
    """Measure the files, tell what leaks and what is held back at once, and keep each result."""
    with ProcessPoolExecutor(processes) as pool:
        for future in as_completed([pool.submit(measure, channel, seed, keep) for channel, seed in jobs]):
            done = future.result()
            known[done.row, done.seed] = done
            for line in (*done.leaked, *([f"held back: {done.held}"] if done.held else [])):
                print(f"{done.row} {done.seed}: {line}", file=sys.stderr, flush=True)
            if into:
                with into.open("a") as file:
                    file.write(done.line())


if __name__ == "__main__":
    main()
