"""What stands in the place of a value: a label, the last four characters, or a keyed token."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass

from assemble.redact.sensitive import Sensitive
from assemble.redact.view import bare
from config.redaction import Action, Entity, RedactionPolicy
from config.words import Audience

MIN_KEY = 16
"""Bytes; a shorter key lets a token be guessed back."""
MIN_MASKED = 10
"""Letters and digits; of a shorter value four would be too much."""
DOT = "\u2022"
_TOKEN = 8
_SHOWN = 64
"""Characters of a masked form."""
SECRETS = frozenset({Entity.PASSWORD, Entity.TOKEN})
"""Of these even the length and the signs help who guesses: their shape is always the same."""
_SECRET = DOT * 8


@dataclass(frozen=True, slots=True)
class Redactor:
    """A policy for one audience with the key of its pseudonyms."""

    policy: RedactionPolicy
    audience: Audience
    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) < MIN_KEY:
            raise ValueError(f"a redaction key has at least {MIN_KEY} bytes")

    def goes(self, value: Sensitive) -> bool:
        """Whether a value must not be seen as it is."""
        return self.policy.action(value.entity, self.audience) is not Action.KEEP

    def mark(self, value: Sensitive) -> str:
        """The text in a value's place; it never holds more than four characters of it."""
        label = self.policy.label(value.entity)
        action = self.policy.action(value.entity, self.audience)
        form = bare(value.plain)
        if action is Action.MASK and len(form) >= MIN_MASKED:
            return f"{_stem(label)} ..{form[-4:].upper()}]"
        if action is Action.PSEUDONYM:
            return f"{_stem(label)} {self._token(value.entity.value, form)}]"
        return label

    def shape(self, value: Sensitive) -> str:
        """The value with a dot for each letter and digit; the last four stay where its mark shows them.

        Of a long one the end. Of a password or key neither length nor signs: eight dots.
        """
        if value.entity in SECRETS:
            return _SECRET
        form, out, left = bare(value.plain[-_SHOWN:]), [], 0
        if self.policy.action(value.entity, self.audience) is Action.MASK and len(form) >= MIN_MASKED:
            left = 4
        for char in reversed(" ".join(value.plain[-_SHOWN:].split())):
            out.append(DOT if char.isalnum() and left <= 0 else char)
            left -= char.isalnum()
        return "".join(reversed(out))

    def _token(self, entity: str, form: str) -> str:
        """Eight base-32 characters of HMAC-SHA-256 over the entity and the value's bare form."""
        digest = hmac.new(self.key, f"{entity}\0{form}".encode(), hashlib.sha256).digest()
        return b32encode(digest).decode()[:_TOKEN]

    def applied(self, text: str, values: Iterable[Sensitive]) -> str:
        """The text with every value that must go replaced; `values` in order, not overlapping."""
        out, at = [], 0
        for value in values:
            if self.goes(value):
                out += [text[at : value.start], self.mark(value)]
                at = value.end
        return "".join(out) + text[at:]


def _stem(label: str) -> str:
    """The label without its closing words: `[iban removed]` gives `[iban`."""
    return label.removesuffix("]").removesuffix(" removed")
