"""Pages that lie on their side or head are turned before they are read."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from assemble.redact.sheets.turning import quarters_of_page
from tests.assemble.redact import pdf_text_plants
from tests.assemble.redact.plants import plants


@pytest.mark.parametrize(("rotate", "quarters"), [(0, 0), (90, 3), (180, 2), (270, 1)])
def test_a_page_of_characters_tells_its_way_up(rotate: int, quarters: int) -> None:
    """Turned by what it answers, the page is upright."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_text_plants.text(plants(1, 5)))) as pdf:
        pdf.pages[0].obj.Rotate = rotate
        pdf.save(into)
    document = pypdfium2.PdfDocument(into.getvalue())
    page = document[0]

    assert quarters_of_page(page) == quarters

    page.set_rotation((rotate + 90 * quarters) % 360)
    assert quarters_of_page(page) == 0
    page.close()
    document.close()
