"""PDF (ISO 32000): every page is drawn, painted over, and written anew as a picture with a layer of what survives.

The output holds pixels, a font without shapes, and the characters that stay: nothing of the file's own objects. So
what can be proven about it does not depend on what a PDF can hide. What a page draws is proven by reading it with an
OCR engine; without one only pages whose fonts cannot lie are let through (see `sheets.read_pdf`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from assemble.redact.pdf_channels import channels_of
from assemble.redact.seek import Cleaned, Seeker, Withheld
from assemble.redact.sensitive import Sensitive
from assemble.redact.sheets.paint import painted
from assemble.redact.sheets.plan import plan_page
from assemble.redact.sheets.read_pdf import NO_ENGINE, PdfPages, open_pages
from assemble.redact.sheets.rows import draws_words
from assemble.redact.sheets.search import Found, guesses, search, streams
from assemble.redact.sheets.sheet import Sheet
from assemble.redact.sheets.write_pdf import Page, write_pdf
from config.errors import ItemError
from config.redaction import RedactionPolicy
from extract.documents.ocr import Ocr

Read = Callable[[bytes], tuple[Sheet, ...]]
"""`sheets_of` with an engine or without, that remembers."""


def sheets_of(data: bytes, ocr: Ocr | None = None) -> tuple[Sheet, ...]:
    """The pages of a file as they are read.

    Raises:
        Withheld: it cannot be read, or its pages not without an engine.
    """
    if ocr is None and channels_of(data).draws_freely:
        raise Withheld(NO_ENGINE)
    with open_pages(data, ocr) as pages:
        try:
            return tuple(pages.sheet(number, ocr) for number in range(len(pages)))
        except ItemError as error:
            raise Withheld(error.reason) from error


def survey(data: bytes, read: Read = sheets_of) -> tuple[str, ...]:
    """The texts of a file as they are searched: its pages in every order of reading, then all other channels."""
    return (*(s.text for s in streams(read(data))), channels_of(data).text)


def misread(data: bytes, policy: RedactionPolicy, read: Read = sheets_of) -> tuple[Sensitive, ...] | None:
    """What an engine read on the pages and may be a misread value; None where the file itself tells every word."""
    return guesses(read(data), policy) if any(map(draws_words, read(data))) else None


def written(data: bytes, read: Read = sheets_of, ocr: Ocr | None = None) -> tuple[str, ...]:
    """The texts of a file that `clean` wrote: its layer, and what an engine reads on its pages where there is one."""
    if ocr is not None:
        return survey(data, read)
    with open_pages(data) as pages:
        return tuple("".join(unit.text for unit in pages.written(number)) for number in range(len(pages)))


def clean(data: bytes, seeker: Seeker, read: Read = sheets_of, ocr: Ocr | None = None) -> Cleaned:
    """The file without its sensitive values."""
    channels, sheets = channels_of(data), read(data)
    found = search(sheets, seeker)
    with open_pages(data, ocr) as pages:
        written = [_page(pages, sheets, number, found, seeker) for number in range(len(pages))]
    kept = "\n".join(line.text for page in written for line in page.lines)
    outside = seeker.values(channels.text)
    return Cleaned(write_pdf(written), found.places, (*found.removed, *outside), kept, channels.names)


def _page(pages: PdfPages, sheets: Sequence[Sheet], number: int, found: Found, seeker: Seeker) -> Page:
    areas = [area for area in found.areas if area.page == number]
    plan = plan_page(sheets[number], areas, seeker.redactor.mark)
    picture, scale = pages.picture(number)
    return Page(painted(picture, plan, scale, partial(pages.cut, number)), scale, tuple(plan.lines))
