"""Looks for planted values with readers that are not the program's own, in every way that a value could be written."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PART = 6


def bare(text: str) -> str:
    """Letters and digits of a text, folded, lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


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
        elif any(p in line for line in map(bare, text.splitlines()) for p in parts):
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


def words(text: str) -> list[str]:
    """The words of a text, for counting what survives."""
    return re.findall(r"\w+", text)
