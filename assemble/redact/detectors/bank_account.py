"""Bank account numbers where a label says so (no check digit in general; Chinese cards without a right one as well)."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.redact.detectors.patterns import context_hits, digits, label, labelled
from assemble.redact.sensitive import Hit
from config.redaction import RedactionPolicy

_WORDS = label(
    "account number",
    "account no",
    "bank account",
    "a/c",
    "card",
    "card number",
    "account",
    "账号",
    "银行账号",
    "银行账户",
    "账户",
    "帐号",
    "卡号",
    "银行卡",
    "开户账号",
    "口座",
    "口座番号",
    "Kontonummer",
    "Konto",
    "Kto",
    "compte",
    "cuenta",
    "conto",
    "счет",
    "счёт",
    "р/с",
    "к/с",
    "расчетный счет",
    "расчётный счёт",
)
_LABELLED = labelled(_WORDS, r"\d(?:[ \-]?\d){6,27}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number of 7 to 28 digits that a label calls an account or a card."""
    yield from context_hits(_LABELLED, text, lambda v: len(digits(v)) >= 7)
