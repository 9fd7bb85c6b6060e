"""Calendar days written in a text in the forms that people use; a form that can mean two days is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = (
    ("january", "jan", "januar", "janvier", "gennaio", "enero", "января"),
    ("february", "feb", "februar", "février", "febbraio", "febrero", "февраля"),
    ("march", "mar", "märz", "mars", "marzo", "марта"),
    ("april", "apr", "avril", "aprile", "abril", "апреля"),
    ("may", "mai", "maggio", "mayo", "мая"),
    ("june", "jun", "juni", "juin", "giugno", "junio", "июня"),
    ("july", "jul", "juli", "juillet", "luglio", "julio", "июля"),
    ("august", "aug", "août", "agosto", "августа"),
    ("september", "sep", "sept", "septembre", "settembre", "septiembre", "сентября"),
    ("october", "oct", "oktober", "octobre", "ottobre", "octubre", "октября"),
    ("november", "nov", "novembre", "noviembre", "ноября"),
    ("december", "dec", "dezember", "décembre", "dicembre", "diciembre", "декабря"),
)
"""Names of the months, January first: English, German, French, Italian, Spanish, Russian (genitive)."""

_NUMBER = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
_NAME = "|".join(sorted(_NUMBER, key=len, reverse=True))
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>20\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s(?:de\s)?(?P<n>{_NAME})\.?,?\s(?:de\s)?(?P<y>20\d\d)", re.I
    ),
    re.compile(rf"\b(?P<n>{_NAME})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>20\d\d)", re.I),
)


def days_in(text: str) -> Iterator[tuple[date, str]]:
    """Every day of this century that the text names, and the words that name it."""
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = _NUMBER[parts["n"].casefold()] if parts.get("n") else int(parts["m"])
            try:
                yield date(int(parts["y"]), month, int(parts["d"])), match[0]
            except ValueError:
                continue
