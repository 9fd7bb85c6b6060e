"""Rendering: values are printed as they are, nothing in them is evaluated, the same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile

import docx
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError

from assemble.literal import GUARD, entry, literal, one_line, paragraphs
from assemble.render import EPOCH, fixed_zip, render, to_plain
from tests.assemble.builders import docx_text

HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{%p if 1 %}",
    "{_{ 7*7 }_}",
    "{_% raw %_}",
    "{{ cover.__class__.__mro__ }}",
    "<w:t>x</w:t></w:r></w:p>",
    "A & B <c> &amp; \"d\" 'e'",
    '=HYPERLINK("http://x")',
    "שלום \u202eabc\u202c مرحبا",
    "中文：测试 😀",
    "x" * 10_000,
    "]]>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
]


def template(text: str) -> bytes:
    """A Word file with one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


ECHO = template("[{{ value }}]")


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:12])
def test_hostile_values_survive_literally(value: str) -> None:
    """Template signs, markup, formulas and odd scripts come out as the text they are."""
    assert docx_text(render(ECHO, {"value": value})) == f"[{value}]"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_characters="\t\n\r"), max_size=80))
def test_no_text_is_cut(value: str) -> None:
    """Any text comes out whole but for the characters that XML cannot hold."""
    assert docx_text(render(ECHO, {"value": value})) == f"[{literal(value)}]"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x0c", "\x1b", "\ud800", "\udfff", "\ufffe", "\uffff", GUARD])  # noqa: PT014
def test_what_xml_cannot_hold_is_taken_out(bad: str) -> None:
    """A character that would cut a paragraph is dropped and the rest of the text stays."""
    assert docx_text(render(ECHO, {"value": f"before{bad}after"})) == "[beforeafter]"


def test_the_same_input_gives_the_same_bytes() -> None:
    """Two renderings are equal byte by byte, with fixed times and the parts in a fixed order."""
    first, second = render(ECHO, {"value": "a"}), render(ECHO, {"value": "a"})

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {info.date_time for info in archive.infolist()} == {EPOCH}


def test_a_missing_value_is_an_error() -> None:
    """A name that the values do not have is never printed as nothing."""
    with pytest.raises(jinja2.UndefinedError):
        render(ECHO, {"other": "a"})


@pytest.mark.parametrize("text", ["{{ value.__class__.__mro__ }}", "{{ ''.__class__.__base__.__subclasses__() }}"])
def test_a_template_cannot_reach_out(text: str) -> None:
    """Even a template that was tampered with cannot leave the sandbox."""
    with pytest.raises(SecurityError):
        render(template(text), {"value": "a"})


@pytest.mark.parametrize("value", [3, None, b"x", object(), str])
def test_only_plain_values_are_taken(value: object) -> None:
    """A value that is not text, truth, list, mapping or dataclass is refused."""
    with pytest.raises(TypeError):
        to_plain(value)


def test_values_must_have_names() -> None:
    """A bare list has no names to fill in."""
    with pytest.raises(TypeError):
        render(ECHO, ["a"])


def test_fixed_zip_is_stable() -> None:
    """Rewriting what is fixed already changes nothing."""
    once = fixed_zip(ECHO)

    assert fixed_zip(once) == once


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\r\nb", "a b"), ("a\u2028b\x85c\x0bd", "a b c d"), ("  a\t b ", "a b"), ("a\x00b", "ab"), ("", "")],
)
def test_one_line(text: str, line: str) -> None:
    """Whatever breaks a line becomes one space."""
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- the root cause", "the root cause"),
        ("-- The root cause(s) of\n the issue", "The root cause(s) of the issue"),
        ("• invoices", "invoices"),
        ("1. legal name", "legal name"),
        ("(2) tax ID", "tax ID"),
        ("①发票", "发票"),
        ("365 days of invoices", "365 days of invoices"),
        ("2.5 % target", "2.5 % target"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_entry(text: str, shown: str) -> None:
    """The mark of a list is taken off, a number that belongs to the words stays."""
    assert entry(text) == shown


def test_paragraphs() -> None:
    """A text is split at empty lines only; white space alone is no paragraph."""
    assert paragraphs("a\nb\r\n \r\nc\n\n\n\n  ") == ("a\nb", "c")
    assert paragraphs(" \n\t\n ") == ()
