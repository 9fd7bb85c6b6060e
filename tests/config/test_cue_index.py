"""Which cues can stand in a text is told from its words: none that stands there is missed, and few others are named."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import cue_index, kept
from config.cue_index import CueIndex, needs_of, tokens_of
from config.cues import Cue
from tests.config.test_rules import SHIPPED


def test_the_examples_in_the_docstrings_hold() -> None:
    """What the modules show is what they do."""
    assert doctest.testmod(cue_index).failed == 0
    assert doctest.testmod(kept).failed == 0


def test_cues_asked_together_are_those_that_stand_in_the_text_and_few_more() -> None:
    """Every cue that matches is among them, in the order of the rules; of all others next to none."""
    text = "your order defect rate is above the target; the balance is held for 90 days"
    standing = [cue for cue in SHIPPED if cue.search(text)]
    found = CueIndex([(1, SHIPPED), (2, [])]).present(tokens_of(text))[1]

    assert [cue for cue in found if cue in standing] == standing
    assert found == [cue for cue in SHIPPED if cue in found]
    assert 5 < len(standing) <= len(found) < len(SHIPPED) / 50


@given(st.data())
def test_a_text_that_holds_a_cue_holds_what_the_cue_needs(data: st.DataObject) -> None:
    """In texts made of cues' own words and others, whatever matches is asked for."""
    cue = data.draw(st.sampled_from(SHIPPED))
    words = [word for word in re.split(r"[*~#{}()|?&]+", cue.text) if word.strip()]
    piece = st.sampled_from(
        [*words, *words, " ", " ", " 30 ", "s ", "\n", "xx", "-", "\u3002", "\u8bf7", "?", "\u0436"]
    )
    text = "".join(data.draw(st.lists(piece, max_size=24)))

    assert cue.search(text) is None or needs_of(cue.text).met(tokens_of(text)), text


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("a (b|c)d", "a cd"),
        ("fulfil(l|)ed", "fulfilled"),
        ("third(-| )party", "third-party"),
        ("best ?seller", "bestseller"),
        ("we (have |)(now |)(deleted|took ~ (down|off))", "we took it all down"),
        ("within {}", "within\x00 within \x00"),
        ("by{}", "by\x00"),
        ("*rechnung*", "abrechnungen"),
        ("(can|does)n't", "doesn't"),
        ("#%", "12%"),
        ("\u5728 ~ \u5185\u63d0\u4ea4", "\u8bf7\u5728\u5341\u5929\u5185\u63d0\u4ea4"),
        ("asin ~ \u79fb\u9664", "\u60a8\u7684asin\u5df2\u88ab\u79fb\u9664"),
        ("photo* & (another|other) seller*", "other sellers took the photos"),
    ],
)
def test_edges_of_words_are_sure_or_not_asked_for(cue: str, text: str) -> None:
    """Brackets, stems, signs that may be left out, places and both ways of writing: what matches is let through."""
    assert Cue(cue).search(text)
    assert needs_of(cue).met(tokens_of(text))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("sold as new", "sold a new one"),
        ("(is|was) held", "held"),
        ("by them", "them by"),
        ("\u79fb\u9664", "\u79fb\u52a8\u548c\u5220\u9664"),
    ],
)
def test_words_that_lack_rule_a_cue_out(cue: str, text: str) -> None:
    """A word, a choice, two neighbours or a pair of signs that the text does not hold."""
    assert not needs_of(cue).met(tokens_of(text))
