"""Signs of deceit in senders, links and texts; each yields `code: detail`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from config.lookalikes import skeleton
from config.senders import Senders, under
from ingest import hosts
from ingest.links import ACTIVE, Target
from ingest.message import Address, Part

ADDRESS = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
MIXED_WORD = re.compile(r"[^\W\d_]{3,40}")
SPLIT_WORD = re.compile(r"[^\W\d_]{2,30}[\u200b\u200c\u200d\u2060\ufeff][^\W\d_]{2,30}")
LATIN_OR_CYRILLIC = re.compile(r"[A-Za-z\u0400-\u04ff\u200b-\u200d\u2060\ufeff]+\Z")
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
FORCED = re.compile(r"[\u202d\u202e][^\n]{1,60}")
PROGRAM = re.compile(
    r"\.(?:exe|scr|com|pif|bat|cmd|js|jse|vbs|vbe|wsf|wsh|hta|lnk|msi|msix|jar|ps1|psm1|cpl|dll|iso|img|vhdx?|apk|app"
    r"|command|docm|xlsm|pptm|xll|one|chm|reg|url|website)$",
    re.I,
)
"""Endings that run on opening, hold such files (disk images) or macros."""
MOST_ELSEWHERE = 5
TEXT_CHARACTERS = 200_000


def sender(address: Address | None, senders: Senders) -> Iterator[str]:
    """Signs in the From address and its display name."""
    if address is None:
        return
    domain = address.address.rpartition("@")[2]
    genuine = senders.platform_of(domain) is not None
    if brand := hosts.imitated(domain, senders) if domain else None:
        yield f"sender.lookalike: {domain} imitates {brand}"
    if not domain or genuine:
        return
    name = readable(address.name)
    claimed = ADDRESS.search(name)
    if claimed and senders.platform_of(claimed.group(1).lower()) is not None:
        yield f"sender.display_address: {claimed.group()} shown for {address.address}"
    elif only_platform(name, senders):
        yield f"sender.display_name: {address.name[:80]} shown for {address.address}"


def only_platform(name: str, senders: Senders) -> bool:
    """Whether a display name is a platform's name and nothing but words of service beside it."""
    plain = re.sub(r"[\W_]+", " ", readable(name).casefold()).strip()
    return any(_only_platform(one, senders) for one in (plain, " ".join(skeleton(word) for word in plain.split())))


def _only_platform(shown: str, senders: Senders) -> bool:
    if not names_platform(shown, senders):
        return False
    for names in (one.names for one in senders.platforms.values()):
        for word in names:
            shown = shown.replace(word, " ")
    return all(hosts.made_of(word, senders.service_words) for word in shown.split())


