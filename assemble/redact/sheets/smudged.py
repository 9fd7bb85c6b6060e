"""Values that an engine misread: what nearly has the form of one, on pictures only.

On a picture a check digit proves nothing: one wrong figure and a card number fails it. So on what an engine read, runs
that are as long and as mixed as a number of a bank, a card, a person or a key go without it, unless the packet needs
them (`detectors.protected`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.detectors import protected
from assemble.redact.detectors.email import is_public
from assemble.redact.sensitive import Sensitive, Strength
from assemble.redact.view import folded
from config.redaction import Entity, RedactionPolicy

_START, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_D = "[0-9OoIlSBZ]"
"""A figure, or a letter that is taken for one."""
_K = "[0-9A-Za-z_/+.-]"
_HARD = "[B-DF-HJ-NP-TV-XZ]"
_MAIL = "e-?mail|邮箱|courriel|correo|почта"
_LABELS: tuple[tuple[Entity, str], ...] = (
    (Entity.IBAN, "IBAN"),
    (Entity.BANK_ACCOUNT, "account|账号|帐号|口座|Konto|compte|cuenta|conto|сч[её]т"),
    (Entity.CARD, "card|卡号|Karte|carte|tarjeta|carta|карт[аы]"),
    (Entity.PASSPORT, "passport|护照|Reisepass|passeport|pasaporte|passaporto|паспорт"),
    (Entity.RESIDENT_ID, "resident|identity|身份证|证件号码?|Ausweis"),
    (Entity.NATIONAL_ID, r"\b(?:DNI|NIE|PESEL)\b|codice fiscale|personal ?code|national (?:id|insurance)"),
    (Entity.SNILS, r"\b(?:SNILS|СНИЛС)\b"),
    (Entity.SSN, "SSN|social security"),
    (Entity.EIN, "EIN|tax|VAT|USt-?IdNr|Steuernummer|税号|ИНН|信用代码|social credit"),
    (Entity.SELLER_ID, "seller|merchant|卖家编号?|Händler|Verkäufer"),
    (Entity.PHONE, "phone|tel|mobile|fax|电话|手机|Telefon|téléphone|teléfono|телефон"),
    (Entity.EMAIL, _MAIL),
    (Entity.TOKEN, "key|token|secret|密钥"),
    (Entity.PASSWORD, "password|passcode|密码|Passwort|пароль"),
)
"""After such a word a run with figures goes whatever it looks like."""


def _after(words: str) -> re.Pattern[str]:
    number = r"[^\S\n]?(?:no|nr|number|id|code|#)?"
    return re.compile(rf"(?i:(?:{words}){number})[.:：#№ ]{{1,4}}(?P<v>\S{{5,40}})")


_FORMS: tuple[tuple[Entity, re.Pattern[str], int], ...] = (
    (Entity.EMAIL, re.compile(r"[^\s@,;:()<>\[\]]{2,64}[@©®][^\s@,;:()<>\[\]]{1,64}\.[A-Za-z]{2,12}"), 0),
    (Entity.EMAIL, re.compile(rf"(?i:{_MAIL})[.:：] ?(\S{{1,40}}[0-9._-] \S{{1,40}}[@©®]\S{{3,64}})"), 0),
    (Entity.IBAN, re.compile(rf"{_START}[A-Z1l]{{2}}{_D}{{2}}(?: ?[0-9A-Zol]){{11,30}}{_END}"), 10),
    (Entity.USCC, re.compile(rf"{_START}[0-9A-Z]{_D}{{6,7}} ?[0-9A-Zolx]{{9,11}}{_END}"), 9),
    (Entity.RESIDENT_ID, re.compile(rf"{_START}[1-9]{_D}{{15,17}}[0-9xX]{{0,2}}{_END}"), 12),
    (Entity.CARD, re.compile(rf"{_START}{_D}{{3,4}}(?:[ .-]{{1,2}}{_D}{{3,5}}){{3}}(?:[ .-]?{_D}{{1,3}})?{_END}"), 11),
    (Entity.SSN, re.compile(rf"{_START}{_D}{{3}}[-–—]{_D}{{2}}[-–—]{_D}{{4}}{_END}"), 6),
    (Entity.BANK_ACCOUNT, re.compile(rf"{_START}\d{_D}{{11,24}}{_END}"), 10),
    (Entity.PHONE, re.compile(rf"\+ ?\d(?:[ ()./-]{{0,2}}{_D}){{7,14}}{_END}"), 7),
    (Entity.SELLER_ID, re.compile(rf"{_START}A(?=[A-Z]*[0-9]|[A-Z]*{_HARD}{{5}})[0-9A-Z]{{10,15}}{_END}"), 0),
    (Entity.TOKEN, re.compile(rf"{_START}(?={_K}{{0,63}}[0-9])(?={_K}{{0,63}}[A-Z]{{2}}){_K}{{16,512}}{_END}"), 2),
    (Entity.TOKEN, re.compile(rf"{_START}(?:amzn[.,]|Atz[a-z][|Il1]|eyJ){_K}{{4,512}}"), 1),
    *((entity, _after(words), 2) for entity, words in _LABELS),
)  # fmt: skip
"""Kind, form, and how many figures it has at least."""


_MORE = re.compile(r" ?(?=\S{0,63}[0-9])[^\s,;:()<>\[\]]{3,64}")


def _end_of_pieces(text: str, end: int) -> int:
    """Where a key ends in whose middle an engine sees blanks that are none: pieces with figures follow."""
    while piece := _MORE.match(text, end):
        end = piece.end()
    return end


def smudged(text: str, policy: RedactionPolicy) -> Iterator[Sensitive]:
    """The runs of a text read by an engine that may be a misread value."""
    view = folded(text)
    kept = [
        *protected.spans(view.text, policy),
        *protected.reference_ids(view.text, policy),
        *protected.links(view.text),
    ]
    for entity, form, figures in _FORMS:
        for match in form.finditer(view.text):
            first, last = match.span(form.groups)
            value = view.text[first:last]
            if sum(c.isdigit() for c in value) < figures or any(a < last and first < b for a, b in kept):
                continue
            if "@" in value and is_public(value.rpartition("@")[2].lower().strip(".,;:)>"), policy):
                continue
            if entity is Entity.TOKEN:
                last = _end_of_pieces(view.text, last)
            start, end = view.span(first, last)
            yield Sensitive(entity, start, end, text[start:end], entity.value, Strength.CONTEXT)
