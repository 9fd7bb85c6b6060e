"""PDFs with values in every place that a PDF has, seen and hidden. Each channel is a function of plants to bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from config.redaction import Entity
from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]
LEFT, TOP, STEP = 72, 770, 17


def _canvas() -> tuple[io.BytesIO, Canvas]:
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    return into, canvas


def _filler(canvas: Canvas, y: float) -> float:
    for line in FILLER:
        canvas.drawString(LEFT, y, line)
        y -= STEP
    return y


def drawn(plants: Sequence[Plant], draw: Callable[[Canvas, float, Plant], None]) -> bytes:
    """Pages with filler and each plant drawn on a line of its own, 34 a page."""
    into, canvas = _canvas()
    for start in range(0, max(len(plants), 1), 34):
        y = _filler(canvas, TOP)
        for plant in plants[start : start + 34]:
            draw(canvas, y, plant)
            y -= STEP
        canvas.showPage()
        canvas.setFont("Helvetica", 11)
    canvas.save()
    return into.getvalue()


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
    into, canvas = _canvas()
    y = _filler(canvas, TOP)
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


def turned(plants: Sequence[Plant]) -> bytes:
    """Text that runs upward."""
    into, canvas = _canvas()
    _filler(canvas, TOP)
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
    return _changed(text(plants), lambda pdf: pdf.pages[0].__setattr__("Rotate", 90))


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


def scan(plants: Sequence[Plant]) -> bytes:
    """A picture of the page and nothing else."""
    return _of_pictures([picture(plants[at : at + 22]) for at in range(0, max(len(plants), 1), 22)])


def sideways_scan(plants: Sequence[Plant]) -> bytes:
    """A scan that was laid on the glass sideways, and one upside down."""
    half = -(-len(plants) // 2)
    return _of_pictures([
        picture(plants[:half]).rotate(90, expand=True),
        picture(plants[half:]).rotate(180),
    ])  # fmt: skip


def scan_with_layer(plants: Sequence[Plant]) -> bytes:
    """A scan with the reading of a scanner behind it."""
    into, canvas = _canvas()
    for start in range(0, max(len(plants), 1), 22):
        some = plants[start : start + 22]
        for number, line in enumerate((*FILLER[:3], *(p.sentence for p in some))):
            canvas.drawString(54, A4[1] - 0.36 * (148 + 72 * number), line, mode=3)
        canvas.drawImage(ImageReader(picture(some)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
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


def _of_pictures(pictures: Sequence[Image.Image]) -> bytes:
    into, canvas = _canvas()
    for one in pictures:
        canvas.setPageSize(A4 if one.height > one.width else landscape(A4))
        canvas.drawImage(ImageReader(one), 0, 0, *canvas._pagesize)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], Any], **options: Any) -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(into, deterministic_id=True, **options)
    return into.getvalue()


def _plain() -> bytes:
    return text([])


def pattern(plants: Sequence[Plant]) -> bytes:
    """Text inside a tiling pattern that fills a box; only an engine can read it."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        patterns, content = Dictionary(), b"\n"
        for number, plant in enumerate(plants[:20]):
            tile = pdf.make_stream(b"BT /F1 12 Tf 4 6 Td (%s) Tj ET" % plant.sentence.encode())
            tile.stream_dict = Dictionary(
                PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 470, 24]), XStep=470, YStep=24,
                Matrix=Array([1, 0, 0, 1, 72, 600 - 24 * number]), Resources=page.Resources,
            )  # fmt: skip
            patterns[f"/T{number}"] = tile
            content += b"/Pattern cs /T%d scn 72 %d 470 24 re f\n" % (number, 600 - 24 * number)
        page.Resources.Pattern = patterns
        page.contents_add(content)

    return _changed(_plain(), change)


