"""Links to the platforms' own pages: the target, not its visible text; one canonical help id for many spellings.

Glued Chinese or Japanese text, closing signs and hard wraps go; a link that the sender shortened stays as it is and is
marked truncated. The host counts by its registrable domain: `sellercentral.amazon.com.evil.example` is not Amazon's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from config.rewriters import Rewriter
from config.rules import PlatformRules, Rules
from extract.facts import PolicyLink
from extract.folding import INVISIBLE
from extract.reading import Mark, Reading
from ingest.real_target import real_target

MAX_URL = 2_000
_URL = re.compile(r"https?://[!-;=?-Z\\\]^_a-z|~]{3,2000}", re.IGNORECASE)
_TRUNCATED = re.compile(
    r"(?P<url>https?://[!-~]{3,200}?)\s?(?:\.\.\.|…)\s?(?P<tail>[0-9A-Za-z/_=&?.-]{0,80})", re.IGNORECASE
)
_TAIL = ".,;:!?'\"*|\\^`~([{"
_WRAP = re.compile(
    r"[ \t]*\r?\n[ \t]*(?:>[ \t]?)*(?P<rest>[!-;=?-Z\\\]^_a-z|~]{1,500})(?P<after>[ \t]*(?=\n|$)|[^!-~])?"
)
_URLISH = re.compile(r"[/?=&_%]")
_HELP_PATH = re.compile(
    r"/(?:gp/help|help/hub/reference|help/hub/support|help)(?:/external)?/(?P<id>[0-9A-Za-z]{2,20})(?:[/?#]|$)",
    re.IGNORECASE,
)
_G = re.compile(r"G(\d+|[0-9A-Z]{14,16})")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link and where it stands in the joined text."""

    link: PolicyLink
    mark: Mark


def help_id(url: str) -> str | None:
    """The canonical id of a help page: upper case, one leading G dropped before digits or 14 to 16 signs.

    >>> {help_id("https://x.example" + path) for path in (
    ...     "/gp/help/201361070", "/gp/help/G201361070", "/gp/help/external/201361070",
    ...     "/gp/help/external/help.html?itemID=201361070&language=de_DE", "/help/hub/reference/G201361070",
    ...     "/help/hub/reference/external/G201361070?locale=en-US")}
    {'201361070'}
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    named = [v for k, v in parse_qsl(parts.query) if k.lower() in ("itemid", "nodeid", "topicid")]
    if named and re.fullmatch(r"[0-9A-Za-z]{2,20}", named[-1]):
        return _canonical(named[-1])
    match = _HELP_PATH.search(parts.path + "/")
    known = match is not None and (re.search(r"\d", match["id"]) or len(match["id"]) >= 14)
    return _canonical(match["id"]) if match and known else None


def _canonical(identifier: str) -> str:
    upper = identifier.upper()
    return upper[1:] if _G.fullmatch(upper) else upper


def host_of(url: str) -> str:
    """The host of an address, lower case; empty for addresses with user names, which hide their host."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    return "" if "@" in parts.netloc else host


def within(host: str, domains: tuple[str, ...]) -> str | None:
    """The one of some registrable domains that a host belongs to; the longest when several fit."""
    fits = [domain for domain in domains if host == domain or host.endswith("." + domain)]
    return max(fits, key=len, default=None)


def owner_of(url: str, rules: Rules) -> PlatformRules | None:
    """The platform that an address belongs to."""
    host = host_of(url)
    return next((p for p in rules.platforms if host and within(host, p.domains)), None)


def clean(raw: str) -> str:
    """An address without what was glued to its end: closing signs, unbalanced brackets, a second address."""
    url = "".join(c for c in raw if c not in INVISIBLE)
    again = re.search(r"(?<=[!-~])https?://", url[8:])
    if again and "?" not in url[: again.start() + 8]:
        url = url[: again.start() + 8]
    while url:
        last = url[-1]
        if last in _TAIL or (last in ")]}" and url.count(last) > url.count({")": "(", "]": "[", "}": "{"}[last])):
            url = url[:-1]
        else:
            break
    return url


