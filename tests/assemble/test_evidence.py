"""Evidence: unchanged bytes, safe names, a numbered index."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.evidence import Evidence, EvidenceFile, safe_name
from tests.assemble.builders import evidence_file


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Invoice 2025.PDF", "invoice-2025.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\papers\\a.b.jpg", "c-papers-a-b.jpg"),
        ("发票.pdf", "file.pdf"),
        ("Résumé.png", "resume.png"),
        (".hidden", "file.hidden"),
        ("a.verylongending", "a-verylongending"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 60 + ".pdf"),
    ],
)
def test_safe_name(name: str, made: str) -> None:
    """The made name resembles the given one and can be nothing but a file name."""
    assert safe_name(name) == made


@given(st.text(max_size=80))
def test_safe_names_are_safe(name: str) -> None:
    """No text makes a name with a folder, a leading dot or a character that needs quoting."""
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}(\.[a-z0-9]{1,8})?", safe_name(name))


def test_index_numbers_the_files() -> None:
    """Files are numbered in their order; two that look alike keep different names."""
    index = Evidence((evidence_file("A b.pdf"), evidence_file("a-b.pdf"))).index()

    assert [(exhibit.number, exhibit.path) for exhibit in index] == [
        (1, "evidence/01-a-b.pdf"),
        (2, "evidence/02-a-b.pdf"),
    ]


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", "pdf"), ("a", ""), (".pdf", ""), ("a.b.Jpg ", "jpg")])
def test_extension(name: str, ending: str) -> None:
    """The ending is what stands after the last dot of a name, lower case."""
    assert evidence_file(name).extension == ending


def test_names_are_unique() -> None:
    """Answers speak of files by name, so two files cannot share one."""
    with pytest.raises(ValueError, match="same name"):
        Evidence((evidence_file("a.pdf"), evidence_file("a.pdf", b"other")))


def test_a_file_checks_itself() -> None:
    """A file has a name and a time with a zone."""
    with pytest.raises(ValueError, match="name"):
        evidence_file(" ")
    with pytest.raises(ValueError, match="time zone"):
        EvidenceFile("a.pdf", "application/pdf", b"", "x", datetime(2026, 1, 1))  # noqa: DTZ001
    assert EvidenceFile("a", "x/y", b"", "x", datetime(2026, 1, 1, tzinfo=UTC)).digest.startswith("sha256:e3b0c442")