def readable(text: str) -> str:
    """A text as it is seen: compatibility forms folded (NFKC), characters that are not seen taken out."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def names_platform(text: str, senders: Senders) -> bool:
    """Whether a text names a platform, in any script."""
    names = tuple(name for one in senders.platforms.values() for name in one.names)
    return _names(names).search(text[:TEXT_CHARACTERS]) is not None


@lru_cache(maxsize=16)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    other = "|".join(re.escape(name) for name in names if not name.isascii())
    return re.compile(
        rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])|{other}" if other else rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])", re.I
    )


def links(found: Iterable[Target], senders: Senders) -> Iterator[str]:
    """Signs in links: imitating hosts, numbers for hosts, names before `@`, text that claims another host."""
    for link in found:
        if not link.host:
            continue
        if hosts.is_address(link.host):
            yield f"link.ip_host: {link.host}"
        elif (brand := hosts.imitated(link.host, senders)) and not _broken(link, senders):
            yield f"link.lookalike_host: {link.host} imitates {brand}"
        if "." in link.user and not senders.is_platform_host(link.host):
            yield f"link.user_info: {link.user[:80]}@{link.host}"
        if not link.gateway and _other_host(link, senders):
            yield f"link.text_differs: {link.shown_host} leads to {link.host}"


def _broken(link: Target, senders: Senders) -> bool:
    """Whether a host is a genuine one that was cut off, or one that a sentence was glued to."""
    genuine = [domain for one in senders.platforms.values() for domain in (*one.sender_domains, *one.link_domains)]
    if link.cut and any(_begins(link.host, domain) for domain in genuine):
        return True
    return not hosts.suffix_of(link.host) and any(f".{domain}." in f".{link.host}" for domain in genuine)


def _begins(host: str, domain: str) -> bool:
    """Whether the end of a host is the beginning of a genuine domain: `sellercentral.amazon.c` of `amazon.com`."""
    labels = host.split(".")
    return any(domain.startswith(".".join(labels[start:])) for start in range(max(len(labels) - 3, 0), len(labels) - 1))


def _other_host(link: Target, senders: Senders) -> bool:
    """Whether the visible text names a platform's host and the link leads to none of the platforms'."""
    shown = link.shown_host
    if not shown or not senders.is_platform_host(hosts.ascii_of(shown)):
        return False
    return not senders.is_platform_host(hosts.ascii_of(link.host))


def shortened(found: Iterable[Target], senders: Senders) -> Iterator[str]:
    """Links whose target a shortener hides."""
    for link in found:
        if under(link.host, senders.shorteners):
            yield f"link.shortener: {link.host}"


def active(found: Iterable[Target]) -> Iterator[str]:
    """Links that run or open something in the mail itself."""
    for link in found:
        if link.scheme in ACTIVE:
            yield f"link.active_content: {link.scheme}"


def host_in_path(found: Iterable[Target], senders: Senders) -> Iterator[str]:
    """Links to other hosts that put a platform's host into their path, where it is read as the host."""
    for link in found:
        if link.gateway or not link.host or senders.is_platform_host(hosts.ascii_of(link.host)):
            continue
        for segment in link.path.lower().split("/"):
            if segment.count(".") > 1 and senders.is_platform_host(segment):
                yield f"link.host_in_path: {segment} at {link.host}"


def elsewhere(found: Iterable[Target], senders: Senders) -> Iterator[str]:
    """Hosts of links that are nobody's we know: no sign of deceit, and what a person should look at first."""
    known = (*senders.genuine_elsewhere, *(one.domain for one in senders.rewriters))
    others = (hosts.ascii_of(link.host) for link in found if link.host)
    for host in list(dict.fromkeys(one for one in others if not senders.is_platform_host(one)))[:MOST_ELSEWHERE]:
        if not under(host, known):
            yield f"link.elsewhere: {host}"


def local_part(address: Address | None, senders: Senders) -> Iterator[str]:
    """An address of another domain that spells a platform's domain before the `@`."""
    if address is None or senders.platform_of(address.address.rpartition("@")[2]) is not None:
        return
    local = address.address.rpartition("@")[0].lower()
    genuine = (domain for one in senders.platforms.values() for domain in one.sender_domains)
    if any(re.search(rf"(?:^|[^a-z0-9]){re.escape(domain)}(?:$|[^a-z0-9])", local) for domain in genuine):
        yield f"sender.local_part: {address.address}"


def programs(parts: Iterable[Part]) -> Iterator[str]:
    """Files that a computer would run when they are opened."""
    for part in parts:
        if part.filename and PROGRAM.search(part.filename):
            yield f"attachment.program: {part.filename[:80]}"


def reversed_text(text: str) -> str:
    """A stretch whose direction is forced (U+202D, U+202E), so that it reads otherwise than it is written."""
    match = FORCED.search(text[:TEXT_CHARACTERS])
    return INVISIBLE.sub("", match.group())[:40] if match else ""


def brand_in_other_letters(text: str, senders: Senders) -> Iterator[str]:
    """Words that look like a brand but mix Latin with other letters (`Аmazon` with a Cyrillic A)."""
    if text.isascii():
        return
    brands = {brand for one in senders.platforms.values() for brand in one.brands}
    for word in dict.fromkeys(MIXED_WORD.findall(text[:TEXT_CHARACTERS])):
        if word.isascii() or not any(char.isascii() for char in word):
            continue
        if skeleton(word) in brands:
            yield f"text.brand_in_other_letters: {word}"


def split_word(text: str) -> str:
    """A word that invisible characters cut in two; empty when there is none."""
    for match in SPLIT_WORD.finditer("" if text.isascii() else text[:TEXT_CHARACTERS]):
        if LATIN_OR_CYRILLIC.match(match.group()):
            return re.sub(r"[\u200b\u200c\u200d\u2060\ufeff]", "", match.group())
    return ""
