"""Precision and recall of finding sensitive values, by entity and by language, beside Presidio's own engine.

    python bench/detection.py [--count 200] [--show]

Both see the same generated texts (tests/assemble/redact/labelled.py). Presidio runs with a blank spaCy engine, all its
recognisers of the language and no downloaded model; it refuses addresses of the reserved `.example` domain. A value
counts as found when every character of it is covered. The second set (fresh_texts.py) was written after the detectors,
in other words; `--show` prints what is missed or wrongly taken there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assemble.redact.find import find
from bench.fresh_texts import fresh
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
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="texts a language")
    parser.add_argument("--show", action="store_true", help="what goes wrong on the fresh texts")
    chosen = parser.parse_args()
    policy = load_redaction()
    engines: dict[str, Spans] = {
        "noticepack": lambda e: [(v.start, v.end) for v in find(e.text, policy)],
        "presidio": presidio(),
    }
    texts = list(examples(2026, chosen.count))
    seconds = measured(engines, texts, ("entity", "language"))
    for name, took in seconds.items():
        print(f"{name}: {len(texts) / took:.0f} texts/s")
    print(f"ratio: {seconds['presidio'] / seconds['noticepack']:.1f} times as fast as Presidio's engine")
    new = list(fresh(11))
    print(f"\n{len(new)} texts in other words, written after the detectors")
    measured(engines, new, ("entity", "language"))
    if chosen.show:
        show(new, engines["noticepack"])


def measured(engines: dict[str, Spans], texts: Sequence[Example], tables: Sequence[str]) -> dict[str, float]:
    """Print the tables of a set; answers seconds an engine."""
    hits: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    seconds = {}
    for name, spans_of in engines.items():
        spans_of(texts[0])
        started = time.perf_counter()
        for example in texts:
            tally(hits, name, example, spans_of(example))
        seconds[name] = time.perf_counter() - started
    for table in tables:
        report(hits, table)
    return seconds


def show(texts: Sequence[Example], spans_of: Spans) -> None:
    """Print the values that are left, and what is taken that is none."""
    for example in texts:
        spans = spans_of(example)
        for entity, start, end in example.go:
            if not covered(spans, start, end):
                print(f"left {example.language} {entity}: {example.text[max(0, start - 24) : end]!r}")
        for start, end in spans:
            if not any(a < end and b > start for _, a, b in example.go):
                print(f"taken {example.language}: {example.text[max(0, start - 24) : end]!r}")


def covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether every character of a value is taken."""
    return all(any(a <= at < b for a, b in spans) for at in range(start, end))


def tally(
    hits: dict[tuple[str, str, str], Counter[str]], name: str, example: Example, spans: list[tuple[int, int]]
) -> None:
    """Count one text's values and what was taken that is none."""
    for entity, start, end in example.go:
        found = "hit" if covered(spans, start, end) else "missed"
        hits[name, "entity", entity][found] += 1
        hits[name, "language", example.language][found] += 1
    values = [(start, end) for _, start, end in example.go]
    taken = sum(not any(a < end and b > start for a, b in values) for start, end in spans)
    hits[name, "language", example.language]["taken"] += taken


def report(hits: dict[tuple[str, str, str], Counter[str]], by: str) -> None:
    """Print recall (and precision: of the spans taken, those that touch a value) of both engines."""
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
    both = [sum((hits[name, by, row] for row in rows), Counter()) for name in ("noticepack", "presidio")]
    total = both[0]["hit"] + both[0]["missed"]
    print(f"{'all':14} {total:7} {both[0]['hit'] / total:8.4f} {both[1]['hit'] / total:9.4f}")


if __name__ == "__main__":
    main()
