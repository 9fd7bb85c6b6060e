"""A spaCy model that finds names of persons in running text; none is shipped or fetched, the settings name one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from config.errors import UsageError
from config.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

PERSONS = frozenset({"PERSON", "PER", "persName"})
"""What spaCy's models call a person."""
LONGEST = 20_000
"""Characters that the model is shown at once: its memory grows with them."""


@dataclass(frozen=True, slots=True)
class NamesModel:
    """The model as a function of a text; picklable, so that workers can have it: each loads it once."""

    model: str
    """Name of an installed package, or the path of a folder."""

    def __call__(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of names, start and end."""
        language, at = _loaded(self.model), 0
        while at < len(text):
            end = _end(text, at)
            for entity in language(text[at:end]).ents:
                if entity.label_ in PERSONS:
                    yield at + entity.start_char, at + entity.end_char
            at = end


def find_names(settings: Settings) -> NamesModel | None:
    """The model that the settings name; None when they name none. Raises: UsageError (it is not there)."""
    if not settings.redaction_names_model:
        return None
    try:
        _loaded(settings.redaction_names_model)
    except (OSError, ImportError, ValueError) as error:
        raise UsageError(
            f"{settings.redaction_names_model}: there is no spaCy model of that name or in that folder",
            advice="Install it into the same environment (`python -m spacy download NAME`), name its folder, or leave "
            "redaction_names_model empty.",
        ) from error
    return NamesModel(settings.redaction_names_model)


@lru_cache(maxsize=2)
def _loaded(model: str) -> Language:
    import spacy

    return spacy.load(model, exclude=["lemmatizer", "textcat"])


def _end(text: str, at: int) -> int:
    """Where a piece ends: at a line's end where there is one."""
    if len(text) - at <= LONGEST:
        return len(text)
    line = text.rfind("\n", at + 1, at + LONGEST)
    return line if line > at else at + LONGEST
