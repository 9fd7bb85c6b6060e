"""PDFs with values on the page that nobody sees: covered, pale, clipped, switched off, marked for removal."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.assemble.redact.pdf_pages import LEFT, STEP, TOP, changed, drawn
from tests.assemble.redact.pdf_text_plants import plain
from tests.assemble.redact.plants import FILLER, Plant


def white_on_white(plants: Sequence[Plant]) -> bytes:
    """Text in the colour of the page."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.setFillGray(1)
        canvas.drawString(LEFT, y, plant.sentence)
        canvas.setFillGray(0)

    return drawn(plants, draw)


def faint(plants: Sequence[Plant]) -> bytes:
    """Text so pale that no one sees it, but a program can."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.setFillGray(0.96)
        canvas.drawString(LEFT, y, plant.sentence)
        canvas.setFillGray(0)

    return drawn(plants, draw)


def black_box(plants: Sequence[Plant]) -> bytes:
    """Text under a black box: the redaction that is none."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.drawString(LEFT, y, plant.sentence)
        canvas.rect(LEFT - 2, y - 4, 430, 14, fill=1)

    return drawn(plants, draw)


def behind_picture(plants: Sequence[Plant]) -> bytes:
    """Text that a picture covers."""
    picture = ImageReader(Image.new("L", (40, 10), 200))

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.drawString(LEFT, y, plant.sentence)
        canvas.drawImage(picture, LEFT - 2, y - 4, 430, 15)

    return drawn(plants, draw)


def invisible_mode(plants: Sequence[Plant]) -> bytes:
    """Text rendering mode 3."""
    return drawn(plants, lambda c, y, p: c.drawString(LEFT, y, p.sentence, mode=3))


def redact_marks(plants: Sequence[Plant]) -> bytes:
    """Redaction annotations that were never applied, over words that no detector knows."""

    def change(pdf: pikepdf.Pdf) -> None:
        rows = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Redact, F=4, OverlayText=String(plant.value),
                    Rect=Array([70, y - 4, 520, y + 12]),
                )
            )
            for plant, y in zip(plants, range(TOP - len(FILLER) * STEP, 100, -STEP), strict=False)
        ]  # fmt: skip
        pdf.pages[0].Annots = Array(rows)

    return changed(drawn(plants[:34], lambda c, y, p: c.drawString(LEFT, y, f"word {p.value}")), change)


def hidden_layer(plants: Sequence[Plant]) -> bytes:
    """An optional-content group that is switched off, with a telling name."""

    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(plants[0].value)))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group])))
        page = pdf.pages[0]
        page.Resources.Properties = Dictionary(L=group)
        lines = b"".join(
            b"1 0 0 1 72 %d Tm (%s) Tj\n" % (620 - 15 * n, p.sentence.encode()) for n, p in enumerate(plants[:35])
        )
        page.contents_add(b"\n/OC /L BDC BT /F1 11 Tf\n" + lines + b"ET EMC")

    return changed(plain(), change)


def off_page(plants: Sequence[Plant]) -> bytes:
    """Text outside the crop box, clipped away, and smaller than anyone reads."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.drawString(-700, y, plant.sentence)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(0, 0, 1, 1)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(LEFT, y, plant.sentence)
        canvas.restoreState()
        canvas.setFont("Helvetica", 0.5)
        canvas.drawString(LEFT, y, plant.sentence)
        canvas.setFont("Helvetica", 11)

    return drawn(plants, draw)
