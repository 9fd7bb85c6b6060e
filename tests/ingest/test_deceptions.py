"""The verdict under attack: what a phisher would try is suspicious or at most unverified, never genuine.

Each row is one trick, put into a notice that is honest otherwise. `suspicious` rows must be held back; `unproven` rows
try to make a notice look proven and must not.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

import pytest

from config.words import Verdict
from tests.ingest.judging import PASS, TRUSTED, judged, mail

S = "https://sellercentral.amazon.com"
IMITATION = "https://sellercentral-amazon.example/"
TEXT = "Hello from Amazon.com Seller Performance,\n\nyour listing B0TESTAAA1 was removed. Please answer in 3 days.\n"


def html(inner: str) -> dict[str, str]:
    """A mail in HTML with something in it."""
    return {
        "html": f"<html><body><p>Hello from Amazon.com Seller Performance</p><p>Your listing</p>{inner}</body></html>"
    }


def link(href: str, shown: str = "open the appeal") -> dict[str, str]:
    """A mail in HTML with one link."""
    return html(f'<p><a href="{href}">{shown}</a></p>')


def plain(line: str) -> dict[str, str]:
    """A mail in plain text with one more line."""
    return {"text": f"{TEXT}\n{line}\n"}


SENDERS = {
    "domain under another": {"sender": "Amazon <notice@amazon.com.evil.example>"},
    "brand and service word": {"sender": "Amazon <notice@amazon-sellers.example>"},
    "brand behind junk and a dash": {"sender": "Amazon <notice@f3dven-amazon.example>"},
    "words joined": {"sender": "Seller Care <x@amazonsellersupport.example>"},
    "service name": {"sender": "Seller Care <x@seller-central.example>"},
    "rn for m": {"sender": "Amazon <notice@arnazon.example>"},
    "zero for o": {"sender": "Amazon <notice@amaz0n.example>"},
    "one letter left out": {"sender": "Amazon <notice@amazn.example>"},
    "one letter twice": {"sender": "Amazon <notice@amazzon.example>"},
    "two letters swapped": {"sender": "Amazon <notice@amzaon.example>"},
    "dashes between all letters": {"sender": "Amazon <notice@a-m-a-z-o-n.example>"},
    "short brand": {"sender": "Amazon <x@amzn-support.example>"},
    "punycode": {"sender": "Amazon <notice@xn--mazon-3ve.example>"},
    "another top-level domain": {"sender": "Amazon <notice@amazon.top>"},
    "subdomain of a free host": {"sender": "Amazon <notice@amazon.blogspot.com>"},
    "address in the name": {"sender": '"notice@amazon.com" <x@evil.example>'},
    "address in the name, zero-width": {"sender": '"notice@ama\u200bzon.com" <x@evil.example>'},
    "platform's name alone": {"sender": "Amazon Seller Performance <x@evil.example>"},
    "name in Cyrillic letters": {"sender": "\u0410mаz\u043en Support <x@evil.example>"},
    "name in full width": {"sender": "\uff21\uff4d\uff41\uff5a\uff4f\uff4e Support <x@evil.example>"},
    "name with invisible signs": {"sender": "Ama\u00adzon\u2060 Support <x@evil.example>"},
    "name in Chinese": {"sender": "亚马逊卖家支持 <x@evil.example>"},
    "name in Japanese": {"sender": "Amazonアカウントスペシャリスト <x@evil.example>"},
    "name of Joom": {"sender": "Joom Merchant Support <x@evil.example>"},
    "Joom's manager": {"sender": "Менеджер Joom <manager@joom-manager.example>"},
    "domain before the at sign": {"sender": "Account Status <notice.amazon.com@evil.example>"},
    "reply to a look-alike": {"reply_to": "appeal@amazon-appeals.example"},
    "reply elsewhere": {"reply_to": "seller.performance@freemail.example"},
    "dmarc failed": {"results": f"{TRUSTED}; dmarc=fail header.from=amazon.com; dkim=none"},
    "dkim failed": {"results": f"{TRUSTED}; dkim=fail header.d=amazon.com"},
}
LINKS = {
    "domain under another": link("https://sellercentral.amazon.com.evil.example/appeal"),
    "brand with a dash": link("https://sellercentral-amazon.example/appeal"),
    "brand as a subdomain": link("https://amazon.evil.example/appeal"),
    "user info": link("https://sellercentral.amazon.com@evil.example/appeal"),
    "user info, encoded": link("https://sellercentral.amazon.com%2Fhelp@evil.example/appeal"),
    "punycode": link("https://xn--mazon-3ve.example/appeal"),
    "Cyrillic host": link("https://sellercentral.\u0430mazon.example/appeal"),
    "full width dots": link("https://sellercentral\uff0eamazon\uff0ecom\uff0eevil.example/appeal"),
    "ideographic dots": link("https://sellercentral\u3002amazon\u3002com\u3002evil.example/appeal"),
    "percent signs in the host": link("https://sellercentral.amazon%2ecom.evil.example/appeal"),
    "trailing dot": link("https://amazon.com.evil.example./appeal"),
    "IP address": link("http://203.0.113.7/sellercentral"),
    "IP address as a number": link("http://3405803783/sellercentral"),
    "IP address in octal": link("http://0313.0.0161.07/sellercentral"),
    "IP address in hex": link("http://0xcb007107/sellercentral"),
    "IP address, short": link("http://203.7/sellercentral"),
    "IPv6": link("http://[2001:db8::7]/sellercentral"),
    "text shows an address": link("https://evil.example/x", f"{S}/appeal"),
    "text shows a host": link("https://evil.example/x", "sellercentral.amazon.com/appeal"),
    "text shows a domain": link("https://evil.example/x", "Amazon.com"),
    "text shows an address among words": link("https://evil.example/x", f"Go to {S}/appeal now"),
    "text with invisible signs": link("https://evil.example/x", "sellercentral.\u200bamazon.com"),
    "text in full width": link("https://evil.example/x", "sellercentral\uff0eamazon\uff0ecom"),
    "shortener": link("https://bit.ly/3abcdef"),
    "backslashes": link("https:\\\\sellercentral-amazon.example\\x"),
    "one slash": link("https:/sellercentral-amazon.example/x"),
    "no scheme": link("//sellercentral-amazon.example/x"),
    "line end inside": link("https://sellercentral-\namazon.example/x"),
    "blank before": link(" \t https://sellercentral-amazon.example/x"),
    "base elsewhere": html(f'<base href="https://evil.example/"><a href="appeal">{S}/appeal</a>'),
    "image map": html('<map><area href="https://sellercentral-amazon.example/x"></map>'),
    "form": html('<form action="https://sellercentral-amazon.example/x"><input name="a"></form>'),
    "button with its own action": html('<form><button formaction="http://203.0.113.7/x">go</button></form>'),
    "refresh": html('<meta http-equiv="refresh" content="0; url=https://sellercentral-amazon.example/x">'),
    "script": link("javascript:location='https://evil.example'"),
    "page in the link": link("data:text/html;base64,PGgxPg=="),
    "frame": html('<iframe src="https://sellercentral-amazon.example/x"></iframe>'),
    "behind Safe Links": link(f"https://x.safelinks.protection.outlook.com/?url={quote(IMITATION, safe='')}&data=1"),
    "behind two gateways": link(
        "https://www.google.com/url?q="
        + quote(f"https://linkprotect.cudasvc.com/url?a={quote(IMITATION, safe='')}", safe="")
    ),
    "behind Amazon's own redirect": link(
        f"https://www.amazon.com/gp/r.html?U={quote('https://evil.example/x', safe='')}", f"{S}/appeal"
    ),
    "host in the path": link("https://evil.example/sellercentral.amazon.com/appeal"),
    "in plain text": plain("Open https://sellercentral.amazon.com.evil.example/appeal"),
    "in plain text without a scheme": plain("Open sellercentral-amazon.example/appeal now"),
    "defanged": plain("Open hxxps://sellercentral-amazon.example/appeal"),
}
TEXTS = {
    "password": plain("Please send us your password to keep the account."),
    "words of a secret on two lines": plain("Please reply with your credit\ncard number and the security\ncode."),
    "password on a page elsewhere": plain("Enter your password at https://evil.example/x to keep the account."),
    "card": plain("Reply with your card number and the security code."),
    "gift cards": plain("Pay the fee with gift cards and send the codes."),
    "German": plain("Bitte teilen Sie uns Ihre Kreditkartennummer und das Passwort mit."),
    "French": plain("Merci d'envoyer votre mot de passe par retour."),
    "Spanish": plain("Envíe su contraseña y el número de tarjeta."),
    "Italian": plain("Si prega di inviare la password e il numero di carta."),
    "Russian": plain("Пришлите пароль от кабинета и номер карты."),
    "Chinese": plain("请回复您的登录密码和短信验证码。"),
    "Japanese": plain("パスワードと認証コードを返信してください。"),
    "field for a password": html("<form><input type=password name=p></form>"),
    "field for a card": html('<form><input type="text" name="card_number"></form>'),
    "brand in other letters": plain("Your \u0410m\u0430zon account is at risk."),
    "invisible signs in words": plain("Your sell\u200ber acc\u200bount is at risk."),
    "hidden words": html(
        '<div style="display:none">pancakes recipes weather holiday garden flowers music dancing</div>'
    ),
    "direction forced": plain("Open notice\u202efdp.exe"),
}


@pytest.mark.parametrize("trick", SENDERS.values(), ids=SENDERS.keys())
def test_trick_of_the_sender(trick: dict[str, str]) -> None:
    """A sender that pretends is suspicious."""
    found = judged(mail(**{"text": TEXT, **trick}))

    assert found.verdict is Verdict.SUSPICIOUS, found.reasons


@pytest.mark.parametrize("trick", LINKS.values(), ids=LINKS.keys())
def test_trick_of_a_link(trick: dict[str, str]) -> None:
    """A link that pretends makes an otherwise honest notice suspicious."""
    found = judged(mail(**trick))

    assert found.verdict is Verdict.SUSPICIOUS, found.reasons
    assert all(reason.startswith("link.") for reason in found.reasons)


@pytest.mark.parametrize("trick", TEXTS.values(), ids=TEXTS.keys())
def test_trick_of_the_text(trick: dict[str, str]) -> None:
    """A text that asks for a secret, or that is not what it seems, is suspicious."""
    found = judged(mail(**trick))

    assert found.verdict is Verdict.SUSPICIOUS, found.reasons


UNPROVEN = {
    "the mail service's signature": {"results": f"{TRUSTED}; dkim=pass header.d=amazonses.com"},
    "an unknown server": {"results": "mx.evil.example; dkim=pass header.d=amazon.com"},
    "a longer name of the trusted server": {"results": f"{TRUSTED}.evil.example; dkim=pass header.d=amazon.com"},
    "the trusted name as a comment": {"results": f"(= {TRUSTED}) mx.evil.example; dkim=pass header.d=amazon.com"},
    "a domain that goes on": {"results": f"{TRUSTED}; dkim=pass header.d=amazon.com.evil.example"},
    "the domain in the identity's local part": {"results": f"{TRUSTED}; dkim=pass header.i=amazon.com@evil.example"},
    "the domain in a comment": {"results": f"{TRUSTED}; dkim=pass (amazon.com) header.d=evil.example"},
    "the domain in a reason": {"results": f'{TRUSTED}; dkim=pass reason="header.d=amazon.com" header.d=evil.example'},
    "spf alone": {"results": f"{TRUSTED}; spf=pass smtp.mailfrom=amazon.com"},
    "dmarc alone": {"results": f"{TRUSTED}; dmarc=pass header.from=amazon.com"},
    "a result that is no pass": {"results": f"{TRUSTED}; dkim=passed header.d=amazon.com"},
    "another genuine domain": {"results": f"{TRUSTED}; dkim=pass header.d=joom.com"},
    "buyer messages": {"sender": "Amazon <x@marketplace.amazon.com>", "results": PASS},
    "nothing at all": {"results": ""},
    "wording": plain("This is a genuine message of Amazon. It was signed and verified. Do not doubt it."),
    "a header of its own": {"extra": "X-Authentication-Results: " + PASS},
}


@pytest.mark.parametrize("trick", UNPROVEN.values(), ids=UNPROVEN.keys())
def test_trick_to_look_proven(trick: dict[str, str]) -> None:
    """What only looks like proof leaves the notice unverified."""
    found = judged(mail(**{"text": TEXT, "results": "", **trick}))

    assert found.verdict is Verdict.UNVERIFIED, found.reasons


def test_two_senders_are_never_proven() -> None:
    """A second From address, in one field or two, takes the proof away."""
    for sender in ("Amazon <notice@amazon.com>, Eve <x@evil.example>", "x@evil.example, notice@amazon.com"):
        found = judged(mail(text=TEXT, sender=sender, results=PASS))

        assert found.verdict is not Verdict.GENUINE


def test_forged_report_below_the_servers_own() -> None:
    """Two reports in the trusted server's name that contradict one another prove nothing."""
    data = mail(text=TEXT, results=f"{TRUSTED}; dkim=none")
    data = data.replace(b"From:", f"Authentication-Results: {PASS}\r\nFrom:".encode(), 1)

    assert judged(data).verdict is Verdict.UNVERIFIED


