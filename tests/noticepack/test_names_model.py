"""A spaCy model that the settings name finds names in running text; without one only labelled names go."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from assemble.redact.detectors.person import may_be_name
from assemble.redact.file import redact_file
from config.errors import UsageError
from config.redaction import load_redaction
from config.settings import Settings, load_settings
from config.words import Audience
from noticepack.names_model import LONGEST, find_names

TEXT = (
    "Dear team, Maya Tarrant wrote on 2026-03-02 about ASIN B0C7TQ2M4X.\nAmazon Seller Support and Fern GmbH agreed.\n"
)
KEY = b"a key of the tests, thirty-two b"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model in a folder: it takes three phrases for persons, one of them rightly."""
    language = spacy.blank("xx")
    ruler = language.add_pipe("entity_ruler")
    phrases = ("Maya Tarrant", "Amazon Seller", "Fern GmbH")
    ruler.add_patterns([{"label": "PER", "pattern": phrase} for phrase in phrases])  # type: ignore[attr-defined]
    language.to_disk(tmp_path / "model")
    return tmp_path / "model"


def settings(tmp_path: Path, model: str) -> Settings:
    """Settings that name a model."""
    return load_settings(None, {"HOME": str(tmp_path)}, {"redaction_names_model": model}).settings


def test_names_in_running_text_go_where_a_model_is_named(tmp_path: Path, model: Path) -> None:
    """The name goes, here and where the model does not see it; companies and the platform stay."""
    names = find_names(settings(tmp_path, str(model)))
    data = f"{TEXT}maya  tarrant signed.\n".encode()

    found = redact_file("a.txt", "text/plain", data, load_redaction(), audience=Audience.AUDITOR, key=KEY, names=names)

    text = found.file.data.decode().casefold()
    assert "tarrant" not in text
    assert "amazon seller support and fern gmbh" in text
    assert "b0c7tq2m4x" in text


def test_no_model_is_the_default(tmp_path: Path) -> None:
    """Names in running text stay unless asked for."""
    assert find_names(settings(tmp_path, "")) is None

    found = redact_file("a.txt", "text/plain", TEXT.encode(), load_redaction(), audience=Audience.AUDITOR, key=KEY)

    assert b"Maya Tarrant" in found.file.data


def test_a_model_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    """The message names the setting and what to do."""
    with pytest.raises(UsageError, match="no_such_model") as caught:
        find_names(settings(tmp_path, "no_such_model"))

    assert "redaction_names_model" in str(caught.value.advice)


def test_a_long_text_is_shown_in_pieces(tmp_path: Path, model: Path) -> None:
    """Places count from the beginning of the whole text."""
    text = f"{'word ' * (LONGEST // 5)}\n{TEXT}"
    names = find_names(settings(tmp_path, str(model)))
    assert names is not None

    assert "Maya Tarrant" in [text[start:end] for start, end in names(text)]


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("Maya Tarrant", True), ("王小明", True), ("Élodie de Brandt", True), ("Maya", False), ("Fern GmbH", False),
        ("Amazon Seller", False), ("Card Number", False), ("Order 17", False), ("a@b.example", False),
    ],
)  # fmt: skip
def test_what_can_be_a_name(words: str, may: bool) -> None:
    """Two to four capitalised words or Han signs, no company, no label, no number."""
    assert may_be_name(words) is may
