"""The language groups: how a text is cut into tokens, and one blank spaCy `Language` each.

A group is a way of writing. Chinese and Japanese have no spaces, so each of their signs is a token; English, German,
French, Italian, Spanish and Russian are cut into words. What the wordings say in each of the eight languages is data
(config/cues), and every wording of the languages of a message is looked for, so the groups need no steps of their own.
The script decides, not the language told from it: a German notice with one Chinese clause is read sign by sign.

spaCy's tokenizers were tried beside these (CPU milliseconds a mail of our scored notices): 0.05 for words and 0.08 for
signs here, 0.1 for its multi-language one, which does not cut Chinese at all, and 0.1 to 0.2 for its Chinese one, which
puts every letter of an ASIN apart.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from extract.folding import WIDE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MAX_CHARACTERS = 50_000_000
"""spaCy's own limit is for models; ours are set when a message is opened."""


class LanguageGroup(StrEnum):
    """The two ways in which the eight languages are written."""

    WORDS = "words"
    """en, de, fr, it, es, ru: spaces stand between words."""
    SIGNS = "signs"
    """zh and ja, and any mixture with them."""


_SIGN = re.compile(f"[{WIDE}]")
_TOKENS = {
    LanguageGroup.WORDS: re.compile(r"(\w{1,60}|[^\w\s]{1,60}|\s)( ?)"),
    LanguageGroup.SIGNS: re.compile(rf"([{WIDE}]|[^\W{WIDE}]{{1,60}}|[^\w\s]{{1,60}}|\s)( ?)"),
}
"""A token and the space after it. Runs are cut at 60 signs, so that a hostile mail gives no word of a megabyte."""


def group_of(text: str) -> LanguageGroup:
    """The group that a text is read in."""
    return LanguageGroup.SIGNS if _SIGN.search(text) else LanguageGroup.WORDS


def blank_language(group: LanguageGroup) -> Language:
    """A spaCy pipeline of the group without components: no model, no download."""
    from spacy.lang.xx import MultiLanguage
    from spacy.vocab import Vocab

    # a vocabulary that computes no attributes of words (shape, like_url, ...): nothing here asks for them
    language = MultiLanguage(
        Vocab(), create_tokenizer=lambda made: _Tokenizer(made.vocab, group), meta={"name": f"notices_{group}"}
    )
    language.max_length = MAX_CHARACTERS
    return language


class _Tokenizer:
    """Cuts a text into the tokens of its group in one pass; findings are found on characters and mapped to tokens."""

    def __init__(self, vocab: Vocab, group: LanguageGroup) -> None:
        self.vocab = vocab
        self._tokens = _TOKENS[group]

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        found = self._tokens.findall(text)
        return Doc(self.vocab, words=[word for word, _ in found], spaces=[space != "" for _, space in found])