def test_tricks_inside_an_attached_page() -> None:
    """A page that is attached is looked at like the body."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "Amazon <notice@amazon.com>", "ops@seller.example", "Notice"
    message.set_content(TEXT)
    message.add_attachment("<form><input type=password></form>", subtype="html", filename="notice.html")

    assert judged(message.as_bytes()).verdict is Verdict.SUSPICIOUS


@pytest.mark.parametrize("name", ["notice.pdf.exe", "Notice.JS", "invoice.iso", "form.docm", "open.lnk"])
def test_program_is_attached(name: str) -> None:
    """A file that a computer would run is suspicious in a notice."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "Amazon <notice@amazon.com>", "ops@seller.example", "Notice"
    message.set_content(TEXT)
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename=name)

    assert judged(message.as_bytes()).reasons == (f"attachment.program: {name}",)


@pytest.mark.parametrize("trick", [*SENDERS.values(), *TEXTS.values()])
def test_proof_of_a_foreign_domain_helps_no_trick(trick: dict[str, str]) -> None:
    """A trick in a mail whose sender is proven for its own, foreign domain is never genuine."""
    sender = trick.get("sender", "Amazon <notice@amazon.com>")
    domain = sender.rpartition("@")[2].strip("> ")
    found = judged(mail(**{"text": TEXT, **trick, "results": f"{TRUSTED}; dkim=pass header.d={domain}"}))

    assert found.verdict is not Verdict.GENUINE or domain == "amazon.com"
