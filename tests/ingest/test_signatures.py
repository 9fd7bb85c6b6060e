"""DKIM and ARC are checked with keys from a resolver that is handed in, and only for domains that matter."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from config.limits import Limits
from config.senders import load_senders
from config.words import Verdict
from ingest.item import RawItem
from ingest.message import Message
from ingest.proof import Check
from ingest.read import open_item
from ingest.signatures import Keys, NoAnswer, prove

SENDERS = load_senders()
TRUSTED = ("mx.seller.example",)
NOTICE = (
    b"From: Amazon <notice@amazon.com>\r\nTo: ops@seller.example\r\nSubject: Policy Warning\r\n"
    b"Date: Thu, 12 Mar 2026 09:14:24 -0700\r\nMessage-ID: <1@amazon.com>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nHello from Amazon.com\r\n\r\nyour listing was removed.\r\n"
)


def key() -> tuple[bytes, bytes]:
    """A private key (PEM) and its record for the DNS."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


PEM, RECORD = key()


class Dns:
    """A resolver with some records, which remembers what it was asked for."""

    def __init__(self, *domains: str, down: bool = False) -> None:
        self.records = {f"s1._domainkey.{domain}": RECORD for domain in domains}
        self.down = down
        self.asked: list[str] = []

    def __call__(self, name: str) -> bytes | None:
        """The record of a name."""
        self.asked.append(name)
        if self.down:
            raise NoAnswer(name)
        return self.records.get(name)


def signed(mail: bytes = NOTICE, domain: bytes = b"amazon.com", **options: object) -> bytes:
    """A mail with a signature."""
    return bytes(dkim.sign(mail, b"s1", domain, PEM, **options)) + mail


def opened(data: bytes, dns: Dns) -> Message:
    """The message in a mail, its signatures checked."""
    item = RawItem("a.eml", datetime(2026, 6, 1, tzinfo=UTC), data)
    proofs = prove(item, Limits(), Keys(dns, SENDERS, TRUSTED))
    return open_item(item, Limits(), SENDERS, TRUSTED, proofs=proofs)


@pytest.mark.parametrize("domain", [b"amazon.com", b"sellercentral.amazon.com"])
@pytest.mark.parametrize("canonical", [(b"relaxed", b"relaxed"), (b"simple", b"simple"), (b"relaxed", b"simple")])
def test_valid_aligned_signature_is_proof(domain: bytes, canonical: tuple[bytes, bytes]) -> None:
    """A signature of the sender's own domain that fits makes the notice genuine."""
    message = opened(signed(domain=domain, canonicalize=canonical), Dns("amazon.com", "sellercentral.amazon.com"))

    assert message.authenticity.verdict is Verdict.GENUINE
    assert message.authenticity.reasons == ("auth.signature_verified: amazon.com",)


def attached(mail: bytes) -> bytes:
    """A colleague's mail with another attached."""
    outer = EmailMessage(policy=SMTP)
    outer["From"], outer["To"], outer["Subject"] = "mara@seller.example", "intake@seller.example", "Fwd"
    outer.set_content("see attached")
    outer.add_attachment(message_from_bytes(mail, policy=SMTP))
    return outer.as_bytes()


@pytest.mark.parametrize("levels", [1, 3])
def test_signature_of_an_attached_mail_is_proof(levels: int) -> None:
    """A notice that was forwarded as an attachment keeps its signature, at any depth."""
    data = signed()
    for _ in range(levels):
        data = attached(data)

    message = opened(data, Dns("amazon.com"))

    assert message.authenticity.reasons == ("auth.signature_verified: amazon.com",)
    assert message.authenticity.verdict is Verdict.GENUINE


def inline() -> bytes:
    """A signed mail whose text holds a forwarded notice."""
    text = b"---------- Forwarded message ---------\r\nFrom: Amazon <notice@amazon.com>\r\n"
    text += b"Date: Thu, 12 Mar 2026 at 18:02\r\nSubject: Policy Warning\r\nTo: x@seller.example\r\n\r\n"
    text += b"Hello from Amazon.com\r\n"
    head = b"From: Mara <mara@seller.example>\r\nSubject: Fwd: x\r\nTo: intake@seller.example\r\n\r\n"
    return signed(head + text, b"seller.example")


NO_PROOF = {
    "changed body": (signed().replace(b"listing", b"account"), "auth.signature_broken: amazon.com"),
    "changed subject": (signed().replace(b"Policy", b"Urgent"), "auth.signature_broken: amazon.com"),
    "another From on top": (b"From: Eve <eve@amazon.com>\r\n" + signed(), "auth.signature_unknown: amazon.com, from"),
    "another Subject on top": (b"Subject: Pay now\r\n" + signed(), "auth.signature_unknown: amazon.com, subject"),
    "body appended behind l=": (signed(length=True) + b"click here\r\n", "covers only the beginning"),
    "From not signed": (re.sub(rb"from(?=\s*[:;])", b"x-y", signed()), "does not cover from"),
    "Subject not signed": (signed(include_headers=[b"from", b"to"]), "does not cover subject"),
    "key of another name": (signed().replace(b"s=s1", b"s=s2"), "its key is not in the DNS"),
    "rsa-sha1": (signed().replace(b"a=rsa-sha256", b"a=rsa-sha1"), "rsa-sha1"),
}


