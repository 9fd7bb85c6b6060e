"""Noise that mail programs, scanners, forms and forwarders add changes no fact, in any language."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.scoring import LANGUAGES, entries, found_in, read, scored

Noise = Callable[[str], str]
CODES = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*|\b[A-Z]{2,}\b")
"""What writers never touch: addresses, numbers, codes."""


def outside_codes(change: Callable[[str], str], text: str) -> str:
    """A change of the words between addresses, numbers and codes."""
    parts: list[str] = []
    at = 0
    for code in CODES.finditer(text):
        parts += (change(text[at : code.start()]), code[0])
        at = code.end()
    return "".join((*parts, change(text[at:])))


def full_width_colons(text: str) -> str:
    """Labels as East Asian keyboards write them."""
    return re.sub(r"(?m)^([^:\n/]{2,30}): ", "\\1：", text)


def invisible_signs(text: str) -> str:
    """Soft hyphens and zero-width joiners inside words."""
    return outside_codes(lambda words: re.sub(r"([a-zа-я]{4})([a-zа-я]{4})", "\\1\u00ad\u200b\\2", words), text)


def no_break_spaces(text: str) -> str:
    """A number that keeps its unit."""
    return re.sub(r"(?<=\d) (?=[^\W\d])", "\u00a0", text)


def glued_labels(text: str) -> str:
    """Labels that lost the space behind them."""
    return re.sub(r"(?m)^([^:\n/]{2,30}): (?=\S)", "\\1:", text)


def hard_wraps(text: str) -> str:
    """Lines cut at 72 signs, as old mail programs do."""
    wrapped = (
        line if "http" in line or "|" in line or len(line) < 77 else textwrap.fill(line, 72, break_on_hyphens=False)
        for line in text.split("\n")
    )
    return "\n".join(wrapped)


def damaged_case(text: str) -> str:
    """Capitals that automatic links put into words."""
    return outside_codes(lambda words: words.replace("vat", "VAT").replace("tion", "TIOn"), text)


def look_alike_letters(text: str) -> str:
    """Cyrillic letters inside Latin words."""
    return outside_codes(lambda words: re.sub(r"(?<=[a-z]{3})o(?=[a-z]{2})", "\u043e", words), text)


def decoys(text: str) -> str:
    """What looks like an ASIN or a reference and is none."""
    return (
        f"{text}\nBESTELLUNG BASKETBALL BLACKBERRY\nQQ 262038867\nB00XXXXXXX\nB00ARGHSU\n"
        "X003GH71KT\nhttps://sellercentral.amazon.c ... 361070\n"
    )


def twice(text: str) -> str:
    """The same notice two times in one mail."""
    return f"{text}\n{text}"


NOISES: tuple[Noise, ...] = (
    full_width_colons,
    invisible_signs,
    no_break_spaces,
    glued_labels,
    hard_wraps,
    damaged_case,
    look_alike_letters,
    decoys,
    twice,
)


@cache
def rich(language: str) -> list[dict[str, Any]]:
    """The two plain notices of a language with the most facts."""
    plain = [entry for entry in entries(language) if "text" in entry and "wrote:" not in entry["text"]]
    plain = [entry for entry in plain if entry["facts"].get("kind") != "unrelated" and "issued" not in entry["facts"]]
    return sorted(plain, key=lambda entry: -len(str(entry["facts"])))[:2]


def facts_of(entry: dict[str, Any], language: str, noises: list[Noise]) -> dict[str, Any]:
    """What is read of a notice after some noises."""
    text = entry["text"]
    for noise in noises:
        text = noise(text)
    return found_in(read(scored({**entry, "text": text}, language)))


@cache
def clean(language: str, number: int) -> dict[str, Any]:
    """What is read of a notice without noise."""
    return facts_of(rich(language)[number], language, [])


@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_noise_changes_no_fact(language: str, noise: Noise) -> None:
    """Each noise over the notices of each language that hold most facts."""
    for number, entry in enumerate(rich(language)):
        assert facts_of(entry, language, [noise]) == clean(language, number), entry["name"]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(NOISES), min_size=2, max_size=5, unique=True))
def test_noises_together_change_no_fact(language: str, noises: list[Noise]) -> None:
    """In any order and number."""
    assert facts_of(rich(language)[0], language, noises) == clean(language, 0)
