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
_VERSION = re.compile(r"(?i:version|release|firmware|build|chapter|section|clause|§|版本)")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every address of a host; not the machine itself, and no version number."""
    for pattern in (_V4, _V6):
        for match in pattern.finditer(text):
            if _is_host(match[0]) and not near(text, *match.span(), _VERSION, 16):
                yield Hit(match.start(), match.end(), Strength.FORM)


def _is_host(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_unspecified or address.is_loopback or address.is_multicast)
