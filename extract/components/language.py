"""The language of a notice: its letters tell Chinese, Japanese and Russian, its small words the others."""

from __future__ import annotations

import re
from collections import defaultdict

from config.cue_rules import LanguageRules
from config.kept import kept

_NOISE = re.compile(r"https?://\S{1,400}|\S{1,80}@\S{1,80}|[A-Z0-9]{8,40}")
_WORD = re.compile(r"[a-zß-öø-ÿœ]+(?:'[a-z])?|[а-яё]+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30fa\u30fd-\u30ff]")
MAX_READ = 20_000
"""Characters that are looked at: more do not change the answer."""
CLOSE = 4.0
"""Languages within this factor of each other stand side by side in a notice; the first one is its own."""


MARGIN = 1.6
"""A language this much weaker in a line than another is not written in it."""


@kept
def _owners(rules: LanguageRules) -> dict[str, tuple[str, ...]]:
    """Small word -> the languages that have it."""
    owners: dict[str, tuple[str, ...]] = {}
    for language, small in rules.words.items():
        for word in small:
            owners[word] = (*owners.get(word, ()), language)
    return owners


Weighed = dict[tuple[str, bool], dict[str, float]]
"""What has been weighed before: a line, whether its Han letters are Japanese -> its languages."""


def languages_in(text: str, rules: LanguageRules, weighed: Weighed | None = None) -> tuple[str | None, tuple[str, ...]]:
    """The language of a text (ISO 639-1, None where nothing tells), and all that it holds, the main one first."""
    weighed = {} if weighed is None else weighed
    owners = _owners(rules)
    total: defaultdict[str, float] = defaultdict(float)
    own: defaultdict[str, float] = defaultdict(float)
    first: dict[str, int] = {}
    japanese = _japanese(text[:MAX_READ])
    for number, line in enumerate(_NOISE.sub(" ", text[:MAX_READ]).split("\n")):
        if (line, japanese) not in weighed:
            weighed[line, japanese] = _weights(line, owners, japanese)
        weights = weighed[line, japanese]
        for language in _own(weights):
            own[language] += weights[language]
        for language, weight in weights.items():
            total[language] += weight
            if weight >= 2:
                first.setdefault(language, number)
    if not total:
        return None, ()
    ranked = sorted(total.items(), key=lambda pair: -pair[1])
    strongest = ranked[0][1]
    present = [language for language, _ in ranked if own[language] >= max(2.0, strongest / 12)] or [ranked[0][0]]
    near = [language for language in present if total[language] * CLOSE >= strongest and language in first]
    near = [n for n in near if n in ("zh", "ja", "ru") or total[n] * 1.5 >= strongest] or present[:1]
    main = min(near, key=lambda language: first.get(language, 10**6)) if near else None
    return main, tuple(dict.fromkeys([main, *present] if main else present))


def _own(weights: dict[str, float]) -> list[str]:
    """Languages that a line is written in: small words that neighbours share make no second language."""
    most = max(weights.values(), default=0.0)
    return [language for language, weight in weights.items() if weight * MARGIN > most]


def _japanese(text: str) -> bool:
    """Whether the Han letters of a text are Japanese ones: kana stand among them."""
    if text.isascii():
        return False
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    return kana * 4 >= han + kana and kana > 2


def _weights(line: str, owners: dict[str, tuple[str, ...]], japanese: bool) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    han, kana = (0, 0) if line.isascii() else (len(_HAN.findall(line)), len(_KANA.findall(line)))
    if (kana * 12 >= han and kana) or (han and japanese):
        weights["ja"] += (han + kana) / 2.5
    elif han:
        weights["zh"] += han / 2.0
    for word in _WORD.findall(line.lower()):
        if "\u0400" <= word[0] <= "\u04ff":
            weights["ru"] += 1.0
            continue
        for language in owners.get(word, ()):
            weights[language] += 2.0 / len(owners[word])
    return dict(weights)
