"""Word files with values in every place that such a file has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
from docx.document import Document

from tests.assemble.redact import image_plants
from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def blank() -> Document:
    """A paper with the filler."""
    document = docx.Document()
    for line in FILLER:
        document.add_paragraph(line)
    return document


def saved(document: Document) -> bytes:
    """Its bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_text(plants: Sequence[Plant]) -> bytes:
    """Paragraphs."""
    document = blank()
    for plant in plants:
        document.add_paragraph(f"{plant.sentence}, please")
    return saved(document)


def docx_runs(plants: Sequence[Plant]) -> bytes:
    """Every character in a run of its own."""
    document = blank()
    for plant in plants:
        paragraph = document.add_paragraph()
        for number, char in enumerate(plant.sentence):
            paragraph.add_run(char).bold = number % 2 == 0
    return saved(document)


def docx_table(plants: Sequence[Plant]) -> bytes:
    """Label and value in two cells."""
    document = blank()
    table = document.add_table(rows=0, cols=2)
    for plant in plants:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = plant.label, plant.value
    return saved(document)


def docx_margins(plants: Sequence[Plant]) -> bytes:
    """Headers, footers, properties, comments."""
    document = blank()
    section = document.sections[0]
    for number, plant in enumerate(plants):
        (section.header if number % 2 else section.footer).add_paragraph(plant.sentence)
        document.add_comment(document.paragraphs[0].runs, plant.sentence, author=plant.value[:20], initials="x")
    words = "; ".join(p.sentence for p in plants)
    document.core_properties.author = document.core_properties.title = words[:250]
    document.core_properties.comments = document.core_properties.keywords = words[:250]
    return saved(document)


def with_members(data: bytes, members: dict[str, bytes], change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """A zip with some members changed and others added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info.filename, change(info.filename, body) if change else body)
        for name, body in members.items():
            new.writestr(name, body)
    return buffer.getvalue()


def docx_changes(plants: Sequence[Plant]) -> bytes:
    """Tracked deletions and insertions, hidden text, field codes, alternative texts."""
    bits = (
        '<w:p><w:del w:id="1" w:author="{v}"><w:r><w:delText>{s}</w:delText></w:r></w:del></w:p>',
        '<w:p><w:ins w:id="2" w:author="{v}"><w:r><w:t>{s}</w:t></w:r></w:ins></w:p>',
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{s}</w:t></w:r></w:p>",
        '<w:p><w:r><w:instrText xml:space="preserve"> QUOTE "{s}" </w:instrText></w:r></w:p>',
        '<w:p><w:bookmarkStart w:id="9" w:name="{v}"/><w:r><w:t>word</w:t></w:r></w:p>',
    )
    body = "".join(bits[n % len(bits)].format(s=p.sentence, v=p.value) for n, p in enumerate(plants))

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else data

    return with_members(saved(blank()), {}, change)


def docx_members(plants: Sequence[Plant]) -> bytes:
    """Custom properties, custom XML, embedded files, thumbnails, macros, fonts."""
    words = "; ".join(p.sentence for p in plants)
    members = {
        "docProps/custom.xml": f'<Properties><property name="a"><lpwstr>{words}</lpwstr></property></Properties>',
        "customXml/item9.xml": f"<x>{words}</x>",
        "word/embeddings/oleObject1.bin": words,
        "docProps/thumbnail2.jpeg": words,
        "word/vbaProject.bin": words,
        f"word/{plants[0].value.replace(' ', '')}.xml": f"<x>{words}</x>",
    }
    return with_members(saved(blank()), {name: body.encode() for name, body in members.items()})


def docx_notes(plants: Sequence[Plant]) -> bytes:
    """Footnotes, endnotes, a text box, a chart and a glossary, each a part with its relation."""
    parts = ("footnotes", "endnotes", "glossary/document", "charts/chart1", "people")
    rows = [plants[n :: len(parts)] for n in range(len(parts))]
    members = {
        f"word/{part}.xml": _notes(part.rpartition("/")[2], some).encode()
        for part, some in zip(parts, rows, strict=True)
    }
    box = "".join(f"<w:p><w:r><w:t>{p.sentence}</w:t></w:r></w:p>" for p in plants)
    shape = f"<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>{box}"
    shape += "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    links = "".join(
        f'<Relationship Id="rIdN{n}" Type="{kind}{part.rpartition("/")[2]}" Target="{part}.xml"/>'
        for n, part in enumerate(parts)
    )

    def change(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return data.replace(b"</Relationships>", links.encode() + b"</Relationships>")
        return data.replace(b"<w:sectPr", shape.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else data

    return with_members(saved(blank()), members, change)


def _notes(kind: str, plants: Sequence[Plant]) -> str:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rows = "".join(f'<w:n w:id="{n}"><w:p><w:r><w:t>{p.sentence}</w:t></w:r></w:p></w:n>' for n, p in enumerate(plants))
    return f"<w:{kind} {space}>{rows}</w:{kind}>"


def docx_picture(plants: Sequence[Plant]) -> bytes:
    """A picture of text."""
    document = blank()
    document.add_picture(io.BytesIO(image_plants.png(plants)))
    return saved(document)


PAPERS: dict[str, tuple[str, Channel]] = {
    "docx text": (DOCX, docx_text),
    "docx runs": (DOCX, docx_runs),
    "docx table": (DOCX, docx_table),
    "docx margins": (DOCX, docx_margins),
    "docx changes": (DOCX, docx_changes),
    "docx notes": (DOCX, docx_notes),
    "docx members": (DOCX, docx_members),
    "docx picture": (DOCX, docx_picture),
}
