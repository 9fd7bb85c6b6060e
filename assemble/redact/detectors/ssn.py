"""US social security numbers: written 3-2-4 with dashes, or nine digits where a label says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.us import itin, ssn

from assemble.redact.detectors.patterns import END, START, context_hits, digits_of, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_LABELLED = labelled(label("SSN", "social security", "ITIN"), digits_of(9, 9))
_DASHED = re.compile(rf"{START}(?<!-)\d{{3}}-\d{{2}}-\d{{4}}(?!-){END}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number that was or may be given out, and nine digits that a label calls one."""
    for match in _DASHED.finditer(text):
        if ssn.is_valid(match[0]) or itin.is_valid(match[0]):
            yield Hit(match.start(), match.end(), Strength.CONTEXT)
    yield from context_hits(_LABELLED, text)
