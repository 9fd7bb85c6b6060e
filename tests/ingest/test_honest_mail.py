"""Honest mail is never called suspicious: notices as marketplaces send them, and what honest people do to them."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.limits import Limits
from config.words import Verdict
from ingest.item import RawItem
from ingest.read import open_item
from tests.ingest.forward_layouts import LAYOUTS, Layout
from tests.ingest.judging import PASS, TRUSTED, judged, mail, senders

S = "https://sellercentral.amazon.com"
TEXT = "Hello from Amazon.com Seller Performance,\n\nyour listing B0TESTAAA1 was removed. Please answer in 3 days.\n"


def html(inner: str) -> dict[str, str]:
    """A mail in HTML with something in it."""
    return {"html": f"<html><body><p>Hello from Amazon.com Seller Performance</p>{inner}</body></html>"}


def link(href: str, shown: str = "open the appeal") -> dict[str, str]:
    """A mail in HTML with one link."""
    return html(f'<p><a href="{href}">{shown}</a></p>')


def plain(line: str) -> dict[str, str]:
    """A mail in plain text with one more line."""
    return {"text": f"{TEXT}\n{line}\n"}


def safe(target: str) -> str:
    """A link behind Safe Links."""
    return (
        f"https://eur03.safelinks.protection.outlook.com/?url={quote(target, safe='')}&amp;data=05%7C02&amp;reserved=0"
    )


HONEST = {
    "plain": {"text": TEXT},
    "link to a help page": link(f"{S}/gp/help/201361070"),
    "link of another country": link("https://sellercentral.amazon.in/x", "sellercentral.amazon.co.uk/x"),
    "text without a scheme": link(f"{S}/x", "sellercentral.amazon.com/x"),
    "domain as text": link(f"{S}/x", "Amazon.com"),
    "http and a port": link("http://sellercentral.amazon.com:443/x", f"{S}/x"),
    "an at sign in the path": link("https://www.amazon.com/@handle/x"),
    "a short address of its own": link("https://a.co/d/abc"),
    "another short address of its own": link("https://amzn.to/abc"),
    "app stores": html(
        '<a href="https://itunes.apple.com/app/amazon-seller">app</a><a href="https://play.google.com/x">app</a>'
    ),
    "survey": link("https://amazonsurveys.qualtrics.com/jfe/form/x", "survey"),
    "pictures": html('<img src="https://m.media-amazon.com/images/x.png">'),
    "click tracker of the mail service": link(f"https://x.r.us-east-1.awstrack.me/L0/{quote(S, safe='')}/1/010/x=1"),
    "Amazon's own redirect": link(f"https://www.amazon.com/gp/r.html?C=1&amp;U={quote(S, safe='')}&amp;H=1", f"{S}/x"),
    "Safe Links": link(safe(f"{S}/x"), f"{S}/x"),
    "a gateway that tells nothing": link("https://url.uk.m.mimecastprotect.com/s/F6rYCAW0hl6wn3CQg3QZ", f"{S}/x"),
    "a gateway that tells the host": link(
        "https://protect-eu.mimecast.com/s/abc?domain=sellercentral.amazon.com", f"{S}/x"
    ),
    "Proofpoint": link(f"https://urldefense.com/v3/__{S}/x__;!!F!x$", f"{S}/x"),
    "Google's redirect": link(f"https://www.google.com/url?q={quote(S, safe='')}&amp;source=gmail", f"{S}/x"),
    "mail address as link": link("mailto:notice-dispute@amazon.com", "notice-dispute@amazon.com"),
    "anchor": link("#top", "to the top"),
    "host glued to Chinese": plain("请前往sellercentral.amazon.com，查看。"),
    "host at the end of a line": plain("Open https://sellercentral.amazon.c\nom/x"),
    "host cut off": plain("Also see https://sellercentral.amazon.c ..."),
    "owner's mail and page": plain("Rights owner: Brightleaf, legal@brightleaf.example, https://brightleaf.example/ip"),
    "owner whose name is near": plain("Rights owner: Amazonia Coffee, https://amazonia-coffee.example"),
    "owner in agriculture": plain("Rights owner: https://www.amazone.de/"),
    "IP address in the text": plain("We saw a sign-in from 203.0.113.7 on March 3."),
    "version number": plain("Use version 10.0.1 or 1.2.3.4 of the template."),
    "never asks (en)": plain("We will never ask you for your password or card number by mail."),
    "never asks (de)": plain("Wir fragen Sie niemals nach Ihrem Passwort."),
    "never asks (fr)": plain("Nous ne vous demanderons jamais votre mot de passe."),
    "never asks (es)": plain("Nunca le pediremos que envíe su contraseña."),
    "never asks (it)": plain("Non le chiederemo mai di inviare la password."),
    "never asks (ru)": plain("Мы никогда не просим сообщить пароль."),
    "never asks (zh)": plain("我们绝不会要求您提供密码。"),
    "never asks (ja)": plain("パスワードの提供をお願いすることは決してありません。"),
    "change the password (en)": plain("Please sign in and change your password, then update your recovery options."),
    "change the password (de)": plain("Bitte melden Sie sich an und ändern Sie Ihr Passwort."),
    "change the password (zh)": plain("请登录卖家平台并修改密码。"),
    "card on file": html(f'<p>Please update your credit card details in <a href="{S}/pay">Seller Central</a>.</p>'),
    "code on the own page": html(f'<p>Enter the verification code at <a href="{S}/x">Seller Central</a>.</p>'),
    "documents": plain("Please provide a credit card statement and a copy of your passport."),
    "preview line": html('<div style="display:none">Hello from Amazon.com Seller Performance about your listing</div>'),
    "short preview": html('<div style="display:none;max-height:0">Action required</div>'),
    "soft hyphens": plain("Ihre Ver\u00adkaufs\u00adberech\u00adti\u00adgung bei Amazon.de"),
    "zero-width space between Chinese": plain("您的\u200b账户\u200b已被\u200b停用"),
    "mark at the beginning": plain("\ufeffHello again"),
    "emoji": plain("\U0001f469\u200d\U0001f4bc Account health"),
    "Arabic": plain("\u202bAmazon.ae\u202c مرحبا \u200f"),
    "Cyrillic beside Latin": plain("Ваш Amazon-аккаунт и товар на Amazon заблокированы."),
    "Greek brand name": plain("Trademark asserted: ΑΩMEGA"),
    "name of a buyer": plain("Buyer: Аnna Petrovа"),
    "Japanese sender": {"sender": "Amazonアカウントスペシャリスト <x@amazon.co.jp>"},
    "reply to another of its addresses": {"reply_to": "pq-review@amazon.com"},
    "reply to another country": {"reply_to": "notice-dispute@amazon.fr"},
    "spf failed on the way": {
        "results": f"{TRUSTED}; dkim=pass header.d=amazon.com; spf=fail smtp.mailfrom=seller.example"
    },
    "one signature failed": {"results": f"{TRUSTED}; dkim=fail header.d=amazonses.com; dkim=pass header.d=amazon.com"},
    "signature failed, dmarc passed": {
        "results": f"{TRUSTED}; dkim=fail header.d=amazon.com; dmarc=pass header.from=amazon.com"
    },
    "Joom": {
        "sender": "Joom <merchant@joom.com>",
        "text": "Ваш магазин в Joom закрыт: https://merchant.joom.com/x",
    },
    "seller of a long name": {"sender": "Amazon Catalog Team <x@amazonsellerservices.com>"},
    "unrelated mail": {
        "sender": "Station <news@station.example>",
        "text": "bit.ly/abc Enter your password to read Amazon news",
    },
    "consultant": {
        "sender": "Appeal Help <hello@appealhelp.example>",
        "text": "We write Amazon appeals: https://bit.ly/abc",
    },
    "somebody at a company of a near name": {"sender": "Jo Zoom <jo@room.example>", "text": "Hello"},
}


@pytest.mark.parametrize("honest", HONEST.values(), ids=HONEST.keys())
def test_honest_mail(honest: dict[str, str]) -> None:
    """Without proof it is unverified, never suspicious."""
    found = judged(mail(**{"text": TEXT, **honest}))

    assert found.verdict is not Verdict.SUSPICIOUS, found.reasons


@pytest.mark.parametrize(
    ("href", "named"),
    [
        ("https://forms.seller-help.example/x?y", ["link.elsewhere: forms.seller-help.example"]),
        (safe("https://forms.seller-help.example/x"), ["link.elsewhere: forms.seller-help.example"]),
        (f"{S}/x", []),
        ("https://amazonsurveys.qualtrics.com/jfe/form/x", []),
        ("mailto:ops@seller.example", []),
    ],
)
def test_elsewhere(href: str, named: list[str]) -> None:
    """An unverified notice names the hosts that are not the marketplace's, by the host that they really lead to."""
    found = judged(mail(**link(href)))

    assert found.verdict is Verdict.UNVERIFIED
    assert [one for one in found.reasons if one.startswith("link.")] == named


