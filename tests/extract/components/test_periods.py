"""Periods and dates are read in eight languages, and other numbers are not."""

from __future__ import annotations

from datetime import date

import pytest

from config.cue_rules import LANGUAGES
from config.rules import Rules
from extract.components.dates import dates_in
from extract.components.periods import han_number, periods_in

ANCHOR = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("text", "languages", "periods"),
    [
        ("within 72 hours", ("en",), ["PT72H"]),
        ("within three weeks", ("en",), ["P3W"]),
        ("2-4 business days", ("en",), ["P4D"]),
        ("10 to 15 business days", ("en",), ["P15D"]),
        ("a 90-day window", ("en",), ["P90D"]),
        ("fourteen (14) days", ("en",), ["P14D"]),
        ("innerhalb von 90 tagen", ("de",), ["P90D"]),
        ("zwei bis vier werktage", ("de",), ["P4D"]),
        ("sous 10 jours ouvrables", ("fr",), ["P10D"]),
        ("entro 3 giorni", ("it",), ["P3D"]),
        ("3 días laborables", ("es",), ["P3D"]),
        ("в течение трёх рабочих дней", ("ru",), ["P3D"]),
        ("до одного месяца", ("ru",), ["P1M"]),
        ("最近 90 天内", ("zh",), ["P90D"]),
        ("三十日内", ("zh",), ["P30D"]),
        ("5 个工作日", ("zh",), ["P5D"]),
        ("过去3个月", ("zh",), ["P3M"]),
        ("10~15営業日", ("ja",), ["P15D"]),
        ("過去365日以内", ("ja",), ["P365D"]),
        ("72時間以内", ("ja",), ["PT72H"]),
        # must not match
        ("2026年4月20日", ("zh", "ja"), []),
        ("5月15日前", ("zh",), []),
        ("第 3 条", ("zh",), []),
        ("65w travel charger", ("en",), []),
        ("1.5 hours-old", ("ru",), []),
        ("b0c12345k7 days", ("en",), []),
        ("asin 2026 days of sale", ("en",), []),
        ("5,000 usd", ("en",), []),
    ],
)
def test_periods_of_a_text(rules: Rules, text: str, languages: tuple[str, ...], periods: list[str]) -> None:
    """Digits, words and Chinese numerals; of a range the upper end."""
    assert [p.period for p in periods_in(text, rules.cues.time, languages)] == periods


@pytest.mark.parametrize(
    ("text", "value"),
    [("七", 7), ("十", 10), ("十四", 14), ("九十", 90), ("一百二十", 120), ("a", None), ("三四", None)],
)
def test_chinese_numerals(text: str, value: int | None) -> None:
    """Tens and hundreds; two digits side by side are no number."""
    assert han_number(text) == value


@pytest.mark.parametrize(
    ("text", "marketplace", "dates"),
    [
        ("06/08/2026", "US", ["2026-06-08"]),
        ("06/08/2026", "GB", ["2026-08-06"]),
        ("25/08/2026", "US", ["2026-08-25"]),
        ("13.07.2026", "DE", ["2026-07-13"]),
        ("bis 20.05.", "DE", ["2026-05-20"]),
        ("june 19, 2026", "US", ["2026-06-19"]),
        ("5 august 2026", None, ["2026-08-05"]),
        ("the 5th of june", None, ["2026-06-05"]),
        ("january 3", None, ["2027-01-03"]),
        ("15. mai 2026", None, ["2026-05-15"]),
        ("le 4 février 2026", None, ["2026-02-04"]),
        ("il 1º marzo 2026", None, ["2026-03-01"]),
        ("20 de mayo de 2026", None, ["2026-05-20"]),
        ("18 сентября 2026 года", None, ["2026-09-18"]),
        ("2026年4月15日", None, ["2026-04-15"]),
        ("2026 年 4 月 15 日", None, ["2026-04-15"]),
        ("6月15日", None, ["2026-06-15"]),
        ("2026-07-30", None, ["2026-07-30"]),
        # must not match
        ("31/02/2026", "GB", []),
        ("en 71-3", None, []),
        ("1.2.3.4", None, []),
        ("402024100733-0002", None, []),
        ("12/2026", "US", []),
        ("3.72 %", None, []),
    ],
)
def test_dates_of_a_text(rules: Rules, text: str, marketplace: str | None, dates: list[str]) -> None:
    """Each way of writing; the order of numbers is the marketplace's; a missing year is the next one that fits."""
    found = dates_in(text, rules.cues.time, LANGUAGES, marketplace, ANCHOR)

    assert [d.value.isoformat() for d in found] == dates


def test_a_time_behind_a_date_is_read(rules: Rules) -> None:
    """`by June 19, 2026, 5:00 pm`."""
    (found,) = dates_in("by june 19, 2026, 5:00 pm", rules.cues.time, ("en",), "US", ANCHOR)

    assert found.time is not None
    assert (found.time.hour, found.time.minute) == (17, 0)