def type3_font(plants: Sequence[Plant]) -> bytes:
    """A Type 3 font whose glyphs are pictures of other text and whose codes say nothing."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        procs, content = Dictionary(), b"\nBT /T3 12 Tf\n"
        for number, plant in enumerate(plants[:20]):
            glyph = b"600 0 d0 BT /F1 1 Tf (%s) Tj ET" % plant.sentence.encode()
            procs[f"/g{number}"] = pdf.make_stream(glyph)
            content += b"1 0 0 1 72 %d Tm <%02x> Tj\n" % (620 - 20 * number, 65 + number)
        page.Resources.Font.T3 = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 1]), FontMatrix=Array([1, 0, 0, 1, 0, 0]),
            CharProcs=procs, FirstChar=65, LastChar=65 + 19, Widths=Array([40] * 20), Resources=page.Resources,
            Encoding=Dictionary(Differences=Array([65, *(Name(f"/g{n}") for n in range(20))])),
        )  # fmt: skip
        page.contents_add(content + b"ET")

    return _changed(_plain(), change)


def lying_unicode(plants: Sequence[Plant]) -> bytes:
    """An embedded font whose ToUnicode map says another letter for each."""

    def change(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                rows = b"".join(b"<%02x> <%04x>\n" % (code, 97 + code % 26) for code in range(1, 256))
                cmap = b"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
                for start in range(0, 255, 85):
                    some = b"".join(rows.splitlines(keepends=True)[start : start + 85])
                    cmap += b"85 beginbfchar\n" + some + b"endbfchar\n"
                thing.ToUnicode = pdf.make_stream(cmap + b"endcmap")

    return _changed(embedded_font(plants), change)


def annotations(plants: Sequence[Plant]) -> bytes:
    """Notes, free text, links, popups, hidden annotations and file annotations."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        made = []
        for number, plant in enumerate(plants):
            rect = Array([72, 600 - 18 * (number % 30), 500, 616 - 18 * (number % 30)])
            kind = ("Text", "FreeText", "Link", "Popup", "Stamp")[number % 5]
            one = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=rect, F=2 if number % 7 == 3 else 4)
            one.Contents, one.T, one.NM = (String(plant.sentence),) * 3
            if kind in ("FreeText", "Stamp"):
                form = pdf.make_stream(b"BT /F1 11 Tf 2 4 Td (%s) Tj ET" % plant.sentence.encode())
                form.stream_dict = Dictionary(
                    Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 428, 16]), Resources=page.Resources
                )
                one.AP, one.DA = Dictionary(N=form), String("/F1 11 Tf")
            if kind == "Link":
                one.A = Dictionary(S=Name.URI, URI=String(f"https://pay.example/?to={plant.value}"))
            made.append(pdf.make_indirect(one))
        page.Annots = Array(made)

    return _changed(_plain(), change)


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

    return _changed(drawn(plants[:34], lambda c, y, p: c.drawString(LEFT, y, f"word {p.value}")), change)


def form_fields(plants: Sequence[Plant]) -> bytes:
    """Text fields with values, old values, rich values and choices."""
    into, canvas = _canvas()
    y = _filler(canvas, TOP)
    for number, plant in enumerate(plants[:30]):
        canvas.acroForm.textfield(name=f"n{number}", value=plant.value, x=72, y=y, width=400, height=16, fontSize=10)
        y -= 20
    canvas.save()

    def change(pdf: pikepdf.Pdf) -> None:
        for field, plant in zip(pdf.Root.AcroForm.Fields, plants, strict=False):
            field.DV, field.TU, field.RV = (String(plant.sentence),) * 3
        pdf.Root.AcroForm.XFA = pdf.make_stream("".join(f"<v>{p.value}</v>" for p in plants).encode())

    return _changed(into.getvalue(), change)


def bookmarks(plants: Sequence[Plant]) -> bytes:
    """An outline that repeats lines, named places and page labels."""

    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(p.sentence, 0) for p in plants)
        names = Array([v for p in sorted(plants, key=lambda p: p.value) for v in (String(p.value), Array([]))])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(plants[0].value))]))

    return _changed(_plain(), change)


def metadata(plants: Sequence[Plant]) -> bytes:
    """The information dictionary, XMP of document and page, private data, scripts, trailer keys."""

    def change(pdf: pikepdf.Pdf) -> None:
        words = "; ".join(p.sentence for p in plants)
        pdf.docinfo[Name.Title], pdf.docinfo[Name.Keywords], pdf.docinfo["/Owner"] = words, words, words
        xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d>{words}</d></x:xmpmeta>'.encode()
        pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
        page = pdf.pages[0]
        page.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
        page.PieceInfo = Dictionary(App=Dictionary(Private=String(words)))
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{words}')"))
        pdf.trailer["/Note"] = String(words)

    return _changed(_plain(), change)


