"""DKIM (RFC 6376) and ARC (RFC 8617) verified with dkimpy, keys from a resolver that is handed in.

Keys are asked for only of domains on the allow list and of the operator's own mail servers: asking for a key that a
sender chose would tell the sender that the mail is being read. A mail attached to another is checked by its own bytes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from config.errors import ItemError
from config.limits import Limits
from config.senders import Senders
from ingest import hosts
from ingest.item import RawItem, digest_of
from ingest.parse import from_first_header, parse, read_mail
from ingest.proof import Check, Proof, Sealed, Signature
from ingest.sniff import Form, sniff

FindKey = Callable[[str], bytes | None]
"""The TXT record of a name; None when there is none.

Raises:
    NoAnswer: it cannot be known now.
"""
MOST_SIGNATURES = 10
MOST_MAILS = 20
MUST_SIGN = (b"from", b"subject", b"content-type")
"""Header fields that change what a person reads: one that the mail has and the signature leaves out proves nothing."""
NAME = re.compile(r"[\w.-]{1,200}\._domainkey\.([\w.-]{1,253})\Z")
INSTANCE = re.compile(r"^\s*i\s*=\s*\d+\s*;\s*")
SILENT = logging.getLogger("noticepack.dkim")
SILENT.disabled = True


class NoAnswer(Exception):
    """The resolver has no answer now; never leaves this module."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Where keys come from, and whose are asked for."""

    find: FindKey
    senders: Senders
    servers: tuple[str, ...]
    """Names of the trusted mail servers: seals of their domains are looked at."""

    def wanted(self, domain: str) -> bool:
        """Whether the key of a domain is asked for."""
        own = {hosts.registrable(one.lower()) for one in self.servers}
        return self.senders.platform_of(domain) is not None or hosts.registrable(domain) in own

    def answer(self, name: bytes, **_: object) -> bytes | None:
        """What dkimpy asks for: the record of a name."""
        asked = NAME.fullmatch(name.decode("ascii", "replace").rstrip(".").lower())
        return self.find(asked.string) if asked and self.wanted(asked[1]) else None


def prove(item: RawItem, limits: Limits, keys: Keys) -> tuple[Proof, ...]:
    """What is proven about the mail in an item and the mails attached to it; nothing for what is no mail."""
    if sniff(item.data) is not Form.MAIL:
        return ()
    return tuple(_proof(mail, keys) for _, mail in zip(range(MOST_MAILS), _mails(item, limits), strict=False))


def _mails(item: RawItem, limits: Limits) -> Iterator[bytes]:
    """The bytes of a mail and of all mails in it; what cannot be read is for the reader to tell."""
    yield item.data
    try:
        waiting = [part.data for part in parse(item, limits).parts if part.media_type == "message/rfc822"]
        while waiting:
            mail = waiting.pop(0)
            yield mail
            inner = read_mail(mail, item=item.digest, source=item.source, limits=limits)
            waiting += [part.data for part in inner.parts if part.media_type == "message/rfc822"]
    except ItemError:
        return


def _proof(mail: bytes, keys: Keys) -> Proof:
    data, _ = from_first_header(mail)
    sealed, fault = _sealed(data, keys)
    return Proof(digest_of(mail), tuple(_signatures(data, keys)), sealed, fault)


def _signatures(data: bytes, keys: Keys) -> Iterator[Signature]:
    import dkim

    try:
        headers, _ = dkim.rfc822_parse(data)
    except dkim.DKIMException:
        return
    values = [value for name, value in headers if name.lower() == b"dkim-signature"]
    for number, value in enumerate(values[:MOST_SIGNATURES]):
        domain = _tag(value, b"d")
        if keys.wanted(domain):
            yield _checked(data, headers, number, value, domain, keys)


def _checked(
    data: bytes, headers: list[tuple[bytes, bytes]], number: int, value: bytes, domain: str, keys: Keys
) -> Signature:
    import dkim

    if lack := _lack(headers, value):
        return Signature(domain, Check.UNKNOWN, lack)
    records: list[bytes | None] = []

    def answer(name: bytes, **_: object) -> bytes | None:
        records.append(keys.answer(name))
        return records[-1]

    try:
        passed = dkim.DKIM(data, logger=SILENT).verify(number, dnsfunc=answer)
    except NoAnswer:
        return Signature(domain, Check.UNKNOWN, "the DNS gave no answer")
    except dkim.ValidationError as error:
        broken = "hash" in str(error)
        return Signature(domain, Check.BROKEN if broken else Check.UNKNOWN, _said(error))
    except Exception as error:  # hostile input: whatever dkimpy stumbles over proves nothing
        return Signature(domain, Check.UNKNOWN, _said(error))
    if passed:
        return Signature(domain, Check.PASSED, "")
    if not any(records):
        return Signature(domain, Check.UNKNOWN, "its key is not in the DNS (any more)")
    return Signature(domain, Check.BROKEN, "it does not fit the mail")


def _lack(headers: list[tuple[bytes, bytes]], value: bytes) -> str:
    """Why a signature proves nothing even when it fits; empty when nothing is lacking."""
    if _tag(value, b"a").endswith("sha1"):
        return "rsa-sha1 (RFC 8301 forbids it)"
    if _tag(value, b"l"):
        return "it covers only the beginning of the body"
    signed = {name.strip().lower() for name in _tag(value, b"h").encode().split(b":")}
    present = [name.lower() for name, _ in headers]
    unsigned = [name.decode() for name in MUST_SIGN if name in present and name not in signed]
    twice = [name.decode() for name in MUST_SIGN if present.count(name) > 1]
    if unsigned:
        return f"it does not cover {', '.join(unsigned)}"
    return f"{', '.join(twice)} stands there more than once" if twice else ""


def _tag(value: bytes, name: bytes) -> str:
    """A tag of a signature in lower case without white space; empty when it is not there."""
    found = re.search(rb"(?:^|;)\s*" + name + rb"\s*=([^;]*)", value)
    return b"".join(found[1].split()).decode("ascii", "replace").lower() if found else ""


def _sealed(data: bytes, keys: Keys) -> tuple[tuple[Sealed, ...], str]:
    """What the servers of a valid ARC chain told, newest first, or why it proves nothing; a foreign seal ends it."""
    import dkim

    if not keys.servers or not re.search(rb"^arc-seal[ \t]*:", data[:200_000], re.I | re.M):
        return (), ""
    try:
        state, sets, why = dkim.ARC(data, logger=SILENT).verify(dnsfunc=keys.answer)
    except Exception as error:  # hostile input, or no answer from the DNS: nothing is proven
        return (), _said(error)
    return (tuple(_told(one) for one in sets), "") if state == dkim.CV_Pass else ((), str(why)[:200])


def _told(found: Any) -> Sealed:
    results = found["aar-value"].decode("ascii", "replace")
    return Sealed(found["as-domain"].decode("ascii", "replace").lower(), INSTANCE.sub("", " ".join(results.split())))


def _said(error: Exception) -> str:
    return re.sub(r"\(got .{0,400}", "", f"{type(error).__name__}: {error}")[:200].strip()
