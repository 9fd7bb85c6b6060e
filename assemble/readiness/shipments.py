"""Checks on the way of the orders: every order is shown, without gaps, in an order of time that can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from assemble.case import newest, unique
from assemble.compose_orders import chain_of, read_shipments
from assemble.lack import Lack
from assemble.review import Review
from assemble.shipments import Shipment, is_before
from assemble.tracking import Tracking, judge
from config.shipments import Column, ShipmentRules

FAULTS = {
    "unreadable": "NP-SHIPMENTS-UNREADABLE",
    "columns": "NP-SHIPMENTS-COLUMNS",
    "formula": "NP-SHIPMENT-FORMULA",
    "time": "NP-SHIPMENT-TIME",
}


def shipment_faults(review: Review) -> Iterator[Lack]:
    """Tables can be read, times increase, tracking numbers can be ones, orders lie in the window."""
    rules, read = review.rules.shipments, read_shipments(review)
    for fault in read.faults:
        yield review.lack(FAULTS[fault.code], fault.place, what=fault.what)
    first: dict[str, Shipment] = {}
    for one in read.shipments:
        yield from _tracking(review, one, first)
        yield from _times(review, one, rules)


def _tracking(review: Review, one: Shipment, first: dict[str, Shipment]) -> Iterator[Lack]:
    if not one.tracking:
        return
    looks = judge(one.tracking)
    if looks in (Tracking.WRONG, Tracking.MALFORMED):
        why = "its check digit is wrong" if looks is Tracking.WRONG else "it has no form of a tracking number"
        yield review.lack("NP-TRACKING-FORM", one.place, number=one.tracking, order=one.order, why=why)
    elif looks is Tracking.UNKNOWN:
        yield review.lack("NP-TRACKING-UNKNOWN", one.place, number=one.tracking, order=one.order)
    other = first.setdefault(one.tracking, one)
    if other.order != one.order:
        yield review.lack("NP-TRACKING-TWICE", one.place, number=one.tracking, order=one.order, other=other.order)


def _times(review: Review, one: Shipment, rules: ShipmentRules) -> Iterator[Lack]:
    known = [(step, event.at) for step, event in one.events.items() if event.at]
    for (step, at), (later, after) in pairwise(known):
        if is_before(after, at):
            names = {"first": rules.steps[step].name, "second": rules.steps[later].name}
            yield review.lack("NP-SHIPMENT-ORDER", one.place, order=one.order, **names)
    times = dict(known)
    placed, accepted = times.get(Column.PLACED), times.get(Column.ACCEPTED)
    issued = newest(review.case).issued
    if placed and issued and _days(placed, issued) > rules.window_days:
        values = {"days": str(_days(placed, issued)), "window": str(rules.window_days)}
        yield review.lack("NP-SHIPMENT-WINDOW", one.place, order=one.order, **values)
    if placed and accepted and review.form and not review.form.admits and _days(placed, accepted) > rules.ship_days:
        values = {"days": str(_days(placed, accepted)), "limit": str(rules.ship_days)}
        yield review.lack("NP-SHIPMENT-SLOW", one.place, order=one.order, **values)


def _days(start: datetime, end: datetime) -> int:
    """Whole days from one time to the other, zones aside."""
    return (end.replace(tzinfo=None) - start.replace(tzinfo=None)) // timedelta(days=1)


def shipments_complete(review: Review) -> Iterator[Lack]:
    """The way of every order that the notices name is shown, and no shipment has a gap."""
    if chain_of(review) is None:
        return
    rules, read = review.rules.shipments, read_shipments(review)
    shown = {one.order for one in read.shipments} | {step.order for step in review.answers.orders if step.at.strip()}
    named = unique(order for joined in review.case.notices for order in joined.facts.references.order)
    if missing := ", ".join(order for order in named if order not in shown):
        yield review.lack("NP-SHIPMENT-MISSING", "orders", orders=missing)
    elif not shown:
        yield review.lack("NP-SHIPMENT-MISSING", "orders", orders="every order concerned")
    for one in read.shipments:
        gaps = [rule.name for step, rule in rules.steps.items() if rule.needed and step not in one.events]
        gaps += [] if one.tracking else ["tracking number"]
        if gaps:
            yield review.lack("NP-SHIPMENT-GAP", one.place, order=one.order, gaps=", ".join(gaps))


def stock_shown(review: Review) -> Iterator[Lack]:
    """Where late orders are owned up to, the corrections of the stock are shown."""
    if chain_of(review) and review.form and review.form.admits and not read_shipments(review).adjustments:
        yield review.lack("NP-STOCK-MISSING", "evidence")
