"""Dates of notices: our own rules beside dateparser, in one run.

    pip install dateparser && python bench/dates.py

Both read the same scored notices (tests/extract/scored), with the notice's own date as what relative words count from
and the marketplace's order of day and month. A reader finds a deadline when the date is among those that it reads, and
reads too much what no person would call a date (`May`, `30`, `1:26`). Last come the periods (`72 hours`, `五个工作日`),
which notices use for most deadlines. Our rules were tuned on these notices and dateparser was not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.cue_rules import TimeRules
from config.rules import load_rules
from extract.components.dates import dates_in
from extract.components.periods import periods_in
from extract.folding import fold
from tests.extract.scoring import LANGUAGES, entries, hours


@dataclass(frozen=True, slots=True)
class Sample:
    """The text of a notice, its own day, and what must be met by when."""

    text: str
    language: str
    issued: datetime
    marketplace: str | None
    due: date | None
    """The deadline that it states as a date."""
    term: int | None
    """The length of the time to answer that it states, in hours."""


Reader = Callable[[Sample], Iterable[date | timedelta]]


def samples(languages: Iterable[str]) -> Iterator[Sample]:
    """The scored notices that state something to meet."""
    for language in languages:
        for entry in entries(language):
            facts = entry["facts"]
            day, basis = facts.get("deadline") or (None, None)
            terms = [hours(length) for role, length in facts.get("periods", ()) if role == "response"]
            if "text" in entry and day:
                yield Sample(
                    entry["text"],
                    language,
                    datetime.strptime(entry["date"], "%Y-%m-%d %H:%M %z"),
                    facts.get("marketplace"),
                    date.fromisoformat(str(day)) if basis == "stated" else None,
                    min(terms) if terms and basis == "relative" else None,
                )


def our_reader(rules: TimeRules) -> Reader:
    """The rules of extract/components, over the folded text."""

    def read(sample: Sample) -> Iterator[date | timedelta]:
        lower, language = fold(sample.text).lower, (sample.language,)
        found = dates_in(lower, rules, language, sample.marketplace, sample.issued.date())
        yield from (mention.value for mention in found)
        yield from (timedelta(hours=hours(period.period)) for period in periods_in(lower, rules, language))

    return read


def dateparser_reader() -> Reader:
    """dateparser's search in the notice's language; what it counts from the notice's date is also a length of time."""
    from dateparser.search import search_dates

    def read(sample: Sample) -> Iterator[date | timedelta]:
        base = sample.issued.replace(tzinfo=None)
        settings = {
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "MDY" if sample.marketplace == "US" else "DMY",
        }
        for _, moment in search_dates(sample.text, languages=[sample.language], settings=settings) or ():
            bare = moment.replace(tzinfo=None)
            yield bare.date()
            yield bare - base

    return read


def row(name: str, read: Reader, chosen: list[Sample]) -> tuple[str, float]:
    """One line of the table, and the seconds it took."""
    dated = termed = found_dates = found_terms = read_in_all = 0
    begun = time.perf_counter()
    results = [(sample, set(read(sample))) for sample in chosen]
    took = time.perf_counter() - begun
    for sample, found in results:
        read_in_all += sum(isinstance(value, date) for value in found)
        if sample.due:
            dated, found_dates = dated + 1, found_dates + (sample.due in found)
        if sample.term:
            termed, found_terms = termed + 1, found_terms + (timedelta(hours=sample.term) in found)
    each = 1000 * took / len(chosen)
    return f"{name:12} {found_dates:4}/{dated:<4} {found_terms:4}/{termed:<4} {read_in_all:6} {each:9.2f}", took


def main() -> None:
    """Print the tables of all languages."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("languages", nargs="*", default=LANGUAGES)
    chosen = list(samples(arguments.parse_args().languages))
    readers: dict[str, Reader] = {"ours": our_reader(load_rules().cues.time)}
    try:
        readers["dateparser"] = dateparser_reader()
    except ImportError:
        print("dateparser is not installed: pip install dateparser", file=sys.stderr)
    for read in readers.values():  # patterns are compiled and data is loaded once, before anything is timed
        read(chosen[0])
    total: dict[str, float] = {}
    for language in (*dict.fromkeys(sample.language for sample in chosen), None):
        part = [sample for sample in chosen if language in (sample.language, None)]
        print(f"\n{language or 'all'}: {len(part)} notices")
        print(f"{'':12} {'dates':>9} {'periods':>9} {'read':>6} {'ms/notice':>9}")
        for name, read in readers.items():
            line, total[name] = row(name, read, part)
            print(line)
    if len(total) == 2:
        print(f"\ndateparser takes {total['dateparser'] / total['ours']:.0f} times as long")


if __name__ == "__main__":
    main()
