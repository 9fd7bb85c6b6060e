"""PDFs with values in the text that a reader of the page sees, and whose characters the file tells."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from config.redaction import Entity
from tests.assemble.redact.pdf_pages import LEFT, STEP, TOP, canvas_of, changed, drawn, filler
from tests.assemble.redact.plants import Plant


def text(plants: Sequence[Plant]) -> bytes:
    """Plain lines."""
    return drawn(plants, lambda c, y, p: c.drawString(LEFT, y, f"{p.sentence}, as agreed with the supplier."))


def embedded_font(plants: Sequence[Plant]) -> bytes:
    """A subset of a TrueType font."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.setFont("Vera", 10)
        canvas.drawString(LEFT, y, f"{plant.sentence} (see the invoice)")

    return drawn(plants, draw)


def split_glyphs(plants: Sequence[Plant]) -> bytes:
    """Every character placed by itself, unevenly, in backward order of the file."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        at, places = float(LEFT), []
        for number, char in enumerate(plant.sentence):
            places.append((at, char))
            at += canvas.stringWidth(char, "Helvetica", 11) + (0.4 if number % 3 else -0.2)
        for x, char in reversed(places):
            canvas.drawString(x, y, char)

    return drawn(plants, draw)


def wrapped(plants: Sequence[Plant]) -> bytes:
    """The value broken over two lines at a place where a writer may break it."""
    into, canvas = canvas_of()
    y = filler(canvas, TOP)
    for plant in [p for p in plants if p.entity not in (Entity.PERSON, Entity.PASSPORT)][:16]:
        cut = len(plant.value) // 2
        blank = max(plant.value.find(sign, 3) for sign in " @-")
        head, tail = (
            (plant.value[: blank + 1].rstrip(), plant.value[blank + 1 :])
            if blank > 0
            else (plant.value[:cut], plant.value[cut:])
        )
        lead = "Please send every paper that is still missing to this place, "
        canvas.drawRightString(523, y, f"{lead}{plant.label} {head}")
        canvas.drawString(LEFT, y - STEP, f"{tail} before the end of the month.")
        y -= 2.4 * STEP
    canvas.save()
    return into.getvalue()


def table_cells(plants: Sequence[Plant]) -> bytes:
    """Label and value in two columns with ruled lines, values set to the right."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        canvas.rect(LEFT - 4, y - 5, 170, STEP)
        canvas.rect(LEFT + 166, y - 5, 250, STEP)
        canvas.drawString(LEFT, y, plant.label)
        canvas.drawRightString(LEFT + 410, y, plant.value)

    return drawn(plants, draw)


def turned(plants: Sequence[Plant]) -> bytes:
    """Text that runs upward."""
    into, canvas = canvas_of()
    filler(canvas, TOP)
    for number, plant in enumerate(plants[:20]):
        canvas.saveState()
        canvas.translate(LEFT + 22 * number, 120)
        canvas.rotate(90)
        canvas.drawString(0, 0, plant.sentence)
        canvas.restoreState()
    canvas.save()
    return into.getvalue()


def turned_page(plants: Sequence[Plant]) -> bytes:
    """A page that is shown turned."""
    return changed(text(plants), lambda pdf: pdf.pages[0].__setattr__("Rotate", 90))


def form_object(plants: Sequence[Plant]) -> bytes:
    """A form inside a form."""

    def draw(canvas: Canvas, y: float, plant: Plant) -> None:
        name = f"f{int(y)}"
        canvas.beginForm(name)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(LEFT, 0, plant.sentence)
        canvas.endForm()
        canvas.beginForm(f"{name}o")
        canvas.doForm(name)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(0, y)
        canvas.doForm(f"{name}o")
        canvas.restoreState()

    return drawn(plants[:34], draw)


def object_streams(plants: Sequence[Plant]) -> bytes:
    """Everything of the other channels' text packed in object streams."""
    packed = pikepdf.ObjectStreamMode.generate

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[Name.Subject] = "; ".join(p.sentence for p in plants)

    return changed(text(plants), change, object_stream_mode=packed)


def plain() -> bytes:
    return text([])
