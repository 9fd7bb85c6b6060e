"""China's unified social credit code (GB 32100-2015): 18 characters, check character by weights of 3 mod 31."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from assemble.redact.detectors.patterns import END, START, compact, context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_CHAR = "[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]"
_CANDIDATE = re.compile(rf"{START}[1-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy](?:[ \-\n]{{0,2}}{_CHAR}){{17}}{END}")
_WORD = re.compile(r"[^\W\d_]*[a-z][^\W\d_]*(?=[ \-\n])|(?<=[ \-\n])[^\W\d_]*[a-z][^\W\d_]*$")
"""A word of letters among groups: digits of another number and the word after them, the next label mostly."""
_WORDS = label(
    "统一社会信用代码",
    "社会信用代码",
    "信用代码",
    "营业执照号",
    "工商注册号",
    "企业注册号",
    "组织机构代码",
    "unified social credit code",
    "USCC",
    "social credit code",
    "business license",
    "business licence",
    "business registration",
    "company registration",
)
_LABELLED = labelled(_WORDS, r"[0-9A-Z](?:[ \-]?[0-9A-Z]){7,17}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every code with a right check character, and what a label calls one."""
    for match in _CANDIDATE.finditer(text):
        if uscc.is_valid(compact(match[0])) and not _WORD.search(match[0]):
            yield Hit(match.start(), match.end(), Strength.FORM)
    yield from context_hits(_LABELLED, text, lambda v: sum(c.isdigit() for c in v) >= 6)
