"""Facts of whole notices of our own are read as labelled, by language, with a floor for every field."""

from __future__ import annotations

import pytest

from tests.extract.scoring import LANGUAGES, SIX, Tally, fields, score

FLOOR = 0.97
"""What each field must reach in each language; the six that matter most must reach SIX_FLOOR."""
SIX_FLOOR = 0.98


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[Tally, list[str]]]:
    """The tally and the differences of every language."""
    return {language: score(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_keeps_its_floor(scores: dict[str, tuple[Tally, list[str]]], language: str) -> None:
    """No change of a cue or a rule may cost another notice its facts."""
    tally, differences = scores[language]
    floors = {name: SIX_FLOOR if name in SIX else FLOOR for name in fields(tally)}
    low = {name: round(tally.score(name), 3) for name, floor in floors.items() if tally.score(name) < floor}

    assert not low, "\n".join(differences)


def test_every_language_holds_enough_notices(scores: dict[str, tuple[Tally, list[str]]]) -> None:
    """A floor over a handful of notices would say nothing."""
    for language, (tally, _) in scores.items():
        assert tally.right["kind"] + tally.missing["kind"] >= 10, language
