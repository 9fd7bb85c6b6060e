"""Reads redacted files with programs that share nothing with noticepack: for every format five readers in all.

`read_with_programs` adds to the readers of tests/assemble/redact/leaks.py, which are libraries:

text, CSV, JSON   Python's decoder, csv or json of Python, LibreOffice, Chromium, strings of binutils
HTML              Lexbor, lxml, Python's html.parser, LibreOffice, Chromium
e-mail            email of Python, mail-parser, quopri over all bytes, strings; attachments as their own formats
docx              python-docx, lxml, regular expressions, expat, strings of what unzip unpacks, LibreOffice
xlsx              openpyxl, lxml, regular expressions, expat, strings of what unzip unpacks
PDF               pypdf, pdfplumber, PDFium, pdftotext, tesseract on what pdftoppm draws; pdfinfo, pdfdetach
PNG, JPEG ...     tesseract on what Pillow and what ImageMagick draws, Pillow's info and EXIF, identify, all bytes
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

from bench.engine_words import drawn_words, engine_reads

_ENDINGS = {
    "text/plain": "txt", "text/csv": "csv", "application/json": "json", "text/html": "html", "message/rfc822": "eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}  # fmt: skip
_BROWSER = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom")


def read_with_programs(media_type: str, data: bytes) -> list[str]:
    """A file's text by programs; the last one is what an engine reads on it, empty where nothing is drawn."""
    with TemporaryDirectory() as folder:
        if media_type.startswith("image/"):
            texts = list(_of_picture(data, Path(folder)))
        else:
            texts = list(_of_file(data, Path(folder), _ENDINGS.get(media_type, "")))
    return [*texts, drawn_words(media_type, data)]


def _of_file(data: bytes, folder: Path, ending: str) -> Iterator[str]:
    path = folder / f"a.{ending}"
    path.write_bytes(data)
    yield _said(["strings", "-a", "-n", "4", path.name], folder)
    if ending in ("docx", "xlsx"):
        yield from _members(path)
    if ending in ("txt", "csv", "json", "html", "docx"):
        yield _by_office(path)
    if ending in ("txt", "csv", "json", "html"):
        shown = path if ending == "html" else path.with_suffix(".txt")  # a browser saves what it takes for a table
        shown.write_bytes(data)
        yield _said([*_BROWSER, f"--user-data-dir={folder / 'profile'}", shown.as_uri()], folder)


def _by_office(path: Path) -> str:
    """What LibreOffice Writer makes of a file when it saves it as plain text."""
    source = path if path.suffix in (".docx", ".html") else path.with_suffix(".text")
    source.write_bytes(path.read_bytes())
    profile, out = f"-env:UserInstallation=file://{path.parent / 'office'}", path.parent / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(out), source.name]
    _said(command, path.parent)
    return (out / "a.txt").read_text("utf-8", "replace")


def _members(path: Path) -> Iterator[str]:
    """The strings in the members of a zip as unzip unpacks it, and what expat hands out of those that are XML."""
    folder = path.parent / "members"
    _said(["unzip", "-qq", "-o", path.name, "-d", "members"], path.parent)
    files = sorted(one.relative_to(folder) for one in folder.rglob("*") if one.is_file())
    yield _said(["strings", "-a", "-n", "4", *map(str, files)], folder)
    heard: list[str] = []
    for one in files:
        if one.suffix in (".xml", ".rels"):
            parser = expat.ParserCreate()
            parser.CharacterDataHandler = parser.CommentHandler = heard.append
            parser.StartElementHandler = lambda _, attributes: heard.extend(f"\n{v}\n" for v in attributes.values())
            parser.Parse((folder / one).read_bytes(), True)
    yield "".join(heard)


def _of_picture(data: bytes, folder: Path) -> Iterator[str]:
    from PIL import Image

    (folder / "a").write_bytes(data)
    yield _said(["identify", "-format", "%[*]%c", "a"], folder)  # properties and comment; not the colour map's numbers
    image = Image.open(io.BytesIO(data))
    yield " ".join(map(str, (*image.info.items(), *image.getexif().items())))
    convert = ["convert", "a", "-background", "gray", "-flatten", "-resize", "1600", "png:b"]
    _said(convert, folder)
    yield engine_reads((folder / "b").read_bytes())


def _said(command: list[str], folder: Path) -> str:
    """What a program prints. Raises: CalledProcessError, for a reader that fails has read nothing."""
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=300).stdout.decode(
        "utf-8", "replace"
    )
