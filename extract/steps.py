"""The steps of the pipeline, one a kind of fact, in the order in which they need each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from config.words import Kind, Platform, Role, Scope
from extract.components.asins import asins_in, broken_in
from extract.components.complaints import complaints_in, owner_addresses
from extract.components.dates import dates_in
from extract.components.issued import issued_in
from extract.components.kind import kind_of
from extract.components.labels import labels_in
from extract.components.links import links_in
from extract.components.metrics import metrics_in
from extract.components.money import money_in
from extract.components.names import name_spans
from extract.components.paths import accepted_files_in, paths_in, requested_in
from extract.components.periods import periods_in
from extract.components.platform import is_sure, marketplace_of, platform_of
from extract.components.references import references_in
from extract.components.roles import dates_with_roles, periods_with_roles
from extract.components.scope import named_scope, reply_scope, scope_of
from extract.components.status import Status, status_in
from extract.components.violations import violations_in
from extract.deadline import read_deadline, target_deadline
from extract.draft import Draft
from extract.facts import Deadline
from extract.measures import DateMention, PeriodMention
from extract.reading import Mark

REPLIES = frozenset({Kind.REINSTATED, Kind.APPEAL_REJECTED, Kind.APPEAL_RECEIVED})
NOTICE = 1.15
"""Weight of what is said from which a platform's message counts as a notice."""


@dataclass(frozen=True, slots=True)
class Step:
    """One component: its name in the pipeline, and what it does."""

    name: str
    run: Callable[[Draft], None]


def _platform(draft: Draft) -> None:
    draft.platform, mark = platform_of(draft.reading)
    draft.marks += [mark] if mark else []


def _marketplace(draft: Draft) -> None:
    draft.marketplace, mark = marketplace_of(draft.reading, draft.platform)
    draft.marks += [mark] if mark else []


def _labels(draft: Draft) -> None:
    draft.labels = labels_in(draft.reading.source, draft.reading.rules.cues.labels)
    draft.names = name_spans(draft.reading, draft.labels)


def _issued(draft: Draft) -> None:
    draft.issued, mark = issued_in(draft.reading, draft.marketplace)
    draft.marks += [mark] if mark else []


def _asins(draft: Draft) -> None:
    marks = list(asins_in(draft.reading, draft.labels))
    draft.asins = tuple(dict.fromkeys(mark.value for mark in marks))
    draft.marks += _once([*marks, *broken_in(draft.reading, draft.labels)])


def _once(marks: list[Mark]) -> list[Mark]:
    return list({(mark.value, mark.start): mark for mark in marks}.values())


def _links(draft: Draft) -> None:
    draft.links = tuple(links_in(draft.reading))
    draft.marks += [found.mark for found in draft.links]


def _references(draft: Draft) -> None:
    draft.references = tuple(references_in(draft.reading, draft.labels))
    draft.marks += draft.references


def _violations(draft: Draft) -> None:
    rules = draft.reading.rules.of(draft.platform)
    draft.said = violations_in(draft.reading, draft.labels, draft.names, draft.links, rules)
    draft.marks += [said.mark for said in draft.said if said.mark]


def _kind(draft: Draft) -> None:
    status = status_in(draft.reading, _later(draft), draft.names)
    if draft.platform is not Platform.UNKNOWN:
        notice = _weight(draft, status) >= NOTICE
        draft.kind = kind_of(draft.reading, status, draft.violations, notice=notice, due=_due(draft))
    if draft.kind is Kind.UNRELATED and draft.reading.message.sender is None and not is_sure(draft.reading):
        draft.platform, draft.marketplace = Platform.UNKNOWN, None
    if draft.kind in (Kind.APPEAL_RECEIVED, Kind.REINSTATED):
        draft.periods = tuple(_own_time(period) for period in draft.periods)
    if draft.kind in (Kind.APPEAL_RECEIVED, Kind.REINSTATED):
        draft.said = tuple(said for said in draft.said if not said.hinted)
    draft.scope = scope_of(draft.kind, status, draft.violations)
    if draft.kind in REPLIES:
        draft.scope = reply_scope(draft.reading, draft.kind) or draft.scope
    if draft.kind is not Kind.UNRELATED:
        usual = Scope.LISTING if draft.asins else Scope.ACCOUNT
        draft.scope = draft.scope or named_scope(draft.reading) or usual
    if draft.kind is not Kind.UNRELATED:
        draft.marks += [replace(mark, value=draft.kind) for mark in (*status.taken, *status.risk)[:1]]


def _later(draft: Draft) -> frozenset[int]:
    """Where terms and dates after the notice's own stand."""
    issued = draft.issued.moment.date() if draft.issued else None
    to_come = (date.start for date in draft.dates if issued is None or date.value > issued)
    terms = (period.start for period in draft.periods if period.role in (Role.RESPONSE, None))
    return frozenset((*to_come, *terms))


def _own_time(period: PeriodMention) -> PeriodMention:
    """Where nothing is asked, a term is the marketplace's own."""
    return replace(period, role=Role.REVIEW) if period.role is Role.RESPONSE else period


