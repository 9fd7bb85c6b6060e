"""Whether a message is genuine: what servers and signatures proved, what its links and sender imitate.

Pure, reads only the message, the rules and the proofs that are handed in. `genuine` needs proof about the very mail;
`suspicious` needs a sign of deceit; everything else is `unverified`, which is no blame: forwards and PDFs lose the
proof. Wording never raises a verdict. Every reason is `code: detail`, codes in config/codes.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.senders import Senders
from config.words import Verdict
from ingest import credentials, hidden_text, hosts, signs
from ingest.evidence import Evidence, domain_of, gather
from ingest.links import Target
from ingest.message import Authenticity, Message
from ingest.proof import Check, Proof, proof_of
from ingest.receipts import Report, report_of, sealed_report


@dataclass(frozen=True, slots=True)
class Later:
    """What reading the message to its end adds: known once its files are read."""

    links: tuple[Target, ...]
    """Links in the files."""
    claims: bool
    """Whether it reads like a notice, so that it speaks for a platform whoever sent it."""


NOT_YET = Later((), claims=False)


def judge(
    message: Message,
    senders: Senders,
    trusted: tuple[str, ...],
    proofs: tuple[Proof, ...] = (),
    later: Later = NOT_YET,
) -> Authenticity:
    """The verdict on an unwrapped message, every reason named; `trusted` are the names of trusted mail servers."""
    evidence = gather(message, senders, later.links)
    report = _report(message, trusted)
    proven = tuple(_proven(message, senders, report, trusted, proofs))
    claims = later.claims or _claims(evidence)
    against = tuple(dict.fromkeys(_against(evidence, report, proven=bool(proven), claims=claims, notice=later.claims)))
    if against:
        return Authenticity(Verdict.SUSPICIOUS, against)
    if proven:
        return Authenticity(Verdict.GENUINE, proven)
    elsewhere = signs.elsewhere(evidence.links, senders) if claims else ()
    return Authenticity(Verdict.UNVERIFIED, (*_unproven(evidence, report, proofs), *elsewhere))


def adds(later: Later, message: Message, senders: Senders) -> bool:
    """Whether what is known later can change the verdict on a notice: a listed sender made it claim all before."""
    domain = domain_of(message.sender)
    return bool(later.links) or senders.platform_of(domain) is None or senders.is_relay(domain)


def judged(message: Message, senders: Senders, trusted: tuple[str, ...], proofs: tuple[Proof, ...] = ()) -> Message:
    """The message with its verdict."""
    return replace(message, authenticity=judge(message, senders, trusted, proofs))


def _report(message: Message, trusted: tuple[str, ...]) -> Report:
    """What trusted servers wrote into the very message; what stands in a forwarded one proves nothing."""
    headers = tuple(value for name, value in message.trace if name == "authentication-results")
    return report_of(() if message.forwards else headers, trusted)


def _proven(
    message: Message, senders: Senders, report: Report, trusted: tuple[str, ...], proofs: tuple[Proof, ...]
) -> Iterator[str]:
    """Each proof: a pass of a `d=` aligned (RFC 7489 section 3.1.1, relaxed) with the one allow-listed From domain."""
    domain = domain_of(message.sender)
    if len(_from_addresses(message)) != 1 or senders.platform_of(domain) is None or senders.is_relay(domain):
        return
    if not report.conflicting and any(aligned(one.domain, domain) for one in report.passed("dkim")):
        yield f"auth.dkim_aligned: {domain}"
    proof = proof_of(message.mail, proofs)
    if any(one.check is Check.PASSED and aligned(one.domain, domain) for one in proof.signatures):
        yield f"auth.signature_verified: {domain}"
    sealed = sealed_report(() if message.forwards else proof.sealed, trusted)
    if any(aligned(one.domain, domain) for one in sealed.passed("dkim")):
        yield f"auth.arc_verified: {domain}"


def aligned(signer: str, domain: str) -> bool:
    """Whether two domains belong to one registered domain."""
    return bool(signer) and hosts.registrable(signer) == hosts.registrable(domain)


def _from_addresses(message: Message) -> set[str]:
    return {value for name, value in message.trace if name == "from"}


def _against(evidence: Evidence, report: Report, *, proven: bool, claims: bool, notice: bool) -> Iterator[str]:
    """Every sign of deceit. Signs that honest mail can carry too count only in mail that claims to be a platform's."""
    message, senders = evidence.message, evidence.senders
    yield from signs.sender(message.sender, senders)
    yield from signs.local_part(message.sender, senders)
    yield from _reply_to(evidence, proven=proven)
    yield from _failed(message, senders, report, proven=proven)
    yield from signs.links(evidence.links, senders)
    yield from signs.brand_in_other_letters(f"{message.subject}\n{evidence.visible}", senders)
    if notice and senders.is_relay(domain_of(message.sender)):
        yield f"sender.relay: {domain_of(message.sender)}"
    if claims and not proven:
        yield from _soft(evidence)


