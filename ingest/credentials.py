"""Whether a text asks for a secret: password, PIN, card number. A sentence that denies it ("we never ask") does not."""

from __future__ import annotations

import re
from functools import lru_cache

from config.senders import CredentialWords, Senders

SENTENCE = re.compile(r"[.!?;\n]+(?:\s|$)|[\u3002\uff01\uff1f\uff1b]|\n\s{0,20}\n")
LONGEST = 600
"""Characters of a sentence that are looked at."""
TEXT_CHARACTERS = 200_000
_AS_I = {0x131: "i", 0x307: None}
"""What `re` takes for the same letter in any case and `str.casefold` does not: the i without a dot, and İ folded."""


def request(text: str, senders: Senders) -> str:
    """The secret that the text asks for, as written in the rules; empty when it asks for none."""
    likely = _likely(text[:TEXT_CHARACTERS], senders)
    for raw in SENTENCE.split(text[:TEXT_CHARACTERS]) if likely else ():
        sentence = " ".join((raw or "")[:LONGEST].split())
        for words in likely:
            if found := _asked(sentence, words):
                return found
    return ""


def _likely(text: str, senders: Senders) -> tuple[CredentialWords, ...]:
    """The languages of which a word for a secret stands somewhere in the text, in any case: few texts need patterns."""
    folded = " ".join(text.casefold().translate(_AS_I).split())
    return tuple(
        words
        for words in senders.credential_requests.values()
        if any(secret.casefold() in folded for secret in words.secrets)
    )


def _asked(sentence: str, words: CredentialWords) -> str:
    secret = _pattern(words.secrets).search(sentence)
    if secret is None or not _pattern(words.requests).search(sentence):
        return ""
    return "" if _pattern(words.denials).search(sentence) else secret.group()


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One alternation of whole words; words in capitals as written, others in any case, CJK without word borders."""
    return re.compile("|".join(_one(word) for word in sorted(words, key=len, reverse=True)))


def _one(word: str) -> str:
    text = re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"
    return text if re.search(r"[\u3040-\u9fff]", word) else rf"(?<!\w){text}(?!\w)"
