"""Bank cards (ISO/IEC 7812): Luhn, a known first digit, and either a usual length or words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn

from assemble.redact.detectors.patterns import END, START, digits, label, near
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_CANDIDATE = re.compile(rf"{START}(?:[23456]\d{{3}})(?:(?:[ \-]{{0,2}}\n[ \t]{{0,40}}|[ \-]{{0,2}})\d){{9,15}}{END}")
_NAMED = re.compile(rf"{START}(?:[23456]\d{{3}})(?:[^0-9A-Za-z\t]{{0,4}}\d){{9,15}}{END}")
"""With other signs between the groups; a word has to call it a card."""
WORDS = re.compile(
    "(?i:"
    + label(
        "card",
        "visa",
        "mastercard",
        "unionpay",
        "amex",
        "银行卡",
        "卡号",
        "信用卡",
        "银联",
        "账号",
        "Karte",
        "Kreditkarte",
        "carte",
        "carta",
        "tarjeta",
        "карта",
        "карты",
        "карте",
        "カード",
        "bank",
        "银行",
    )
    + ")"
)
_USUAL = (16, 19)
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ \-\n]{1,2}){3}(?:19|20)\d\d")
"""The heading of a table."""


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every card number with a right check digit."""
    for match in _CANDIDATE.finditer(text):
        number = digits(match[0])
        if (
            luhn.is_valid(number)
            and not _YEARS.fullmatch(match[0])
            and (len(number) in _USUAL or near(text, *match.span(), WORDS))
        ):
            yield Hit(match.start(), match.end(), Strength.FORM)
    for match in _NAMED.finditer(text):
        if luhn.is_valid(digits(match[0])) and near(text, *match.span(), WORDS):
            yield Hit(match.start(), match.end(), Strength.FORM)
