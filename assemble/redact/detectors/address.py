"""Postal addresses where a label says so: its line, and the next one when it goes on. Partial by nature: say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_WORDS = (
    r"(?<![\w])(?<!e-mail )(?<!email )(?<!mail )(?<!IP )(?<!web )(?<!internet )(?<!MAC )(?<!site )"
    r"(?i:(?:postal |registered |business |home |office |billing |shipping |return |company |street )?"
    r"(?:residential |warehouse )?address|Anschrift|Postanschrift|Geschäftsadresse|Adresse(?: postale)?"
    r"|dirección|indirizzo|endereço"
    r"|(?:юридический |фактический |почтовый )?адрес|место жительства)"
    r"|(?<!邮箱)(?<!邮件)(?<!网站)(?<!网)(?:地址|住址|注册地|住所|所在地)"
)
_POSTCODE = r"(?:[A-Z]{1,3}[ -])?\d{4,6}(?:-\d{3,4})?(?!\d)|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_TOWN = r"[^\d\n:：\[]{2,40}"
_NEXT = (
    rf"\n[ \t]{{0,8}}(?:(?:{_POSTCODE})[ ,]{{1,3}}{_TOWN}|{_TOWN}[ ,]{{1,3}}(?:{_POSTCODE})(?:[ ,]{{1,3}}{_TOWN})?)"
    r"(?=\n|\Z)"
)
"""A line that is a postcode and a town, in either order: where an address goes on."""
_LABELLED = re.compile(
    rf"(?:{_WORDS})[ \t]{{0,3}}(?:\([^)\n]{{1,20}}\))?[ \t]{{0,3}}[:：][ \t]{{0,6}}(?:\n[ \t]{{0,8}})?"
    rf"(?P<v>[^\s\[][^\n\[]{{5,200}}(?:{_NEXT})?)"
)
_BESIDE = re.compile(rf"(?:{_WORDS})[ ]{{0,3}}\t+(?P<v>(?=[^\t\n]{{0,200}}\d)[^\s\[][^\t\n\[]{{5,200}})")
"""In the next cell of a table; with a digit, or it may be a heading."""
_NOT_POSTAL = re.compile(r"^(?:https?:|www\.|\S{1,80}@\S)")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """What follows a label for a place, unless it is a web or mail address."""
    for match in (*_LABELLED.finditer(text), *_BESIDE.finditer(text)):
        if not _NOT_POSTAL.match(match["v"]):
            yield Hit(match.start("v"), match.start("v") + len(match["v"].rstrip()), Strength.LABEL)
