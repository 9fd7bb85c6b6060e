"""PDFs with values in names and in what the file would do: actions, scripts, layers, labels, outputs, web captures."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.assemble.redact.pdf_pages import changed
from tests.assemble.redact.pdf_text_plants import plain
from tests.assemble.redact.plants import Plant


def actions(plants: Sequence[Plant]) -> bytes:
    """Links to addresses, files and programs, forms that are sent, scripts of document, page and note, sounds."""

    def action(number: int, plant: Plant) -> Dictionary:
        text = String(plant.sentence)
        return (
            Dictionary(S=Name.URI, URI=String(f"mailto:a@pay.example?body={plant.sentence}")),
            Dictionary(S=Name.JavaScript, JS=String(f"app.mailMsg(true, '{plant.sentence}')")),
            Dictionary(S=Name.GoToR, F=String(f"C:/{plant.value}.pdf"), D=text),
            Dictionary(S=Name.Launch, F=Dictionary(Type=Name.Filespec, F=String(plant.value), UF=text, Desc=text)),
            Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String(f"https://x.example/{plant.value}"))),
            Dictionary(S=Name.Named, N=Name(f"/{plant.value.replace(' ', '')}"), Next=Dictionary(S=Name.URI, URI=text)),
        )[number % 6]

    def change(pdf: pikepdf.Pdf) -> None:
        page, made = pdf.pages[0], [action(n, p) for n, p in enumerate(plants)]
        pdf.Root.Names = Dictionary(
            JavaScript=Dictionary(
                Names=Array([v for p in sorted(plants, key=lambda p: p.value) for v in (String(p.value), made[1])])
            )
        )
        page.AA, pdf.Root.AA = Dictionary(O=made[0], C=made[-1]), Dictionary(WC=made[0], DP=made[-1])
        page.Annots = Array([
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, F=4, Rect=Array([72, 20, 90, 30]), A=one, AA=Dictionary(E=one),
                )
            )
            for one in made
        ])  # fmt: skip

    return changed(plain(), change)


def names(plants: Sequence[Plant]) -> bytes:
    """Names of layers, their creators, page labels, threads, output intents, fonts, colours, portfolio columns."""

    def change(pdf: pikepdf.Pdf) -> None:
        groups = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OCG, Name=String(p.sentence),
                    Usage=Dictionary(CreatorInfo=Dictionary(Creator=String(p.value), Subtype=Name.Artwork)),
                )
            )
            for p in plants
        ]  # fmt: skip
        pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(Order=Array(groups), Name=String("all")))
        pdf.Root.PageLabels = Dictionary(
            Nums=Array([v for n, p in enumerate(plants) for v in (n, Dictionary(S=Name.D, P=String(p.sentence)))])
        )
        pdf.Root.Threads = Array([
            pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Title=String(p.sentence)))) for p in plants
        ])  # fmt: skip
        pdf.Root.OutputIntents = Array([
            Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String(p.value), Info=String(p.sentence))
            for p in plants
        ])  # fmt: skip
        pdf.Root.Collection = Dictionary(
            Schema=Dictionary(
                {f"/c{n}": Dictionary(Subtype=Name.S, N=String(p.sentence)) for n, p in enumerate(plants)}
            )
        )
        pdf.Root.SpiderInfo, pdf.Root.Lang = Dictionary(V=1, C=Array([String(p.value) for p in plants])), String("en")
        resources = pdf.pages[0].Resources
        resources.ColorSpace = Dictionary()
        for plant in plants:
            key = "/" + plant.value.replace(" ", "")
            resources.Font[key] = Dictionary(dict(resources.Font.F1) | {"/BaseFont": Name(key)})
            resources.ColorSpace[key] = Name.DeviceRGB

    return changed(plain(), change)