def _soft(evidence: Evidence) -> Iterator[str]:
    message, senders = evidence.message, evidence.senders
    yield from signs.shortened(evidence.links, senders)
    yield from signs.active(evidence.links)
    yield from signs.host_in_path(evidence.links, senders)
    yield from signs.programs(message.parts)
    if evidence.secret_field:
        yield f"text.asks_for_secret: {evidence.secret_field}"
    elif secret := credentials.request(evidence.visible, senders, on_platform=evidence.on_platform):
        yield f"text.asks_for_secret: {secret}"
    if hidden_text.contradicts(evidence.hidden, f"{message.subject} {evidence.visible}"):
        yield f"text.hidden: {' '.join(evidence.hidden.split())[:80]}"
    if word := signs.split_word(evidence.visible):
        yield f"text.invisible_characters: {word}"
    if word := signs.reversed_text(
        f"{message.sender.name if message.sender else ''}\n{message.subject}\n{evidence.visible}"
    ):
        yield f"text.reversed: {word}"


def _claims(evidence: Evidence) -> bool:
    """Whether the message claims to come from a platform: by its sender, or by its text when no sender is known."""
    message, senders = evidence.message, evidence.senders
    if domain_of(message.sender):
        shown = message.sender.name if message.sender else ""
        return senders.platform_of(domain_of(message.sender)) is not None or signs.names_platform(shown, senders)
    return signs.names_platform(f"{message.subject}\n{evidence.visible}", senders)


def _reply_to(evidence: Evidence, *, proven: bool) -> Iterator[str]:
    """A reply address that imitates a platform, or that leads away from an allow-listed sender without proof."""
    genuine = evidence.senders.platform_of(domain_of(evidence.message.sender)) is not None
    for name, value in evidence.message.trace:
        domain = hosts.normal(value.rpartition("@")[2].strip("<> \t;")) if name == "reply-to" else ""
        if not domain:
            continue
        if brand := hosts.imitated(domain, evidence.senders):
            yield f"reply_to.lookalike: {domain} imitates {brand}"
        elif genuine and not proven and evidence.senders.platform_of(domain) is None:
            yield f"reply_to.elsewhere: {domain}"


def _failed(message: Message, senders: Senders, report: Report, *, proven: bool) -> Iterator[str]:
    """A failed check that the trusted server reported for an allow-listed From domain."""
    domain = domain_of(message.sender)
    if proven or senders.platform_of(domain) is None:
        return
    if any(not one.domain or aligned(one.domain, domain) for one in report.failed("dmarc")):
        yield f"auth.dmarc_fail: {domain}"
    if report.passed("dmarc"):
        return
    if any(not one.domain or aligned(one.domain, domain) for one in report.failed("dkim")):
        yield f"auth.dkim_fail: {domain}"


def _unproven(evidence: Evidence, report: Report, proofs: tuple[Proof, ...]) -> Iterator[str]:
    """Why there is no proof."""
    message = evidence.message
    domain = domain_of(message.sender)
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
    proof = proof_of(message.mail, proofs)
    if proof.chain_fault:
        yield f"auth.arc_unproven: {proof.chain_fault}"
    for one in proof.signatures:
        broken = one.check is Check.BROKEN
        yield f"auth.signature_broken: {one.domain}" if broken else f"auth.signature_unknown: {one.domain}, {one.why}"
