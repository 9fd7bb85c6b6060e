"""The files to upload: papers that the form takes as they are, and pages as pictures of those that it does not take.

The originals are never changed; they stay in the evidence. Pictures are made of the page as PDFium draws it, with no
time and no metadata in them, so that the same page gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from assemble.accepted import accepted_by_notice, is_accepted, page_type
from assemble.evidence import Exhibit
from assemble.file_types import IMAGES, PDF
from assemble.files import PacketFile
from assemble.papers import Paper
from assemble.review import Review

DOTS_PER_INCH = 200
"""Fine enough to read the small print of an invoice."""
MAX_PIXELS = 30_000_000
MEDIA_TYPES = {ending: media_type for media_type, ending in IMAGES.items()}
FORMATS = {"png": "PNG", "jpg": "JPEG", "tiff": "TIFF"}
"""Ending -> what the imaging library calls the format."""
OPTIONS: dict[str, dict[str, Any]] = {"jpg": {"quality": 90}, "tiff": {"compression": "tiff_lzw"}}


def attachments(review: Review) -> Iterator[PacketFile]:
    """Every file to upload, in the order of the exhibits."""
    accepted = accepted_by_notice(review.case)
    for exhibit, paper in zip(review.evidence.index(), review.papers, strict=True):
        if is_accepted(paper, accepted):
            name = exhibit.path.rpartition("/")[2]
            yield PacketFile(f"attachments/{name}", exhibit.file.media_type, exhibit.file.data, exhibit.path)
        elif ending := page_type(paper, accepted):
            for number, data in enumerate(_pictures(paper, ending), start=1):
                yield PacketFile(_page_name(exhibit, number, ending), MEDIA_TYPES[ending], data, exhibit.path)


def upload_names(review: Review) -> dict[str, tuple[str, ...]]:
    """For each evidence file the names of what is to be uploaded; empty where the form takes no form of it."""
    accepted = accepted_by_notice(review.case)
    names = {}
    for exhibit, paper in zip(review.evidence.index(), review.papers, strict=True):
        ending = page_type(paper, accepted)
        if is_accepted(paper, accepted):
            found: tuple[str, ...] = (exhibit.path.rpartition("/")[2],)
        elif ending:
            pages = range(1, paper.pages + 1)
            found = tuple(_page_name(exhibit, number, ending).rpartition("/")[2] for number in pages)
        else:
            found = ()
        names[exhibit.file.name] = found
    return names


def _page_name(exhibit: Exhibit, number: int, ending: str) -> str:
    stem = exhibit.path.rpartition("/")[2].rpartition(".")[0] or exhibit.path.rpartition("/")[2]
    return f"attachments/{stem}-page-{number:02d}.{ending}"


def _pictures(paper: Paper, ending: str) -> Iterator[bytes]:
    """The pages of a paper as pictures."""
    if paper.media_type == PDF:
        yield from (_bytes(page, ending) for page in _pages(paper.file.data))
        return
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(paper.file.data)) as image:
        yield _bytes(ImageOps.exif_transpose(image), ending)


def _pages(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            width, height = page.get_size()
            scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            yield page.render(scale=scale, may_draw_forms=True).to_pil()
            page.close()
    finally:
        document.close()


def _bytes(image: Any, ending: str) -> bytes:
    """The picture on white, without anything but its pixels."""
    from PIL import Image

    plain = Image.new("RGB", image.size, "white")
    whole = image.convert("RGBA")
    plain.paste(whole, mask=whole.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, FORMATS[ending], **OPTIONS.get(ending, {}))
    return out.getvalue()
