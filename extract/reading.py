"""A message as one text that components read: parts joined, folded, cut into sentences that know their section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from config.cue_index import CueIndex, tokens_of
from config.cue_rules import LANGUAGES, CueRules, PathRules, SectionRules, Wordings
from config.cues import Cue
from config.kept import kept
from config.rules import Rules
from extract.components.language import Weighed, languages_in
from extract.facts import Finding
from extract.folding import Folded, fold
from extract.text import Document, Text
from ingest.message import Message

GAP = "\n\n"
"""What stands between two parts: no sentence, address or number goes across it."""
MAX_HEADING = 110
_SENTENCE_END = re.compile(r"[^\n]+?(?:(?:\u3002|[!?](?![\"')\]!?.A-Za-z0-9=&%_#/]))[\"')\]\u300d]?|(?=\n)|$)")
_PATH = re.compile(r"(?<=://)[^\s/]{0,200}@|(?<=[a-z0-9])/[!-~]{1,2000}")
_MAY = re.compile(r"(?<![a-z])may(?=,? \d)|(?<=\d )may(?![a-z])|(?<=\d(?:st|nd|rd|th) )may(?![a-z])")
"""The month, which is no `may`."""
BULLET = re.compile(
    r"(?:[-*>]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\)|(?:[a-z]|[ivx]{2,4})\.(?=\s)|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*\S"
)
MAX_SIGNATURE, SIGNATURE = 4, 48
"""Lines of a signature, and the characters of one."""
_NO_SIGNATURE = re.compile(r"[0-9:;!?\u3002\uff1a\uff1b\uff1f]|\.(?:\s|$)|http")
_ASKING = ("ますか。", "ですか。", "ましたか。", "ませんか。")
"""How a Japanese question ends without a question mark."""
_OPENING = 8
"""Characters before a polite request: `Please, could you ...`."""
_NOT_HEADING = re.compile(r"[.,;\u3002\uff0c]$|https?:|@")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the message inside the joined text."""

    text: Text
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on its way: offsets in the joined text."""

    kind: str
    value: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list line of the folded text."""

    start: int
    """Offset in the folded text, half open."""
    end: int
    lower: str
    section: str
    """subject, status (before any heading), or a role of config/cues/sections.yaml, or other."""
    heading: bool
    question: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands in the folded text, half open, and its cue."""

    start: int
    end: int
    cue: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What components read."""

    message: Message
    rules: Rules
    source: str
    segments: tuple[Segment, ...]
    folded: Folded
    language: str | None
    languages: tuple[str, ...]
    """Languages whose wordings are looked for, the main one first."""
    sentences: tuple[Sentence, ...]
    said: str
    """The folded text in lower case with what says nothing blotted out: paths of addresses, the month of May."""
    tokens: frozenset[str] = field(repr=False, compare=False)
    """What a cue index is asked with about the folded text."""
    _present: Present = field(repr=False, compare=False)
    """What can stand in the folded text; the rules keep the wordings alive, so that their identities stay theirs."""
    _places: dict[int, tuple[Place, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What `places` has found, by the identity of its wordings, which the rules keep alive."""
    _within: dict[int, dict[int, tuple[Place, ...]]] = field(default_factory=dict, compare=False, repr=False)
    """The same by the sentence that it stands in, which is known by its start."""

    def places(self, wordings: Wordings | PathRules) -> tuple[Place, ...]:
        """Every place of some wordings in the folded text, in order, each inside one sentence.

        All sentences are searched in one go: most of thousands of cues are nowhere in a message.
        """
        known = self._places.get(id(wordings))
        if known is None:
            if id(wordings) not in self._present:  # most wordings stand nowhere in a message
                return ()
            found = (Place(*m.span(), cue.text) for cue in self.cues(wordings) for m in cue.finditer(self.said))
            known = tuple(sorted(found, key=lambda place: (place.start, place.end)))
            self._places[id(wordings)] = known
        return known

    def within(self, wordings: Wordings | PathRules, sentence: Sentence) -> tuple[Place, ...]:
        """Those places of some wordings that stand in a sentence."""
        key = id(wordings)
        if key not in self._present:
            return ()
        if key not in self._within:
            here: dict[int, tuple[Place, ...]] = {}
            for place in self.places(wordings):
                around = self.sentence(place.start)
                if around is not None and place.end <= around.end:
                    here[around.start] = (*here.get(around.start, ()), place)
            self._within[key] = here
        return self._within[key].get(sentence.start, ())

    def cues(self, wordings: Wordings | PathRules) -> tuple[Cue, ...]:
        """The wordings of the languages of this message that can stand in it: their literal part does.

        For a text that holds words which the folded one does not hold (a label's value) use `every_cue`.
        """
        return self._present.get(id(wordings), ())

    def every_cue(self, wordings: Wordings | PathRules) -> Iterator[Cue]:
        """The wordings of the languages of this message."""
        return wordings.of(self.languages)

    def segment(self, offset: int) -> Segment:
        """The part that a place of the joined text lies in."""
        at = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        return self.segments[max(at, 0)]

    def finding(self, mark: Mark) -> Finding:
        """A mark as a finding, with its part, page and box."""
        segment = self.segment(mark.start)
        start = mark.start - segment.start
        end = min(mark.end, segment.end) - segment.start
        return Finding(
            kind=mark.kind,
            value=mark.value,
            text=self.source[mark.start : mark.end],
            part=segment.text.part,
            page=segment.text.page(start),
            start=start,
            end=end,
            box=segment.text.box(start, end),
            rule=mark.rule,
        )

    def mark(self, kind: str, value: str, start: int, end: int, rule: str) -> Mark:
        """A mark from a place in the folded text."""
        return Mark(kind, value, *self.folded.span(start, end), rule)

    def sentence(self, folded_offset: int) -> Sentence | None:
        """The sentence around a place of the folded text."""
        at = bisect_right(self.sentences, folded_offset, key=lambda s: s.start) - 1
        return self.sentences[at] if at >= 0 and self.sentences[at].end > folded_offset else None


Present = Mapping[int, tuple[Cue, ...]]
"""The cues that can stand in a message, by the identity of the wordings that they belong to."""


def _present(tokens: frozenset[str], languages: tuple[str, ...], rules: CueRules) -> Present:
    indexes = _indexes(rules)
    found: dict[int, tuple[Cue, ...]] = {}
    for language in languages:
        if language not in indexes:
            groups = ((id(wordings), wordings.of((language,))) for wordings in _wordings(rules))
            indexes[language] = CueIndex(groups)
        for group, cues in indexes[language].present(tokens).items():
            found[group] = (*found.get(group, ()), *cues)
    return found


@kept
def _indexes(rules: CueRules) -> dict[str, CueIndex]:
    """The wordings of these rules by language, filled when a message of the language is read first."""
    return {}


def _wordings(rules: object) -> Iterator[Wordings | PathRules]:
    """All wordings of the rules, however deep they stand."""
    if isinstance(rules, Wordings | PathRules):
        yield rules
    if isinstance(rules, BaseModel):
        for name in type(rules).model_fields:
            yield from _wordings(getattr(rules, name))
    elif isinstance(rules, Mapping):
        for value in rules.values():
            yield from _wordings(value)


def read_document(message: Message, document: Document, rules: Rules) -> Reading:
    """A message with its texts, ready for the components."""
    segments = _segments(document)
    source = GAP.join(segment.text.content for segment in segments)
    folded = fold(source)
    bodies = [s.text.content for s in segments if s.text.part != "subject"]
    weighed: Weighed = {}
    language, languages = languages_in("\n".join(bodies) or source, rules.cues.languages, weighed)
    others = languages_in(source, rules.cues.languages, weighed)[1]
    languages = tuple(dict.fromkeys((*languages, *others))) or LANGUAGES
    tokens = tokens_of(folded.lower)
    present = _present(tokens, languages, rules.cues)
    sentences = _sentences(folded, segments, present, rules.cues)
    said = _PATH.sub(_blotted, folded.lower)
    said = _MAY.sub(_blotted, said) if "en" in languages else said
    return Reading(message, rules, source, segments, folded, language, languages, sentences, said, tokens, present)


Headings = tuple[tuple[str, tuple[Cue, ...]], ...]
"""The roles of sections, each with the wordings that can stand in a message."""


def _headings(sections: SectionRules, present: Present) -> Headings:
    found = ((role, present.get(id(getattr(sections, role)), ())) for role in type(sections).model_fields)
    return tuple((role, cues) for role, cues in found if cues)


def _blotted(match: re.Match[str]) -> str:
    return "." * len(match[0])


def _segments(document: Document) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = 0
    for text in document:
        segments.append(Segment(text, at, at + len(text.content)))
        at += len(text.content) + len(GAP)
    return tuple(segments)


def _sentences(folded: Folded, segments: tuple[Segment, ...], present: Present, cues: CueRules) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    headings = _headings(cues.sections, present)
    requests = present.get(id(cues.requests.polite), ())
    signatures = _signatures(folded.text)
    section, part = "status", -1
    starts = [segment.start for segment in segments]
    for match in _SENTENCE_END.finditer(folded.text):
        now = bisect_right(starts, folded.offsets[match.start()]) - 1
        if now != part:
            section, part = "status", now
        subject = segments[now].text.part == "subject"
        text = match[0].strip()
        whole = folded.text[match.end() : match.end() + 1] in ("\n", "")
        lower = folded.lower[match.start() : match.end()]
        polite = text.endswith(("?", *_ASKING)) and _polite(text.lower(), requests)
        role = None if subject or not whole or polite else heading_role(text, headings)
        section = role or ("help" if match.start() in signatures else section)
        question = (text[-1:] == "?" or text.endswith(_ASKING)) and not polite
        within = "subject" if subject else section
        sentences.append(Sentence(match.start(), match.end(), lower, within, role is not None, question))
    return tuple(sentences)


def _signatures(text: str) -> frozenset[int]:
    """Where the short lines at the end of a text begin that are no sentence: teams and firms, which say nothing."""
    found: set[int] = set()
    end = len(text.rstrip())
    while end > 0 and len(found) < MAX_SIGNATURE:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        if len(line) > SIGNATURE or _NO_SIGNATURE.search(line):
            break
        found.add(start)
        end = len(text[:start].rstrip())
    return frozenset(found) if text[:end].count("\n") else frozenset()


def _polite(lower: str, requests: tuple[Cue, ...]) -> bool:
    """Whether a question is a request: it begins with one of the polite wordings, or ends with a Japanese one."""
    for cue in requests:
        if (match := cue.search(lower)) and (match.start() <= _OPENING or match.end() >= len(lower) - 1):
            return True
    return False


def heading_role(text: str, headings: Headings) -> str | None:
    """The role of a line as a heading; None for a line that is none.

    A question is always a heading here: notices ask nothing else of the seller in that form.
    """
    question = text.endswith("?")
    if not text or len(text) > MAX_HEADING or (not question and _NOT_HEADING.search(text)):
        return None
    if BULLET.match(text) or (not question and (len(text.split()) > 9 or len(text) > 60 or text[:1].islower())):
        return None
    if ":" in text.rstrip(":") or "：" in text:
        return None
    lower = text.lower()
    best: tuple[int, str] | None = None
    for role, cues in headings:
        for cue in cues:
            if match := cue.search(lower):
                if not question and match.start() > 12:
                    continue
                rank = (_rank(role), role)
                best = min(best, rank) if best else rank
    return best[1] if best else ("other" if question else None)


def _rank(role: str) -> int:
    order = ("consequence", "dispute", "review", "send", "deadline", "how", "why", "funds", "help")
    return order.index(role)
