"""A PDF that a word processor made, without what differs from run to run: dates, identifiers, checksums."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from config.errors import ItemError

ToPdf = Callable[[bytes], bytes]
"""A Word file to a PDF; raises ItemError `office.failed`."""


def fixed_pdf(data: bytes) -> bytes:
    """The same pages with a fixed identifier and no dates. Raises: ItemError (`office.failed`)."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for key in ("/CreationDate", "/ModDate"):
                if key in pdf.docinfo:
                    del pdf.docinfo[key]
            for key in ("/Metadata", "/PieceInfo"):
                if key in pdf.Root:
                    del pdf.Root[key]
            trailer: Any = pdf.trailer
            for key in ("/DocChecksum", "/ID"):
                if key in trailer:
                    del trailer[key]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, linearize=False)
    except pikepdf.PdfError as error:
        raise ItemError("office.failed", f"the word processor made a PDF that cannot be read: {error}"[:300]) from error
    return out.getvalue()
