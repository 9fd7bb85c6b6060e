"""Word files: what a reader sees of paragraphs, tables, boxes, fields, notes and lists, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from config.errors import ItemError
from extract.documents.office import docx_to_text
from extract.text import Text

SPACES = " ".join(
    f'xmlns:{name}="http://schemas.{address}"'
    for name, address in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "a": "openxmlformats.org/drawingml/2006/main",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def run(text: str, properties: str = "") -> str:
    """Words with properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks) or '<w:p/>'}</w:tc>"


def table(*rows: str) -> str:
    """Rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(body: str, edit: Callable[[Any], object] = lambda document: None) -> Text:
    """The text of a document with this body."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {SPACES}>{body}</w:body>"):
        document.element.body.sectPr.addprevious(element)
    edit(document)
    return docx_to_text("attachment x.docx", saved(document), 10_000)


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><a:graphic><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></a:graphic>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:fill="222222"/>'


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (
            line(
                run("in "),
                f"<w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins>{run('14')}</w:ins>",
                run(" days"),
            ),
            "in 14 days",
        ),
        (line(f"<w:moveFrom>{run('gone')}</w:moveFrom>") + line(f"<w:moveTo>{run('here')}</w:moveTo>"), "here"),
        (line(run("a"), BOX.format(line(run("box")))) + line(run("b")), "a\nbox\nb"),
        (line(run("a"), run("gone", "<w:vanish/>"), run("b", '<w:vanish w:val="0"/>')), "ab"),
        (line(run("a"), run("gone", WHITE), run("gone", '<w:sz w:val="2"/>'), run("b", WHITE + DARK)), "ab"),
        (table(cell(line(run("white on dark", WHITE)), properties=DARK)), "white on dark"),
        (line(run("white on dark", WHITE), properties=DARK), "white on dark"),
        (f"<w:sdt><w:sdtContent>{line(run('a'))}</w:sdtContent></w:sdt>", "a"),
        (line(f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt><w:smartTag>{run('b')}</w:smartTag>"), "ab"),
        (f"<w:customXml>{line(run('a'))}</w:customXml>", "a"),
        (line(run("asin b0c", "<w:caps/>")), "ASIN B0C"),
        (line("<w:r><w:t>B0</w:t><w:softHyphen/><w:t>C1</w:t><w:tab/><w:t>x</w:t><w:noBreakHyphen/></w:r>"), "B0C1 x-"),
        (line("<w:ruby><w:rt>", run("gone"), "</w:rt><w:rubyBase>", run("漢"), "</w:rubyBase></w:ruby>"), "漢"),
    ],
)
def test_a_document_says_what_a_reader_sees(body: str, content: str) -> None:
    """Changes as accepted, boxes once, hidden text not, containers walked through."""
    assert read(body).content == content


def test_text_hidden_by_a_style_goes() -> None:
    """Of characters, of paragraphs, and by the style that a style builds on."""

    def styles(document: Any) -> None:
        hidden = document.styles.add_style("Hidden", WD_STYLE_TYPE.CHARACTER)
        hidden.font.hidden = True
        document.styles.add_style("Child", WD_STYLE_TYPE.CHARACTER).base_style = hidden
        document.styles.add_style("Lines", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True

    body = line(run("a"), run("gone", '<w:rStyle w:val="Hidden"/>'), run("gone", '<w:rStyle w:val="Child"/>'))

    assert (
        read(body + line(run("gone"), properties='<w:pStyle w:val="Lines"/>') + line(run("b")), styles).content
        == "a\nb"
    )


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (table(cell(line(run("a"))) + cell(line(run("b")))), (("a", "b"),)),
        (
            table(
                cell(line(run("15")), properties='<w:vMerge w:val="restart"/>') + cell(line(run("B0A"))),
                cell(properties="<w:vMerge/>") + cell(line(run("B0B"))),
            ),
            (("15", "B0A"), ("15", "B0B")),
        ),
        (
            table(
                cell(line(run("a"))) + cell(line(run("b"))) + cell(line(run("c"))),
                cell(line(run("d")), properties='<w:gridSpan w:val="2"/>') + cell(line(run("e"))),
            ),
            (("a", "b", "c"), ("d", "", "e")),
        ),
        (table("<w:trPr><w:del/></w:trPr>" + cell(line(run("no"))) * 2, cell(line(run("a"))) * 2), (("a", "a"),)),
        (
            f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell(line(run('a')))}<w:sdt><w:sdtContent>{cell(line(run('b')))}"
            "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
            (("a", "b"),),
        ),
        (table(cell(table(cell(line(run("a"))) * 2)) + cell(line(run("b")))), (("a", "a"),)),
    ],
)
def test_tables_become_rows(body: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """Merged cells, deleted rows, content controls around rows and cells, tables in cells."""
    assert read(body).rows == rows


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> HYPERLINK "https://a.example/" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIMPLE = "<w:fldSimple w:instr=' HYPERLINK \"https://a.example/\"'>{}</w:fldSimple>"


@pytest.mark.parametrize("form", [FIELD, SIMPLE])
def test_links_of_fields_are_links(form: str) -> None:
    """The words that are shown, and where they lead; the instruction is no text."""
    text = read(line(run("see "), form.format(run("the policy")), run(".")))

    assert text.content == "see the policy."
    assert [(link.text, link.href) for link in text.links] == [("the policy", "https://a.example/")]


def test_lists_have_their_numbers() -> None:
    """As Word writes them: by the style of the paragraph, level by level."""
    document = docx.Document()
    for text, style in (("one", "List Number"), ("two", "List Number"), ("x", "List Bullet")):
        document.add_paragraph(text, style=style)

    assert docx_to_text("x", saved(document), 1_000).content == "1. one\n2. two\n- x"


def test_heads_and_feet_are_read_once() -> None:
    """Before and after the body, however many sections repeat them."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Amazon Seller Performance"
    document.sections[0].footer.paragraphs[0].text = "Case ID 12345678901"
    document.add_paragraph("Body")
    document.add_section()

    assert docx_to_text("x", saved(document), 1_000).content == (
        "Amazon Seller Performance\n\nBody\n\nCase ID 12345678901"
    )


def test_footnotes_follow_the_body() -> None:
    """The line that separates them is no text."""
    document = docx.Document()
    document.add_paragraph("Body")
    notes = (
        f'<w:footnotes {SPACES}><w:footnote w:type="separator" w:id="0">{line(run("no"))}</w:footnote>'
        f'<w:footnote w:id="2">{line(run("Within 7 days"))}</w:footnote></w:footnotes>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    changes = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{types}"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{office}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            old, new = changes.get(name, ("", ""))
            content = source.read(name).decode("utf-8", "surrogateescape")
            target.writestr(name, (content.replace(old, new) if old else content).encode("utf-8", "surrogateescape"))
        target.writestr("word/footnotes.xml", notes)

    assert docx_to_text("x", buffer.getvalue(), 1_000).content == "Body\n\nWithin 7 days"


def test_what_is_nested_without_end_is_refused() -> None:
    """Elements inside each other cost no stack."""
    with pytest.raises(ItemError) as caught:
        read("<w:customXml>" * 200 + line(run("x")) + "</w:customXml>" * 200)

    assert caught.value.code == "docx.broken"
