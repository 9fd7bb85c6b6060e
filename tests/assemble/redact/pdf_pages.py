"""What the plants of PDFs share: pages with filler, changed files, pages drawn as pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.assemble.redact.plants import FILLER, Plant

LEFT, TOP, STEP = 72, 770, 17


def canvas_of() -> tuple[io.BytesIO, Canvas]:
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    return into, canvas


def filler(canvas: Canvas, y: float) -> float:
    for line in FILLER:
        canvas.drawString(LEFT, y, line)
        y -= STEP
    return y


def drawn(plants: Sequence[Plant], draw: Callable[[Canvas, float, Plant], None]) -> bytes:
    """Pages with filler and each plant drawn on a line of its own, 34 a page."""
    into, canvas = canvas_of()
    for start in range(0, max(len(plants), 1), 34):
        y = filler(canvas, TOP)
        for plant in plants[start : start + 34]:
            draw(canvas, y, plant)
            y -= STEP
        canvas.showPage()
        canvas.setFont("Helvetica", 11)
    canvas.save()
    return into.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], Any], **options: Any) -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(into, deterministic_id=True, **options)
    return into.getvalue()


def picture(plants: Sequence[Plant], size: tuple[int, int] = (1654, 2339), step: int = 72) -> Image.Image:
    """A page drawn as a picture, 200 dots an inch."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(vera(), 30)
    y = 120
    for line in (*FILLER[:3], *(p.sentence for p in plants)):
        draw.text((150, y), line, font=font, fill=(20, 20, 20))
        y += step
    return image


def vera() -> str:
    """A font file that is always there."""
    return str(TTFont("Vera", "Vera.ttf").face.filename)


def of_pictures(pictures: Sequence[Image.Image]) -> bytes:
    into, canvas = canvas_of()
    for one in pictures:
        canvas.setPageSize(A4 if one.height > one.width else landscape(A4))
        canvas.drawImage(ImageReader(one), 0, 0, *canvas._pagesize)
        canvas.showPage()
    canvas.save()
    return into.getvalue()
