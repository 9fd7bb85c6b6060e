"""The text of a PDF does not depend on the fonts of the machine."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from config.limits import Limits
from extract.documents.pdf import pdf_to_text
from extract.documents.stand_in import stand_in_font

SAID = {
    "STSong-Light": "\u60a8\u7684\u8d26\u6237\u5df2\u88ab\u505c\u7528 ASIN:B0C12345K7",
    "HeiseiMin-W3": "\u51fa\u54c1\u3092\u505c\u6b62\u3057\u307e\u3057\u305f",
    "MSung-Light": "\u60a8\u7684\u5e33\u6236",
    "HYSMyeongJo-Medium": "\uacc4\uc815",
}
BARE = """
import sys
from config.limits import Limits
from extract.documents import stand_in
from extract.documents.pdf import pdf_to_text
stand_in._Fonts._installed = lambda self, *asked: 0  # a machine without any font
sys.stdout.buffer.write(pdf_to_text("x", sys.stdin.buffer.read(), Limits(), 10_000).content.encode())
"""


def page() -> bytes:
    """A page whose fonts are not embedded, with a line in white at its end."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, (font, text) in enumerate(SAID.items()):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
        canvas.setFont(font, 12)
        canvas.drawString(60, 780 - 40 * number, text)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 500, SAID["HYSMyeongJo-Medium"])
    canvas.save()
    return buffer.getvalue()


def test_text_in_fonts_that_no_machine_needs_to_have() -> None:
    """A process that finds no font reads the same words, and white ones stay hidden."""
    here = pdf_to_text("x", page(), Limits(), 10_000).content
    bare = subprocess.run(
        [sys.executable, "-c", BARE], input=page(), capture_output=True, check=True, cwd=Path(__file__).parents[3]
    )

    assert here.split("\n\n") == list(SAID.values())
    assert bare.stdout.decode() == here


def test_every_character_of_the_stand_in_is_drawn() -> None:
    """Letters, kana, Han of the first and the second plane: each has ink that leaves most of its square white."""
    font = ImageFont.truetype(io.BytesIO(stand_in_font()), 100)

    for character in "A\u0416\u3042\u4f60\uff1a\U00020021":
        mask = font.getmask(character)
        ink = sum(mask.getpixel((x, y)) > 0 for x in range(mask.size[0]) for y in range(mask.size[1]))
        assert 500 < ink < 5_000, hex(ord(character))
