"""Writes a workbook of plain cells (ECMA-376 part 1, section 18); same cells, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from assemble.redact.cells import Cell, Sheet

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TIME = (1980, 1, 1, 0, 0, 0)


def titles(names: list[str]) -> list[str]:
    """Names that Excel takes: at most 31 characters, none of []:*?/\\, all different."""
    done: list[str] = []
    for number, name in enumerate(names, 1):
        short = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:28] or f"Sheet{number}"
        done.append(short if short.casefold() not in {d.casefold() for d in done} else f"Sheet{number}")
    return done


def packed(sheets: list[tuple[str, Sheet]]) -> bytes:
    """The new file: fixed parts, fixed order, fixed times."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(_override(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{_override('/xl/workbook.xml', 'sheet.main')}{_override('/xl/styles.xml', 'styles')}{overrides}</Types>",
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        + "".join(f'<sheet name="{_attribute(t)}" sheetId="{n}" r:id="rId{n}"/>' for n, (t, _) in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{n}.xml": _sheet_part(s) for n, (_, s) in enumerate(sheets, 1)},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, (_HEAD + part).encode(), compresslevel=6)
    return buffer.getvalue()


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{_TYPE}{kind}+xml"/>'


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _sheet_part(sheet: Sheet) -> str:
    rows = "".join(f'<row r="{row[0].row}">{"".join(map(_cell_part, row))}</row>' for row in sheet.rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell_part(cell: Cell) -> str:
    place = f"{cell.column}{cell.row}"
    if cell.number is not None:
        return f'<c r="{place}"><v>{cell.number!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell.shown)}</t></is></c>'
