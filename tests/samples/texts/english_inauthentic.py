# ruff: noqa: E501 - the lines of a letter are as long as they are
"""One English case in six letters: deactivated, appeal received, more information wanted, refused, reinstated."""

from __future__ import annotations

from invent import asin, bank_card, digits, merchant_token
from mime import file_part, multipart, text_part
from pages import Letter, pdf, table
from reportlab.platypus import Flowable
from sample import Expected, Sample
from texts.platforms import FERNHOLLOW, amazon

CASE = digits("fernhollow inauthentic", 11)
MERCHANT = merchant_token("fernhollow")
PANEL = "https://sellercentral.amazon.com/performance/dashboard?ref=ah_em_ap"
ITEMS = (
    (asin("flask 500"), "Insulated Flask 500 ml, Moss", "42"),
    (asin("flask 750"), "Insulated Flask 750 ml, Moss", "17"),
    (asin("lunch box"), "Lunch Box with Divider, Slate", "63"),
    (asin("cutlery"), "Camping Cutlery, 3 pieces", "8"),
    (asin("mug lid"), "Spare Lid for Travel Mug", "25"),
)
FIRST = amazon(
    "us-inauthentic", "2026-10-22T06:12:09-07:00", "Your Amazon.com selling account has been deactivated", to=FERNHOLLOW,
    name="Amazon Seller Performance", local="no-replies-appeals",
)  # fmt: skip


def _list_of_items() -> bytes:
    letter = Letter(head="Amazon.com - Seller Performance", title="Items with complaints", foot=f"Case ID: {CASE}")
    rows = [["ASIN", "Title", "Units sold in 365 days"], *([code, title, sold] for code, title, sold in ITEMS)]
    content: list[str | Flowable] = [
        f"Annex to our message of October 22, 2026 to {FERNHOLLOW}.",
        f"Merchant token: {MERCHANT}",
        "Buyers said of these items that they doubt that they are authentic:",
        table(letter, rows, (34, 92, 40)),
        "The quantities on your invoices have to cover the units sold.",
    ]
    return pdf(letter, content)


def _deactivated() -> Sample:
    text = f"""Hello,

Your Amazon.com seller account has been deactivated and your offers are no longer shown. Money in your account is
held for up to 90 days.

Why did this happen?
We received complaints about the authenticity of items that you sold. The items are listed in the attached file. Our rules are here:
https://sellercentral.amazon.com/gp/help/external/G202010130
https://sellercentral.amazon.com/gp/help/external/201165970

How do I reactivate my account?
Please send us
- invoices, receipts or delivery orders of your supplier from the last 365 days, with the supplier's name, phone, address and website
- a plan of action with the root cause of the complaints, what you have done to resolve them and how you will prevent them

The files may be .pdf, .jpg, .png or .gif. You may cover prices; all else must be readable.

How do I submit this information?
Use the Appeal button on your Account Health page: {PANEL}

Has your account been deactivated in error?
If you think so, tell us why and send the papers that show it.

Case ID: {CASE}

Seller Performance Team"""
    body = multipart("mixed", [text_part(text), file_part("items.pdf", _list_of_items())], FIRST.seed)
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="account",
        violations=("product.inauthentic",),
        issued="2026-10-22",
        asins=tuple(code for code, _, _ in ITEMS),
        help_ids=("202010130", "201165970"),
        links=(
            "https://sellercentral.amazon.com/gp/help/external/G202010130",
            "https://sellercentral.amazon.com/gp/help/external/201165970",
            PANEL,
        ),
        periods=(("funds", "P90D"), ("evidence", "P365D")),
        references={"case": (CASE,)},
        accepted_files=("pdf", "jpg", "png", "gif"),
        paths=("documents", "plan_of_action", "dispute", "appeal_form"),
        authenticity="genuine",
        sensitive=(FERNHOLLOW, MERCHANT),
        case="us-inauthentic-flask",
    )
    return Sample(
        "amazon-us-inauthentic-pdf-table.eml", "the items stand only in the attached PDF", FIRST.holding(body), expected
    )


def _received() -> Sample:
    text = f"""Hello,

Thank you. We have received your appeal about the complaints on the authenticity of your items and will look at it within
2 business days. You do not have to do anything until you hear from us.

Case ID: {CASE}

Seller Performance Team"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="appeal_received",
        scope="account",
        violations=("product.inauthentic",),
        issued="2026-10-24",
        periods=(("review", "P2D"),),
        references={"case": (CASE,)},
        paths=("none",),
        authenticity="genuine",
        sensitive=(FERNHOLLOW,),
        case="us-inauthentic-flask",
    )
    mail = amazon(
        "us-inauthentic-received",
        "2026-10-24T13:01:44-07:00",
        f"We received your appeal (Case ID {CASE})",
        to=FERNHOLLOW,
    )
    data = mail.holding(text_part(text, coding="7bit"))
    return Sample("amazon-us-inauthentic-received.eml", "appeal received; joins by the case id alone", data, expected)


def _more_information() -> Sample:
    text = f"""Hello,

