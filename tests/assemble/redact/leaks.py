"""Looks for planted values with readers that are not the program's own, in every way that a value could be written."""

from __future__ import annotations

import base64
import csv
import email
import email.policy
import io
import json
import quopri
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import lxml.etree
import lxml.html
import mailparser
import openpyxl
from selectolax.lexbor import LexborHTMLParser

PART = 6
_UNSEEN = {start + code: code for start in (0xE0000, 0xE00F0) for code in range(32, 127)}
_UNSEEN |= dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800"))
"""Characters that never show for what they stand for: tags, selectors; fillers for nothing."""


@lru_cache(maxsize=256)
def bare(text: str) -> str:
    """Letters and digits of a text, folded, lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold() if c.isalnum())


@lru_cache(maxsize=64)
def _bare_lines(text: str) -> str:
    """The same line by line."""
    return "\n".join(bare(line) for line in text.splitlines())


def leaks(value: str, texts: Iterable[str], raw: bytes, allowed: str = "") -> list[str]:
    """How a value can still be seen in a file's texts and bytes; empty when it is gone.

    A part stands on one line, and is six letters or digits of it (eight of digits alone, which stand by chance beside
    each other), unless the words that stay (`allowed`) hold the same.
    """
    form, told = bare(value), bare(allowed)
    size = 8 if form.isdigit() else PART
    parts = {p for i in range(len(form) - size + 1) if (p := form[i : i + size]) not in told}
    found = []
    for text in texts:
        flat = bare(text)
        if form in flat or form[::-1] in flat:
            found.append("whole")
        elif any(p in _bare_lines(text) for p in parts):
            found.append("part")
    if any(needle in raw for needle in _needles(value)):
        found.append("bytes")
    return found


def _needles(value: str) -> Iterator[bytes]:
    for form in {value, bare(value), value.replace(" ", "")}:
        for data in (form.encode(), form.encode("utf-16-be"), form.encode("utf-16-le"), form[::-1].encode()):
            yield data
            yield data.hex().encode()
            yield data.hex().upper().encode()
        for lead in range(3):
            encoded = base64.b64encode(b"\0" * lead + form.encode())
            yield encoded[4 if lead else 0 : -4]


def pdf_texts(data: bytes) -> Iterator[str]:
    """A PDF's text by pypdf, pdfplumber, PDFium and pdftotext, and what tesseract reads on the page."""
    import pdfplumber
    import pypdf
    import pypdfium2

    yield "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    with pdfplumber.open(io.BytesIO(data)) as plumbed:
        yield "\n".join(page.extract_text() or "" for page in plumbed.pages)
    document = pypdfium2.PdfDocument(data)
    try:
        yield "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    yield from _programs(data)


def _programs(data: bytes) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        path.write_bytes(data)
        for command in (("pdftotext", "-layout"), ("pdftotext", "-raw"), ("pdfinfo", "-meta"), ("pdfdetach", "-list")):
            if program := shutil.which(command[0]):
                tail = ["-"] if command[0] == "pdftotext" else []
                done = subprocess.run(
                    [program, command[1], str(path), *tail], capture_output=True, timeout=60, check=False
                )
                yield done.stdout.decode("utf-8", "replace")


def pdf_bytes(data: bytes) -> bytes:
    """The file, every object as text and every stream unpacked."""
    import pikepdf

    out = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in (*pdf.objects, pdf.trailer):
            out.append(thing.unparse(resolved=False))
            if isinstance(thing, pikepdf.Stream):
                level = pikepdf.StreamDecodeLevel.all
                out += [pikepdf.Dictionary(dict(thing.items())).unparse(), bytes(thing.get_stream_buffer(level))]
    return b"\n".join(out)


def zip_bytes(data: bytes) -> bytes:
    """A zip with every member unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join([data, *(i.filename.encode() + b"\n" + archive.read(i) for i in archive.infolist())])


def texts_of(media_type: str, data: bytes) -> list[str]:
    """A file's text by readers of its format that are not the program's own."""
    if media_type == "application/pdf":
        return list(pdf_texts(data))
    if media_type == "message/rfc822":
        return list(_mail_texts(data))
    if "openxmlformats" in media_type:
        return list(_office_texts(media_type, data))
    return [] if media_type.startswith("image/") else list(_texts_of_text(media_type, data.decode("utf-8")))


def _texts_of_text(media_type: str, text: str) -> Iterator[str]:
    yield text
    if media_type == "text/html":
        yield LexborHTMLParser(text).text(separator="")
        lines = re.sub(r"</(?:p|div|t[dhr]|li|h\d)>", "\n", text)
        yield re.sub(r"<[^>]*>", "", unescape(lines))
        yield lxml.html.document_fromstring(text).text_content()
        parser = _Heard()
        parser.feed(text)
        yield "".join(parser.data)
    elif media_type == "application/json":
        yield json.dumps(json.loads(text), ensure_ascii=False)
    elif media_type == "text/csv":
        yield "\n".join("\t".join(row) for row in csv.reader(io.StringIO(text)))


class _Heard(HTMLParser):
    """Everything that Python's parser of HTML hands out: text, names, attributes, comments."""

    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.handle_data = self.handle_comment = self.handle_decl = self.data.append

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes, a line each."""
        self.data += [f"\n{tag} {name}={value}\n" for name, value in attrs]


def _mail_texts(data: bytes) -> Iterator[str]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    yield quopri.decodestring(data).decode("utf-8", "replace")
    parsed = mailparser.parse_from_bytes(data)
    yield "\n".join((str(parsed.headers), parsed.body, *(str(a) for a in parsed.attachments)))
    for part in message.walk():
        yield "\n".join(f"{k}: {v}" for k, v in part.items())
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and not part.get_content_type().startswith("image/"):
            yield from texts_of(part.get_content_type(), payload)


def _office_texts(media_type: str, data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            body = archive.read(name).decode("utf-8", "replace")
            yield unescape(re.sub(r"<[^>]*>", "", body.replace("</w:p>", "\n").replace("</c>", "\n")))
            yield unescape("\n".join(re.findall(r'="([^"]*)"', body)))
            if name.endswith((".xml", ".rels")):
                yield "\n".join(lxml.etree.fromstring(body.encode()).itertext())
    if "wordprocessing" in media_type:
        yield "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        yield "\n".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c)


def bytes_of(media_type: str, data: bytes) -> bytes:
    """A file's bytes, unpacked."""
    if media_type == "application/pdf":
        return pdf_bytes(data)
    if "openxmlformats" in media_type:
        return zip_bytes(data)
    if media_type == "message/rfc822":
        parts = email.message_from_bytes(data).walk()
        leaves = [(p.get_content_type(), p.get_payload(decode=True)) for p in parts if not p.is_multipart()]
        return b"\n".join([data, *(bytes_of(kind, body) for kind, body in leaves if isinstance(body, bytes))])
    return data


def words(text: str) -> list[str]:
    """The words of a text, for counting what survives."""
    return re.findall(r"\w+", text)
