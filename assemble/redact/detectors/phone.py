"""Phone numbers: international and national forms, told by libphonenumber, by their shape or by a word before them.

A bare run of digits is a number only after such a word, or with the shape of a Chinese or Russian mobile number;
Amazon's complaint and case ids have eleven digits too, so a labelled id is protected before this detector is heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assemble.redact.detectors.patterns import END, START, context_hits, digits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_WORDS = label(
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "fax",
    "whatsapp",
    "wechat",
    "call",
    "电话",
    "手机",
    "联系电话",
    "传真",
    "微信",
    "電話",
    "携帯",
    "連絡先",
    "Telefon",
    "Handy",
    "Mobil",
    "Telefax",
    "Rufnummer",
    "téléphone",
    "portable",
    "teléfono",
    "móvil",
    "telefono",
    "cellulare",
    "тел",
    "телефон",
    "моб",
    "факс",
)
_LABELLED = labelled(_WORDS, r"\+?[0-9(][0-9()\- ./_*·•\n]{4,24}[0-9]")
_MOBILE = re.compile(rf"{START}(?:1[3-9]\d[ \-\n]?\d{{4}}[ \-\n]?\d{{4}}|[78]9\d{{9}}){END}")
_CANDIDATE = re.compile(r"(?<![0-9A-Za-z])[+(0-9][0-9()\-./ \n+]{6,30}[0-9](?![0-9A-Za-z])")
_ABROAD = re.compile(r"[ (]{0,2}(?:\+|00)")
"""Without it many a number of nine or ten digits is a phone number somewhere."""
_SHAPED = re.compile(r"^(?:\+|00)|[ ()\-./\n]")
_LINKED = re.compile(r"(?:wa\.me/|[?&](?:phone|tel|mobile)=)(?P<v>\+?\d{8,15})(?!\d)", re.I)
"""The number that a link to a messenger calls."""
_ZIP = re.compile(r"[1-9]\d{4}-\d{4}")
_STATE = re.compile(r"(?<![A-Za-z])[A-Z]{2},? {1,2}\d{5}-\d{4}$")
"""An American postcode with four more digits."""
_DATED = re.compile(r"\d-(?:19|20)\d\d-\d{1,3}$")
"""The number of a paper with its year."""
_TRUNK = re.compile(rf"{START}(?:\+|00)[1-9]\d{{0,2}}[ \-.\n(]{{0,3}}\d[\d \-.\n()]{{5,18}}\d{END}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every phone number, overlapping ones included."""
    yield from context_hits(_LABELLED, text, lambda v: 6 <= len(digits(v)) <= 16)
    for match in _MOBILE.finditer(text):
        yield Hit(match.start(), match.end(), Strength.CONTEXT)
    for match in _TRUNK.finditer(text):
        if 8 <= len(digits(match[0])) <= 17:
            yield Hit(match.start(), match.end(), Strength.CONTEXT)
    yield from _known_to_the_library(text, policy)


def linked_hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number that a link to a messenger calls."""
    for match in _LINKED.finditer(text):
        yield Hit(match.start("v"), match.end("v"), Strength.FORM)


def _known_to_the_library(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    for match in _CANDIDATE.finditer(text):
        if _is_shaped(match[0]):
            for start, end in _numbers_in(match[0].replace("\n", " "), policy.phone_regions):
                if _STATE.search(text[max(0, match.start() + start - 6) : match.start() + end]):
                    continue
                strength = Strength.FORM if _ABROAD.match(match[0], start) else Strength.CONTEXT
                yield Hit(match.start() + start, match.start() + end, strength)


@lru_cache(maxsize=4096)
def _numbers_in(chunk: str, regions: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    import phonenumbers

    found = (m for region in regions for m in phonenumbers.PhoneNumberMatcher(chunk, region))
    return tuple(sorted({(m.start, m.end) for m in found if _is_shaped(m.raw_string)}))


def _is_shaped(raw: str) -> bool:
    return bool(_SHAPED.search(raw)) and len(digits(raw)) >= 9 and not (_DATED.search(raw) or _ZIP.fullmatch(raw))
