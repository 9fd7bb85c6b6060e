# ruff: noqa: E501 - the lines of a letter are as long as they are
"""English notices about intellectual property."""

from __future__ import annotations

from dataclasses import replace

from forwards import Inner, gmail
from invent import asin, digits
from mime import both_ways, in_crlf, page, text_part
from sample import Complaint, Expected, Sample
from texts.platforms import FERNHOLLOW, IMAGES, amazon, colleague

IP_POLICY = "https://sellercentral.amazon.com/gp/help/external/201361070"
DASHBOARD = "https://sellercentral.amazon.com/performance/dashboard?ref=ah_em_ip"

TRIVET = asin("quillmoor trivet")
TRIVET_COMPLAINT = digits("quillmoor trivet", 11)
TRIVET_MARK = digits("quillmoor mark", 7, "68")
TRADEMARK_MAIL = amazon(
    "us-trademark", "2026-10-19T10:22:41-07:00", "Notice: Policy Warning", to=FERNHOLLOW, name="Amazon Seller Performance"
)  # fmt: skip

_TRADEMARK_HTML = f"""<p>Dear Fernhollow Trading,</p>
<p>One of your listings is no longer on Amazon.com. A rights owner told us that it carries a mark which belongs to them.</p>
<h3>Why did this happen?</h3>
<p>The report says that the item named below may infringe the rights owner's trademark. Offers that use a mark without the
consent of its owner are against our <a href="{IP_POLICY}">Intellectual Property Policy</a>.</p>
<table><tr><td>ASIN</td><td>{TRIVET}</td></tr>
<tr><td>Title</td><td>Folding Bamboo Trivet, Set of 2, Fox Motif</td></tr>
<tr><td>Infringement type</td><td>Trademark</td></tr>
<tr><td>Trademark number</td><td>{TRIVET_MARK}</td></tr>
<tr><td>Complaint ID</td><td>{TRIVET_COMPLAINT}</td></tr>
<tr><td>Rights owner</td><td>Quillmoor Kitchen Co. (<a href="mailto:marks@quillmoor.example">marks@quillmoor.example</a>)</td></tr>
</table>
<h3>How do I reactivate my listing?</h3>
<ul><li>Send an invoice or a letter of authorization that shows that the rights owner agreed to the sale.</li>
<li>Or ask the rights owner to withdraw the complaint. The withdrawal must reach us from the rights owner.</li></ul>
<p>We read files in .jpeg, .jpg, .pjpeg, .gif, .png and .tiff format. Links to files on other pages are not opened.</p>
<h3>Has your listing been removed in error?</h3>
<p>If you never offered the item, or if you hold the right to use the mark, tell us so and add what proves it.</p>
<h3>How do I submit this information?</h3>
<p>Choose Appeal beside the complaint on your <a href="{DASHBOARD}">Account Health page</a>.</p>
<p>Stock of this item in our warehouses has to be removed within 90 days, at your cost.</p>
<p style="font-size:11px;color:#666666">Contact on file: {FERNHOLLOW}, +1 206 555 0143</p>
<p>Seller Performance Team</p>"""


def _trademark(name: str, purpose: str) -> Sample:
    body = text_part(
        page(_TRADEMARK_HTML, "en", "Reply within 24 hours or your account is closed", TRADEMARK_MAIL.subject), "html"
    )
    complaint = Complaint(
        asins=(TRIVET,),
        title="Folding Bamboo Trivet, Set of 2, Fox Motif",
        violation="ip.trademark",
        complaint_id=TRIVET_COMPLAINT,
        asserted=("trademark", TRIVET_MARK),
        owner=("Quillmoor Kitchen Co.", "marks@quillmoor.example"),
    )
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="listing",
        violations=("ip.trademark",),
        issued="2026-10-19",
        asins=(TRIVET,),
        help_ids=("201361070",),
        links=(IP_POLICY, DASHBOARD),
        periods=(("stock", "P90D"),),
        complaints=(complaint,),
        references={"complaint": (TRIVET_COMPLAINT,), "trademark": (TRIVET_MARK,)},
        rights_owner_emails=("marks@quillmoor.example",),
        accepted_files=IMAGES,
        paths=("documents", "retraction", "dispute", "appeal_form"),
        authenticity="genuine",
        sensitive=(FERNHOLLOW, "+1 206 555 0143"),
        case="us-trademark-trivet",
    )
    return Sample(name, purpose, TRADEMARK_MAIL.holding(body), expected)


