"""PDFs with values in what is laid upon the page or beside it: notes, fields, bookmarks, attached files."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.assemble.redact.pdf_pages import TOP, canvas_of, changed, filler
from tests.assemble.redact.pdf_text_plants import plain
from tests.assemble.redact.plants import Plant


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

    return changed(plain(), change)


def form_fields(plants: Sequence[Plant]) -> bytes:
    """Text fields with values, old values, rich values and choices."""
    into, canvas = canvas_of()
    y = filler(canvas, TOP)
    for number, plant in enumerate(plants[:30]):
        canvas.acroForm.textfield(name=f"n{number}", value=plant.value, x=72, y=y, width=400, height=16, fontSize=10)
        y -= 20
    canvas.save()

    def change(pdf: pikepdf.Pdf) -> None:
        for field, plant in zip(pdf.Root.AcroForm.Fields, plants, strict=False):
            field.DV, field.TU, field.RV = (String(plant.sentence),) * 3
        pdf.Root.AcroForm.XFA = pdf.make_stream("".join(f"<v>{p.value}</v>" for p in plants).encode())

    return changed(into.getvalue(), change)


def bookmarks(plants: Sequence[Plant]) -> bytes:
    """An outline that repeats lines, named places and page labels."""

    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(p.sentence, 0) for p in plants)
        names = Array([v for p in sorted(plants, key=lambda p: p.value) for v in (String(p.value), Array([]))])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(plants[0].value))]))

    return changed(plain(), change)


def attachments(plants: Sequence[Plant]) -> bytes:
    """Files inside the file, their names and descriptions."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number, plant in enumerate(plants):
            spec = pikepdf.AttachedFileSpec(
                pdf, plant.sentence.encode(), filename=f"{plant.value}.txt", description=plant.sentence
            )
            pdf.attachments[f"a{number}"] = spec

    return changed(plain(), change)
