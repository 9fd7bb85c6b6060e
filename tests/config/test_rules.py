"""Rule files are checked on load, and a wrong one is named by file and line."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from config.cues import PLACE, Cue
from config.errors import RulesError
from config.periods import parse_period
from config.rules import HERE, load_cues, load_rules
from config.words import Platform


def test_the_shipped_rules_are_right() -> None:
    """Both platforms, all wordings."""
    rules = load_rules()

    assert [p.platform for p in rules.platforms] == [Platform.AMAZON, Platform.JOOM]
    assert rules.of(Platform.UNKNOWN) is None


def test_rules_travel_to_worker_processes() -> None:
    """They can be pickled."""
    rules = load_rules()

    assert pickle.loads(pickle.dumps(rules)) == rules


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("platforms/joom.yaml", "platform: joom", "platform: jooom", 2, "platform"),
        ("platforms/joom.yaml", "period: PT72H", "period: 72h", None, "target.period"),
        ("platforms/joom.yaml", "help_pages: false", "help_page: false", None, "help_page"),
        ("cues/files.yaml", "extensions: [pdf", "extensions: [[pdf]", 2, "extensions: "),
        ("cues/status.yaml", "[deactivated, de-", "[Deactivated, de-", None, "lower case"),
        ("cues/status.yaml", "[deactivated, de-", "[(deactivated, de-", None, "bracket"),
        ("cues/status.yaml", "[deactivated, de-", "[(a|), de-", None, "match nothing"),
        ("cues/violations.yaml", "ip.patent:", "ip.patents:", None, "ip.patents"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, file: str, old: str, new: str, line: int | None, words: str) -> None:
    """File, line and what is wrong."""
    shutil.copytree(HERE / "platforms", tmp_path / "platforms")
    shutil.copytree(HERE / "cues", tmp_path / "cues")
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RulesError) as caught:
        load_rules(shipped=tmp_path)

    assert caught.value.file == str(tmp_path / file)
    assert words in str(caught.value)
    assert line is None or caught.value.line == line


def test_wordings_are_read_once() -> None:
    """Two loads share one object."""
    assert load_cues() is load_cues()


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("trademark*", "two trademarks", True),
        ("used * sold as new", "used items sold as new", True),
        ("use ~ brand", "use of their brand", True),
        ("drop(-| |)ship*", "dropshipping", True),
        ("未在 ~ 发货", "未在8天内发货", True),
        ("within {}", "within \x00 of", True),
        ("# % off", "20 % off", True),
        # must not match
        ("order defect", "reorder defect", False),
        ("trademark", "trademarks", False),
        ("use ~ brand", "use of a subbrand", False),
        ("use ~ brand", "use.\nThe brand", False),
        ("within {}", "within the \x00", False),
        ("photo* & other seller*", "photos that other sellers took", True),
        ("photo* & other seller*", "other sellers took these photos", True),
        ("photo* & other seller*", "these photos\nother sellers", False),
        ("cases?", "casesharing", False),
    ],
)
def test_cues_match_what_they_say(cue: str, text: str, found: bool) -> None:
    """Stems, gaps, choices, numbers and edges of words."""
    assert (Cue(cue).search(text) is not None) is found


@given(st.text(alphabet="ab &*~#(|)?{}号", min_size=1, max_size=12))
@example("(a|)b?")
@example("a ~ ?")
def test_a_cue_is_accepted_when_its_pattern_is_sound(text: str) -> None:
    """What the check accepts without compiling compiles, and does not match nothing."""
    try:
        cue = TypeAdapter(Cue).validate_python(text)
    except ValidationError:
        return
    assert all(phrase.pattern.match("") is None for phrase in cue.phrases)


def shipped_cues() -> list[Cue]:
    """Every cue of the shipped rules."""
    found: list[Cue] = []
    waiting: list[object] = [load_rules()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Cue):
            found.append(one)
        elif isinstance(one, BaseModel):
            waiting += [getattr(one, name) for name in type(one).model_fields]
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, tuple):
            waiting += one
    return sorted(found, key=lambda cue: cue.text)


SHIPPED = shipped_cues()


@given(st.data())
def test_looking_around_needles_finds_what_looking_everywhere_finds(data: st.DataObject) -> None:
    """In a text made of a cue's own words and others, each phrase stands where its pattern does, and nowhere else."""
    phrase = data.draw(st.sampled_from(data.draw(st.sampled_from(SHIPPED)).phrases))
    words = [word for word in re.split(r"[*~#{}()|?]+", phrase.text) if word.strip()]
    piece = st.sampled_from([*words, *words, " ", " 30 ", "s ", "\n", "x" * 20, " word" * 12, "。", PLACE])
    text = "".join(data.draw(st.lists(piece, max_size=30)))

    assert [m.span() for m in phrase.finditer(text)] == [m.span() for m in phrase.pattern.finditer(text)]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("a (b|c", "a bracket is not closed"),
        ("a) b", "no bracket is open before )"),
        ("a|b", "no bracket is open before |"),
        ("?a", "nothing that could be left out"),
        ("a (?b|c)", "nothing that could be left out"),
        ("a*? b", "nothing that could be left out"),
        ("(a|)b?", "must not match nothing"),
        ("* ~ ", "must not match nothing"),
        ("Trademark", "lower case"),
        ("", "a cue is a phrase"),
        ("a ~ b ~ c ~ d ~ e", "at most three gaps"),
    ],
)
def test_what_is_no_cue_is_refused(wrong: str, why: str) -> None:
    """The message says what is wrong with the wording."""
    with pytest.raises(ValidationError, match=re.escape(why)):
        TypeAdapter(Cue).validate_python(wrong)


@pytest.mark.parametrize("wrong", ["", "P", "72h", "P1H", "PT", "p3d", "P3D ", "P-1D"])
def test_what_is_no_period_is_refused(wrong: str) -> None:
    """Only ISO 8601 periods of years to hours."""
    with pytest.raises(ValueError, match="not a period"):
        parse_period(wrong)
