# ruff: noqa: E501 - the lines of a letter are as long as they are
"""English notices about single listings."""

from __future__ import annotations

from invent import asin
from mime import message_part, multipart, page, text_part
from sample import Expected, Sample
from texts.platforms import ALDERWICK, FERNHOLLOW, OPERATIONS, amazon, colleague

HEALTH = "https://sellercentral.amazon.com/performance/dashboard"


def _fair_pricing() -> Sample:
    pack = asin("masking tape")
    text = f"""Hello,

Your account on Amazon.com is at risk of being deactivated. You are still able to sell.

Why is this happening?
The price of your multi-pack is far above the price of the same number of single units. This does not agree with the
Marketplace Fair Pricing Policy.

ASIN: {pack}
Title: Masking Tape 25 mm, Pack of 12

What do I have to do?
Correct the price and send a plan of action within 72 hours of this message. It should tell us how the price came about, what
you have changed, and how you will keep prices fair in future.

Where do I send it?
To our team through {HEALTH}?ref=ah_em_fp

Seller Performance Team"""
    inner = amazon("us-fair-pricing-inner", "2026-07-16T21:10:40-07:00", "Your account is at risk", to=FERNHOLLOW)
    attached = message_part(inner.holding(text_part(text, coding="7bit")))
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="warning",
        scope="account",
        violations=("pricing.fair_pricing",),
        issued="2026-07-16",
        asins=(pack,),
        links=(HEALTH + "?ref=ah_em_fp",),
        deadline=("2026-07-19", "relative"),
        periods=(("response", "PT72H"),),
        paths=("plan_of_action", "appeal_form"),
        authenticity="unverified",
        sensitive=(FERNHOLLOW, "hugo@fernhollow.example"),
        case="us-fair-pricing",
    )
    mail = colleague(
        "us-fair-pricing",
        "2026-07-20T09:00:00-07:00",
        "Fwd: Your account is at risk",
        ("Hugo Fernsby", "hugo@fernhollow.example"),
    )
    cover = text_part("Was on holiday, only saw this today. Is July 24 still fine?\n\nHugo")
    data = mail.holding(multipart("mixed", [cover, attached], mail.seed))
    return Sample(
        "amazon-us-fair-pricing-attached-forward.eml", "forwarded as message/rfc822, four days late", data, expected
    )


def _restricted() -> Sample:
    knife, blade = asin("hobby knife"), asin("spare blades")
    policy = "https://sellercentral.amazon.co.uk/gp/help/external/200164330"
    panel = "https://sellercentral.amazon.co.uk/performance/dashboard?ref=ah_em_rp"
    text = f"""Hello,

We have removed two of your listings from Amazon.co.uk.

Why did this happen?
The items have been identified as knives that may be sold to adults only. They may be offered by approved sellers alone. Read our
Restricted Products policy: {policy}

ASIN: {knife}
ASIN: {blade}

Please look through your other BLACKBOARD and craft listings and delete those that are of the same kind.

Have your listings been removed in error?
If you think that these items are no restricted products, tell us why through {panel}.

Seller Performance Team
Amazon.co.uk"""
    expected = Expected(
        platform="amazon",
        marketplace="GB",
        language="en",
        kind="violation",
        scope="listing",
        violations=("product.restricted",),
        issued="2026-04-09",
        asins=(knife, blade),
        help_ids=("200164330",),
        links=(policy, panel),
        paths=("dispute", "appeal_form"),
        authenticity="genuine",
        sensitive=(ALDERWICK,),
        case="gb-restricted",
    )
    mail = amazon(
        "gb-restricted",
        "2026-04-09T05:40:12+01:00",
        "Notification of Restricted Products Removal",
        to=ALDERWICK,
        country="co.uk",
    )
    return Sample(
        "amazon-gb-restricted-plain.eml",
        "a ten-letter word that looks like an ASIN",
        mail.holding(text_part(text)),
        expected,
    )


def _variation() -> Sample:
    parent = asin("sock parent")
    children = tuple(asin(f"sock child {number}") for number in range(1, 7))
    policy = "https://sellercentral.amazon.ca/gp/help/G201844590"
    panel = "https://sellercentral.amazon.ca/performance/dashboard?ref=ah_em_mpa"
    rows = "".join(f"<tr><td>{number}</td><td>{child}</td></tr>" for number, child in enumerate(children, 1))
    inner = f"""<p>Hello,</p>
<p>We have found that you misused ASIN variations on Amazon.ca. The detail page below has been corrected and you cannot
create new variations for now.</p>
<h3>Why did this happen?</h3>
<p>Products that differ in more than colour or size were put under one parent. Our <a href="{policy}">ASIN creation policy</a>
does not allow this.</p>
<p>Parent ASIN: {parent}</p>
<table><tr><td>No.</td><td>Child ASIN</td></tr>{rows}</table>
<h3>Was this a mistake?</h3>
<p>If you think that the products belong together, explain it under <a href="{panel}">Account Health</a>.</p>
<p>Seller Performance Team</p>"""
    expected = Expected(
        platform="amazon",
        marketplace="CA",
        language="en",
        kind="violation",
        scope="listing",
        violations=("listing.variation",),
        issued="2026-10-01",
        asins=(parent, *children),
        help_ids=("201844590",),
        links=(policy, panel),
        paths=("dispute", "appeal_form"),
        authenticity="unverified",
        sensitive=(OPERATIONS,),
        case="ca-variation",
    )
    mail = amazon(
        "ca-variation",
        "2026-10-01T12:00:31-04:00",
        "Detail pages corrected",
        to=OPERATIONS,
        country="ca",
        genuine=False,
    )
    data = mail.holding(text_part(page(inner, "en", "Your variations"), "html", coding="base64"))
    return Sample("amazon-ca-variation-html.eml", "a table of child ASINs; no signature", data, expected)


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_fair_pricing(), _restricted(), _variation()]
