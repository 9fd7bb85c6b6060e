"""Precision and recall of finding sensitive values, by entity and by language, beside Presidio's own engine.

    python bench/detection.py [--count 200]

Both see the same generated texts (tests/assemble/redact/labelled.py). Presidio runs with a blank spaCy engine, all its
recognisers of the language and no downloaded model; it refuses addresses of the reserved `.example` domain. A value
counts as found when every character of it is covered.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assemble.redact.find import find
from config.redaction import load_redaction
from tests.assemble.redact.labelled import GO, Example, examples

Spans = Callable[[Example], list[tuple[int, int]]]


def presidio() -> Spans:
    """Presidio's AnalyzerEngine over blank pipelines, every language with all recognisers that do not need a model."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def __init__(self, languages: list[str]) -> None:
            super().__init__(models=[{"lang_code": one, "model_name": "blank"} for one in languages])
            names = {one: "xx" if one in ("ja", "ru") else one for one in languages}
            self.nlp = {one: spacy.blank(name) for one, name in names.items()}

        def load(self) -> None:
            """Nothing to load."""

    # Presidio's e-mail recogniser asks the network for domain endings unless told to use those that are installed.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = tldextract.tldextract.TLD_EXTRACTOR.__call__
    languages = list(GO)
    recognisers = RecognizerRegistry(supported_languages=languages)
    recognisers.load_predefined_recognizers(languages=languages)
    recognisers.recognizers = [one for one in recognisers.recognizers if type(one).__name__ != "SpacyRecognizer"]
    engine = AnalyzerEngine(registry=recognisers, nlp_engine=Blank(languages), supported_languages=languages)
    skip = {"DATE_TIME", "URL"}
    return lambda e: [(r.start, r.end) for r in engine.analyze(e.text, e.language) if r.entity_type not in skip]


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="texts a language")
    chosen = parser.parse_args()
    policy = load_redaction()
    texts = list(examples(2026, chosen.count))
    engines: dict[str, Spans] = {
        "noticepack": lambda e: [(v.start, v.end) for v in find(e.text, policy)],
        "presidio": presidio(),
    }
    hits: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    seconds = {}
    for name, spans_of in engines.items():
        spans_of(texts[0])
        started = time.perf_counter()
        for example in texts:
            tally(hits, name, example, spans_of(example))
        seconds[name] = time.perf_counter() - started
    report(hits, "entity")
    report(hits, "language")
    for name, took in seconds.items():
        print(f"{name}: {len(texts) / took:.0f} texts/s")
    print(f"ratio: {seconds['presidio'] / seconds['noticepack']:.1f} times as fast as Presidio's engine")


def tally(
    hits: dict[tuple[str, str, str], Counter[str]], name: str, example: Example, spans: list[tuple[int, int]]
) -> None:
    """Count one text's values and what was taken that must stay."""
    for entity, start, end in example.go:
        covered = set().union(*(range(max(a, start), min(b, end)) for a, b in spans)) if spans else set()
        found = "hit" if len(covered) == end - start else "missed"
        hits[name, "entity", entity][found] += 1
        hits[name, "language", example.language][found] += 1
    taken = sum(any(a < end and b > start for a, b in spans) for start, end in example.stay)
    hits[name, "language", example.language]["taken"] += taken


def report(hits: dict[tuple[str, str, str], Counter[str]], by: str) -> None:
    """Print recall (and precision against what must stay) of both engines."""
    rows = sorted({row for _, kind, row in hits if kind == by})
    print(
        f"\n{by:14} {'values':>7} {'recall':>8} {'presidio':>9}" + ("   precision presidio" if by == "language" else "")
    )
    for row in rows:
        ours, theirs = hits["noticepack", by, row], hits["presidio", by, row]
        total = ours["hit"] + ours["missed"]
        line = f"{row:14} {total:7} {ours['hit'] / total:8.4f} {theirs['hit'] / total:9.4f}"
        if by == "language":
            line += "".join(f"{one['hit'] / max(1, one['hit'] + one['taken']):12.4f}" for one in (ours, theirs))
        print(line)


if __name__ == "__main__":
    main()