def attachments(plants: Sequence[Plant]) -> bytes:
    """Files inside the file, their names and descriptions."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number, plant in enumerate(plants):
            spec = pikepdf.AttachedFileSpec(
                pdf, plant.sentence.encode(), filename=f"{plant.value}.txt", description=plant.sentence
            )
            pdf.attachments[f"a{number}"] = spec

    return _changed(_plain(), change)


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

    return _changed(_plain(), change)


def structure(plants: Sequence[Plant]) -> bytes:
    """ActualText and Alt in marked content and in the structure tree, comments in the content stream."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        content = b"".join(
            b"/Span << /ActualText (%s) /Alt (%s) /E (%s) >> BDC EMC %% %s\n" % ((p.sentence.encode(),) * 4)
            for p in plants
        )
        page.contents_add(content)
        kids = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.StructElem,
                    S=Name.P,
                    ActualText=String(p.sentence),
                    Alt=String(p.value),
                    T=String(p.value),
                )
            )
            for p in plants
        ]
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array(kids))

    return _changed(_plain(), change)


def earlier_revision(plants: Sequence[Plant]) -> bytes:
    """A page whose text was replaced by an appended revision, and bytes after the end of the file."""
    before = text(plants[:34])
    with pikepdf.open(io.BytesIO(before)) as pdf:
        page = pdf.pages[0].obj.objgen[0]
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
    at = before.rindex(b"startxref")
    previous = int(before[at:].split()[1])
    body = b"%d 0 obj\n<< /Type /Page /MediaBox [0 0 595 842] /Parent 4 0 R >>\nendobj\n" % page
    with pikepdf.open(io.BytesIO(before)) as pdf:
        parent = pdf.pages[0].obj.Parent.objgen[0]
    body = body.replace(b"/Parent 4 0 R", b"/Parent %d 0 R" % parent)
    start = len(before)
    table = start + len(body)
    tail = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        page,
        start,
        size,
        root,
        previous,
    )
    note = "\n".join(p.sentence for p in plants).encode()
    return before + body + tail + b"startxref\n%d\n%%%%EOF\n" % table + note


def object_streams(plants: Sequence[Plant]) -> bytes:
    """Everything of the other channels' text packed in object streams."""
    packed = pikepdf.ObjectStreamMode.generate

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[Name.Subject] = "; ".join(p.sentence for p in plants)

    return _changed(text(plants), change, object_stream_mode=packed)


def unreachable(plants: Sequence[Plant]) -> bytes:
    """Objects that nothing refers to, font names and dictionary keys."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Resources.Font.F1.Kept = pdf.make_stream("\n".join(p.sentence for p in plants).encode())
        page.Hidden = Dictionary({f"/{p.value.replace(' ', '')}": String(p.sentence) for p in plants})

    return _changed(_plain(), change)


def picture_metadata(plants: Sequence[Plant]) -> bytes:
    """EXIF and comments of a JPEG on the page."""
    image = Image.new("RGB", (300, 200), (120, 160, 200))
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = "; ".join(p.sentence for p in plants)[:30_000]
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, comment=plants[0].sentence)

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=300, Height=200, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
        stream.write(buffer.getvalue(), filter=Name.DCTDecode)
        page = pdf.pages[0]
        page.Resources.XObject = Dictionary(Im=stream)
        page.contents_add(b"\nq 150 0 0 100 72 400 cm /Im Do Q")

    return _changed(_plain(), change)


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


SEEN: dict[str, Channel] = {
    "text": text,
    "embedded font": embedded_font,
    "split glyphs": split_glyphs,
    "wrapped": wrapped,
    "table cells": table_cells,
    "turned": turned,
    "turned page": turned_page,
    "form object": form_object,
    "annotations": annotations,
    "form fields": form_fields,
    "object streams": object_streams,
}
"""Channels whose values a reader of the page sees and whose characters the file tells."""
DRAWN: dict[str, Channel] = {
    "scan": scan,
    "sideways scan": sideways_scan,
    "scan with layer": scan_with_layer,
    "pattern": pattern,
    "type 3 font": type3_font,
    "lying ToUnicode": lying_unicode,
}
"""Channels that only an engine can read."""
HIDDEN: dict[str, Channel] = {
    "white on white": white_on_white,
    "faint": faint,
    "black box": black_box,
    "behind picture": behind_picture,
    "invisible mode": invisible_mode,
    "redaction marks": redact_marks,
    "bookmarks": bookmarks,
    "metadata": metadata,
    "attachments": attachments,
    "hidden layer": hidden_layer,
    "structure": structure,
    "earlier revision": earlier_revision,
    "unreachable objects": unreachable,
    "picture metadata": picture_metadata,
    "off the page": off_page,
}
CHANNELS: dict[str, Channel] = SEEN | DRAWN | HIDDEN
