"""Readers that prove a redaction: others than the ones that wrote the file. Each is a function of bytes."""

from __future__ import annotations

import io
import json
import quopri
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import default
from functools import partial
from html import unescape
from html.parser import HTMLParser

from assemble.redact import image
from assemble.redact.media_types import CSV, DOCX, HTML, IMAGES, JSON, MAIL, PDF, TEXT, XLSX
from assemble.redact.sheets.audit_pdf import strange_in
from assemble.redact.sheets.picture import to_read
from assemble.redact.sheets.read_pdf import open_pages
from assemble.redact.sheets.read_words import read_words
from extract.documents.ocr import Ocr


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read a file."""

    name: str
    media_types: tuple[str, ...]
    texts: Callable[[bytes], Iterable[str]]
    exact: bool = False
    """Whether it keeps the order of the text, so that short parts of numbers side by side mean something."""


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8")


def _source(data: bytes) -> Iterator[str]:
    yield _untagged(data.decode("utf-8"))


def _untagged(text: str) -> str:
    """Markup with a letter of no language for the name of each tag, which would look like a part of the words."""
    return re.sub(r"</?[A-Za-z][A-Za-z0-9]{0,30}", "\u01c2", text)


def _json_strings(data: bytes) -> Iterator[str]:
    """The file with its escapes undone."""
    yield json.dumps(json.loads(data), ensure_ascii=False)


def _members_stripped(data: bytes) -> Iterator[str]:
    """Each XML member without its tags (runs joined), and with them (attribute values)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                xml = archive.read(name).decode("utf-8")
                yield unescape(re.sub(r"<[^>]{1,4000}>", "", re.sub(r"</w:p>|<w:br/>|<w:tab/>|</c>", "\n", xml)))
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


def _openpyxl(data: bytes) -> Iterator[str]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        yield sheet.title
        yield "\n".join("\t".join(str(c) for c in row if c is not None) for row in sheet.iter_rows(values_only=True))


class _Tags(HTMLParser):
    """Collects the words of a page and the values of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.values: list[str] = []

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell or block begins a new line; an inline element does not."""
        if tag not in ("a", "b", "i", "em", "strong", "span", "u", "s", "sub", "sup", "small", "code", "q"):
            self.words.append("\n")
        self.values += [value for _, value in attrs if value]


def _html_parser(data: bytes) -> Iterator[str]:
    page = _Tags()
    page.feed(data.decode("utf-8"))
    yield "".join(page.words)
    yield "\n".join(page.values)


def _lxml_html(data: bytes) -> Iterator[str]:
    from lxml import html

    for node in html.document_fromstring(
        data.decode("utf-8").encode(), parser=html.HTMLParser(encoding="utf-8")
    ).iter():
        yield f"{node.text or ''}\n{node.tail or ''}"


def _email_package(data: bytes) -> Iterator[str]:
    message = BytesParser(policy=default).parsebytes(data)
    for part in message.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items())
        if part.get_content_maintype() == "text":
            yield _untagged(str(part.get_content()))


def _quoted_printable(data: bytes) -> Iterator[str]:
    """The whole file as if it were one text, which reads what a parser of parts might leave out."""
    yield _untagged(quopri.decodestring(data).decode("utf-8", "replace"))


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
    return Reader("OCR of what is shown", (PDF, *IMAGES), partial(_shown, ocr))


def _shown(ocr: Ocr, data: bytes) -> Iterator[str]:
    if b"%PDF-" not in data[:1024]:
        yield from image.shown(data, ocr)
        return
    with open_pages(data, ocr) as pages:
        for number in range(len(pages)):
            picture, scale = pages.picture(number)
            yield "".join(unit.text for unit in read_words(ocr, to_read(picture), scale))


def _only_ours(data: bytes) -> Iterator[str]:
    """Nothing to read, or an error that names what a redacted PDF must not hold."""
    for what in strange_in(data):
        raise ValueError(what)
    yield ""


READERS: tuple[Reader, ...] = (
    Reader("raw text", (TEXT, CSV, JSON), _plain, exact=True),
    Reader("HTML source", (HTML,), _source, exact=True),
    Reader("JSON", (JSON,), _json_strings),
    Reader("html.parser", (HTML,), _html_parser),
    Reader("lxml.html", (HTML,), _lxml_html),
    Reader("email", (MAIL,), _email_package),
    Reader("quoted-printable", (MAIL,), _quoted_printable),
    Reader("zip members", (DOCX, XLSX), _members_stripped),
    Reader("python-docx", (DOCX,), _python_docx),
    Reader("openpyxl", (XLSX,), _openpyxl),
    Reader("pypdf", (PDF,), _pypdf),
    Reader("pdfplumber", (PDF,), _pdfplumber),
    Reader("PDFium", (PDF,), _pdfium),
    Reader("picture metadata", tuple(IMAGES), image.metadata_free),
    Reader("list of PDF objects", (PDF,), _only_ours),
)
"""Always there; the caller may add more (pdftotext, OCR of the rendered page)."""
