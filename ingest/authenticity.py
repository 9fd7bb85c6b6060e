"""Whether a message is genuine: what its server proved, what its links and sender imitate. Wording never raises it.

Pure, reads only the message and the rules. `genuine` needs proof by the receiving server on the very message;
`suspicious` needs a sign of deceit; everything else is `unverified`, which is no blame: forwards and PDFs lose the
proof. Every reason is `code: detail`, codes in config/codes.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.senders import Senders
from config.words import Verdict
from ingest import credentials, hidden_text, hosts, signs
from ingest.links import Target, links_of_html, links_of_text
from ingest.message import Address, Authenticity, Message
from ingest.receipts import Report, report_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is looked at to judge one message."""

    message: Message
    senders: Senders
    report: Report
    visible: str
    hidden: str
    links: tuple[Target, ...]
    proven: bool
    """Whether a trusted server reported an aligned signature of an allow-listed domain."""


def judge(message: Message, senders: Senders, trusted_authserv_ids: tuple[str, ...]) -> Authenticity:
    """The verdict on an unwrapped message, every reason named."""
    evidence = _evidence(message, senders, trusted_authserv_ids)
    against = tuple(dict.fromkeys(_against(evidence)))
    if against:
        return Authenticity(Verdict.SUSPICIOUS, against)
    if evidence.proven:
        return Authenticity(Verdict.GENUINE, (f"auth.dkim_aligned: {_domain(message.sender)}",))
    return Authenticity(Verdict.UNVERIFIED, tuple(_unproven(evidence)))


def judged(message: Message, senders: Senders, trusted_authserv_ids: tuple[str, ...]) -> Message:
    """The message with its verdict."""
    return replace(message, authenticity=judge(message, senders, trusted_authserv_ids))


def _evidence(message: Message, senders: Senders, trusted: tuple[str, ...]) -> Evidence:
    headers = tuple(value for name, value in message.trace if name == "authentication-results")
    report = report_of(() if message.forwards else headers, trusted)
    body = next((part for part in message.parts if part.name == "body"), None)
    text = (body.text or "") if body else ""
    rich = body is not None and body.media_type == "text/html"
    visible, hidden = hidden_text.split(text) if rich else (text, "")
    links = tuple(links_of_html(text, senders) if rich else ())
    return Evidence(
        message=message,
        senders=senders,
        report=report,
        visible=visible,
        hidden=hidden,
        links=links + tuple(links_of_text(visible, senders)),
        proven=_proven(message, senders, report),
    )


def _proven(message: Message, senders: Senders, report: Report) -> bool:
    """A pass of a `d=` aligned (RFC 7489 section 3.1.1, relaxed) with the one allow-listed From domain."""
    domain = _domain(message.sender)
    if message.forwards or report.conflicting or len(_from_addresses(message)) != 1:
        return False
    if senders.platform_of(domain) is None or senders.is_relay(domain):
        return False
    return any(aligned(one.domain, domain) for one in report.passed("dkim"))


def aligned(signer: str, domain: str) -> bool:
    """Whether two domains belong to one registered domain."""
    return bool(signer) and hosts.registrable(signer) == hosts.registrable(domain)


def _from_addresses(message: Message) -> set[str]:
    return {value for name, value in message.trace if name == "from"}


def _domain(address: Address | None) -> str:
    return address.address.rpartition("@")[2] if address else ""


def _against(evidence: Evidence) -> Iterator[str]:
    """Every sign of deceit. Signs that honest mail can carry too count only in mail that claims to be a platform's."""
    yield from signs.sender(evidence.message.sender, evidence.senders)
    yield from _reply_to(evidence)
    yield from _failed(evidence)
    yield from signs.links(evidence.links, evidence.senders)
    yield from signs.brand_in_other_letters(evidence.message.subject + "\n" + evidence.visible, evidence.senders)
    if not evidence.proven and _claims(evidence):
        yield from _soft(evidence)


def _soft(evidence: Evidence) -> Iterator[str]:
    yield from signs.shortened(evidence.links, evidence.senders)
    if secret := credentials.request(evidence.visible, evidence.senders):
        yield f"text.asks_for_secret: {secret}"
    if hidden_text.contradicts(evidence.hidden, f"{evidence.message.subject} {evidence.visible}"):
        yield f"text.hidden: {' '.join(evidence.hidden.split())[:80]}"
    if word := signs.split_word(evidence.visible):
        yield f"text.invisible_characters: {word}"


def _claims(evidence: Evidence) -> bool:
    """Whether the message claims to come from a platform: by its sender, or by its text when no sender is known."""
    message, senders = evidence.message, evidence.senders
    if _domain(message.sender):
        shown = message.sender.name if message.sender else ""
        return senders.platform_of(_domain(message.sender)) is not None or signs.names_platform(shown, senders)
    return signs.names_platform(f"{message.subject}\n{evidence.visible}", senders)


def _reply_to(evidence: Evidence) -> Iterator[str]:
    """A reply address that imitates a platform, or that leads away from an allow-listed sender without proof."""
    genuine = evidence.senders.platform_of(_domain(evidence.message.sender)) is not None
    for name, value in evidence.message.trace:
        domain = hosts.normal(value.rpartition("@")[2].strip("<> \t;")) if name == "reply-to" else ""
        if not domain:
            continue
        if brand := hosts.imitated(domain, evidence.senders):
            yield f"reply_to.lookalike: {domain} imitates {brand}"
        elif genuine and not evidence.proven and evidence.senders.platform_of(domain) is None:
            yield f"reply_to.elsewhere: {domain}"


def _failed(evidence: Evidence) -> Iterator[str]:
    """A failed check that the trusted server reported for an allow-listed From domain."""
    domain = _domain(evidence.message.sender)
    if evidence.proven or evidence.senders.platform_of(domain) is None:
        return
    if any(not one.domain or aligned(one.domain, domain) for one in evidence.report.failed("dmarc")):
        yield f"auth.dmarc_fail: {domain}"
    if evidence.report.passed("dmarc"):
        return
    if any(not one.domain or aligned(one.domain, domain) for one in evidence.report.failed("dkim")):
        yield f"auth.dkim_fail: {domain}"


def _unproven(evidence: Evidence) -> Iterator[str]:
    """Why there is no proof."""
    message, report = evidence.message, evidence.report
    domain = _domain(message.sender)
    if message.forwards:
        yield f"auth.forwarded: {message.forwards[-1].style}"
    elif not message.trace:
        yield "auth.no_mail_header"
    elif len(_from_addresses(message)) > 1:
        yield f"sender.several: {', '.join(sorted(_from_addresses(message)))[:200]}"
    elif evidence.senders.is_relay(domain):
        yield f"sender.relay: {domain}"
    elif evidence.senders.platform_of(domain) is None:
        yield f"sender.not_listed: {domain or 'no address'}"
    elif report.conflicting:
        yield "auth.conflicting"
    elif report.checks:
        passed = ", ".join(one.domain or "?" for one in report.passed("dkim"))
        yield f"auth.not_aligned: {passed}" if passed else "auth.no_dkim_pass"
    elif report.others:
        yield f"auth.untrusted_server: {', '.join(report.others)[:200]}"
    else:
        yield "auth.no_report"