def _trademark_reinstated() -> Sample:
    mail = amazon(
        "us-trademark-back", "2026-10-29T08:05:12-07:00", "Your listing is active again", to=FERNHOLLOW,
        name="Amazon Seller Performance", reply_to=TRADEMARK_MAIL.message_id,
    )  # fmt: skip
    text = f"""Dear Fernhollow Trading,

Quillmoor Kitchen Co. has withdrawn its report. We have reinstated your listing and the item can be bought again.

ASIN: {TRIVET}
Complaint ID: {TRIVET_COMPLAINT}
Infringement type: Trademark

No further action is needed from you. The complaint no longer counts on your Account Health page:
https://sellercentral.amazon.com/performance/dashboard

Seller Performance Team"""
    complaint = Complaint(asins=(TRIVET,), violation="ip.trademark", complaint_id=TRIVET_COMPLAINT)
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="reinstated",
        scope="listing",
        violations=("ip.trademark",),
        issued="2026-10-29",
        asins=(TRIVET,),
        links=("https://sellercentral.amazon.com/performance/dashboard",),
        complaints=(complaint,),
        references={"complaint": (TRIVET_COMPLAINT,)},
        paths=("none",),
        authenticity="genuine",
        sensitive=(FERNHOLLOW,),
        case="us-trademark-trivet",
    )
    data = mail.holding(text_part(text, coding="7bit"))
    return Sample("amazon-us-trademark-reinstated-reply.eml", "reply that reinstates; joins by thread", data, expected)


def _counterfeit() -> Sample:
    lamp, shade = asin("dovetail lamp"), asin("dovetail shade")
    first, second = digits("dovetail one", 11), digits("dovetail two", 11)
    mark = digits("dovetail mark", 7, "59")
    text = f"""Hello,

We have taken down two of your listings on Amazon.com after we received a report from a rights owner.

**Why is this happening?**
The rights owner bought one of the items and says that it is not genuine, and that the other one uses its name without
consent.

ASIN: {lamp}
Title: Clip-On Reading Lamp, Warm White
Infringement type: Counterfeit
Complaint ID: {first}

ASIN: {shade}
Title: Paper Shade for Reading Lamp
Infringement type: Trademark
Trademark number: {mark}
Complaint ID: {second}

Rights owner: Dovetail Lumen Ltd.
Contact of the rights owner: ip@dovetail-lumen.example

**How do I reactivate my listings?**
Send us one of these papers for each ASIN:
- an invoice from the maker or from a distributor that the maker has approved
- a licence or letter of authorization

You can also turn to the rights owner. If they agree, they can retract the complaint through the form they used.
Our policy: https://sellercentral.amazon.com/help/hub/reference/G201361070

**Have your listings been removed in error?**
Then explain why the report does not fit your items. Give the answer on your Account Health page:
https://sellercentral.amazon.com/performance/dashboard?ref=ah_em_ip

If you sell more items that are reported in this way, we may deactivate your account.

Seller Performance Team"""
    owner = ("Dovetail Lumen Ltd.", "ip@dovetail-lumen.example")
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="listing",
        violations=("ip.counterfeit", "ip.trademark"),
        issued="2026-03-18",
        asins=(lamp, shade),
        help_ids=("201361070",),
        links=("https://sellercentral.amazon.com/help/hub/reference/G201361070", DASHBOARD),
        complaints=(
            Complaint(asins=(lamp,), violation="ip.counterfeit", complaint_id=first, owner=owner,
                      title="Clip-On Reading Lamp, Warm White"),
            Complaint(asins=(shade,), violation="ip.trademark", complaint_id=second, asserted=("trademark", mark),
                      owner=owner, title="Paper Shade for Reading Lamp"),
        ),
        references={"complaint": (first, second), "trademark": (mark,)},
        rights_owner_emails=("ip@dovetail-lumen.example",),
        paths=("documents", "retraction", "dispute", "appeal_form"),
        authenticity="genuine",
        sensitive=(FERNHOLLOW,),
        case="us-counterfeit-lamp",
    )  # fmt: skip
    mail = amazon("us-counterfeit", "2026-03-18T16:40:03-07:00", "Your listings were removed", to=FERNHOLLOW)
    data = mail.holding(both_ways(text, "en", mail.seed, "Two listings are affected"))
    return Sample(
        "amazon-us-counterfeit-alternative.eml",
        "two complaints in one mail, plain and HTML, CRLF",
        in_crlf(data),
        expected,
    )


