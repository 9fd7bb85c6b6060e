"""E-mail addresses (RFC 5321 mailbox, dot-string local parts); the platforms' own addresses stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_AT = r"(?:@|%40|\s?[\[(]\s?at\s?[\])]\s?)"
_DOT = r"(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)"
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00c0-\u024f-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,8}"
_LABEL = r"[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f-]{0,61}[A-Za-z0-9\u00c0-\u024f])?"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9._%+-]){_LOCAL}{_AT}(?P<domain>(?:{_LABEL}{_DOT}){{1,6}}[A-Za-z]{{2,24}})", re.I)
_SPELLED_DOT = re.compile(r"\s?[\[(]\s?dot\s?[\])]\s?", re.I)
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
