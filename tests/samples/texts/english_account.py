# ruff: noqa: E501 - the lines of a letter are as long as they are
"""English notices about accounts, identity, conduct and money."""

from __future__ import annotations

from forwards import Inner, apple, outlook
from invent import access_key, bank_card, digits, merchant_token, order
from mime import multipart, page, text_part, text_to_html
from sample import Expected, Sample
from texts.platforms import ALDERWICK, FERNHOLLOW, amazon, colleague

HEALTH = "https://sellercentral.amazon.com/performance/dashboard"


def _identity() -> Sample:
    text = """Hello from Amazon,

To keep your account on Amazon.co.uk open, we need additional documentation to verify your identity. You can go on selling
while we check it.

What do I need to send?
- The passport or driving licence of Gwen Alderwick, both sides, in colour
- A utility bill or bank statement issued in the last 90 days, all pages, with the name and address of your account

We accept PDF, PNG, JPEG and GIF. Please do not send screenshots and do not cover anything.

How do I send the required information?
Go to https://sellercentral.amazon.co.uk/cu/contact-us and upload the files before 14 September 2026. If we do not have them
by then, your account may be deactivated.

Merchant Approval Team"""
    inner = Inner(
        name="Amazon Merchant Approval", address="no-reply@amazon.co.uk", date="28 August 2026 at 07:55:12 BST",
        subject="Action required: verify your identity", to=ALDERWICK,
    )  # fmt: skip
    comment = "Priya - mine is in the safe, can you scan it by Friday 4 September?\n\nGwen Alderwick, +44 20 7946 0321"
    expected = Expected(
        platform="amazon",
        marketplace="GB",
        language="en",
        kind="information_request",
        scope="account",
        violations=("account.identity",),
        issued="2026-08-28",
        links=("https://sellercentral.amazon.co.uk/cu/contact-us",),
        deadline=("2026-09-14", "stated"),
        periods=(("evidence", "P90D"),),
        accepted_files=("pdf", "png", "jpeg", "gif"),
        paths=("documents", "appeal_form"),
        authenticity="unverified",
        sensitive=(ALDERWICK, "gwen@alderwick-goods.example", "+44 20 7946 0321"),
        case="gb-identity",
    )
    mail = colleague(
        "gb-identity",
        "2026-08-31T09:02:00+01:00",
        "Fwd: " + inner.subject,
        ("Gwen Alderwick", "gwen@alderwick-goods.example"),
    )
    data = mail.holding(text_part(apple(comment, inner, text)))
    return Sample(
        "amazon-gb-identity-apple-forward.eml",
        "forward by Apple Mail, quoted; British day before month",
        data,
        expected,
    )


def _inform() -> Sample:
    merchant, card, key = merchant_token("alderwick us"), bank_card("alderwick"), access_key("alderwick")
    help_page = "https://sellercentral.amazon.com/help/hub/reference/GJ4JUGLSAPRM3LU7"
    text = f"""Dear Alderwick Goods,

Under the INFORM Consumers Act we have to collect and check data of sellers with 200 or more sales and 5,000 USD in
12 months. Some of your data is missing or could not be confirmed.

What do I need to do?
Confirm your bank account, tax number, e-mail address and phone on your Account Information page:
{help_page}
You have 10 days from the date of this message. After that the law obliges us to suspend your sales.

What we hold of you today:
Merchant token: {merchant}
E-mail: {ALDERWICK}
Phone: +44 20 7946 0355
Charge method: {card}
Integration key sent by your developer (please replace it, it should not be in a support ticket): {key}

Go to {HEALTH} to see the state of your account.

Amazon.com"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="information_request",
        scope="account",
        violations=("account.inform_act",),
        issued="2026-01-22",
        help_ids=("J4JUGLSAPRM3LU7",),
        links=(help_page, HEALTH),
        deadline=("2026-02-01", "relative"),
        periods=(("response", "P10D"),),
        paths=("appeal_form",),
        authenticity="genuine",
        sensitive=(merchant, ALDERWICK, "+44 20 7946 0355", card, key),
        case="us-inform",
    )
    mail = amazon("us-inform", "2026-01-22T11:00:00-08:00", "INFORM Consumers Act: your data", to=ALDERWICK)
    data = mail.holding(text_part(text, coding="7bit"))
    return Sample("amazon-us-inform-plain.eml", "seller id, card number and a key in the text", data, expected)


def _reviews() -> Sample:
    orders = (order("review one"), order("review two"))
    text = f"""Hello,

Your Amazon.com account has been deactivated and your listings have been taken off the site.

Why did this happen?
We have reason to believe that you manipulated customer reviews. Buyers of order {orders[0]} and order {orders[1]} were
offered a gift card for five stars. This is a violation of our policy:
https://sellercentral.amazon.com/gp/help/external/200386250

