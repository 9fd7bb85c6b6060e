"""SEPA creditor identifiers (European Payments Council, AT-02): mod 97 through python-stdnum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.eu import at_02

from assemble.redact.detectors.patterns import END, START, compact, label, near
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_CANDIDATE = re.compile(
    rf"{START}[A-Z]{{2}}[ ]?\d\d[ ]?(?P<code>[0-9A-Z]{{3}})[ ]?[0-9A-Z](?:[ ]?[0-9A-Z]){{5,27}}{END}"
)
_WORDS = re.compile(
    "(?i:"
    + label("SEPA", "creditor", "Gläubiger", "créancier", "ICS", "acreedor", "creditore", "mandate", "Mandat")
    + ")"
)
USUAL_CODE = "ZZZ"
"""The business code where a creditor has none of its own."""


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every valid identifier with the usual business code, or with a word that names it."""
    for match in _CANDIDATE.finditer(text):
        named = match["code"] == USUAL_CODE or near(text, *match.span(), _WORDS)
        if named and at_02.is_valid(compact(match[0])):
            yield Hit(match.start(), match.end(), Strength.FORM)
