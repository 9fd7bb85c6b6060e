"""Paper, fonts, styles and tables of the templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Calibri"
EAST_ASIA = "Microsoft YaHei"
INK = RGBColor(0x1F, 0x29, 0x33)
BLUE = RGBColor(0x1B, 0x3A, 0x5C)
GREY = RGBColor(0x5F, 0x6B, 0x7A)
AMBER = RGBColor(0x8A, 0x4B, 0x00)
AMBER_FILL, BLUE_FILL, RULE, AMBER_RULE = "FFF4DC", "E9EFF5", "C5CED8", "D9912B"
WIDTH = 17.0
"""Centimetres between the margins of an A4 page; fits US Letter, too."""
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
"""The time that stands in every file, so that bytes do not depend on the clock."""


def new_document(subject: str) -> Document:
    """An empty A4 document with the styles and the footer of all templates."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.9)
    section.header_distance, section.footer_distance = Cm(1), Cm(0.9)
    _styles(document)
    _footer(section.footer.paragraphs[0])
    _properties(document, subject)
    return document


def _properties(document: Document, subject: str) -> None:
    core = document.core_properties
    core.title, core.subject, core.author, core.last_modified_by = (
        subject,
        "Prepared for the seller's signature",
        "",
        "",
    )
    core.comments, core.keywords, core.language, core.revision = "", "", "en", 1
    core.created = core.modified = FIXED


def _styles(document: Document) -> None:
    normal = _paragraph_style(document, "Normal")
    _font(normal, 10.5, INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.12
    _heading(document, "Title", 24, BLUE, before=0, after=2)
    _heading(document, "Heading 1", 14, BLUE, before=16, after=5)
    _heading(document, "Heading 2", 11.5, BLUE, before=10, after=3)
    for name, size, colour, after in (
        ("Subtitle", 12, GREY, 10),
        ("Cell", 9.5, INK, 0),
        ("Fine", 8, INK, 0),
        ("Small", 8.5, GREY, 2),
    ):
        style = _paragraph_style(document, name)
        _font(style, size, colour)
        style.font.italic = False
        for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
            spacing.getparent().remove(spacing)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.05
    _box(document, "Slot", AMBER_FILL, AMBER_RULE, AMBER)
    _box(document, "Banner", AMBER_FILL, AMBER_RULE, AMBER)
    _box(document, "Key", BLUE_FILL, "1B3A5C", INK)
    mark = document.styles.add_style("Slot Text", WD_STYLE_TYPE.CHARACTER)
    assert isinstance(mark, CharacterStyle)
    mark.font.color.rgb = AMBER
    mark.element.get_or_add_rPr().append(_shade(AMBER_FILL))


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if name not in ("Normal",):
        style.base_style = styles["Normal"]  # type: ignore[assignment]
    return style


def _font(style: ParagraphStyle, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind, name in (("ascii", FONT), ("hAnsi", FONT), ("cs", FONT), ("eastAsia", EAST_ASIA)):
        fonts.set(qn(f"w:{kind}"), name)


def _heading(document: Document, name: str, size: float, colour: RGBColor, *, before: float, after: float) -> None:
    style = _paragraph_style(document, name)
    _font(style, size, colour)
    style.font.bold, style.font.italic = True, False
    form = style.paragraph_format
    form.space_before, form.space_after, form.keep_with_next, form.line_spacing = Pt(before), Pt(after), True, 1.05
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _box(document: Document, name: str, fill: str, rule: str, colour: RGBColor) -> None:
    """A shaded paragraph with a coloured bar on its left."""
    style = _paragraph_style(document, name)
    _font(style, 10, colour)
    form = style.paragraph_format
    form.space_before, form.space_after, form.left_indent, form.right_indent = Pt(3), Pt(6), Cm(0.3), Cm(0.33)
    properties = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side, size in (("top", "4"), ("left", "24"), ("bottom", "4"), ("right", "4")):
        border = OxmlElement(f"w:{side}")
        colour_of_side = rule if side == "left" else fill
        for key, value in (("val", "single"), ("sz", size), ("space", "5"), ("color", colour_of_side)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    properties.insert_element_before(_shade(fill), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _shade(fill: str) -> OxmlElement:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    return shade


def _footer(paragraph: Paragraph) -> None:
    paragraph.style = "Small"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ title }} · Case {{ case_id }}\tPage ")
    field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    field(paragraph, "NUMPAGES")


def field(paragraph: Paragraph, code: str) -> None:
    """A field that the word processor works out, with 1 as the value until then."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text or ""
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def table(
    document: Document,
    heads: Sequence[str],
    widths: Sequence[float],
    cells: Sequence[str],
    loop: str,
    style: str = "Cell",
) -> Table:
    """A table with a header row that repeats on every page and one row for each thing of `loop` (`row in items`).

    `cells` are template texts; `row.x!` prints a line that may be a slot.
    """
    made = document.add_table(rows=4 if heads else 3, cols=len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _table_look(made, widths)
    rows = made.rows
    if heads:
        for cell, head in zip(rows[0].cells, heads, strict=True):
            put(cell, head, bold=True, style=style)
            cell._tc.get_or_add_tcPr().append(_shade(BLUE_FILL))
        rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    start, body, end = rows[-3:]
    start.cells[0].paragraphs[0].add_run("{%tr for " + loop + " %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    body._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text in zip(body.cells, cells, strict=True):
        put(cell, text, style=style)
    return made


def _table_look(made: Table, widths: Sequence[float]) -> None:
    properties = made._tbl.tblPr
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", "50"), ("left", "85"), ("bottom", "50"), ("right", "85")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), size)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    for old in properties.findall(qn("w:tblLayout")):
        properties.remove(old)
    indent = OxmlElement("w:tblInd")
    for key, value in (("w", "85"), ("type", "dxa")):
        indent.set(qn(f"w:{key}"), value)
    for element in (indent, borders, layout, margins):
        properties.append(element)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
        properties.append(look)
    for index, width in enumerate(widths):
        made.columns[index].width = Cm(width)
        for cell in made.columns[index].cells:
            cell.width = Cm(width)


def put(cell: _Cell, text: str, *, bold: bool = False, style: str = "Cell") -> None:
    """A template text in a cell; one that ends with `!` names a line, shown as a slot where it is one."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    if not text.endswith("!"):
        paragraph.add_run(text).bold = bold
        return
    name = text[:-1]
    paragraph.add_run("{% if " + name + ".slot %}")
    paragraph.add_run("{{ " + name + ".text }}", style="Slot Text")
    paragraph.add_run("{% else %}")
    paragraph.add_run("{{ " + name + ".text }}")
    paragraph.add_run("{% endif %}")
