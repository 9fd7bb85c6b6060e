"""Whether a text asks for a secret: password, PIN, card number. A sentence that denies it ("we never ask") does not."""

from __future__ import annotations

import re
from functools import lru_cache

from config.senders import CredentialWords, Senders

SENTENCE = re.compile(r"[.!?;\n]+(?:\s|$)|[\u3002\uff01\uff1f\uff1b]|\n\s{0,20}\n")
LONGEST = 600
"""Characters of a sentence that are looked at."""
TEXT_CHARACTERS = 200_000


def request(text: str, senders: Senders, *, on_platform: bool) -> str:
    """The secret that the text asks for, as written; empty when it asks for none.

    `on_platform`: all links of the message lead to the platform, so that typing a secret "there" is harmless.
    """
    start = text[:TEXT_CHARACTERS]
    folded = " ".join(start.casefold().split())
    spoken = [words for words in senders.credential_requests.values() if _mentions(folded, words.secrets)]
    for raw in SENTENCE.split(start) if spoken else ():
        sentence = " ".join((raw or "")[:LONGEST].split())
        plain = sentence.casefold()
        for words in spoken:
            if _mentions(plain, words.secrets) and (found := _asked(sentence, words, on_platform=on_platform)):
                return found
    return ""


def _mentions(folded: str, secrets: tuple[str, ...]) -> bool:
    """Whether a text without case and line breaks holds one of some words: asked first, since most texts hold none."""
    return any(word in folded for word in _casefolded(secrets))


@lru_cache(maxsize=64)
def _casefolded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _asked(sentence: str, words: CredentialWords, *, on_platform: bool) -> str:
    secret = _pattern(words.secrets).search(sentence)
    if secret is None:
        return ""
    asks = _pattern(words.told if on_platform else words.told + words.entered)
    if not asks.search(sentence) or _pattern(words.denials).search(sentence):
        return ""
    return secret.group()


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One alternation of whole words; words in capitals as written, others in any case, CJK without word borders."""
    return re.compile("|".join(_one(word) for word in sorted(words, key=len, reverse=True)))


def _one(word: str) -> str:
    text = re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"
    if re.search(r"[\u3040-\u9fff]", word):
        return text
    return rf"(?<!\w){text}" if word.endswith("'") else rf"(?<!\w){text}(?!\w)"
