"""E-mail addresses (RFC 5321 mailbox, dot-string local parts); the platforms' own addresses stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_AT = r"(?:@|%40|\s?[\[({]\s?at\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)"
_LETTERS = r"A-Za-z\u00c0-\u024f\u0370-\u052f"
"""Latin, Greek and Cyrillic (RFC 6531): scripts that put a blank between an address and the words around it."""
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00c0-\u024f\u0370-\u052f-]{1,64}"
_LOCAL += r"(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00c0-\u024f\u0370-\u052f-]{1,64}){0,8}"
_LABEL = rf"[0-9{_LETTERS}](?:[0-9{_LETTERS}-]{{0,61}}[0-9{_LETTERS}])?"
_LAST = r"(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,24}|[\u0370-\u052f]{2,24})"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9._%+-]){_LOCAL}{_AT}(?P<domain>(?:{_LABEL}{_DOT}){{1,6}}{_LAST})", re.I)
_HAN = r"[0-9A-Za-z\u3040-\u30ff\u4e00-\u9fff-]{1,40}"
_ENDS = "(?:com|net|org|info|biz|example|eu|co|io|cn|de|fr|it|es|pl|ru|jp|uk|us|in)"
"""Of addresses that are spelled in words; other words after `dot` are none."""
_OTHERS = re.compile(
    rf"(?P<spelled>\b[\w+-]{{1,40}}(?: dot [\w+-]{{1,40}}){{0,3}} at (?=[\w-]*[A-Za-z])[\w-]{{1,40}}"
    rf"(?: dot [\w-]{{2,40}}){{0,2}} dot {_ENDS}\b)"
    rf"|(?P<apart>(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]{{1,64}} @ (?P<domain>(?:{_LABEL}\.){{1,6}}{_LAST}))"
    rf"|(?P<han>{_HAN}@(?:{_HAN}\.){{1,3}}[\u3040-\u30ff\u4e00-\u9fff]{{2,4}})",
    re.I,
)
"""Spelled in words, with blanks around its sign, in a domain of Chinese or Japanese characters."""
_SPELLED_DOT = re.compile(r"\s?[\[({]\s?dot\s?[\])}]\s?", re.I)
_OPENERS = re.compile(
    r"^(?:mailto:|\S{0,200}[?&][A-Za-z_.-]{1,30}=|['`/=|?&{}]+|[A-Za-z_.-]{1,30}=|\S{0,200}%(?:20|09|22|3C)"
    r"|[A-Za-z_-]{1,30}(?:\*\d{0,3}){1,2}=[\w-]{0,30}'[\w-]{0,30}')+",
    re.I,
)
"""What may stand glued before an address and is none of it: schemes, names of parameters (RFC 2231), escaped spaces."""


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every address that is not the platform's."""
    for match in _ADDRESS.finditer(text):
        domain = _SPELLED_DOT.sub(".", match["domain"]).lower()
        if not is_public(domain, policy):
            opener = _OPENERS.match(match[0])
            yield Hit(match.start() + (opener.end() if opener else 0), match.end(), Strength.FORM)
    for match in _OTHERS.finditer(text):
        if not (match["apart"] and is_public(match["domain"].lower(), policy)):
            yield Hit(match.start(), match.end(), Strength.FORM)


def is_public(domain: str, policy: RedactionPolicy) -> bool:
    """Whether addresses of a domain belong to a platform and not to a person.

    Mail text glues words on (`notice@amazon.comor`): a public domain with up to twelve letters stuck to it is public.
    """
    if any(_within(domain, private) for private in policy.private_domains):
        return False
    return any(
        _within(domain, public) or re.search(rf"(?:^|\.){re.escape(public)}[a-z]{{1,12}}$", domain)
        for public in policy.public_domains
    )


def _within(domain: str, parent: str) -> bool:
    return domain == parent or domain.endswith("." + parent)
