"""The papers of the worked examples, made as files; every company, person and number in them is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.assemble.made import pdf, picture, workbook

SCAN = {"created": "D:20260301101500Z", "modified": "D:20260301101512Z", "producer": "Scanner 4.1"}


def invoice(number: str, day: str, seller: str, buyer: str, *lines: str) -> bytes:
    """An invoice with the data that a reviewer looks for."""
    head = (f"INVOICE {number}", f"Date: {day}", "", f"Supplier: {seller}", f"Buyer: {buyer}", "")
    return pdf(*head, *lines, **SCAN)


def letter(*lines: str) -> bytes:
    """A letter or list of one page."""
    return pdf(*lines, **SCAN)


SHIPMENTS = workbook(
    {
        "Orders": [
            ("Order ID", "Placed", "Label created", "Tracking number", "Carrier", "Accepted", "Delivered", "Messages"),
            ("3TQ8W2", "2026-10-05 08:12", "2026-10-08 17:40", "LZ473124829CN", "Post",
             "2026-10-09 10:05", "2026-10-21 15:30", "Посылка пришла, спасибо"),
            ("3TR1N7", "2026-10-06 21:44", "2026-10-08 17:41", "RR123456785CN", "Post",
             "2026-10-09 22:10", "2026-10-23 11:02", "Получил, всё хорошо"),
            ("3TR6B5", date(2026, 10, 7), "2026-10-10 09:15", "LX100000017CN", "Post",
             "2026-10-12 09:00", "2026-10-26 18:20", ""),
        ]
    }
)  # fmt: skip

PAPERS: Mapping[str, Mapping[str, bytes]] = {
    "trademark": {
        "letter-of-authorisation.pdf": letter(
            "LETTER OF AUTHORISATION", "3 February 2026", "", "Quillmoor Kitchen Co. authorises",
            "Fernhollow Trading, 41 Larch Row, Seattle,", "to sell the product line Fox Motif in the United States.",
            "", "For Quillmoor Kitchen Co.: (signed) H. Quill", "For Harrowgate Homeware: (signed) P. Stead",
        ),
        "invoice-HG-20417.pdf": invoice(
            "HG-20417", "17 March 2026", "Harrowgate Homeware Distribution Inc., 9 Mill Road, Tacoma",
            "Fernhollow Trading, 41 Larch Row, Seattle", "240 sets Folding Bamboo Trivet, Fox Motif, model QK-88",
            "Phone 253-555-0119   www.harrowgate.example",
        ),
    },
    "inauthentic": {
        "invoice-NB-3318.pdf": invoice(
            "NB-3318", "9 April 2026", "Northbeck Supply LLC, 77 Quay Street, Portland",
            "Fernhollow Trading, 41 Larch Row, Seattle", "300 units each of NB-11, NB-12 and NB-14",
            "Phone 503-555-0162   www.northbeck.example",
        ),
        "invoice-TW-0752.pdf": invoice(
            "TW-0752", "21 May 2026", "Tarnwell Goods Inc., 5 Foundry Lane, Boise",
            "Fernhollow Trading, 41 Larch Row, Seattle", "250 units each of TW-40 and TW-41",
            "Phone 208-555-0138   www.tarnwell.example",
        ),
        "removal-orders.pdf": letter("Removal orders of 23 October 2026", "412 units in five products"),
        "refunds.pdf": letter("Refunds of 24 October 2026", "38 orders, each in full"),
        "lot-confirmation.pdf": letter("Lots NB-0426 and TW-0526 are ours.", "Northbeck Supply, Tarnwell Goods"),
    },
    "order_defects": {
        "refunds.pdf": letter(
            "Refunds of 19 June 2026", "115-2214185-6234803", "118-7526218-8185072", "115-9398783-7401161"
        ),
        "shipping-rule.png": picture(text="Shipping rule: every order, tracked service. 19 June 2026 14:02"),
        "buyer-letters.pdf": letter("Letters of 20 June 2026 to the buyers of 11 orders"),
        "orders-60-days.pdf": letter("Orders from 20 April to 18 June 2026", "Service, first scan, delivery"),
    },
    "related_account": {
        "share-transfer.pdf": letter(
            "SHARE TRANSFER AGREEMENT", "12 March 2025", "Seller of the shares: Wei Fang", "Buyer: Zhou Lin",
            "All shares of Qiming Trading Co.", "(signed) Wei Fang   (signed) Zhou Lin",
        ),
        "registration.pdf": letter("REGISTRATION OF A COMPANY", "6 August 2025", "Qinghe Trade Co.", "Owner: Wei Fang"),
        "tenancy.pdf": letter("TENANCY AGREEMENT", "1 August 2025", "Tenant: Qinghe Trade Co.", "(signed) by both"),
    },
    "variation": {
        "maker-sheet.pdf": letter("Lindqvist Plast AB", "Storage crate SC-12", "Colours: A to F", "12 l, 40 x 30 cm"),
        "six-crates.jpg": picture("JPEG", "Six crates, one size", taken="2026:10:02 09:14:00"),
        "family-list.pdf": letter("Parent B0YYSLT637", "Six children, theme ColorName since 14 January 2026"),
    },
    "joom_late": {
        "shipments.xlsx": SHIPMENTS,
        "acceptance-scans.pdf": letter("Acceptance scans", "LZ473124829CN  RR123456785CN  LX100000017CN"),
        "buyer-chat.png": picture(text="Chat with two buyers, 31 October 2026 12:40"),
    },
}  # fmt: skip
