"""What a file is made of: its bytes unpacked, and the files inside it that have readers of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email.message import Message as Mime
from email.parser import BytesParser
from email.policy import compat32

from assemble.redact.media_types import DOCX, IMAGES, MAIL, PDF, XLSX, type_of_name
from ingest.bodies import inner_bytes, payload


def inner_files(media_type: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files inside a redacted file, at every depth: media type and bytes."""
    for inner in _one_deep(media_type, data):
        yield inner
        yield from inner_files(*inner)


def _one_deep(media_type: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if media_type == MAIL:
        yield from _mail_parts(BytesParser(policy=compat32).parsebytes(data))
    elif media_type in (DOCX, XLSX):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if (kind := type_of_name(info.filename)) in IMAGES:
                    yield str(kind), archive.read(info)


def _mail_parts(mime: Mime) -> Iterator[tuple[str, bytes]]:
    if mime.get_content_type() == MAIL:
        yield MAIL, inner_bytes(mime)
    elif mime.is_multipart():
        for part in mime.get_payload():
            if isinstance(part, Mime):
                yield from _mail_parts(part)
    else:
        yield mime.get_content_type(), payload(mime)


def raw_pieces(media_type: str, data: bytes) -> Iterator[bytes]:
    """The bytes of a file and of everything packed in it."""
    yield data
    if media_type in (DOCX, XLSX):
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
