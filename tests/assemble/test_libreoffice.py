"""PDF copies of Word files: made by LibreOffice, the same bytes every time."""

from __future__ import annotations

import pytest

from assemble.compose import compose
from assemble.fixed_pdf import fixed_pdf
from assemble.libreoffice import LibreOffice, find_libreoffice
from assemble.render import render
from assemble.review import open_review
from config.errors import ItemError
from config.limits import Limits
from extract.documents.pdf import pdf_to_text
from tests.conftest import missing
from tests.worked.example import platforms, rules, worked


@pytest.fixture(scope="module")
def office() -> LibreOffice:
    """The installed program."""
    found = find_libreoffice()
    if found is None:
        missing("LibreOffice", "install libreoffice-writer-nogui")
        raise AssertionError
    return found


def test_a_copy_says_what_the_word_file_says(office: LibreOffice) -> None:
    """The pages hold the text of the appeal; two runs give the same bytes."""
    example = worked("joom_late")
    sheet = compose(open_review(example.dossier, platforms(), rules(), example.now), ())
    document = render(rules().templates["joom_appeal.docx"], sheet)
    first, second = fixed_pdf(office(document)), fixed_pdf(office(document))
    text = pdf_to_text("appeal.pdf", first, Limits(), 100_000).content

    assert first == second
    assert "Dispute of the Decision" in text
    assert all(order in text for order in ("3TQ8W2", "3TR1N7", "3TR6B5"))
    assert "Delivered" in text  # a head of a column that is too narrow is broken


def test_what_cannot_be_turned_into_a_pdf_is_an_error_of_the_item(office: LibreOffice) -> None:
    """A file that is no document ends in one code, not in a traceback."""
    with pytest.raises(ItemError) as caught:
        office(b"PK\x03\x04 no document")
    assert caught.value.code == "office.failed"
