"""What a notice offers the seller to do, the papers it asks for and the types of files it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from config.cue_rules import FileRules, PathRules
from config.cues import Cue
from config.kept import kept
from config.words import AppealPath, Kind, Verdict, Violation
from extract.components.links import links_in
from extract.reading import Mark, Reading, Sentence

_PRODUCT = re.compile(r"/dp/|/gp/product/|/gp/aw/d/|perf-notifications")
_HELP = re.compile(r"/help(?:/|$)|/hc/|merchant-help|/gp/help|forums?/")
_CLOSED = frozenset({Kind.UNRELATED, Kind.APPEAL_RECEIVED, Kind.REINSTATED})
_WANTED = frozenset({AppealPath.DOCUMENTS, AppealPath.PLAN_OF_ACTION})
_ACTING = frozenset({"how", "send", "dispute", "status", "why", "other", "deadline", "help", "review", "funds"})
ALONE = 12
"""Signs before an address that is alone on its line: `Link: `."""
MAX_REQUESTED = 60
MAX_REQUEST = 400
_BULLET = re.compile(
    r"^(?:[-*>]|--|\d{1,2}[.)、]|\(\d{1,2}\)|[a-z]\)|\([a-z]\)|(?:[a-z]|[ivx]{2,4})\.(?=\s)|[①-⑳]|[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）])\s*"
)
_CLAUSE = re.compile(r"[^.;。;!?]+")


def paths_in(
    reading: Reading, kind: Kind, violations: tuple[Violation, ...], *, due: bool
) -> tuple[tuple[AppealPath, ...], tuple[Mark, ...]]:
    """The paths of a notice in the order of the word list, with the words that offer them.

    `due` says whether the seller has to meet something: nothing else is then no nothing.
    """
    nothing = _nothing(reading, due=due)
    if kind in _CLOSED:
        return ((AppealPath.NONE,) if nothing and kind is not Kind.UNRELATED else ()), ()
    marks: list[Mark] = []
    for path, rules in reading.rules.cues.paths.items():
        if path is AppealPath.COURT and Violation.LEGAL_RESTRAINING_ORDER not in violations:
            continue
        told = path in _WANTED and kind is not Kind.INFORMATION_REQUEST  # such a reply speaks of nothing else
        told |= path is AppealPath.DISPUTE and kind is Kind.APPEAL_REJECTED  # the dispute that it refuses
        if mark := _offered(reading, path, rules, wanted=told):
            marks.append(mark)
    paths = [AppealPath(mark.value) for mark in marks]
    if AppealPath.COURT in paths:
        return (AppealPath.COURT,), tuple(m for m in marks if m.value == AppealPath.COURT)
    if nothing and not set(paths) & {AppealPath.DOCUMENTS, AppealPath.PLAN_OF_ACTION, AppealPath.DISPUTE}:
        return (AppealPath.NONE,), ()
    if nothing and kind is Kind.APPEAL_REJECTED and AppealPath.APPEAL_FORM not in paths:
        return (AppealPath.NONE,), ()
    return tuple(paths), tuple(marks)


def _nothing(reading: Reading, *, due: bool) -> bool:
    """Whether nothing can or need be done; `nothing else` beside a term means that what is asked for is all."""
    replies = reading.rules.cues.replies
    besides = tuple(reading.cues(replies.besides)) if due else ()
    said = (reading.said[place.start : place.end] for place in reading.places(replies.nothing))
    return any(not any(cue.search(words) for cue in besides) for words in said)


def _offered(reading: Reading, path: AppealPath, rules: PathRules, *, wanted: bool) -> Mark | None:
    """Where a path is offered; `wanted` counts only sentences that ask for something."""
    ignored = [(place.start, place.end) for place in reading.places(rules.ignore)]
    form = path is AppealPath.APPEAL_FORM
    if form and reading.message.authenticity.verdict is Verdict.SUSPICIOUS:
        return None  # where a look-alike wants its answer is no way to answer
    addresses = _answer_addresses(reading) if form else []
    before: Sentence | None = None
    for sentence in reading.sentences:
        if sentence.section not in _ACTING or (sentence.heading and path is not AppealPath.DISPUTE):
            before = sentence
            continue
        if form and _answered_at(reading, sentence, before, addresses):
            return reading.mark("path", path, sentence.start, sentence.end, "paths: address to answer at")
        defends = path is AppealPath.PLAN_OF_ACTION and sentence.section == "dispute"
        if defends or (wanted and not _wanted(reading, sentence)):
            before = sentence
            continue
        for place in reading.within(rules, sentence):
            if not any(a < place.end and place.start < b for a, b in ignored):
                return reading.mark("path", path, place.start, place.end, f"paths: {place.cue}")
        before = sentence
    return None


def _wanted(reading: Reading, sentence: Sentence) -> bool:
    """Whether papers or a plan that a sentence names are asked for, and not told of: `a buyer sent us an invoice`."""
    if sentence.section in ("how", "send", "dispute", "deadline") or _BULLET.match(sentence.lower.strip()):
        return True
    requests = reading.rules.cues.requests
    return bool(reading.within(requests.asks, sentence) or reading.within(requests.needs, sentence))


def _answer_addresses(reading: Reading) -> list[int]:
    """Folded offsets of the platform's own addresses that are no help and no product pages."""
    found = (f for f in links_in(reading) if not f.link.truncated and _answers(f.link.url))
    return [reading.folded.place(f.mark.start) for f in found]


