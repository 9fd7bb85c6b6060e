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
other words that survive (survival.py); seconds of processor time a file, engine included.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import zlib
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.engine_words import processor_seconds
from bench.foreign_readers import read_with_programs
from bench.leak_channels import FULL, PDF, Channel, channels
from bench.leak_table import Measured, kept_in, report
from bench.survival import unjudged, words_before, words_lost
from tests.assemble.redact.leaks import bytes_of, leaks, texts_of
from tests.assemble.redact.plants import allowed
from tests.assemble.redact.shared import KEY, engine


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
    lost = words_lost(channel, before, output, texts, programs[-1])
    blind = unjudged(channel, lost, original)
    done.words, done.lost = (before - blind).total(), dict(lost - blind)
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
