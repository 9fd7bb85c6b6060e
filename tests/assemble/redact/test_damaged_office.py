"""A Word file or workbook whose packed bytes are damaged is held back, and is no crash."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from tests.assemble.redact.docx_plants import DOCX, Channel, docx_text
from tests.assemble.redact.plants import ALL_MAKERS, plants
from tests.assemble.redact.shared import redact
from tests.assemble.redact.xlsx_plants import XLSX, xlsx_cells

NAME_LENGTH, EXTRA_LENGTH, HEADER = 26, 28, 30
"""Offsets in the local header of a member (APPNOTE.TXT 4.3.7), and its length without name and extra field."""
NO_SUCH_BLOCK = 0x06
"""Block type 3 of deflate, which is none (RFC 1951, section 3.2.3)."""


def damaged(data: bytes, member: str) -> bytes:
    """The file with a first block in a member that no deflate stream may have."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo(member).header_offset
    changed = bytearray(data)
    lengths = (int.from_bytes(data[at + where : at + where + 2], "little") for where in (NAME_LENGTH, EXTRA_LENGTH))
    changed[at + HEADER + sum(lengths)] |= NO_SUCH_BLOCK
    with zipfile.ZipFile(io.BytesIO(changed)) as archive, pytest.raises(zlib.error):
        archive.read(member)
    return bytes(changed)


@pytest.mark.parametrize(
    ("media_type", "make", "member"),
    [(DOCX, docx_text, "word/document.xml"), (XLSX, xlsx_cells, "xl/workbook.xml")],
    ids=["docx", "xlsx"],
)
def test_damaged_packing_is_held_back(media_type: str, make: Channel, member: str) -> None:
    """What cannot be unpacked is withheld with a reason."""
    done = redact(damaged(make(plants(1, 4, ALL_MAKERS)), member), media_type, ocr=False, name="evidence/01-paper")

    (held,) = done.report.withheld
    assert "can be read" in held.reason
