"""The Word templates: made by the script, sound inside, and without anything that differs from run to run."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from bench.templates.build import TEMPLATES, template_bytes
from config.appeals import TEMPLATES as FOLDER
from tests.assemble.builders import docx_text

NAMES = sorted(TEMPLATES)


def test_folder_holds_the_templates_and_nothing_else() -> None:
    """Every template that the script makes is there, and no other."""
    assert sorted(path.name for path in Path(FOLDER).glob("*.docx")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_what_the_script_makes(name: str) -> None:
    """The committed file is byte for byte what the script makes now: `python -m bench.templates.build`."""
    committed = (FOLDER / name).read_bytes()

    assert _parts(committed) == _parts(template_bytes(name))
    assert template_bytes(name) == template_bytes(name)


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file; the packing itself may differ between versions of zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", NAMES)
def test_templates_load_nothing_from_outside(name: str) -> None:
    """No part of a template points outside the file."""
    for part, data in _parts((FOLDER / name).read_bytes()).items():
        if part.endswith(".rels"):
            assert b'TargetMode="External"' not in data, part


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_fixed_widths(name: str) -> None:
    """Every table keeps its widths, and every one with a heading repeats it on each page."""
    document = docx.Document(io.BytesIO((FOLDER / name).read_bytes()))

    assert document.tables
    for table in document.tables:
        assert table._tbl.tblPr.xpath("./w:tblLayout[@w:type='fixed']")
        loops = [row for row in table.rows if "tr for" in row.cells[0].text]
        assert bool(table._tbl.xpath("./w:tr/w:trPr/w:tblHeader")) == (loops[0]._tr is not table.rows[0]._tr)


@pytest.mark.parametrize("name", NAMES)
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    """Table properties stand in the order of ECMA-376 part 1, section 17.4.59, or Word calls the file damaged."""
    order = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    root = etree.fromstring(_parts((FOLDER / name).read_bytes())["word/document.xml"])
    found = [[etree.QName(child).localname for child in props] for props in root.iter("{*}tblPr")]

    assert found
    for names in found:
        assert names == sorted(names, key=order.index)


@pytest.mark.parametrize("name", NAMES)
def test_footer_has_case_and_page(name: str) -> None:
    """Every page says which case it belongs to and how many pages there are."""
    footer = docx_text((FOLDER / name).read_bytes(), "word/footer1.xml")
    code = _parts((FOLDER / name).read_bytes())["word/footer1.xml"]

    assert "{{ case_id }}" in footer
    assert b" PAGE " in code
    assert b" NUMPAGES " in code
