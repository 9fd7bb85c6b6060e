"""PDFs with values in objects that no page shows: metadata, structure, earlier revisions, forgotten objects."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.assemble.redact.pdf_pages import changed
from tests.assemble.redact.pdf_text_plants import plain, text
from tests.assemble.redact.plants import Plant


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

    return changed(plain(), change)


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

    return changed(plain(), change)


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


def unreachable(plants: Sequence[Plant]) -> bytes:
    """Objects that nothing refers to, font names and dictionary keys."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Resources.Font.F1.Kept = pdf.make_stream("\n".join(p.sentence for p in plants).encode())
        page.Hidden = Dictionary({f"/{p.value.replace(' ', '')}": String(p.sentence) for p in plants})

    return changed(plain(), change)


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

    return changed(plain(), change)
