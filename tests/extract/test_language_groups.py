"""Each language group has a blank pipeline of its own, which cuts its texts into tokens that lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.draft import Draft
from extract.language_groups import LanguageGroup, blank_language, group_of
from extract.pipeline import language_pipeline
from extract.reading import Reading
from extract.steps import STEPS

NOW = datetime(2026, 5, 4, tzinfo=UTC)

TEXTS = {
    "Your listing B0C12345K7 was removed.": LanguageGroup.WORDS,
    "Ihr Angebot wurde entfernt, Größe 42.": LanguageGroup.WORDS,
    "Votre offre a été retirée": LanguageGroup.WORDS,
    "Товар снят с продажи": LanguageGroup.WORDS,
    "": LanguageGroup.WORDS,
    "您的商品B0C12345K7已下架": LanguageGroup.SIGNS,
    "出品が停止されました": LanguageGroup.SIGNS,
    "Ihr Angebot 已下架 wurde entfernt": LanguageGroup.SIGNS,
}


@pytest.mark.parametrize(("text", "group"), TEXTS.items())
def test_the_script_decides_the_group(text: str, group: LanguageGroup) -> None:
    """One Chinese or Japanese sign suffices, so a mixture is read sign by sign."""
    assert group_of(text) is group


@pytest.mark.parametrize("group", LanguageGroup)
@given(text=st.text(max_size=300))
def test_tokens_hold_the_whole_text(group: LanguageGroup, text: str) -> None:
    """No tokenizer loses a character, so that places in the text are places in the document."""
    assert language_pipeline(group).make_doc(text).text == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Les articles B0C12345K7, retirés.", ["Les", "articles", "B0C12345K7", ",", "retirés", "."]),
        ("снят с продажи", ["снят", "с", "продажи"]),
        ("商品B0C12345K7已下架", ["商", "品", "B0C12345K7", "已", "下", "架"]),
        ("2026年3月1日", ["2026", "年", "3", "月", "1", "日"]),
        ("x" * 130, ["x" * 60, "x" * 60, "x" * 10]),
    ],
)
def test_a_token_is_a_word_or_a_sign(text: str, tokens: list[str]) -> None:
    """An ASIN is one token in both groups, also between Chinese signs."""
    assert [token.text for token in blank_language(group_of(text)).make_doc(text)] == tokens


@pytest.mark.parametrize("group", LanguageGroup)
def test_every_kind_of_fact_is_one_component(group: LanguageGroup) -> None:
    """Both pipelines hold the same named steps, and nothing else."""
    pipeline = language_pipeline(group)

    assert pipeline.pipe_names == [f"notice_{step.name}" for step in STEPS]
    assert pipeline.meta["name"] == f"notices_{group}"


@pytest.mark.parametrize("said", ["The ASINs {} and {} were removed from Amazon.com.", "商品{}和{}已下架"])
def test_findings_are_spans_of_the_document(reading_of: Callable[[str], Reading], said: str) -> None:
    """Each component leaves what it found under its own name, word for word."""
    reading = reading_of(said.format("B0C12345K7", "B0C12345K8"))
    pipeline = language_pipeline(group_of(reading.source))
    doc = pipeline.make_doc(reading.source)
    doc._.draft = Draft(reading, NOW)

    for _, component in pipeline.pipeline:
        doc = component(doc)

    assert set(doc.spans) == {step.name for step in STEPS}
    assert [span.text for span in doc.spans["asins"]] == ["B0C12345K7", "B0C12345K8"]
