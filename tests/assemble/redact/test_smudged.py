"""What an engine misread on a page goes, unless the packet needs it or the file itself spells it out."""

from __future__ import annotations

import pytest

from assemble.redact.sheets.search import guesses
from assemble.redact.sheets.sheet import Sheet, Unit
from assemble.redact.sheets.smudged import smudged
from config.redaction import load_redaction

POLICY = load_redaction()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Access key: AKIARUT6VV47AVG73P9] today", "AKIARUT6VV47AVG73P9]"),
        ("IBAN: PLO6 2246 0737 4619 9070 1602 4829", "PLO6 2246 0737 4619 9070 1602 4829"),
        ("DNI: 29527528)", "29527528)"),
        ("SNILS: 771-150-6AS 87", "771-150-6AS"),
        ("E-mail: river.juniper2 70@cobalt-65.example", "river.juniper2 70@cobalt-65.example"),
        ("E-mail: ask us@cobalt-65.example", "us@cobalt-65.example"),
        ("Genie: 12345", None),
        ("Complaint ID: 70318845921 concerns ASIN B0C7TQ2M4X", None),
    ],
)
def test_what_may_be_a_misread_value_goes(text: str, gone: str | None) -> None:
    """A form without its check digit, or a run with figures after the word that names it; words beside it stay."""
    found = [guess.value for guess in smudged(text, POLICY)]

    assert (gone in found) if gone else (found == [])
    assert all(value in (gone or "") for value in found)


@pytest.mark.parametrize("written", [False, True])
def test_only_what_the_file_spells_out_was_not_misread(written: bool) -> None:
    """On a scan the engine's own reading is no second witness for itself."""
    line = tuple(
        Unit(word, (72.0 + 60 * n, 100.0, 130.0 + 60 * n, 112.0))
        for n, word in enumerate(("Access", "key:", "AKIARUT6VV47AVG73P9]"))
    )
    read = tuple(unit for word in line for unit in (word, Unit(" ", None)))
    sheet = Sheet(595.0, 842.0, read if written else (), read, (), (), ())

    assert any("RUT6VV47" in guess.value for guess in guesses([sheet], POLICY)) is not written