def _weight(draft: Draft, status: Status) -> float:
    replies = draft.reading.rules.cues.replies
    lower = draft.reading.folded.lower
    other = sum(cue.search(lower) is not None for cue in draft.reading.cues(replies.unrelated))
    asked = any(cue.search(lower) for cue in draft.reading.cues(replies.information))
    said = max((said.weight for said in draft.said if not said.hinted), default=0.0)
    hinted = any(said.hinted for said in draft.said)
    labelled = any(label.key in ("asin", "complaint", "case", "type", "order") for label in draft.labels)
    if not (status.taken or status.risk or said or asked):
        return 0.0  # labels and terms alone are an order, a question, a shipment
    weight: float = (
        1.5 * bool(status.taken)
        + (1.2 if status.risk_to else 1.0) * bool(status.risk)
        + min(2.0, said)
        + 0.5 * hinted
        + 0.5 * asked
        + 0.7 * labelled
        + 0.6 * status.open
        + 0.6 * _due(draft)
        - 0.8 * min(4, other)
        - 1.6 * (_in_bulk(draft) or _through_relay(draft))
    )
    return weight


def _due(draft: Draft) -> bool:
    """Whether the seller has something to meet."""
    return Role.RESPONSE in {p.role for p in draft.periods} | {d.role for d in draft.dates}


def _in_bulk(draft: Draft) -> bool:
    """Whether the sender's address is one for news and advertisements."""
    message = draft.reading.message
    local = message.sender.address.partition("@")[0].lower() if message.sender else ""
    return any(word in draft.reading.rules.cues.replies.bulk_senders for word in (local, *re.split(r"[-._+]", local)))


def _through_relay(draft: Draft) -> bool:
    """Whether buyers write from the sender's domain too; notices are not sent that way, imitations are."""
    return any(reason.startswith("sender.relay") for reason in draft.reading.message.authenticity.reasons)


def _metrics(draft: Draft) -> None:
    reading = draft.reading
    draft.metrics = metrics_in(reading, draft.periods, draft.violations)
    for found in draft.metrics:
        rule = f"metrics: {found.metric.name}"
        draft.marks.append(reading.mark("metric", found.metric.in_words(), found.start, found.end, rule))


def _money(draft: Draft) -> None:
    reading = draft.reading
    draft.money = money_in(reading, draft.marketplace, draft.metrics)
    for found in draft.money:
        rule = f"money: {found.money.role}"
        draft.marks.append(reading.mark("money", found.money.in_words(), found.start, found.end, rule))


def _complaints(draft: Draft) -> None:
    draft.complaints = complaints_in(draft.reading, draft.labels, draft.violations, draft.asins)
    draft.owners = tuple(owner_addresses(draft.reading, draft.violations))
    draft.marks += draft.owners


def _paths(draft: Draft) -> None:
    draft.paths, marks = paths_in(draft.reading, draft.kind, draft.violations, due=_due(draft))
    draft.marks += marks


def _files(draft: Draft) -> None:
    marks = tuple(accepted_files_in(draft.reading))
    draft.files = tuple(mark.value for mark in marks)
    draft.marks += marks


def _requested(draft: Draft) -> None:
    draft.requested, draft.points = requested_in(draft.reading)
    draft.marks += (*draft.requested, *draft.points)


def _periods(draft: Draft) -> None:
    reading = draft.reading
    found = periods_in(reading.folded.lower, reading.rules.cues.time, reading.languages)
    draft.periods = tuple(p for p in periods_with_roles(reading, found) if p.role is not None)
    for period in draft.periods:
        draft.marks.append(reading.mark("period", period.period, period.start, period.end, f"periods: {period.role}"))


def _dates(draft: Draft) -> None:
    reading = draft.reading
    anchor = draft.issued.moment.date() if draft.issued else None
    found = dates_in(reading.folded.lower, reading.rules.cues.time, reading.languages, draft.marketplace, anchor)
    draft.dates = tuple(dates_with_roles(reading, found))
    for date in draft.dates:
        draft.marks.append(reading.mark("date", date.value.isoformat(), date.start, date.end, f"dates: {date.role}"))


def _deadline(draft: Draft) -> None:
    if draft.kind in (Kind.UNRELATED, Kind.REINSTATED, Kind.APPEAL_RECEIVED):
        return
    draft.deadline = read_deadline(draft.issued, draft.periods, draft.dates, _also(draft))
    if draft.deadline is None:
        draft.deadline = target_deadline(draft.issued, draft.kind, draft.paths, draft.reading.rules.of(draft.platform))
        return
    draft.marks += _deadline_mark(draft, draft.deadline)


def _deadline_mark(draft: Draft, deadline: Deadline) -> list[Mark]:
    mentions: list[DateMention | PeriodMention] = [*draft.dates, *draft.periods]
    for found in mentions:
        if found.text == deadline.text and found.role is not None:
            rule = f"deadline: {deadline.basis}"
            return [draft.reading.mark("deadline", deadline.at.isoformat(), found.start, found.end, rule)]
    return []


def _also(draft: Draft) -> str | None:
    reading = draft.reading
    for cue in reading.cues(reading.rules.cues.time.also):
        if match := cue.search(reading.folded.lower):
            return match[0]
    return None


OPENING = (
    Step("platform", _platform),
    Step("marketplace", _marketplace),
    Step("labels", _labels),
    Step("issued", _issued),
)
"""What is read of every message; one of no platform is no notice, and reading it ends here."""
STEPS = (
    *OPENING,
    Step("asins", _asins),
    Step("links", _links),
    Step("references", _references),
    Step("violations", _violations),
    Step("periods", _periods),
    Step("dates", _dates),
    Step("kind", _kind),
    Step("metrics", _metrics),
    Step("money", _money),
    Step("complaints", _complaints),
    Step("paths", _paths),
    Step("files", _files),
    Step("requested", _requested),
    Step("deadline", _deadline),
)