PROVEN = [name for name, row in HONEST.items() if not {"sender", "results"} & row.keys()]


@pytest.mark.parametrize("name", PROVEN)
def test_honest_mail_with_proof(name: str) -> None:
    """With the report of a trusted server it is genuine."""
    found = judged(mail(**{"text": TEXT, **HONEST[name], "results": PASS}))

    assert found.verdict is Verdict.GENUINE, found.reasons


@pytest.mark.parametrize("name", [name for name, row in HONEST.items() if "text" in row and "sender" not in row])
def test_honest_mail_forwarded(name: str) -> None:
    """Forwarded inline it is unverified, whatever the forwarder's own header says."""
    text = LAYOUTS[0].written("look at this: https://bit.ly/abc", HONEST[name]["text"])
    data = mail(text=text, sender="Mara Lind <mara@seller.example>", reply_to="helpdesk@seller.example", results=PASS)

    found = judged(data)

    assert found.verdict is Verdict.UNVERIFIED, found.reasons
    assert found.reasons[0].startswith("auth.forwarded")


NOTICES = sorted(name for name, row in HONEST.items() if "sender" not in row)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LAYOUTS), st.sampled_from(NOTICES), st.sampled_from(["", "Amazon Team ", "'Mara' via Ops "]))
def test_any_forward_of_honest_mail(layout: Layout, name: str, sender: str) -> None:
    """Whatever program and mailbox forwards an honest notice, it is not called suspicious."""
    text = HONEST[name].get("text", TEXT)
    data = mail(text=layout.written("look", text), sender=f"{sender}<ops@seller.example>", subject="Fwd: x")

    assert judged(data).verdict is not Verdict.SUSPICIOUS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "auth.no_mail_header"),
        (b"Hello from Amazon.com, your listing was removed.", "auth.no_mail_header"),
        (b"<html><body>Hello from Amazon.com</body></html>", "auth.no_mail_header"),
    ],
)
def test_files_alone_are_unverified(data: bytes, reason: str) -> None:
    """A PDF, a text or a page alone carries no proof, and that alone is no suspicion."""
    item = RawItem("notice", datetime(2026, 6, 1, tzinfo=UTC), data)

    found = open_item(item, Limits(), senders(), (TRUSTED,)).authenticity

    assert (found.verdict, found.reasons) == (Verdict.UNVERIFIED, (reason,))
