"""PDF (ISO 32000): every page is drawn, painted over, and written anew as a picture with a layer of what survives.

The output holds pixels, a font without shapes, and the characters that stay: nothing of the file's own objects. So
what can be proven about it does not depend on what a PDF can hide. What a page draws is proven by reading it with an
OCR engine; without one only pages whose fonts cannot lie are let through (see `sheets.read_pdf`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from assemble.redact.pdf_channels import Channels, channels_of
from assemble.redact.seek import Cleaned, Seeker, Withheld
from assemble.redact.sheets.paint import painted
from assemble.redact.sheets.plan import plan_page
from assemble.redact.sheets.read_pdf import NO_ENGINE, PdfPages, all_sheets, open_pages
from assemble.redact.sheets.search import Found, search, streams
from assemble.redact.sheets.sheet import Sheet
from assemble.redact.sheets.write_pdf import Page, write_pdf
from config.errors import ItemError
from extract.documents.ocr import Ocr


def survey(data: bytes, ocr: Ocr | None = None) -> tuple[str, ...]:
    """The texts of a file as they are searched: its pages in every order of reading, then all other channels.

    Raises:
        Withheld: it cannot be read, or its pages not without an engine.
    """
    channels = channels_of(data)
    with open_pages(data) as pages:
        sheets = _sheets(pages, channels, ocr)
    return (*(s.text for s in streams(sheets)), channels.text)


def written(data: bytes, ocr: Ocr | None = None) -> tuple[str, ...]:
    """The texts of a file that `clean` wrote: its layer, and what an engine reads on its pages where there is one."""
    if ocr is not None:
        return survey(data, ocr)
    with open_pages(data) as pages:
        return tuple("".join(unit.text for unit in pages.written(number)) for number in range(len(pages)))


def clean(data: bytes, seeker: Seeker, ocr: Ocr | None = None) -> Cleaned:
    """The file without its sensitive values."""
    channels = channels_of(data)
    with open_pages(data) as pages:
        sheets = _sheets(pages, channels, ocr)
        found = search(sheets, seeker)
        written = [_page(pages, sheets, number, found, seeker) for number in range(len(pages))]
    kept = "\n".join(line.text for page in written for line in page.lines)
    outside = seeker.values(channels.text)
    return Cleaned(write_pdf(written), found.places, (*found.removed, *outside), kept, channels.names)


def _sheets(pages: PdfPages, channels: Channels, ocr: Ocr | None) -> Sequence[Sheet]:
    if ocr is None and channels.draws_freely:
        raise Withheld(NO_ENGINE)
    try:
        return all_sheets(pages, ocr)
    except ItemError as error:
        raise Withheld(error.reason) from error


def _page(pages: PdfPages, sheets: Sequence[Sheet], number: int, found: Found, seeker: Seeker) -> Page:
    areas = [area for area in found.areas if area.page == number]
    plan = plan_page(sheets[number], areas, seeker.redactor.mark)
    picture, scale = pages.picture(number)
    return Page(painted(picture, plan, scale, partial(pages.cut, number)), scale, tuple(plan.lines))
