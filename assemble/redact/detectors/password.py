"""Passwords where a label says so, in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_WORDS = (
    r"(?<![A-Za-z])(?:password|passwd|passcode|pass ?phrase|pwd|PIN|Passwort|Kennwort|mot de passe|contraseña|clave"
    r"|senha|parola|пароль|login code|verification code|OTP)|密码|口令|验证码|パスワード|暗証番号|비밀번호"
)
SIGN = re.compile(_WORDS, re.I)
"""A text without one of the words tells no password."""
_LABELLED = re.compile(
    rf"(?i:{_WORDS})(?:[ \t]{{0,3}}(?:is|ist|est|es|是|为|は))?[ \t]{{0,3}}[:=：][ \t\"'“]{{0,4}}(?:\n\s{{0,8}})?"
    r"(?P<v>[^\s\"'”<>\[，。、；]{4,128})"
)
_STATED = re.compile(
    rf"(?i:{_WORDS})[ \t]{{1,3}}(?i:is|was|ist|lautet|war|est|es|era|è|был|это|[-–—])[ \t]{{1,3}}[\"'“„«]?"
    r"(?P<v>[^\s\"'”“»<>\[，。]{4,128})"
)
_STATED_SIGNS = re.compile(
    rf"(?:{_WORDS})[ \t]{{0,3}}(?:是|为|為|は|が)[ \t]{{0,3}}[\"'“「]?(?P<v>[!#-&(-;=?-Z\]-~]{{4,128}})"
)
"""Where no blank ends a word, a password ends with the first sign that no keyboard of passwords has."""
_BESIDE = re.compile(rf"(?i:{_WORDS})[ ]{{0,3}}\t+(?P<v>[^\s\"'<>\[]{{4,128}})(?=[\t\n]|$)")
"""In the next cell of a table."""
_NONE = frozenset(
    [
        "none",
        "null",
        "same",
        "separate",
        "unknown",
        "required",
        "changed",
        "hidden",
        "reset",
        "below",
        "above",
        "sent",
        "keine",
        "siehe",
        "voir",
        "aucun",
        "aucune",
        "véase",
        "vedi",
        "нет",
    ]
)
"""What is said where no password is told."""
_TAIL = ".,;:)"


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """The word after `password:`, and after `password is` when it is no plain word."""
    for match in _LABELLED.finditer(text):
        if match["v"].rstrip(_TAIL).casefold() not in _NONE:
            yield _without_tail(match)
    for match in (*_STATED.finditer(text), *_STATED_SIGNS.finditer(text), *_BESIDE.finditer(text)):
        if not match["v"].rstrip(_TAIL).isalpha():
            yield _without_tail(match)


def _without_tail(match: re.Match[str]) -> Hit:
    kept = len(match["v"].rstrip(_TAIL)) or len(match["v"])
    return Hit(match.start("v"), match.start("v") + kept, Strength.LABEL)