How do I reactivate my account?
Send us a plan of action that tells us
-- the root cause: who asked for the reviews, for which orders and through which service
-- what you have done to stop it
-- what you will do so that it cannot happen again

How do I send the plan?
With the Appeal button at {HEALTH}?ref=ah_em_op

What happens if I do not send it?
Your account stays deactivated. Funds are kept for 90 days and may be kept longer.

Seller Performance Team"""
    inner = Inner(
        name="Seller Performance", address="notice@amazon.com", date="Tuesday, March 3, 2026 4:48 PM", subject="Your account has been deactivated",
        to="Hugo Fernsby",
    )  # fmt: skip
    comment = "Team, see below. I told them on the phone that we stopped the gift cards within 2 days.\n\nHugo Fernsby\nFernhollow Trading | +1 206 555 0119"
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="account",
        violations=("conduct.review_manipulation",),
        issued="2026-03-03",
        help_ids=("200386250",),
        links=("https://sellercentral.amazon.com/gp/help/external/200386250", HEALTH + "?ref=ah_em_op"),
        periods=(("funds", "P90D"),),
        references={"order": orders},
        paths=("plan_of_action", "appeal_form"),
        authenticity="unverified",
        sensitive=("hugo@fernhollow.example", "+1 206 555 0119"),
        case="us-reviews",
    )
    mail = colleague(
        "us-reviews", "2026-03-04T08:20:17-08:00", "FW: " + inner.subject, ("Hugo Fernsby", "hugo@fernhollow.example")
    )
    rich = page(text_to_html(outlook(comment, inner, text)), "en")
    plain = text_part(outlook(comment, inner, text))
    data = mail.holding(multipart("alternative", [plain, text_part(rich, "html")], mail.seed))
    return Sample(
        "amazon-us-reviews-outlook-forward.eml",
        "forward by Outlook with the forwarder's signature on top",
        data,
        expected,
    )


def _reserve() -> Sample:
    text = """Hello,

We are reviewing your selling account because your sales grew quickly. You can go on selling; your listings are not affected.

What does this mean for my payments?
A rolling reserve applies from today: the amount of each order is kept until 14 days after its delivery and is paid out in the
settlement that follows. You find the sum under Payments: https://sellercentral.amazon.com/payments/dashboard

What do I have to do?
Nothing. This reserve cannot be appealed and ends when the review is complete, as a rule after 30 days.

Payments Team
Amazon.com"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="funds",
        violations=("funds.reserve",),
        issued="2026-06-25",
        links=("https://sellercentral.amazon.com/payments/dashboard",),
        periods=(("funds", "P14D"), ("review", "P30D")),
        paths=("none",),
        authenticity="genuine",
        sensitive=(FERNHOLLOW,),
        case="us-reserve",
    )
    mail = amazon(
        "us-reserve",
        "2026-06-25T07:33:00-07:00",
        "Reserve on your account balance",
        to=FERNHOLLOW,
        local="payments-funds",
    )
    return Sample(
        "amazon-us-funds-reserve-plain.eml", "money held, nothing to appeal", mail.holding(text_part(text)), expected
    )


def _phishing() -> Sample:
    bait = "https://sellercentral.amazon.com.verify-now.example/signin"
    inner = f"""<p>Dear seller,</p>
<p>Your account on Amazon.com is at risk of deactivation because we could not verify your identity.</p>
<h3>What do I need to do?</h3>
<p>Within 48 hours of this message sign in and confirm your password, card number and PIN:<br>
<a href="{bait}">https://sellercentral.amazon.com/performance/dashboard</a></p>
<p>If you do not answer, your account will be deactivated and all funds will be kept.</p>
<p>Case ID: {digits("phishing", 11)}</p>
<p>Amazon Seller Performance</p>"""
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="warning",
        scope="account",
        violations=("account.identity",),
        issued="2026-10-31",
        deadline=("2026-11-02", "relative"),
        periods=(("response", "PT48H"),),
        references={"case": (digits("phishing", 11),)},
        authenticity="suspicious",
        sensitive=(FERNHOLLOW,),
        case="us-phishing",
    )
    mail = amazon(
        "us-phishing",
        "2026-10-31T03:12:00+00:00",
        "Action required: verify your account",
        to=FERNHOLLOW,
        name="Amazon Seller Performance",
    )
    fake = type(mail)(
        seed=mail.seed, sender=("Amazon Seller Performance", "notice@seller-amazon-team.example"), to=mail.to,
        subject=mail.subject, date=mail.date, judged_by=mail.judged_by, signed="seller-amazon-team.example",
    )  # fmt: skip
    data = fake.holding(text_part(page(inner, "en"), "html"))
    return Sample(
        "amazon-us-phishing-lookalike.eml",
        "look-alike sender and host, visible link differs from its target",
        data,
        expected,
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_identity(), _inform(), _reviews(), _reserve(), _phishing()]
