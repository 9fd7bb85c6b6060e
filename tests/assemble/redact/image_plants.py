"""Pictures with values: drawn in several sizes and formats, turned, and in every kind of metadata."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin, TiffImagePlugin

from tests.assemble.redact.pdf_pages import picture, vera
from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def page(plants: Sequence[Plant]) -> Image.Image:
    """A letter at 200 dots an inch."""
    return picture(plants, (1654, 300 + 60 * (len(plants) + 3)), 60)


def screen(plants: Sequence[Plant]) -> Image.Image:
    """A screen shot: small letters, grey on white, a coloured bar."""
    image = Image.new("RGB", (900, 110 + 26 * (len(plants) + 2)), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 900, 40), fill=(35, 47, 62))
    y = 60
    for line in (*FILLER[:2], *(p.sentence for p in plants)):
        draw.text((20, y), line, font=ImageFont.truetype(vera(), 14), fill=(40, 40, 40))
        y += 26
    return image


def noisy(plants: Sequence[Plant]) -> Image.Image:
    """A photographed page: uneven light, a little out of focus, leaning half a degree."""
    image = page(plants).convert("L").rotate(0.5, fillcolor=250)
    light = Image.linear_gradient("L").resize(image.size).point([200 + v // 5 for v in range(256)])
    return Image.composite(image, Image.new("L", image.size, 255), light).convert("RGB")


def png(plants: Sequence[Plant]) -> bytes:
    """A letter."""
    return _saved(page(plants), "PNG")


def jpeg(plants: Sequence[Plant]) -> bytes:
    """A letter with the traces of compression."""
    return _saved(page(plants), "JPEG", quality=70)


def screen_png(plants: Sequence[Plant]) -> bytes:
    """A screen shot."""
    return _saved(screen(plants), "PNG")


def photo(plants: Sequence[Plant]) -> bytes:
    """A photographed page."""
    return _saved(noisy(plants), "JPEG", quality=80)


def turned_jpeg(plants: Sequence[Plant]) -> bytes:
    """A picture that its EXIF turns upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(page(plants).rotate(90, expand=True), "JPEG", exif=exif, quality=85)


def sideways(plants: Sequence[Plant]) -> bytes:
    """A picture that lies on its side and says nothing about it."""
    return _saved(page(plants).rotate(90, expand=True), "PNG")


def transparent(plants: Sequence[Plant]) -> bytes:
    """Words whose colour stands in fully transparent pixels."""
    image = Image.new("RGBA", (1400, 400), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for number, plant in enumerate(plants):
        draw.text((20, 20 + 30 * number), plant.sentence, font=ImageFont.truetype(vera(), 20), fill=(0, 0, 0, 0))
    return _saved(image, "PNG")


def pages(plants: Sequence[Plant]) -> bytes:
    """A fax of two pages."""
    half = len(plants) // 2
    return _saved(page(plants[:half]), "TIFF", save_all=True, append_images=[page(plants[half:])])


def gif(plants: Sequence[Plant]) -> bytes:
    """A picture in 256 colours with a comment."""
    return _saved(screen(plants), "GIF", comment="; ".join(p.sentence for p in plants).encode())


def text_chunks(plants: Sequence[Plant]) -> bytes:
    """Text, compressed text, XMP and EXIF of a PNG, and bytes after its end."""
    words = "; ".join(p.sentence for p in plants)
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", words)
    chunks.add_text("Comment", words, zip=True)
    chunks.add_itxt("XML:com.adobe.xmp", f"<x>{words}</x>", zip=True)
    exif = Image.Exif()
    exif[0x010E] = words
    return _saved(Image.new("RGB", (300, 200), "white"), "PNG", pnginfo=chunks, exif=exif) + words.encode()


def exif(plants: Sequence[Plant]) -> bytes:
    """EXIF, a comment, an ICC profile, XMP and a thumbnail of a JPEG."""
    words = "; ".join(p.sentence for p in plants)
    made = Image.Exif()
    made[0x010E] = made[0x013B] = made[0x9286] = words
    return _saved(
        Image.new("RGB", (300, 200), "white"), "JPEG", exif=made, comment=words, xmp=f"<x>{words}</x>".encode(),
        icc_profile=words.encode(),
    ) + words.encode()  # fmt: skip


def segments(plants: Sequence[Plant]) -> bytes:
    """Segments of a JPEG: Photoshop's and IPTC's, long XMP, a maker's note, places, a thumbnail, frames of its own."""
    words = "; ".join(p.sentence for p in plants).encode()[:20_000]
    made = Image.Exif()
    made.get_ifd(0x8769)[0x927C] = made.get_ifd(0x8769)[0x9286] = words  # the maker's note, the user's comment
    made.get_ifd(0x8825)[0x1D] = plants[0].value  # the day of the place
    thumb = b"".join((b"\xff\xd8", b"\xff\xfe", (len(words) + 2).to_bytes(2, "big"), words, b"\xff\xd9"))
    more = {
        0xED: b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(words).to_bytes(4, "big") + words,
        0xE1: b"http://ns.adobe.com/xmp/extension/\0" + words,
        0xE0: b"JFXX\0\x10" + thumb,
        0xE2: b"FPXR\0" + words,
        0xEB: b"JP\0\1" + words,
        0xEF: words,
    }
    data = _saved(Image.new("RGB", (300, 200), "white"), "JPEG", exif=made)
    rows = (b"\xff%c" % code + (len(body) + 2).to_bytes(2, "big") + body for code, body in more.items())
    return data[:2] + b"".join(rows) + data[2:]


def tags(plants: Sequence[Plant]) -> bytes:
    """Tags of a TIFF, private ones among them."""
    words = "; ".join(p.sentence for p in plants)
    info = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (0x010E, 0x010D, 0x0131, 0x013B, 0x8298):
        info[tag] = words
    for tag in (0x02BC, 0x83BB, 0x8649, 0xC4A5):
        info[tag], info.tagtype[tag] = words.encode(), 7
    return _saved(Image.new("RGB", (300, 200), "white"), "TIFF", tiffinfo=info)


def webp(plants: Sequence[Plant]) -> bytes:
    """EXIF, XMP and a colour profile of a WebP, and a chunk that nobody knows."""
    words = "; ".join(p.sentence for p in plants)
    made = Image.Exif()
    made[0x010E] = words
    data = _saved(
        Image.new("RGB", (300, 200), "white"), "WEBP", exif=made, xmp=f"<x>{words}</x>".encode(),
        icc_profile=words.encode(),
    )  # fmt: skip
    body = words.encode() + b" " * (len(words.encode()) % 2)
    data += b"NOTE" + len(body).to_bytes(4, "little") + body
    return data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]


DRAWN: dict[str, tuple[str, Channel]] = {
    "png letter": ("image/png", png),
    "jpeg letter": ("image/jpeg", jpeg),
    "screen shot": ("image/png", screen_png),
    "photograph": ("image/jpeg", photo),
    "turned by exif": ("image/jpeg", turned_jpeg),
    "sideways": ("image/png", sideways),
    "tiff of two pages": ("image/tiff", pages),
    "gif": ("image/gif", gif),
}
HIDDEN: dict[str, tuple[str, Channel]] = {
    "transparent pixels": ("image/png", transparent),
    "png chunks": ("image/png", text_chunks),
    "jpeg segments": ("image/jpeg", segments),
    "tiff tags": ("image/tiff", tags),
    "webp metadata": ("image/webp", webp),
    "jpeg metadata": ("image/jpeg", exif),
}
CHANNELS = DRAWN | HIDDEN
