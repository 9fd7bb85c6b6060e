# ruff: noqa: E501 - the lines of a letter are as long as they are
"""English notices that arrive as a PDF alone."""

from __future__ import annotations

from invent import asin, digits
from pages import Letter, pdf, table
from reportlab.platypus import Flowable
from sample import Complaint, Expected, Sample
from texts.platforms import FERNHOLLOW

SAFETY_PANEL = "https://sellercentral.amazon.com/performance/dashboard?ref=ah_em_ps"


def _safety() -> Sample:
    heater = asin("hand warmer")
    case = digits("hand warmer", 11)
    letter = Letter(
        head="Amazon.com - Product Safety", title="Your listing was removed: product safety", foot=f"Case ID: {case}"
    )
    rows = [
        ["ASIN", "Title", "Complaint"],
        [heater, "Rechargeable Hand Warmer, Graphite", "Product safety: overheating"],
    ]
    content: list[str | Flowable] = [
        f"Date: October 26, 2026<br/>To: Fernhollow Trading ({FERNHOLLOW})",
        "We have removed the listing in the table because of complaints about the safety of the item. A buyer reported on October 12, 2026 "
        "that it became too hot to hold.",
        table(letter, rows, (34, 80, 52)),
        "# What do I need to send?",
        "- A test report of an accredited laboratory for this item",
        "- Photos of all six sides and of the label",
        "- A list of the changes you made to the item, if any",
        "Accepted files are PDF, JPG and PNG.",
        "# How do I send the documents?",
        f"Upload them by November 9, 2026 on your Account Health page: {SAFETY_PANEL}",
        "# What happens if I do not answer?",
        "The case will be closed and the listing stays removed. Policy: "
        "https://sellercentral.amazon.com/help/hub/reference/external/4QUDFLRX8GBFPVV",
        f"Case ID: {case}",
        "Amazon Product Safety",
    ]
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="listing",
        violations=("product.safety",),
        issued="2026-10-26",
        asins=(heater,),
        help_ids=("4QUDFLRX8GBFPVV",),
        links=(SAFETY_PANEL, "https://sellercentral.amazon.com/help/hub/reference/external/4QUDFLRX8GBFPVV"),
        deadline=("2026-11-09", "stated"),
        complaints=(Complaint(asins=(heater,), violation="product.safety"),),
        references={"case": (case,)},
        accepted_files=("pdf", "jpg", "png"),
        paths=("documents", "appeal_form"),
        authenticity="unverified",
        sensitive=(FERNHOLLOW,),
        case="us-safety",
    )
    return Sample("amazon-us-safety-alone.pdf", "PDF alone; a stated date among others", pdf(letter, content), expected)


def _joom_late() -> Sample:
    orders = (
        ("8KX2M4", "2026-08-03", "RB729104485CN", "12.40"),
        ("8KX7P1", "2026-08-03", "RB729104499CN", "7.95"),
        ("8KY0T6", "2026-08-04", "LX540912773CN", "19.10"),
        ("8KY5R3", "2026-08-05", "-", "5.60"),
    )
    letter = Letter(head="Joom Merchant Panel - Penalties", title="Late fulfilment", foot="Printed: 2026-08-20")
    rows = [["Order", "Ordered", "Tracking number", "Refund, EUR"], *([*one] for one in orders)]
    link = "https://merchant.joom.com/penalties"
    content: list[str | Flowable] = [
        "Date of notice: 18 August 2026<br/>Store: Fernhollow Europe",
        f"Contact: {FERNHOLLOW}",
        "These orders were cancelled and refunded because they were not marked as shipped within 8 calendar days. The refunds are taken "
        "from your balance.",
        table(letter, rows, (36, 36, 56, 38)),
        "# What can I do?",
        "If the parcels were handed over in time, dispute the penalty before 25 August 2026 in the Merchant Panel:",
        link,
        "Attach the acceptance scan of the carrier for each order (JPG, PNG or PDF).",
        "Joom Merchant Support",
    ]
    expected = Expected(
        platform="joom",
        language="en",
        kind="violation",
        scope="funds",
        violations=("fulfilment.late",),
        issued="2026-08-18",
        links=(link,),
        deadline=("2026-08-25", "stated"),
        periods=(("metric", "P8D"),),
        references={"order": tuple(one[0] for one in orders)},
        accepted_files=("jpg", "png", "pdf"),
        paths=("dispute", "documents", "appeal_form"),
        authenticity="unverified",
        sensitive=(FERNHOLLOW,),
        case="joom-late",
    )
    return Sample(
        "joom-late-fulfilment-alone.pdf",
        "PDF alone with a table of orders; the print date is later",
        pdf(letter, content),
        expected,
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_safety(), _joom_late()]