def _answers(url: str) -> bool:
    return not _HELP.search(url) and not _PRODUCT.search(url) and len(urlsplit(url).path) > 1


def _answered_at(reading: Reading, sentence: Sentence, before: Sentence | None, addresses: list[int]) -> bool:
    """Whether an answer is given at an address of this sentence: it asks for one, or nothing says it is there to read.

    An address alone on its line belongs to the sentence before it.
    """
    here = [address for address in addresses if sentence.start <= address < sentence.end]
    if not here:
        return False
    asked = sentence
    if before is not None and before.section == sentence.section and here[0] - sentence.start <= ALONE:
        asked = before
    if any(_asks(reading, s) for s in (sentence, asked)) or sentence.section in ("send", "dispute"):
        return True
    looks = reading.rules.cues.requests.looks
    return not any(place.start < here[0] for s in (sentence, asked) for place in reading.within(looks, s))


def accepted_files_in(reading: Reading) -> Iterator[Mark]:
    """The types of files a notice takes, as it lists them: two or more side by side, or one beside a word for files."""
    rules = reading.rules.cues.files
    one = _extension(rules)
    seen: set[str] = set()
    named = any(name in reading.folded.lower for name in rules.extensions)
    for sentence in reading.sentences if named else ():
        for clause in _CLAUSES.finditer(sentence.lower):
            found = list(one.finditer(clause[0]))
            if not found or (len(found) < 2 and not _alone(clause[0], found[0], rules.single)):
                continue
            if _refused(reading, clause[0], found[0].start(), found[-1].end()):
                continue
            for match in found:
                if match["x"] not in seen:
                    seen.add(match["x"])
                    start = sentence.start + clause.start() + match.start("x")
                    yield reading.mark("accepted_file", match["x"], start, start + len(match["x"]), "files: list")


@kept
def _extension(rules: FileRules) -> re.Pattern[str]:
    """A type of file as notices write it."""
    names = "|".join(sorted(rules.extensions, key=len, reverse=True))
    return re.compile(rf"(?:(?<![a-z0-9/])|(?<=(?:pdf|jpg|png|gif)/)|(?<=jpeg/))\.?(?P<x>{names})s?(?![a-z0-9])")


def _alone(clause: str, found: re.Match[str], words: tuple[Cue, ...]) -> bool:
    """Whether one type of file is named as what is taken: in brackets, or beside a word for files."""
    bracketed = clause[: found.start()].rstrip().endswith("(") and clause[found.end() :].lstrip().startswith(")")
    return bracketed or any(cue.search(clause) for cue in words)


_CLAUSES = re.compile(r"(?:[^;。\n.]|\.(?=[a-z]{2,5}\b))+")


def _refused(reading: Reading, clause: str, start: int, end: int) -> bool:
    before, after = clause[max(0, start - 45) : start], clause[end : end + 30]
    for cue in reading.rules.cues.files.refused:
        if cue.search(before) and not re.search(r"not older|no older|nicht älter", before):
            return True
        if cue.search(after) and len(cue.text) > 4:
            return True
    return False


def requested_in(reading: Reading) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """(papers and statements asked for, points of a plan): list lines below an asking line, or asking sentences."""
    requested: list[Mark] = []
    points: list[Mark] = []
    asking, planning = False, False
    for sentence in reading.sentences:
        text = reading.folded.text[sentence.start : sentence.end].strip()
        bullet = _BULLET.match(text)
        if sentence.section == "subject" or not text:
            continue
        if bullet and (asking or planning or sentence.section == "how"):
            lead = len(text) - len(text[bullet.end() :])
            start = sentence.start + sentence.lower.find(text[:1].lower()) + lead
            mark = reading.mark(
                "plan_heading" if planning else "requested",
                text[lead:].rstrip(" ,;."),
                start,
                sentence.end,
                "requested: list",
            )
            (points if planning else requested).append(mark)
            continue
        asks = (
            not sentence.question
            and sentence.section not in ("consequence", "dispute", "help", "review")
            and _asks(reading, sentence)
        )
        opens = text.endswith((":", "：")) or sentence.heading or sentence.question
        planning = opens and any(
            cue.search(sentence.lower) for cue in reading.cues(reading.rules.cues.requests.plan_points)
        )
        asking = opens and (asks or sentence.section in ("how", "send"))
        if asks and not opens and not sentence.heading:
            requested.append(
                reading.mark("requested", text[:MAX_REQUEST], sentence.start, sentence.end, "requested: sentence")
            )
    return tuple(requested[:MAX_REQUESTED]), tuple(points[:MAX_REQUESTED])


def _asks(reading: Reading, sentence: Sentence) -> bool:
    return bool(reading.within(reading.rules.cues.requests.asks, sentence))
