"""IP addresses of persons (RFC 791, RFC 4291): mail headers and log lines tell from where somebody wrote."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from assemble.redact.detectors.patterns import near
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

SIGN = re.compile(r"\d\.\d|[0-9A-Fa-f]:[0-9A-Fa-f:]")
_V4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_V6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:|:(?=:)){2,7}[0-9A-Fa-f:]{0,39}(?![\w:])")
_SMALL = re.compile(r"(?:1?\d\.){3}1?\d")
_HOST = re.compile(r"(?i:\bip\b|\bip[- ]?addr|\baddress|\bhost|\bfrom\b|\bby\b|\blogin|\bclient|\[|登录|地址|\bадрес)")
_VERSION = re.compile(r"(?i:version|release|firmware|build|chapter|section|clause|§|版本)")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every address of a host; not the machine itself, and no version number."""
    for pattern in (_V4, _V6):
        for match in pattern.finditer(text):
            if _is_host(match[0]) and not near(text, *match.span(), _VERSION, 16) and not _is_clause(text, match):
                yield Hit(match.start(), match.end(), Strength.FORM)


def _is_clause(text: str, match: re.Match[str]) -> bool:
    """Whether four small numbers count the parts of a norm or a contract: no word around says host."""
    return bool(_SMALL.fullmatch(match[0])) and not near(text, *match.span(), _HOST, 24)


def _is_host(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_unspecified or address.is_loopback or address.is_multicast)
