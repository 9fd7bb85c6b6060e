"""Word and Excel files with values in every place that such a file has, by the name of the place."""

from __future__ import annotations

from tests.assemble.redact.docx_plants import PAPERS
from tests.assemble.redact.xlsx_plants import BOOKS

OFFICE = PAPERS | BOOKS
