"""Which platform a message claims to come from, and which marketplace it is about.

A claim, not a proof: a look-alike keeps the platform whose name it uses, and authenticity says what to think of it.
"""

from __future__ import annotations

import re
from collections import Counter

from config.cue_index import CueIndex
from config.cues import Cue
from config.kept import kept
from config.rules import PlatformRules
from config.words import Platform
from extract.components.links import host_of, urls_in, within
from extract.reading import Mark, Reading
from ingest.real_target import real_target

ENOUGH = 3.0
NAMED = 0.75
"""Enough where nobody is named as the sender: a paper alone that tells of a measure, and names the platform once."""
_MAIL_HOST = re.compile(r"@([a-z0-9.-]{4,80}\.[a-z]{2,6})(?![\w-])")
_ADDRESS = re.compile(
    r"(?<![\w.@/-])(?P<name>amazon)\s?\.\s?(?P<tld>com\.(?:au|mx|br|be|tr)|co\.(?:uk|jp|za)"
    r"|com|de|fr|it|es|ca|nl|se|pl|be|ie|in|sg|ae|sa|eg)(?![\w@-]|\.[a-z]{2,3}\b)",
    re.IGNORECASE,
)


def platform_weights(reading: Reading) -> dict[Platform, float]:
    """How strongly a message points to each platform."""
    hosts = [host_of(url) for url in addresses(reading)]
    return {rules.platform: _weight(reading, rules, hosts) for rules in reading.rules.platforms}


def _weight(reading: Reading, rules: PlatformRules, hosts: list[str]) -> float:
    lower = reading.folded.lower
    sender = reading.message.sender
    weight = 0.0
    if sender is not None:
        host = sender.address.rpartition("@")[2].lower()
        weight += 6.0 if within(host, rules.domains) else 0.0
        weight += (
            4.0 if _named(sender.name, rules) or (not within(host, rules.domains) and _named(host, rules)) else 0.0
        )
    weight += min(4.0, 2.0 * sum(bool(within(host, rules.domains)) for host in hosts))
    weight += 2.0 * _writes_to(reading, rules)
    weight += min(3.0, 0.75 * sum(lower.count(name) for name in rules.names))
    weight += 1.5 * min(2, _signed(reading, rules))
    return weight


def _signed(reading: Reading, rules: PlatformRules) -> int:
    """How many of the words of a platform's teams and pages a message holds."""
    cues = _signature_index(rules.signatures).present(reading.tokens).get(0, [])
    return sum(cue.search(reading.folded.lower) is not None for cue in cues)


@kept
def _signature_index(signatures: tuple[Cue, ...]) -> CueIndex:
    return CueIndex([(0, signatures)])


def _named(text: str, rules: PlatformRules) -> bool:
    lower = text.lower()
    return any(name in lower for name in rules.names)


def addresses(reading: Reading) -> list[str]:
    """Every address of a message: written ones and targets of links."""
    rewriters = reading.rules.rewriters
    written = [url for url, _, _, truncated in urls_in(reading.source, rewriters) if not truncated]
    links = (link for segment in reading.segments for link in segment.text.links)
    return [*written, *(real_target(link.href, rewriters) for link in links)]


def platform_of(reading: Reading) -> tuple[Platform, Mark | None]:
    """The platform a message claims to come from; UNKNOWN for messages of others that only speak of one."""
    weights = platform_weights(reading)
    best = max(weights, key=lambda p: weights[p], default=Platform.UNKNOWN)
    enough = NAMED if reading.message.sender is None else ENOUGH
    if weights.get(best, 0.0) < enough or _third_party(reading):
        return Platform.UNKNOWN, None
    rules = reading.rules.of(best)
    for name in rules.names if rules else ():
        at = reading.folded.lower.find(name)
        if at >= 0:
            return best, reading.mark("platform", best, at, at + len(name), "platform: name, sender and links")
    return best, None


def is_sure(reading: Reading) -> bool:
    """Whether the platform is told by more than its name in a paper without a sender."""
    return max(platform_weights(reading).values(), default=0.0) >= ENOUGH


def _writes_to(reading: Reading, rules: PlatformRules) -> bool:
    """Whether a text names a mail address of a platform: the one to answer."""
    return any(within(match[1], rules.domains) for match in _MAIL_HOST.finditer(reading.folded.lower))


def _third_party(reading: Reading) -> bool:
    """Whether somebody else writes: a sender that is no platform, and no address of a platform in the text."""
    sender = reading.message.sender
    if sender is None or not sender.address:
        return False
    host = sender.address.rpartition("@")[2].lower()
    for rules in reading.rules.platforms:
        if within(host, rules.domains) or _named(sender.name, rules) or _named(host, rules):
            return False
        if any(within(host_of(url), rules.domains) for url in addresses(reading)) or _writes_to(reading, rules):
            return _offers(reading)
        if _signed(reading, rules) > 1 and not _offers(reading):
            return False
    return True


def _offers(reading: Reading) -> bool:
    wordings = reading.rules.cues.replies.unrelated
    return sum(cue.search(reading.folded.lower) is not None for cue in reading.cues(wordings)) >= 2


def marketplace_of(reading: Reading, platform: Platform) -> tuple[str | None, Mark | None]:
    """The marketplace a notice is about (ISO 3166-1 alpha-2): what the text names, then sender, then links."""
    rules = reading.rules.of(platform)
    if rules is None or not rules.marketplaces:
        return None, None
    votes: Counter[str] = Counter()
    first: dict[str, Mark] = {}
    text = reading.folded.text
    for match in _ADDRESS.finditer(text):
        domain = f"amazon.{match['tld'].lower()}"
        if domain in rules.marketplaces and text[max(0, match.start() - 12) : match.start()].find("://") < 0:
            country = rules.marketplaces[domain]
            votes[country] += 3
            first.setdefault(country, reading.mark("marketplace", country, *match.span(), "marketplace: name"))
    sender = reading.message.sender
    if sender is not None:
        for match in _ADDRESS.finditer(sender.name):
            votes[rules.marketplaces.get(f"amazon.{match['tld'].lower()}", "")] += 3
        _vote(votes, within(sender.address.rpartition("@")[2], rules.domains), rules, 2)
    for url in addresses(reading):
        if host_of(url) not in rules.shared_hosts:
            _vote(votes, within(host_of(url), rules.domains), rules, 1)
    votes.pop("", None)
    if not votes:
        return None, None
    country = max(votes, key=lambda c: votes[c])
    return country, first.get(country)


def _vote(votes: Counter[str], domain: str | None, rules: PlatformRules, weight: int) -> None:
    if domain and domain in rules.marketplaces:
        country = rules.marketplaces[domain]
        votes[country] += weight if country != "US" or weight == 1 else 1  # amazon.com writes for all marketplaces
