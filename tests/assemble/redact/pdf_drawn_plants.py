"""PDFs with values that only an engine can read: scans, patterns, fonts whose codes say nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from tests.assemble.redact.pdf_pages import canvas_of, changed, of_pictures, picture
from tests.assemble.redact.pdf_text_plants import embedded_font, plain
from tests.assemble.redact.plants import FILLER, Plant


def scan(plants: Sequence[Plant]) -> bytes:
    """A picture of the page and nothing else."""
    return of_pictures([picture(plants[at : at + 22]) for at in range(0, max(len(plants), 1), 22)])


def sliced_scan(plants: Sequence[Plant]) -> bytes:
    """A scan in strips, cut through the middle of its lines, as scanners and fax programs write it."""
    whole, strip = picture(plants[:22]), 36
    into, canvas = canvas_of()
    height = A4[1] * strip / whole.height
    for number in range(-(-whole.height // strip)):
        top = number * strip
        part = whole.crop((0, top, whole.width, min(top + strip, whole.height)))
        canvas.drawImage(ImageReader(part), 0, A4[1] - height * number - height * part.height / strip, A4[0],
                         height * part.height / strip)  # fmt: skip
    canvas.save()
    return into.getvalue()


def inline_picture(plants: Sequence[Plant]) -> bytes:
    """A picture of text inside the content of a page, between BI and EI, under a page of text."""
    image = picture(plants[:12], (1100, 830), 44).convert("L")

    def change(pdf: pikepdf.Pdf) -> None:
        data = zlib.compress(image.tobytes())
        head = b"BI /W %d /H %d /CS /G /BPC 8 /F /Fl ID " % image.size
        pdf.pages[0].contents_add(b"\nq 440 0 0 332 72 300 cm " + head + data + b"\nEI Q")

    return changed(plain(), change)


def shapes(plants: Sequence[Plant]) -> bytes:
    """Letters drawn as filled shapes, without any font: here rows of thin boxes."""
    image = picture(plants[:10], (1100, 640), 44).convert("L").point(lambda v: 255 * (v > 127))
    content = [b"\nq 0.42 0 0 -0.42 72 620 cm 0 g\n"]
    for y in range(image.height):
        row = image.crop((0, y, image.width, y + 1)).tobytes()
        content += [b"%d %d %d 1 re\n" % (run.start(), y, len(run[0])) for run in re.finditer(rb"\0+", row)]
    return changed(plain(), lambda pdf: pdf.pages[0].contents_add(b"".join([*content, b"f Q"])))


def sideways_scan(plants: Sequence[Plant]) -> bytes:
    """A scan that was laid on the glass sideways, and one upside down."""
    half = -(-len(plants) // 2)
    return of_pictures([
        picture(plants[:half]).rotate(90, expand=True),
        picture(plants[half:]).rotate(180),
    ])  # fmt: skip


def scan_with_layer(plants: Sequence[Plant]) -> bytes:
    """A scan with the reading of a scanner behind it."""
    into, canvas = canvas_of()
    for start in range(0, max(len(plants), 1), 22):
        some = plants[start : start + 22]
        for number, line in enumerate((*FILLER[:3], *(p.sentence for p in some))):
            canvas.drawString(54, A4[1] - 0.36 * (148 + 72 * number), line, mode=3)
        canvas.drawImage(ImageReader(picture(some)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


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

    return changed(plain(), change)


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

    return changed(plain(), change)


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

    return changed(embedded_font(plants), change)