def _copyright() -> Sample:
    poster = asin("harebell poster")
    complaint_id = digits("harebell poster", 11)
    text = f"""Hello,

We removed the listing below from Amazon.com. A report that we received says that the product packaging shows
pictures which infringe the rights owner's copyright.

ASIN:{poster}
Title: Alpine Flowers Poster, 50 x 70 cm
Infringement type: Copyright
Complaint ID: #{complaint_id}
Rights owner: Harebell Print Studio
E-mail of the rights owner: legal@harebell-prints.example

Why did this happen?
Pictures of others may be used with their permission only. See
https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201361070&language=en_US

How do I reactivate my listing?
If the rights owner agrees with your sale, ask them to write to notice-retraction@amazon.comor send us a licence that
names the pictures. We take .jpeg, .jpg, .pjpeg, .gif, .png and .tiff files, no links to other sites.

Has your listing been removed in error?
You can then file a counter-notice under the DMCA
(https://sellercentral.amazon.com/gp/help/external/202017130). The rights owner has 10 days after it to bring the matter
to court; if nothing happens in that time, the listing may come back.

You have 90 days to ask for the return of your stock.

Seller Performance Team
Amazon.com"""
    links = (
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201361070&language=en_US",
        "https://sellercentral.amazon.com/gp/help/external/202017130",
    )
    owner = ("Harebell Print Studio", "legal@harebell-prints.example")
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="violation",
        scope="listing",
        violations=("ip.copyright",),
        issued="2025-12-11",
        asins=(poster,),
        help_ids=("201361070", "202017130"),
        links=links,
        periods=(("court", "P10D"), ("stock", "P90D")),
        complaints=(
            Complaint(asins=(poster,), violation="ip.copyright", complaint_id=complaint_id, owner=owner,
                      title="Alpine Flowers Poster, 50 x 70 cm"),
        ),
        references={"complaint": (complaint_id,)},
        rights_owner_emails=(owner[1],),
        accepted_files=IMAGES,
        paths=("documents", "retraction", "dispute"),
        authenticity="unverified",
        sensitive=(FERNHOLLOW,),
        case="us-copyright-poster",
    )  # fmt: skip
    mail = amazon("us-copyright", "2025-12-11T23:48:30-08:00", "Notice: Policy Warning", to=FERNHOLLOW)
    mail = replace(mail, judged_by="mx.somebody-else.example")
    data = mail.holding(text_part(text, coding="7bit"))
    return Sample(
        "amazon-us-copyright-plain.eml",
        "glued label and address; signature vouched for by a foreign server",
        data,
        expected,
    )


def _patent() -> Sample:
    grinder = asin("oakspindle grinder")
    complaint_id = digits("oakspindle grinder", 11)
    text = f"""Hello,

A patent owner has asked us for a neutral evaluation of your item. Your listing on Amazon.com is still active.

Complaint ID: {complaint_id}
Infringement type: Utility patent
Patent number: US 11,904,573 B2
ASIN: {grinder}
Title: Hand Grinder with Folding Crank
Rights owner: Oakspindle Tools LLC
Contact: counsel@bramwell-ip.example

What can I do?
- Settle the matter with the owner. If you come to terms, the owner has to withdraw the report.
- Or take part: sign the evaluation agreement (Exhibit 2) and pay the deposit of 4,000 USD to the evaluator.

Send the signed agreement to patent-evaluation@amazon.com within three weeks of this message. If we do not have it by then, we
will remove the listing.

Intellectual Property Policy: https://sellercentral.amazon.com/gp/help/201361070

Amazon.com"""
    inner = Inner(
        name="Amazon Patent Evaluation", address="patent-evaluation@amazon.com", date="Tue, Apr 21, 2026 at 9:14 AM",
        subject="Patent evaluation for your listing", to=FERNHOLLOW,
    )  # fmt: skip
    comment = f"Maya, please call our lawyer about {asin('not this one')} first, that one is from last year. I need an answer by April 24.\nOwen"
    owner = ("Oakspindle Tools LLC", "counsel@bramwell-ip.example")
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="en",
        kind="warning",
        scope="listing",
        violations=("ip.patent",),
        issued="2026-04-21",
        asins=(grinder,),
        help_ids=("201361070",),
        links=("https://sellercentral.amazon.com/gp/help/201361070",),
        deadline=("2026-05-12", "relative"),
        periods=(("response", "P21D"),),
        complaints=(
            Complaint(asins=(grinder,), violation="ip.patent", complaint_id=complaint_id, owner=owner,
                      asserted=("patent", "US 11,904,573 B2"), title="Hand Grinder with Folding Crank"),
        ),
        references={"complaint": (complaint_id,), "patent": ("US11904573B2",)},
        rights_owner_emails=(owner[1],),
        paths=("retraction", "documents"),
        authenticity="unverified",
        sensitive=(FERNHOLLOW, "owen@fernhollow.example"),
        case="us-patent-grinder",
    )  # fmt: skip
    mail = colleague(
        "us-patent-fwd",
        "2026-04-22T11:30:00-04:00",
        "Fwd: " + inner.subject,
        ("Owen Tarrant", "owen@fernhollow.example"),
    )
    data = mail.holding(text_part(gmail(comment, inner, text)))
    return Sample(
        "amazon-us-patent-gmail-forward.eml",
        "forward by Gmail; the colleague names another date and ASIN",
        data,
        expected,
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [
        _trademark("amazon-us-trademark-html.eml", "HTML only, with a hidden preheader that states a false time limit"),
        _trademark("amazon-us-trademark-html-again.eml", "the same bytes a second time: a duplicate"),
        _trademark_reinstated(),
        _counterfeit(),
        _copyright(),
        _patent(),
    ]
