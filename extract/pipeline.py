"""From a message and its texts to a notice with its facts, through the spaCy pipeline of its language group.

It is built from a blank one (`extract.language_groups`). Each step of `extract.steps` is a component that fills its
part of the draft and leaves its findings as spans of the document (`doc.spans[name]`), mapped from characters to
tokens. spaCy takes seconds to import, so it is imported when the first message is read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from config.rules import Rules
from config.words import Kind, Platform, Role
from extract.deadline import period_end
from extract.draft import Draft
from extract.facts import REFERENCE_KINDS, DateFact, Facts, Finding, Period, References
from extract.language_groups import LanguageGroup, blank_language, group_of
from extract.notice import Notice
from extract.reading import Mark, Reading, read_document
from extract.steps import OPENING, STEPS, Step
from extract.text import Document
from ingest.message import Message

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_FINDINGS = 2_000
"""Findings of one notice that are kept; a hostile file could hold any number."""


def read_notice(message: Message, document: Document, rules: Rules, now: datetime, *, bare: bool = False) -> Notice:
    """The notice in a message: `facts.kind` is UNRELATED for what is none.

    `now` is when the item is read; no fact depends on it, a notice's own date anchors its periods. `bare` runs the same
    steps without spaCy around them: the facts are the same, and a single mail is read before spaCy is imported.
    """
    draft = Draft(read_document(message, document, rules), now)
    if bare:
        for step in STEPS:
            if not _ends(draft, step):
                step.run(draft)
    else:
        _through_pipeline(draft)
    return Notice(message, document, _facts(draft))


def _through_pipeline(draft: Draft) -> None:
    pipeline = language_pipeline(group_of(draft.reading.source))
    with pipeline.memory_zone():  # words of one message are forgotten before the next: a run reads millions
        doc = pipeline.make_doc(draft.reading.source)
        doc._.draft = draft
        for _, component in pipeline.pipeline:
            doc = component(doc)


def _ends(draft: Draft, step: Step) -> bool:
    """Whether a step has nothing to find: the message is of no platform, as most of a mailbox is."""
    return draft.platform is Platform.UNKNOWN and step not in OPENING


@cache
def language_pipeline(group: LanguageGroup) -> Language:
    """The pipeline of a language group: its blank `Language` with one component a kind of fact."""
    from spacy.tokens import Doc

    if not Doc.has_extension("draft"):
        Doc.set_extension("draft", default=None)
    pipeline = blank_language(group)
    for step in STEPS:
        _registered(step)
        pipeline.add_pipe(f"notice_{step.name}")
    return pipeline


def _registered(step: Step) -> None:
    from spacy.language import Language

    name = f"notice_{step.name}"
    if not Language.has_factory(name):
        Language.component(name, assigns=["doc._.draft"], func=_component(step))


def _component(step: Step) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        draft: Draft = doc._.draft
        if _ends(draft, step):
            return doc
        known = len(draft.marks)
        step.run(draft)
        spans = (
            doc.char_span(mark.start, mark.end, label=mark.kind, alignment_mode="expand")
            for mark in draft.marks[known : known + MAX_FINDINGS]
            if mark.start < mark.end
        )
        doc.spans[step.name] = [span for span in spans if span is not None]
        return doc

    return component


def _facts(draft: Draft) -> Facts:
    message = draft.reading.message
    if draft.kind is Kind.UNRELATED:
        return _unrelated(draft)
    return Facts(
        source=message.source,
        item=message.item,
        platform=draft.platform,
        kind=draft.kind,
        authenticity=message.authenticity,
        marketplace=draft.marketplace,
        language=draft.reading.language,
        scope=draft.scope,
        violations=draft.violations,
        issued=draft.issued.moment if draft.issued else None,
        asins=draft.asins,
        policy_links=tuple(dict.fromkeys(found.link for found in draft.links)),
        deadline=draft.deadline,
        periods=_periods(draft),
        dates=tuple(
            dict.fromkeys(DateFact(d.role or Role.EVENT, d.value, _written(draft, d.start, d.end)) for d in draft.dates)
        ),
        metrics=tuple(found.metric for found in draft.metrics),
        money=tuple(found.money for found in draft.money),
        complaints=draft.complaints,
        references=_references(draft.references),
        rights_owner_emails=tuple(mark.value for mark in draft.owners),
        requested=tuple(dict.fromkeys(mark.value for mark in draft.requested)),
        headings=tuple(dict.fromkeys(mark.value for mark in draft.points)),
        accepted_files=draft.files,
        paths=draft.paths,
        findings=_findings(draft),
        subject=message.subject,
        account=message.recipients[0].address.lower() or None if message.recipients else None,
        message_id=message.message_id,
        thread=message.thread,
    )


def _unrelated(draft: Draft) -> Facts:
    message = draft.reading.message
    return Facts(
        source=message.source,
        item=message.item,
        platform=draft.platform,
        kind=Kind.UNRELATED,
        authenticity=message.authenticity,
        marketplace=draft.marketplace if draft.platform is not Platform.UNKNOWN else None,
        language=draft.reading.language,
        issued=draft.issued.moment if draft.issued else None,
        subject=message.subject,
        account=message.recipients[0].address.lower() or None if message.recipients else None,
        message_id=message.message_id,
        thread=message.thread,
    )


def _periods(draft: Draft) -> tuple[Period, ...]:
    made: dict[tuple[Role, str], Period] = {}
    for mention in draft.periods:
        if mention.role is None:
            continue
        counted = mention.role in (Role.RESPONSE, Role.FUNDS, Role.STOCK)
        end = period_end(draft.issued, mention) if counted else None
        text = _written(draft, mention.start, mention.end)
        made.setdefault((mention.role, mention.period), Period(mention.role, mention.period, text, end))
    return tuple(made.values())


def _written(draft: Draft, start: int, end: int) -> str:
    begin, stop = draft.reading.folded.span(start, end)
    return " ".join(draft.reading.source[begin:stop].split())


def _references(marks: tuple[Mark, ...]) -> References:
    values = {kind: tuple(m.value for m in marks if m.kind == f"reference.{kind}") for kind in REFERENCE_KINDS}
    return References(**values)


def _findings(draft: Draft) -> tuple[Finding, ...]:
    reading: Reading = draft.reading
    marks = sorted(dict.fromkeys(draft.marks), key=lambda m: (m.start, m.end, m.kind, m.value))
    return tuple(reading.finding(mark) for mark in marks[:MAX_FINDINGS])
