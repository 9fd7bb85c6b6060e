"""The way of the orders and the corrections of the stock, as rows of a document; gaps can be seen."""

from __future__ import annotations

from collections.abc import Mapping

from assemble.answers import OrderStep
from assemble.case import case_violations, unique
from assemble.review import Review
from assemble.sheet import Line, ShipRow, StepRow, StockRow, given, slot
from assemble.shipments import Adjustment, Event, Shipment, Shipments, shipments_in
from assemble.wording import zone
from config.appeals import ChainRule
from config.shipments import Column
from config.words import PaperKind


def chain_of(review: Review) -> ChainRule | None:
    """The chain that the form shows for the violations of the case."""
    form = review.form
    families = {violation.value.partition(".")[0] for violation in case_violations(review.case)}
    if form is None or form.chain is None or not families & set(form.chain.families):
        return None
    return form.chain


def read_shipments(review: Review) -> Shipments:
    """The tables of shipments in the evidence."""
    if not any(claim.paper is PaperKind.SHIPMENTS for claim in review.answers.evidence):
        return Shipments()
    return shipments_in(review.answers, review.evidence, review.rules.shipments)


def steps(review: Review, shown: frozenset[str]) -> tuple[StepRow, ...]:
    """The way of every order that the notices name and no table shows, step by step; empty for forms that need none."""
    chain = chain_of(review)
    if chain is None:
        return ()
    answers, labels = review.answers, review.evidence.labels()
    named = [order for joined in review.case.notices for order in joined.facts.references.order]
    orders = unique([*named, *(step.order for step in answers.orders)])
    if not orders and not shown:
        orders = ("",)
    wanted = [(order, step) for order in orders if order not in shown for step in chain.steps]
    rows = []
    for order, step in wanted:
        given_rows = [_step(one, labels) for one in answers.orders if (one.order, one.step) == (order, step)]
        rows += given_rows or [StepRow(order or "each order", step, slot("time"), "", "")]
    return (*rows, *(_step(one, labels) for one in answers.orders if (one.order, one.step) not in wanted))


def _step(step: OrderStep, labels: Mapping[str, str]) -> StepRow:
    return StepRow(step.order, step.step, given(step.at, "time"), step.detail, labels.get(step.file, step.file))


def shipment_rows(review: Review, read: Shipments) -> tuple[tuple[ShipRow, ...], str]:
    """The shipments of the orders that the notices name, then others, as many as fit; and where the rest stands."""
    named = {order for joined in review.case.notices for order in joined.facts.references.order}
    ordered = sorted(read.shipments, key=lambda one: one.order not in named)
    most = review.rules.shipments.shown
    labels = review.evidence.labels()
    rest = ordered[most:]
    files = ", ".join(unique(labels.get(one.file, one.file) for one in rest))
    note = f"{len(rest)} more orders stand in {files}." if rest else ""
    return tuple(_row(review, one) for one in ordered[:most]), note


def _row(review: Review, one: Shipment) -> ShipRow:
    rules = review.rules.shipments
    carrier = f" ({one.carrier})" if one.carrier else ""
    shown = {step: _event(one.events.get(step), rule.name) for step, rule in rules.steps.items()}
    rest = [f"Messages: {one.messages}" if one.messages else "", f"Refund: {one.refund}" if one.refund else ""]
    if transit := one.events.get(Column.TRANSIT):
        rest.insert(0, f"In transit {_words(transit)}")
    return ShipRow(
        order=one.order,
        tracking=Line(one.tracking + carrier) if one.tracking else slot("tracking number"),
        placed=shown[Column.PLACED],
        label=shown[Column.LABEL],
        accepted=shown[Column.ACCEPTED],
        delivered=shown[Column.DELIVERED],
        rest="; ".join(part for part in rest if part),
    )


def _event(event: Event | None, name: str) -> Line:
    return Line(_words(event)) if event else slot(f"gap: {name.lower()}")


def _words(event: Event) -> str:
    """The time to the minute, with its zone where the table names one; what states no time, in its own words."""
    if event.at is None:
        return event.text
    if not (event.at.hour or event.at.minute):
        return f"{event.at:%Y-%m-%d}"
    return f"{event.at:%Y-%m-%d %H:%M}" + (f" {zone(event.at)}" if event.at.tzinfo else "")


def stock_rows(read: Shipments) -> tuple[StockRow, ...]:
    """The corrections of the stock."""
    return tuple(_stock(one) for one in read.adjustments)


def _stock(one: Adjustment) -> StockRow:
    change = f"{one.before or '?'} → {one.after or '?'}" if one.before or one.after else ""
    return StockRow(one.sku, change, one.adjusted, one.reason)