Thank you for your appeal. It does not hold enough information for a decision on the authenticity complaints. Please send:

- Greater detail on the root causes of the complaints
- Greater detail on the steps you have taken so that they do not come back
- Invoices dated within the last 365 days for ASIN {ITEMS[2][0]}; we could not reach the supplier on the one that you sent

Please answer within 7 days of this message on your Account Health page ({PANEL}).
Files: .pdf, .jpg, .png, .gif.

Case ID: {CASE}

Seller Performance Team"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="information_request",
        scope="account",
        violations=("product.inauthentic",),
        issued="2026-10-26",
        asins=(ITEMS[2][0],),
        links=(PANEL,),
        deadline=("2026-11-02", "relative"),
        periods=(("response", "P7D"), ("evidence", "P365D")),
        references={"case": (CASE,)},
        accepted_files=("pdf", "jpg", "png", "gif"),
        paths=("plan_of_action", "documents", "appeal_form"),
        authenticity="genuine",
        sensitive=(FERNHOLLOW,),
        case="us-inauthentic-flask",
    )
    mail = amazon(
        "us-inauthentic-more", "2026-10-26T09:47:20-07:00", "Your appeal: we need more information", to=FERNHOLLOW,
        reply_to=FIRST.message_id,
    )  # fmt: skip
    data = mail.holding(text_part(text))
    return Sample(
        "amazon-us-inauthentic-more-information.eml", "asks for a better appeal within 7 days", data, expected
    )


def _rejected() -> Sample:
    card = bank_card("fernhollow")
    text = f"""Hello,

We have reviewed your appeal. We have decided not to reinstate your selling account: it remains deactivated.

The invoice that you sent for the items with authenticity complaints could not be verified, and your plan does not name a
root cause for all of them. You can send a new plan of action on your Account Health page:
{PANEL}
Please do not send the same text again.

Case ID: {CASE}

Seller Performance Team

On Tue, Oct 27, 2026 at 10:31 AM Maya Tarrant <{FERNHOLLOW}> wrote:
> Dear team,
>
> Root cause: we bought ASIN {asin("own words")} from a liquidation house. We removed it on October 24, 2026
> and expect your answer within 3 days.
> The money can be refunded to our card {card}. You can reach me under +1 206 555 0178.
>
> Maya Tarrant
> {FERNHOLLOW}"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="appeal_rejected",
        scope="account",
        violations=("product.inauthentic",),
        issued="2026-10-30",
        links=(PANEL,),
        references={"case": (CASE,)},
        paths=("plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(FERNHOLLOW, card, "+1 206 555 0178"),
        case="us-inauthentic-flask",
    )
    mail = amazon(
        "us-inauthentic-no", "2026-10-30T02:15:33-07:00", "Re: Your Amazon.com selling account has been deactivated",
        to=FERNHOLLOW, reply_to=FIRST.message_id,
    )  # fmt: skip
    data = mail.holding(text_part(text, coding="8bit"))
    return Sample(
        "amazon-us-inauthentic-rejected-reply.eml",
        "refusal that quotes the seller's own appeal, with a bank card",
        data,
        expected,
    )


def _reinstated() -> Sample:
    text = f"""Hello,

Your selling account on Amazon.com has been reactivated. The authenticity complaints are closed and you can sell again.

Offers that you closed have to be opened by you: https://sellercentral.amazon.com/inventory
It can take a day until all offers are shown.

Case ID: {CASE}

Seller Performance Team"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="reinstated",
        scope="account",
        violations=("product.inauthentic",),
        issued="2026-11-05",
        links=("https://sellercentral.amazon.com/inventory",),
        references={"case": (CASE,)},
        authenticity="genuine",
        sensitive=(FERNHOLLOW,),
        case="us-inauthentic-flask",
    )
    mail = amazon(
        "us-inauthentic-back", "2026-11-05T15:20:58-08:00", "Your account has been reactivated", to=FERNHOLLOW
    )
    data = mail.holding(text_part(text, coding="base64"))
    return Sample(
        "amazon-us-inauthentic-reinstated.eml", "account reactivated; joins by the case id alone", data, expected
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_deactivated(), _received(), _more_information(), _rejected(), _reinstated()]
