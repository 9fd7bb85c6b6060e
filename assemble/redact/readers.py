"""Readers that prove a redaction: others than the ones that wrote the file. Each is a function of bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape

from assemble.redact import image
from assemble.redact.sheets.audit_pdf import strange_in
from assemble.redact.sheets.picture import to_read
from assemble.redact.sheets.read_pdf import open_pages
from assemble.redact.sheets.read_words import read_words
from extract.documents.ocr import Ocr

TEXT, JSON = "text/plain", "application/json"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read a file."""

    name: str
    media_types: tuple[str, ...]
    texts: Callable[[bytes], Iterator[str]]
    exact: bool = False
    """Whether it keeps the order of the text, so that short parts of numbers side by side mean something."""


def raw_pieces(media_type: str, data: bytes) -> Iterator[bytes]:
    """The bytes of a file and of everything packed in it."""
    yield data
    if media_type == DOCX:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                yield info.comment
                yield archive.read(info)
    elif media_type == PDF:
        yield from _pdf_pieces(data)


def _pdf_pieces(data: bytes) -> Iterator[bytes]:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in (*pdf.objects, pdf.trailer):
            yield thing.unparse(resolved=False)
            if isinstance(thing, pikepdf.Stream):
                yield pikepdf.Dictionary(dict(thing.items())).unparse()
                yield thing.read_raw_bytes()
                if thing.get("/Filter") != "/DCTDecode":  # a JPEG is its own raw bytes
                    yield bytes(thing.get_stream_buffer())


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8")


def _json_strings(data: bytes) -> Iterator[str]:
    """The file with its escapes undone."""
    yield json.dumps(json.loads(data), ensure_ascii=False)


def _members_stripped(data: bytes) -> Iterator[str]:
    """Each XML member without its tags (runs joined), and with them (attribute values)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                xml = archive.read(name).decode("utf-8")
                yield unescape(re.sub(r"<[^>]{1,4000}>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>", "\n", xml)))
                yield unescape("\n".join(_attribute_values(xml)))


def _attribute_values(xml: str) -> Iterator[str]:
    for match in re.finditer(r"[\w:]+=\"([^\"]{5,4000})\"", xml):
        if not match[1].startswith(("http://schemas", "urn:")):
            yield match[1]


def _python_docx(data: bytes) -> Iterator[str]:
    import docx

    document = docx.Document(io.BytesIO(data))
    yield "\n".join(p.text for p in document.paragraphs)
    for table in document.tables:
        yield "\n".join(cell.text for row in table.rows for cell in row.cells)
    for section in document.sections:
        for place in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            yield "\n".join(p.text for p in place.paragraphs)


def _pypdf(data: bytes) -> Iterator[str]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    for page in reader.pages:
        yield page.extract_text()
    yield "\n".join(map(str, (reader.metadata or {}).values()))


def _pdfplumber(data: bytes) -> Iterator[str]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            yield page.extract_text() or ""
            page.close()
        yield "\n".join(map(str, pdf.metadata.values()))


def _pdfium(data: bytes) -> Iterator[str]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        for page in pdf:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        pdf.close()


def engine_reader(ocr: Ocr) -> Reader:
    """An engine that looks at what a page shows."""
    return Reader("OCR of what is shown", (PDF, *image.MEDIA_TYPES), partial(_shown, ocr))


def _shown(ocr: Ocr, data: bytes) -> Iterator[str]:
    if b"%PDF-" not in data[:1024]:
        yield from image.shown(data, ocr)
        return
    with open_pages(data) as pages:
        for number in range(len(pages)):
            picture, scale = pages.picture(number)
            yield "".join(unit.text for unit in read_words(ocr, to_read(picture), scale))


def _only_ours(data: bytes) -> Iterator[str]:
    """Nothing to read, or an error that names what a redacted PDF must not hold."""
    for what in strange_in(data):
        raise ValueError(what)
    yield ""


READERS: tuple[Reader, ...] = (
    Reader("raw text", (TEXT, JSON), _plain, exact=True),
    Reader("JSON", (JSON,), _json_strings),
    Reader("zip members", (DOCX,), _members_stripped),
    Reader("python-docx", (DOCX,), _python_docx),
    Reader("pypdf", (PDF,), _pypdf),
    Reader("pdfplumber", (PDF,), _pdfplumber),
    Reader("PDFium", (PDF,), _pdfium),
    Reader("picture metadata", tuple(image.MEDIA_TYPES), image.metadata_free),
    Reader("list of PDF objects", (PDF,), _only_ours),
)
"""Always there; the caller may add more (pdftotext, OCR of the rendered page)."""
