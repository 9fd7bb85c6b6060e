"""Writes a PDF of pictures with an invisible, selectable text layer, and nothing else (ISO 32000-1).

Every object of the file is made here: no annotation, form, script, attachment, bookmark, name, structure, metadata or
earlier revision can come along, because nothing of another file is copied. The same pages give the same bytes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assemble.redact.sheets.glyphless import ADVANCE, EM, add_font, codes, encoded
from assemble.redact.sheets.picture import LEVELS, PALETTE, is_few, png
from assemble.redact.sheets.plan import Line

QUALITY = 80


@dataclass(frozen=True, slots=True)
class Page:
    """A page to write."""

    picture: Any
    """One of the kinds of `picture.simplified`."""
    scale: float
    """Pixels a point."""
    lines: tuple[Line, ...]


def write_pdf(pages: Sequence[Page]) -> bytes:
    """The file."""
    import pikepdf

    pdf = pikepdf.Pdf.new()
    table = codes(line.text for page in pages for line in page.lines)
    font = add_font(pdf, table)
    for page in pages:
        _add_page(pdf, page, font, table)
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return buffer.getvalue()


def _add_page(pdf: Any, page: Page, font: Any, table: Mapping[str, int]) -> None:
    from pikepdf import Array, Dictionary, Name
    from pikepdf import Page as PdfPage

    width, height = page.picture.width / page.scale, page.picture.height / page.scale
    drawing = b"q %.4f 0 0 %.4f 0 0 cm /P Do Q\n" % (width, height)
    content = drawing + _layer(page.lines, height, table)
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 4), round(height, 4)]),
        Resources=Dictionary(Font=Dictionary(F=font), XObject=Dictionary(P=_image(pdf, page.picture))),
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(PdfPage(pdf.make_indirect(made)))


def _layer(lines: Sequence[Line], height: float, table: Mapping[str, int]) -> bytes:
    """The invisible text: each line from its place, stretched to its width; places are whole points."""
    out = [b"BT 3 Tr"]
    for line in lines:
        x0, top, x1, bottom = (round(v) for v in line.box)
        size = max(1, min(bottom - top, round(x1 - x0) if len(line.text) == 1 else 400))
        stretch = 100 * max(1, x1 - x0) / (len(line.text) * size * ADVANCE / EM or 1)
        out.append(b"/F %d Tf %.1f Tz 1 0 0 1 %d %.2f Tm" % (size, stretch, x0, height - bottom))
        out.append(encoded(line.text, table) + b" Tj")
    return b"\n".join([*out, b"ET\n"])


def _image(pdf: Any, picture: Any) -> Any:
    from pikepdf import Array, Dictionary, Name, String

    stream = pdf.make_stream(b"")
    common = {"Type": Name.XObject, "Subtype": Name.Image, "Width": picture.width, "Height": picture.height}
    bits = 4 if picture.mode == "L" else 8
    if not is_few(picture):
        space = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
        stream.stream_dict = Dictionary(**common, ColorSpace=space, BitsPerComponent=8)
        stream.write(_jpeg(picture), filter=Name.DCTDecode)
        return stream
    palette: Any = Array([Name.Indexed, Name.DeviceRGB, len(PALETTE) // 3 - 1, String(PALETTE)])
    colours = Name.DeviceGray if picture.mode == "L" else palette
    stream.stream_dict = Dictionary(**common, ColorSpace=colours, BitsPerComponent=bits)
    parameters = Dictionary(Predictor=15, Colors=1, BitsPerComponent=bits, Columns=picture.width)
    stream.write(_packed_rows(picture, bits), filter=Name.FlateDecode, decode_parms=parameters)
    return stream


def _jpeg(picture: Any) -> bytes:
    buffer = io.BytesIO()
    (picture if picture.mode == "L" else picture.convert("RGB")).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def _packed_rows(picture: Any, bits: int) -> bytes:
    """The pixels as PNG stores them, rows predicted and deflated; PDF takes the same form (section 7.4.4.4)."""
    from PIL import Image

    if picture.mode == "L":
        levels = picture.point([v // (255 // (LEVELS - 1)) for v in range(256)])
        picture = Image.frombytes("P", levels.size, levels.tobytes())
        picture.putpalette(PALETTE[: 3 * LEVELS])
    return b"".join(_chunks(png(picture, bits=bits), b"IDAT"))


def _chunks(data: bytes, kind: bytes) -> list[bytes]:
    at, found = 8, []
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == kind:
            found.append(data[at + 8 : at + 8 + length])
        at += length + 12
    return found
