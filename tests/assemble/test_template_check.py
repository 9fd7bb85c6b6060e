"""Faults of a template are found before a packet is made, and named by the words they stand in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from assemble.template_check import template_faults
from config.appeals import TEMPLATES
from noticepack.templates import check_templates, copy_templates


def template(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document, out = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def test_the_shipped_templates_are_sound() -> None:
    """None has a fault, and each is used by a form."""
    checked = list(check_templates(None))

    assert [one.file.name for one in checked if one.faults or not one.used] == []
    assert len(checked) == len(list(TEMPLATES.glob("*.docx")))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Case {{ case_idd }}", "case_idd is no name"),
        ("{{ cover.verdikt }}", "cover.verdikt: there is no verdikt there"),
        ("{%p for row in items %}\n{{ row.asni }}\n{%p endfor %}", "there is no asni there"),
        ("{% for row in items %}{{ row.answer.txt }}{% endfor %}", "there is no txt there"),
        ("{%p for row in items %}\n{{ loop.indexx }}\n{%p endfor %}", "there is no indexx there"),
        ("{{ title | uper }}", "uper is no filter"),
        ("{%p if cover.forced %}", "end of template"),
        ("{{ title", "unexpected"),
        ("{{ title.__class__ }}", "there is no __class__ there"),
        ("{{ notices[0].date }}", "cannot be filled in"),
    ],
)
def test_a_fault_is_found_and_placed(text: str, says: str) -> None:
    """A misspelt name, a bad tag, a name that only fails when filled in: each is told."""
    faults = template_faults(template("Sound {{ title }}", *text.split("\n")))

    assert faults, text
    assert any(says.lower() in fault.what.lower() for fault in faults), faults


@pytest.mark.parametrize(
    "text",
    [
        "{%p for row in items %}\n{{ row.asin }}: {{ row.answer.text }} {{ loop.index }}\n{%p endfor %}",
        "{% set name = title | upper %}{{ name }}",
        "{% if cover.lacks %}{{ cover.lacks | length }}{% else %}none{% endif %}",
    ],
)
def test_what_a_template_may_say(text: str) -> None:
    """Loops, names of one's own, filters and conditions are no faults."""
    assert template_faults(template(*text.split("\n"))) == ()


def test_words_of_another_marketplace_are_found() -> None:
    """A Joom template that speaks of Account Health was copied from Amazon's."""
    (fault,) = template_faults(template("See Account Health {{ title }}"), ("Account Health",))

    assert "Account Health" in fault.what


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4", template("x")[:300]])
def test_what_is_no_word_file_is_said(data: bytes) -> None:
    """A broken file is one fault, no failure."""
    (fault,) = template_faults(data)

    assert "no Word file" in fault.what


def test_macros_and_files_outside_are_refused() -> None:
    """A template that runs or fetches something when it is opened is no template."""
    out = io.BytesIO(template("{{ title }}"))
    link = b'<Relationship Id="x" Type="t" Target="file:///c:/evil.dotm" TargetMode="External"/>'
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
        archive.writestr("word/_rels/settings.xml.rels", b"<Relationships>" + link + b"</Relationships>")
    told = " ".join(fault.what for fault in template_faults(out.getvalue()))

    assert "macros" in told
    assert "evil.dotm" in told


def test_templates_are_copied_once(tmp_path: Path) -> None:
    """What a person changed there is never written over; a name that no form uses is said."""
    first = copy_templates(tmp_path)
    (tmp_path / "summary.docx").write_bytes(template("{{ titel }}"))
    (tmp_path / "own.docx").write_bytes(template("{{ title }}"))

    assert {file.name for file in first} == {file.name for file in TEMPLATES.glob("*.docx")}
    assert copy_templates(tmp_path) == ()
    checked = {one.file.name: one for one in check_templates(tmp_path)}
    assert [fault.what for fault in checked["summary.docx"].faults] == ["titel is no name that a template can use"]
    assert not checked["own.docx"].used
