"""Where a link really leads: the address that a gateway, tracker or redirector put its own host before.

One function for all who read links, so that the verdict and the facts see the same target. Pure text: nothing is
fetched, and what cannot be read from the link stays as it is.

    >>> from config.rewriters import load_rewriters
    >>> real_target("https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example", load_rewriters())
    'https://a.example'
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, unquote, urlsplit

from config.rewriters import Coding, Rewriter

DEEPEST = 5
"""Gateways before gateways that are taken off."""
WEB = re.compile(r"https?:/{0,2}(?=[^\s/])", re.I)
RUN = re.compile(r"\*(?:\*(.))?")
LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Proofpoint 3: the sign behind `**` tells how many characters were left out, from 2 on."""


def real_target(address: str, rewriters: tuple[Rewriter, ...]) -> str:
    """The address a link leads to behind all gateways; the address itself when none can be taken off."""
    for _ in range(DEEPEST):
        inner = _inner(address, rewriters)
        if not inner:
            break
        address = inner
    return address


def is_gateway(address: str, rewriters: tuple[Rewriter, ...]) -> bool:
    """Whether an address is a gateway's, which hides where it leads."""
    return any(True for _ in _fitting(address, rewriters))


def _inner(address: str, rewriters: tuple[Rewriter, ...]) -> str:
    """What stands behind the first gateway that tells it; empty when none does."""
    return next((found for one in _fitting(address, rewriters) if (found := _read(address, one))), "")


def _fitting(address: str, rewriters: tuple[Rewriter, ...]) -> list[Rewriter]:
    try:
        split = urlsplit(address)
        host = (split.hostname or "").lower()
    except ValueError:
        return []
    if split.scheme.lower() not in ("http", "https"):
        return []
    labels = host.split(".")
    above = {".".join(labels[start:]) for start in range(len(labels))}
    return [one for one in rewriters if one.domain in above and split.path.startswith(one.path)]


def _read(address: str, rewriter: Rewriter) -> str:
    value = _written(address, rewriter)
    match rewriter.coding:
        case Coding.DASHES:
            value = unquote(value.replace("-", "%").replace("_", "/"))
        case Coding.STARS:
            value = _filled(value)
        case Coding.BASE64:
            value = _decoded(value)
        case Coding.HOST:
            value = f"https://{value}" if value and not WEB.match(value) else value
        case Coding.URL:
            value = value if WEB.match(value) else unquote(value)
    scheme = WEB.match(value)
    return value[: scheme.end()].rstrip("/") + "//" + value[scheme.end() :] if scheme else ""


def _written(address: str, rewriter: Rewriter) -> str:
    """The target as it stands in the link."""
    if rewriter.parameter is not None:
        query = address.replace("&amp;", "&").partition("?")[2]
        return (parse_qs(query, max_num_fields=100).get(rewriter.parameter) or [""])[0]
    if rewriter.after is None:
        return ""
    _, found, rest = address.partition(rewriter.after)
    if rewriter.after == "/http":  # the target begins with the marker's own letters
        return unquote("http" + rest) if found else ""
    return unquote(rest) if rewriter.coding is not Coding.STARS else rest


def _filled(value: str) -> str:
    """Proofpoint 3: `address__;base64!!...` with the characters put back in place of the stars."""
    written, found, rest = value.partition("__;")
    if not found:
        return ""
    left_out = list(_decoded(rest.partition("!")[0]))

    def put(match: re.Match[str]) -> str:
        count = LENGTHS.find(match[1]) + 2 if match[1] else 1
        taken, left_out[:] = left_out[:count], left_out[count:]
        return "".join(taken)

    return RUN.sub(put, written) if left_out else written


def _decoded(value: str) -> str:
    try:
        return urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
