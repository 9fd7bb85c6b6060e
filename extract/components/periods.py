"""Lengths of time in eight languages: digits, words and Chinese numerals, ranges by their upper end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from config.cue_rules import TimeRules
from extract.measures import PeriodMention

CODES = {"hours": "PT{}H", "business_days": "P{}D", "days": "P{}D", "weeks": "P{}W", "months": "P{}M", "years": "P{}Y"}
LIMITS = {"hours": 2000, "business_days": 400, "days": 1500, "weeks": 120, "months": 60, "years": 30}
"""A longer one is a quantity of something else."""
_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_NUMBER = r"[零〇一二两兩三四五六七八九十百]{1,5}"
_EXTRA = r"(?:\s?\([^()\n]{1,16}\))?"  # "14 (fourteen) days"
ADJECTIVES = (
    r"(?:last|next|following|full|consecutive|more|further|additional|clear|whole|running"
    r"|derniers|dernières|prochains|prochaines|premiers|premières|ultimi|ultime|prossimi|prossime|consecutivi"
    r"|últimos|últimas|próximos|próximas|siguientes|letzten|vergangenen|nächsten|kommenden|weiteren|vollen|ganzen|weitere|volle"
    r"|последних|следующих|полных|ближайших|целых)(?!\w)"
)
"""Words that stand between a number and its unit: `30 derniers jours`."""
_RANGE_END = re.compile(r"\d[月日](?:から|至|到|-|~)\s?$")
_OFTEN = re.compile(r"(?:once|twice|times|per|every)\s$")
_ADJECTIVE = rf"(?:\s{ADJECTIVES})?"


def han_number(text: str) -> int | None:
    """The value of a Chinese numeral below 1,000; None when it is none.

    >>> han_number("三十"), han_number("十四"), han_number("一百八十")
    (30, 14, 180)
    """
    total, digit = 0, None
    for sign in text:
        if sign in _DIGITS:
            if digit is not None and sign not in "零〇":
                return None
            digit = _DIGITS[sign]
        elif sign in "十百":
            total += (1 if digit is None else digit) * (10 if sign == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0)


class _Forms:
    """The patterns of one set of languages, built once."""

    def __init__(self, rules: TimeRules, languages: tuple[str, ...]) -> None:
        self.numbers = {w: n for language in languages for w, n in rules.numbers.get(language, {}).items()}
        self.units: dict[str, str] = {}
        for unit, by_language in rules.units.items():
            for language in languages:
                for word in by_language.get(language, ()):
                    self.units.setdefault(word, unit)
        latin = [u for u in self.units if u[:1] < "\u3000"]
        wide = [u for u in self.units if u[:1] >= "\u3000"]
        words = _choice(self.numbers) or r"(?!)"
        ranges = "|".join(re.escape(r) for language in languages for r in rules.ranges.get(language, ())) or r"(?!)"
        number = rf"\d{{1,4}}|{words}"
        low = rf"(?:\d{{1,4}}\s?(?:-|~)\s?|(?:{number})\s(?:-|~|{ranges})\s)?"  # dix-sept is no range
        self.latin = (
            re.compile(
                rf"(?<![\w.,/])(?<!\d:){low}(?P<n>{number}){_EXTRA}{_ADJECTIVE}[\s-]{{0,2}}"
                rf"(?P<unit>{_choice(latin)})(?!\w)"
            )
            if latin
            else None
        )
        self.wide = (
            re.compile(
                rf"(?<![\d月年第])(?<!\d[.,:/])(?:\d{{1,4}}\s?(?:-|~|{ranges})\s?)?(?P<n>\d{{1,4}}|{_HAN_NUMBER}){_EXTRA}\s?"
                rf"(?P<unit>{_choice(wide)})(?![\d付])"
            )
            if wide
            else None
        )
        self.whole = {w: p for language in languages for w, p in rules.words.get(language, {}).items()}
        self.words = re.compile(rf"(?<!\w)(?:{_choice(self.whole)})(?!\w)") if self.whole else None

    def value(self, text: str) -> int | None:
        """The number that a text writes."""
        if text.isascii() and text.isdigit():
            return int(text)
        return self.numbers.get(text) or han_number(text)


def _choice(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(w).replace(r"\ ", r"\s") for w in words), key=len, reverse=True))


_cached: dict[tuple[int, tuple[str, ...]], tuple[TimeRules, _Forms]] = {}


@lru_cache(maxsize=64)
def _unit_of(word: str) -> str:
    return re.sub(r"\s", " ", word)


def _forms(rules: TimeRules, languages: tuple[str, ...]) -> _Forms:
    key = (id(rules), languages)
    if key not in _cached:
        _cached[key] = (rules, _Forms(rules, languages))
    return _cached[key][1]


def periods_in(lower: str, rules: TimeRules, languages: tuple[str, ...]) -> Iterator[PeriodMention]:
    """Every length of time of a folded text in lower case, without roles."""
    forms = _forms(rules, languages)
    counted = [found for pattern in (forms.latin, forms.wide) if pattern for found in _counted(lower, pattern, forms)]
    yield from counted
    taken = {at for found in counted for at in (found.start, found.end)}
    for match in forms.words.finditer(lower) if forms.words else ():
        if not taken & set(match.span()):  # the unit of "две недели"
            yield PeriodMention(forms.whole[_unit_of(match[0])], False, match[0], match.start(), match.end())


def _counted(lower: str, pattern: re.Pattern[str], forms: _Forms) -> Iterator[PeriodMention]:
    for match in pattern.finditer(lower):
        number, unit = forms.value(_unit_of(match["n"])), forms.units[_unit_of(match["unit"])]
        if pattern is forms.wide and _part_of_date(lower, match):
            continue
        if match["n"] in ("a", "an") and (
            unit in ("days", "hours") or _OFTEN.search(lower, max(0, match.start() - 8), match.start())
        ):
            continue  # "it can take a day" and "once a year" are no terms
        if number and 0 < number <= LIMITS[unit]:
            business = unit == "business_days"
            yield PeriodMention(CODES[unit].format(number), business, match[0], match.start(), match.end())


def _part_of_date(lower: str, match: re.Match[str]) -> bool:
    """Whether the number belongs to a date such as 2026年4月20日."""
    before, after = lower[max(0, match.start() - 2) : match.start()].rstrip(), lower[match.end() : match.end() + 2]
    if before[-1:] in ("月", "年"):
        return True
    unit = match["unit"]
    if unit.startswith("日") and (
        before[-1:] == "/" or _RANGE_END.search(lower, max(0, match.start() - 12), match.start())
    ):
        return True  # 12月1日から10日
    return unit in ("年", "年間") and (len(match["n"]) == 4 or after.lstrip()[:1].isdigit())
