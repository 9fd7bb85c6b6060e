"""Names of persons where a label says so; names in running text are not found (no statistical model here)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_WORDS = (
    r"(?<![\w])(?i:contact (?:name|person)|full name|(?:first|last|given|family) name|legal representative"
    r"|account holder"
    r"|cardholder(?: name)?|card holder|beneficial owner|point of contact|signed by|signatory"
    r"|name of (?:the )?(?:contact|representative|director|owner)|director|buyer name|customer name|recipient name"
    r"|Ansprechpartner(?:in)?|Geschäftsführer(?:in)?|Kontoinhaber(?:in)?|Vorname|Nachname|Inhaber(?:in)?|Unterzeichner"
    r"|titulaire|représentant légal|nom et prénom|prénom|titular|representante legal"
    r"|nombre y apellidos|rappresentante legale|legale rappresentante"
    r"|контактное лицо|ФИО|Ф\.И\.О\.|(?:генеральный )?директор(?: компании)?|представитель|получатель)"
    r"|法定代表人|法人代表|联系人|姓名|开户人|户名|持卡人|负责人|经办人|收件人|签字人|担当者|氏名|代表者|名義人|名義"
    r"|(?:(?<=\n)|(?<![\s\S]))[ \t]{0,8}(?:Name|Nom|Nombre|Nome|Имя)"
)
_LATIN = r"[A-ZÀ-ÞА-ЯЁ][\w'’.-]{0,30}(?:[ ][A-ZÀ-ÞА-ЯЁa-z][\w'’.-]{0,30}){0,4}"
_WORD = r"[A-ZÀ-ÞА-ЯЁ][\w'’.-]{0,30}"
_FULL = rf"{_WORD}(?:[ ](?:(?:de|da|di|del|van|von|der|den|la|al|bin|zu)[ ]){{0,2}}{_WORD}){{1,3}}"
_HAN = r"[\u3400-\u9fff\u3040-\u30ff]{2,8}(?:[ ·][\u3400-\u9fff\u30a0-\u30ff]{1,8})?"
_LABELLED = re.compile(
    rf"(?:{_WORDS})[ \t]{{0,3}}(?:\([^)\n]{{1,20}}\))?[ \t]{{0,3}}[:=：][ \t]{{0,6}}(?:\n\s{{0,8}})?"
    rf"(?P<v>{_LATIN}|{_HAN})"
)
_WRAPPED = re.compile(
    rf"(?:{_WORDS})[ \t]{{0,3}}[:=：][ \t]{{0,6}}(?P<v>{_WORD}\n[>\s]{{0,8}}{_WORD})(?![\w ]{{0,30}}[:：])"
)
FULL_LINE = 50
"""Characters of a line that a mail program may have broken inside a name."""
_ATTENTION = re.compile(rf"(?<![\w])(?i:attention|attn)\.?[ \t]{{0,3}}[:：][ \t]{{0,6}}(?P<v>{_FULL})(?![ ]?[\w])")
"""Where an address names a person; what one must heed is told in a sentence."""
_BESIDE = re.compile(rf"(?:{_WORDS})[ ]{{0,3}}\t+(?P<v>{_FULL}|{_HAN})(?=[\t\n]|$)")
"""In the next cell of a table."""
_LABELS = re.compile(
    r"(?i)(?:(?:e-?mail|tele(?:ph|f)one?|phone|mobile|fax|iban|bic|swift|vat|ein|ssn|uscc|id|passport|password|key|card"
    r"|address|account|bank|tax|date|country|city|state|zip|postcode|company|order|case|complaint|position|title|role"
    r"|signature|number|reference|remarks?|notes?|status|store|seller|merchant|anschrift|adresse|konto|datum|ort|land"
    r"|firma|telefono?|t[ée]l[ée]phone|correo|indirizzo|ИНН|СНИЛС|КПП|ОГРН|паспорт|телефон|адрес|почта|дата|банк|счет"
    r"|счёт)(?![\w@])|[^\n]{0,40}(?:电话|手机|邮箱|地址|日期|证|号码|银行|账号|职位|职务|部门|备注|状态|签名|签字|编号|序号|性别|单位|職|電話|住所|番号|口座)$)"
)
"""The next label of a form is no name."""
_GREETING = re.compile(
    r"(?:Signature|Unterschrift|签名|签字)[ \t]{0,3}[:：][ \t]{0,6}(?P<v>" + _LATIN + "|" + _HAN + ")"
)
_COMPANY = re.compile(
    r"(?i)\b(?:ltd|llc|inc|gmbh|corp|co|company|limited|sarl|s\.r\.l|ооо|store|shop)\b\.?|公司|株式会社"
)


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """What follows a label for a person, unless it is a company."""
    for match in _WRAPPED.finditer(text):
        if match.start("v") - text.rfind("\n", 0, match.start("v")) > FULL_LINE and not _COMPANY.search(match["v"]):
            yield Hit(match.start("v"), match.end("v"), Strength.LABEL)
    for pattern in (_LABELLED, _ATTENTION, _BESIDE, _GREETING):
        for match in pattern.finditer(text):
            if len(match["v"]) >= 2 and not _COMPANY.search(match["v"]) and not _is_label(text, match):
                yield Hit(match.start("v"), match.end("v"), Strength.LABEL)


_NO_PERSON = re.compile(r"(?i)amazon|joom|seller|marketplace|\d|https?:|@|[\[\]<>|\n\t]")


def may_be_name(words: str) -> bool:
    """Whether what a statistical model takes for a person can be one: two to four words, or two to four Han signs."""
    if _NO_PERSON.search(words) or _COMPANY.search(words) or _LABELS.match(words):
        return False
    return bool(re.fullmatch(_FULL, words) or re.fullmatch(r"[\u3400-\u9fff]{2,4}", words))


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a label is the label of the next line."""
    return bool(_LABELS.match(match["v"]) or re.match(r"[ \t]{0,3}[:：]", text[match.end("v") :][:4]))
