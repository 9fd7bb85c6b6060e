"""Pictures (PNG, JPEG, GIF, TIFF, BMP, WebP): read by an engine, painted over, encoded anew without any metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assemble.redact.media_types import IMAGES
from assemble.redact.seek import Cleaned, Seeker, Withheld
from assemble.redact.sensitive import Sensitive
from assemble.redact.sheets.paint import painted
from assemble.redact.sheets.picture import AGAIN, enlarged, simplified, to_read
from assemble.redact.sheets.plan import plan_page
from assemble.redact.sheets.read_words import read_words
from assemble.redact.sheets.search import guesses, search, streams
from assemble.redact.sheets.sheet import Sheet
from assemble.redact.sheets.turning import quarters_of, turned
from config.errors import ItemError
from config.redaction import RedactionPolicy
from extract.documents.ocr import MAX_PIXELS, Ocr

MAX_FRAMES = 50
QUALITY = 88
USUAL_HEIGHT = 11.0
"""Points of a line of text; with it the pixels of a picture become points."""
READ_WIDTH = 1600
"""Pixels; a picture that is smaller is enlarged before it is read, or an engine misreads digits."""


@dataclass(frozen=True, slots=True)
class _Frame:
    picture: Any
    scale: float
    """Pixels a point."""
    sheet: Sheet


def survey(data: bytes, ocr: Ocr | None = None) -> tuple[str, ...]:
    """The texts of a picture: what an engine reads on it, then its metadata.

    Raises:
        Withheld: there is no engine, or it is no picture that can be decoded.
    """
    frames = _frames(data, ocr)
    return (*(s.text for s in streams([f.sheet for f in frames])), *_metadata(data))


def misread(data: bytes, policy: RedactionPolicy, ocr: Ocr | None = None) -> tuple[Sensitive, ...]:
    """What an engine read on a picture and may be a misread value."""
    return guesses([f.sheet for f in _frames(data, ocr)], policy)


def clean(data: bytes, seeker: Seeker, ocr: Ocr | None = None) -> Cleaned:
    """The picture without its sensitive values, in the format it has."""
    frames = _frames(data, ocr)
    found = search([f.sheet for f in frames], seeker)
    done, kept = [], []
    for number, frame in enumerate(frames):
        plan = plan_page(frame.sheet, [a for a in found.areas if a.page == number], seeker.redactor.mark)
        done.append(painted(frame.picture, plan, frame.scale))
        kept += [line.text for line in plan.lines]
    told = [v for text in _metadata(data) for v in seeker.values(text)]
    dropped = ("metadata",) if _metadata(data) else ()
    return Cleaned(_encoded(done, _form(data)), found.places, (*found.removed, *told), "\n".join(kept), dropped)


def shown(data: bytes, ocr: Ocr) -> Iterator[str]:
    """What an engine reads on a picture."""
    for frame in _frames(data, ocr):
        yield "".join(unit.text for unit in frame.sheet.read)


def metadata_free(data: bytes) -> Iterator[str]:
    """Nothing to read.

    Raises:
        ValueError: the file holds more than pixels.
    """
    if _metadata(data):
        raise ValueError("a picture with metadata")
    yield ""


def _open(data: bytes) -> Any:
    from PIL import Image

    try:
        image: Any = Image.open(io.BytesIO(data), formats=tuple(IMAGES.values()))
        frames = getattr(image, "n_frames", 1)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Withheld("a picture that cannot be decoded") from error
    if image.width * image.height * frames > MAX_PIXELS or frames > MAX_FRAMES:
        raise Withheld("a picture larger than is looked at")
    if frames > 1 and image.format != "TIFF":
        raise Withheld("a picture that moves")
    return image


def _form(data: bytes) -> str:
    return str(_open(data).format)


def _frames(data: bytes, ocr: Ocr | None) -> list[_Frame]:
    if ocr is None:
        raise Withheld("what a picture shows cannot be proven without an OCR engine")
    from PIL import Image

    image = _open(data)
    try:
        return [_frame(picture, ocr) for picture in _upright(image, ocr)]
    except ItemError as error:
        raise Withheld(error.reason) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Withheld("a picture that cannot be decoded") from error


def _upright(image: Any, ocr: Ocr) -> Iterator[Any]:
    """Each frame as a viewer turns it, on white, and so that its words can be read."""
    from PIL import Image, ImageOps

    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frame = ImageOps.exif_transpose(image).convert("RGBA")
        picture = simplified(Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame))
        yield turned(picture, quarters_of(enlarged(picture, _times(picture)), ocr))


def _times(picture: Any) -> float:
    return float(max(1.0, min(4.0, READ_WIDTH / picture.width)))


def _frame(picture: Any, ocr: Ocr) -> _Frame:
    times = _times(picture)
    units = read_words(ocr, to_read(enlarged(picture, times)), times)
    again = read_words(ocr, to_read(enlarged(picture, times * AGAIN)), times * AGAIN)
    heights = sorted(u.box[3] - u.box[1] for u in units if u.box)
    scale = max(0.5, heights[len(heights) // 2] / USUAL_HEIGHT) if heights else 1.0
    first, second = (tuple(u._replace(box=_scaled(u.box, scale)) for u in some) for some in (units, again))
    return _Frame(picture, scale, Sheet(picture.width / scale, picture.height / scale, (), first, second))


def _scaled(box: Any, scale: float) -> Any:
    return box and tuple(v / scale for v in box)


def _encoded(pictures: Sequence[Any], form: str) -> bytes:
    buffer = io.BytesIO()
    first, *rest = pictures
    if form == "JPEG":
        (first if first.mode == "L" else first.convert("RGB")).save(buffer, form, quality=QUALITY)
    elif form == "TIFF":
        first.save(buffer, form, save_all=True, append_images=rest, compression="tiff_deflate")
    elif form == "WEBP":
        first.convert("RGB").save(buffer, form, lossless=True)
    else:
        first.save(buffer, form)
    return buffer.getvalue()


_PLAIN_INFO = frozenset(
    """
    jfif jfif_version jfif_unit jfif_density dpi compression background version loop duration resolution transparency
    interlace gamma
    """.split()  # noqa: SIM905 - a list of so many strings is harder to read
)
_TIFF_TAGS = frozenset({254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 320, 339})
"""Tags that tell how pixels are stored (TIFF 6.0)."""


def _metadata(data: bytes) -> tuple[str, ...]:
    """The words that a picture's file carries besides pixels; an entry a channel."""
    image = _open(data)
    found = [f"{k}: {_words(v)}" for k, v in image.info.items() if k not in _PLAIN_INFO]
    exif = {k: v for k, v in image.getexif().items() if k not in _TIFF_TAGS}
    found += [f"exif {k}: {_words(v)}" for k, v in exif.items()]
    if after := _after_the_end(data, str(image.format)):
        found.append(f"after the end: {_words(after)}")
    return tuple(found)


def _words(value: object) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return re.sub(r"[^\x20-\x7e\u00a0-\uffff]+", " ", text)[:10_000]


_ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9", "GIF": b"\x3b"}


def _after_the_end(data: bytes, form: str) -> bytes:
    end = _ENDS.get(form)
    return data.rpartition(end)[2] if end else b""
