"""Word and Excel files with values in every place that such a file has, by the name of the place."""

from __future__ import annotations

from tests.assemble.redact.docx_field_plants import FIELDS
from tests.assemble.redact.docx_plants import PAPERS
from tests.assemble.redact.xlsx_plants import BOOKS
from tests.assemble.redact.xlsx_rule_plants import RULES

OFFICE = PAPERS | FIELDS | BOOKS | RULES