@pytest.mark.parametrize(("data", "said"), NO_PROOF.values(), ids=NO_PROOF.keys())
def test_what_proves_nothing(data: bytes, said: str) -> None:
    """A signature that does not fit, or that leaves room for deceit, leaves the notice unverified, and says why."""
    message = opened(data, Dns("amazon.com"))

    assert message.authenticity.verdict is Verdict.UNVERIFIED
    assert said in " | ".join(message.authenticity.reasons)


@pytest.mark.parametrize("domain", ["amazonses.com", "amazon.com.evil.example", "evil.example", "seller.example"])
def test_key_of_another_domain_is_not_asked_for(domain: str) -> None:
    """A signature of any other domain proves nothing, and the DNS never hears of it."""
    dns = Dns(domain, "amazon.com")

    message = opened(signed(domain=domain.encode()), dns)

    assert message.authenticity.verdict is Verdict.UNVERIFIED
    assert [name for name in dns.asked if not name.endswith("seller.example")] == []


def test_second_signature_counts() -> None:
    """Of two signatures the aligned one counts, wherever it stands."""
    message = opened(signed(signed(), b"amazonses.com"), Dns("amazon.com", "amazonses.com"))

    assert message.authenticity.verdict is Verdict.GENUINE


def test_signature_of_a_forwarder_proves_nothing() -> None:
    """A valid signature of the colleague who forwarded inline says nothing about the notice."""
    message = opened(inline(), Dns("seller.example"))

    assert message.authenticity.reasons == ("auth.forwarded: gmail",)


def test_dns_that_is_down_is_said() -> None:
    """Without an answer of the DNS nothing is proven, and the reason names it."""
    message = opened(signed(), Dns(down=True))

    assert message.authenticity.verdict is Verdict.UNVERIFIED
    assert "auth.signature_unknown: amazon.com, the DNS gave no answer" in message.authenticity.reasons


def test_proof_never_outweighs_deceit() -> None:
    """A signed mail with a link that imitates the marketplace is suspicious all the same."""
    mail = NOTICE + b"https://sellercentral-amazon.example/login\r\n"

    message = opened(signed(mail), Dns("amazon.com"))

    assert message.authenticity.verdict is Verdict.SUSPICIOUS


def sealed(mail: bytes, domain: bytes, results: bytes) -> bytes:
    """A mail with an ARC set by a server of a domain, which tells some results."""
    told = b"Authentication-Results: " + results + b"\r\n" + mail
    headers = dkim.arc_sign(told, b"s1", domain, PEM, results.partition(b";")[0].strip())
    return b"".join(headers) + mail


PASSED = b"mx.seller.example; dkim=pass header.d=amazon.com"


def test_sealed_report_of_a_trusted_server_is_proof() -> None:
    """What a trusted server sealed counts, although the mail's own signature is lost."""
    message = opened(sealed(NOTICE, b"seller.example", PASSED), Dns("seller.example"))

    assert message.authenticity.verdict is Verdict.GENUINE
    assert message.authenticity.reasons == ("auth.arc_verified: amazon.com",)


SEALS = {
    "another server": (
        sealed(NOTICE, b"evil.example", b"mx.evil.example; dkim=pass header.d=amazon.com"),
        "evil.example",
    ),
    "a trusted name sealed by another": (sealed(NOTICE, b"evil.example", PASSED), "evil.example"),
    "changed behind the seal": (
        sealed(NOTICE, b"seller.example", PASSED).replace(b"removed", b"deleted"),
        "seller.example",
    ),
    "sealed once more by another": (
        sealed(sealed(NOTICE, b"seller.example", PASSED), b"evil.example", b"mx.evil.example; arc=pass"),
        "evil.example",
    ),
    "another domain passed": (
        sealed(NOTICE, b"seller.example", b"mx.seller.example; dkim=pass header.d=amazonses.com"),
        "seller.example",
    ),
}


@pytest.mark.parametrize(("data", "domain"), SEALS.values(), ids=SEALS.keys())
def test_seal_that_proves_nothing(data: bytes, domain: str) -> None:
    """A seal of a server that is not trusted, or a chain that does not hold, leaves the notice unverified."""
    message = opened(data, Dns("seller.example", domain))

    assert message.authenticity.verdict is Verdict.UNVERIFIED


def test_what_is_no_mail_has_no_signatures() -> None:
    """Files and broken mails are passed over without an error."""
    for data in (
        b"%PDF-1.7 ...",
        b"",
        b"DKIM-Signature: v=1; d=amazon.com\r\nFrom: x\r\n\r\n",
        b"From: a@b.example\r\n",
    ):
        item = RawItem("a", datetime(2026, 6, 1, tzinfo=UTC), data)
        proofs = prove(item, Limits(), Keys(Dns("amazon.com"), SENDERS, TRUSTED))

        assert all(one.check is Check.UNKNOWN for proof in proofs for one in proof.signatures)
