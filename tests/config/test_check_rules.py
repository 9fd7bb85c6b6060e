"""What the checks look for is complete, and a wrong file is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.check_rules import HERE, load_checks
from config.errors import RulesError
from config.shipments import Column, bare, load_shipments
from config.words import PaperKind, Platform, Seen

CHECKS = load_checks()


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of a rule file with one text replaced."""
    text = (HERE / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_every_kind_of_paper_has_its_rule() -> None:
    """No kind of paper is left out, and each has a name for people."""
    assert set(CHECKS.papers) == set(PaperKind)
    assert CHECKS.papers[PaperKind.AUTHORISATION].seen == (Seen.BOTH_SIGNATURES,)


def test_every_platform_has_its_words_and_languages() -> None:
    """Amazon and Joom have words of their own, a rule for languages, and originals to save."""
    for platform in (Platform.AMAZON, Platform.JOOM):
        assert CHECKS.platform_words[platform]
        assert CHECKS.languages[platform].allowed
        assert CHECKS.backups[platform]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("close_hours: 48", "close_hours: 0", "close_hours"),
        ("close_hours: 48", "close_hour: 48", "close_hour"),
        ("seen: [accreditation]", "seen: [accredited]", "seen"),
        ("  photo: {", "  foto: {", "foto"),
        ("unless: [account, funds]", "unless: [accounts]", "accounts"),
        ("unchanged: 96", "unchanged: 101", "unchanged"),
        ("allowed: [ru, en]", "allowed: [russian]", "allowed"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A wrong file is refused with its name, a line and the key."""
    path = changed(tmp_path, "checks.yaml", old, new)

    with pytest.raises(RulesError) as caught:
        load_checks(path)

    assert caught.value.file == str(path)
    assert what in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("window_days: 30", "window_days: 0", "window_days"),
        ('refund: ["refund"', 'refund: ["order"', "two columns"),
        ("  transit: {name", "  refund: {name", "in this order"),
        ("  reason: [", "  reasons: [", "reasons"),
    ],
)
def test_a_wrong_rule_of_shipments_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A name that means two columns, a step that is none: each is refused with file and line."""
    path = changed(tmp_path, "shipments.yaml", old, new)

    with pytest.raises(RulesError, match=what):
        load_shipments(path)


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Order ID", Column.ORDER),
        ("  ORDER-ID: ", Column.ORDER),
        ("Номер заказа", Column.ORDER),
        ("订单号", Column.ORDER),
        ("Tracking number", Column.TRACKING),
        ("Дата доставки", Column.DELIVERED),
        ("Remarks of the intern", None),
        ("", None),
    ],
)
def test_a_head_names_its_column(head: str, column: Column | None) -> None:
    """Columns are known in English, Russian and Chinese, whatever their case and signs; others are left out."""
    assert load_shipments().column(head) is column
    assert bare("Order-ID") == "orderid"
