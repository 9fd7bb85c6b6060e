"""Pictures: painted over, encoded anew, without any metadata."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageDraw

from assemble.redact.sheets.picture import simplified
from assemble.redact.sheets.read_words import read_words
from tests.assemble.redact import image_plants
from tests.assemble.redact.leaks import bare, leaks
from tests.assemble.redact.plants import FILLER, allowed, plants
from tests.assemble.redact.shared import engine, output, redact


def read(data: bytes) -> str:
    """What the engine reads on the first frame, twice as large."""
    image = Image.open(io.BytesIO(data)).convert("L")
    larger = io.BytesIO()
    image.resize((image.width * 2, image.height * 2)).save(larger, "PNG")
    return "".join(unit.text for unit in read_words(engine(), larger.getvalue(), 2))


@pytest.mark.parametrize("channel", sorted(image_plants.CHANNELS))
def test_nothing_is_left_of_values_in(channel: str) -> None:
    """Neither the engine nor the bytes show a value, or a part of one; other words can still be read."""
    planted = plants(zlib.crc32(channel.encode()), 11)
    media_type, make = image_plants.CHANNELS[channel]

    data = output(redact(make(planted), media_type))

    told = read(data)
    assert {p.value: found for p in planted if (found := leaks(p.value, [told], data, allowed(planted)))} == {}
    if channel in image_plants.DRAWN:
        assert bare(FILLER[0])[:30] in bare(told)


@pytest.mark.parametrize("channel", sorted(image_plants.CHANNELS))
def test_the_format_stays_and_the_metadata_goes(channel: str) -> None:
    """A JPEG stays a JPEG; no EXIF, comment, profile or text chunk is left."""
    media_type, make = image_plants.CHANNELS[channel]

    image = Image.open(io.BytesIO(output(redact(make(plants(1, 2)), media_type))))

    assert Image.MIME[str(image.format)] == media_type
    assert not {"exif", "comment", "icc_profile", "xmp", "Author", "Comment", "XML:com.adobe.xmp"} & set(image.info)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n noise", b"", b"GIF89a"])
def test_what_is_no_picture_is_held_back(data: bytes) -> None:
    """Noise is never passed on."""
    redacted = redact(data, "image/png")

    assert [h.file for h in redacted.report.withheld] == ["paper"]


def test_a_picture_that_moves_is_held_back() -> None:
    """Frames that replace each other are not looked at one by one."""
    into = io.BytesIO()
    frames = [Image.new("L", (20, 20), v) for v in (0, 200)]
    frames[0].save(into, "GIF", save_all=True, append_images=frames[1:])

    assert redact(into.getvalue(), "image/gif").report.withheld


def test_without_an_engine_a_picture_is_held_back() -> None:
    """Nobody knows what it shows."""
    assert redact(image_plants.png([]), "image/png", ocr=False).report.withheld


@pytest.mark.parametrize("ink", [(225, 225, 225), (250, 250, 250), (255, 255, 200)])
def test_what_is_too_pale_for_an_engine_becomes_paper(ink: tuple[int, int, int]) -> None:
    """A person who raises the contrast reads it, so it does not stay."""
    page = Image.new("RGB", (400, 60), "white")
    ImageDraw.Draw(page).text((10, 20), "IBAN: DE89 3704 0044 0532 0130 00", fill=ink)

    assert simplified(page).convert("L").getextrema() == (255, 255)