def target_of(raw: str, rewriters: tuple[Rewriter, ...]) -> str:
    """Where a written address leads: what was glued to it and the gateways before it taken off."""
    bare = "".join(c for c in raw if c not in INVISIBLE).strip()
    return clean(real_target(bare, rewriters))


def urls_in(source: str, rewriters: tuple[Rewriter, ...] = ()) -> Iterator[tuple[str, int, int, bool]]:
    """(address, start, end, truncated) of every written address of a text, `rewriters` taken off."""
    end_of_last = 0
    for match in _URL.finditer(source):
        if match.start() < end_of_last:
            continue
        short = _TRUNCATED.match(source, match.start())
        if short and short.end("url") <= match.end():
            end_of_last = short.end()
            yield short[0].strip(), match.start(), short.end(), True
            continue
        raw, end = _unwrapped(source, match)
        end_of_last = end
        url, written = target_of(raw, rewriters), clean(raw)
        if len(url) <= MAX_URL:
            rewritten = url != written or end != match.end()
            yield url, match.start(), end if rewritten else match.start() + len(written), False


def _unwrapped(source: str, match: re.Match[str]) -> tuple[str, int]:
    raw, end = match[0], match.end()
    for _ in range(3):
        wrap = _WRAP.match(source, end)
        if not wrap or not _goes_on(source, raw, end, wrap):
            break
        raw, end = raw + wrap["rest"], wrap.end("rest")
    return raw, end


def _goes_on(source: str, raw: str, end: int, wrap: re.Match[str]) -> bool:
    rest = wrap["rest"]
    if rest.lower().startswith("http") or rest[:1] in "-(\"'<[*" or not re.match(r"[0-9A-Za-z/?=&_%.#]", rest):
        return False
    line = end - (source.rfind("\n", 0, end) + 1)
    alone = wrap["after"] is not None or wrap.end("rest") == len(source)
    urlish = bool(_URLISH.search(rest)) or (rest[:1].isdigit() and rest.rstrip(".,").isalnum() and len(rest) > 4)
    if raw[-1] in "/?=&_%-" and (urlish or (alone and not rest[:1].isupper())):
        return True
    return line >= 60 and urlish and not rest.endswith(":") and raw[-1] not in ".,;)"


def links_in(reading: Reading) -> Iterator[FoundLink]:
    """Every link to a platform's own pages: written addresses and the targets of hyperlinks, in order."""
    found: list[tuple[int, int, str, str, bool]] = []
    covered: list[tuple[int, int]] = []
    for segment in reading.segments:
        for link in segment.text.links:
            start, end = segment.start + link.start, segment.start + link.end
            covered.append((start, end))
            if link.href.lower().startswith(("http://", "https://")):
                url = target_of(link.href, reading.rules.rewriters)
                found.append((start, max(end, start), url, link.href, False))
    for url, start, end, truncated in urls_in(reading.source, reading.rules.rewriters):
        if not any(a <= start < b for a, b in covered):
            found.append((start, end, url, reading.source[start:end], truncated))
    for start, end, url, raw, truncated in sorted(found):
        policy = _policy_link(url, raw, truncated, reading.rules)
        if policy is not None:
            yield FoundLink(policy, Mark("policy_link", policy.help_id or policy.url, start, end, "links: address"))


def _policy_link(url: str, raw: str, truncated: bool, rules: Rules) -> PolicyLink | None:
    if truncated:
        start = url.lower().removeprefix("https://").removeprefix("http://")
        known = any(
            start.startswith(("sellercentral.", "merchant")) or name in start
            for p in rules.platforms
            for name in p.names
        )
        return PolicyLink(url, raw, truncated=True) if known else None
    platform = owner_of(url, rules)
    if platform is None:
        return None
    identifier = help_id(url) if platform.help_pages else None
    return PolicyLink(url, raw, identifier, _policy(url, identifier, platform))


def _policy(url: str, identifier: str | None, platform: PlatformRules) -> str | None:
    if identifier and identifier in platform.policies:
        return platform.policies[identifier]
    lower = url.lower()
    return next((slug for word, slug in platform.policy_words.items() if word in lower), None)
