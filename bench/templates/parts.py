"""The parts that the templates are put together from."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm

from bench.templates.styles import put, table

UNCONFIRMED = "Not confirmed by the marketplace's own pages; what the notice says wins."


def tag(document: Document, text: str) -> None:
    """A paragraph that holds a docxtpl paragraph tag only and is gone after rendering."""
    document.add_paragraph("{%p " + text + " %}")


def paragraph(document: Document, text: str, style: str = "Normal") -> None:
    """A paragraph in a style."""
    document.add_paragraph(text, style=style)


def labelled(document: Document, label: str, text: str, style: str = "Normal") -> None:
    """A paragraph that begins with a bold label."""
    made = document.add_paragraph(style=style)
    made.add_run(label + " ").bold = True
    made.add_run(text)


def cover(document: Document) -> None:
    """Verdict, deadline, way: what the seller must know before anything is sent."""
    paragraph(document, "For the seller only. This report is no part of the appeal; do not submit it.", "Banner")
    paragraph(document, "Before You Submit", "Title")
    paragraph(document, "{{ title }} · {{ subtitle }} · Case {{ case_id }}", "Subtitle")
    labelled(document, "{{ cover.verdict }}", "", "Key")
    tag(document, "if cover.forced")
    paragraph(document, "{{ cover.forced }}", "Slot")
    tag(document, "endif")
    _deadline(document)
    labelled(document, "Where:", "{{ cover.way }}")
    paragraph(document, "{{ cover.note }}")
    tag(document, "if cover.unconfirmed")
    labelled(document, UNCONFIRMED, "{{ cover.unconfirmed }}", "Slot")
    tag(document, "endif")
    labelled(
        document,
        "Who:",
        "the contact registered with the marketplace submits this on the official page. noticepack prepares papers; it "
        "never submits anything and never asks for a password or key of the seller account.",
    )
    _lacks(document)


def report(document: Document) -> None:
    """The ways, the matrix, what to upload, what changed since the last try, and advice."""
    _ways(document)
    tag(document, "if cover.matrix")
    document.add_heading("Papers by product", 1)
    paragraph(document, "Numbers are those under “What the notice asks for” in the appeal.")
    cells = ("{{ row.asin }}", "{{ row.met }}", "row.missing!")
    table(document, ("Product", "Met by", "Nothing for"), (3.6, 9.65, 3.6), cells, "row in cover.matrix")
    tag(document, "endif")
    tag(document, "if cover.uploads")
    document.add_heading("Files to upload", 1)
    paragraph(document, "They lie in the folder attachments; the originals lie in evidence and stay as they are.")
    cells = ("{{ row.number }}", "{{ row.file }}", "{{ row.upload }}")
    table(document, ("No.", "Paper", "Upload"), (1.2, 6.65, 9.0), cells, "row in cover.uploads")
    tag(document, "endif")
    tag(document, "if cover.last")
    document.add_heading("Since the last try", 1)
    paragraph(document, "The last try was {{ cover.last }}.")
    tag(document, "if cover.changes")
    cells = ("{{ row.did }}", "{{ row.place }}", "{{ row.text }}")
    table(document, ("", "Where", "Text"), (2.2, 4.0, 10.65), cells, "row in cover.changes")
    tag(document, "else")
    paragraph(document, "Nothing in the text has changed.", "Slot")
    tag(document, "endif")
    tag(document, "endif")
    tag(document, "if cover.advice")
    document.add_heading("Keep in mind", 1)
    tag(document, "for line in cover.advice")
    document.add_paragraph("{{ line }}", style="List Bullet")
    tag(document, "endfor")
    tag(document, "endif")


def _ways(document: Document) -> None:
    """The ways that the notice offers, the one that is taken marked."""
    tag(document, "if cover.ways")
    document.add_heading("The ways that the notice offers", 1)
    cells = ("{{ row.name }}", "{{ row.means }}", "{{ row.beware }}")
    made = table(document, ("Way", "What it means", "Beware"), (3.2, 7.0, 6.65), cells, "row in cover.ways")
    made.rows[-2].cells[0].paragraphs[0].runs[0].bold = True
    taken = made.rows[-2].cells[0].add_paragraph(style="Small")
    taken.add_run("{% if row.taken %}taken here{% endif %}")
    tag(document, "endif")


def _deadline(document: Document) -> None:
    """The deadline; a working target of ours is never shown without saying so."""
    labelled(
        document,
        "Deadline:",
        "{{ cover.deadline }}{% if not cover.target and cover.basis %}. {{ cover.basis }}{% endif %}",
    )
    tag(document, "if cover.target")
    paragraph(document, "{{ cover.basis }}", "Slot")
    tag(document, "endif")


def _lacks(document: Document) -> None:
    tag(document, "if cover.lacks")
    document.add_heading("What is missing", 1)
    heads, widths = ("", "What", "What to do"), (1.8, 8.2, 6.85)
    made = table(
        document, heads, widths, ("{{ row.weight }}", "{{ row.message }}", "{{ row.remedy }}"), "row in cover.lacks"
    )
    made.rows[-2].cells[0].paragraphs[0].runs[0].bold = True
    code = made.rows[-2].cells[2].add_paragraph(style="Small")
    code.add_run("{{ row.code }}")
    tag(document, "endif")


def appeal_facts(document: Document, opening: str) -> None:
    """Title, opening sentence, who submits it where, and the facts that identify the matter."""
    paragraph(document, "{{ title }}", "Title")
    paragraph(document, "{{ subtitle }}", "Subtitle")
    paragraph(document, opening)
    paragraph(document, "{{ submission }}.", "Small")
    _facts(document)


def _facts(document: Document) -> None:
    made = table(document, (), (4.0, 12.85), ("{{ row.label }}", "{{ row.value }}"), "row in facts")
    made.rows[-2].cells[0].paragraphs[0].runs[0].bold = True


def items(document: Document) -> None:
    """Every ASIN of the notice with its answer."""
    tag(document, "if items")
    document.add_heading("Products named in the notice", 1)
    cells = ("{{ row.asin }}", "{{ row.title }}", "{{ row.complaint }}", "row.answer!")
    table(document, ("ASIN", "Title", "Complaint", "Answer"), (2.7, 5.05, 5.1, 4.0), cells, "row in items")
    tag(document, "endif")


def sections(document: Document) -> None:
    """The headings that the notice asks for, each with its answers."""
    tag(document, "for section in sections")
    document.add_heading("{{ section.number }}. {{ section.heading }}", 1)
    tag(document, "for part in section.parts")
    tag(document, "if part.title")
    document.add_heading("{{ part.title }}", 2)
    tag(document, "endif")
    _lines(document)
    tag(document, "if part.actions")
    cells = ("row.date!", "row.text!", "{{ row.evidence }}")
    table(document, ("Done on", "Action", "Evidence"), (3.0, 10.05, 3.8), cells, "row in part.actions")
    tag(document, "endif")
    tag(document, "if part.measures")
    heads = ("Measure", "Owner", "From", "Control", "Record")
    measure = ("row.text!", "row.owner!", "row.start!", "row.control!", "row.record!")
    table(document, heads, (5.1, 2.7, 2.5, 3.55, 3.0), measure, "row in part.measures")
    tag(document, "endif")
    tag(document, "endfor")
    tag(document, "endfor")


def _lines(document: Document) -> None:
    tag(document, "for line in part.lines")
    tag(document, "if line.slot")
    paragraph(document, "{{ line.text }}", "Slot")
    tag(document, "else")
    paragraph(document, "{{ line.text }}")
    tag(document, "endif")
    tag(document, "endfor")


def orders(document: Document) -> None:
    """The way of every order, one row a step."""
    tag(document, "if steps")
    document.add_heading("The way of each order", 1)
    heads = ("Order", "Step", "Time", "What happened", "Proof")
    cells = ("{{ row.order }}", "{{ row.step }}", "row.at!", "{{ row.detail }}", "{{ row.file }}")
    table(document, heads, (3.6, 3.9, 3.2, 3.3, 2.85), cells, "row in steps")
    tag(document, "endif")


def shipments(document: Document) -> None:
    """The orders of the tables of shipments, one row an order; then the corrections of the stock."""
    tag(document, "if shipments")
    document.add_heading("The way of each order", 1)
    heads = ("Order", "Tracking number", "Placed", "Label made", "Accepted", "Delivered", "Notes")
    lines = ("placed", "label", "accepted", "delivered")
    cells = ("{{ row.order }}", "row.tracking!", *(f"row.{line}!" for line in lines), "{{ row.rest }}")
    table(document, heads, (1.9, 3.3, 2.3, 2.3, 2.3, 2.3, 2.45), cells, "row in shipments", "Fine")
    tag(document, "if shipments_note")
    paragraph(document, "{{ shipments_note }}", "Small")
    tag(document, "endif")
    tag(document, "endif")
    tag(document, "if stock")
    document.add_heading("Corrections of the stock", 1)
    cells = ("{{ row.sku }}", "{{ row.change }}", "{{ row.adjusted }}", "{{ row.reason }}")
    table(document, ("Product", "Stock", "When", "Reason"), (4.0, 2.85, 4.0, 6.0), cells, "row in stock")
    tag(document, "endif")


def requests(document: Document) -> None:
    """What the notice asks for, in its own words."""
    tag(document, "if requests")
    document.add_heading("What the notice asks for", 1)
    cells = ("{{ row.number }}", "{{ row.text }}", "row.answer!")
    table(document, ("No.", "In the words of the notice", "Answered by"), (1.2, 10.85, 4.8), cells, "row in requests")
    tag(document, "endif")


def evidence(document: Document, *, products: bool = True) -> None:
    """The index of the papers, with the products that each is about where the marketplace names such."""
    tag(document, "if exhibits")
    document.add_heading("Evidence", 1)
    heads, widths = ("No.", "File", "What it shows", "For product"), (1.2, 5.05, 7.8, 2.8)
    cells = ("{{ row.number }}", "{{ row.file }}", "row.shows!", "{{ row.about }}")
    if products:
        table(document, heads, widths, cells, "row in exhibits")
    else:
        table(document, heads[:3], (1.2, 5.05, 10.6), cells[:3], "row in exhibits")
    tag(document, "endif")


def signature(document: Document, declaration: str) -> None:
    """Who signs."""
    document.add_heading("Signature", 1)
    made = document.add_paragraph(declaration)
    made.paragraph_format.keep_with_next = True
    rows = table(document, (), (4.0, 12.85), ("{{ row.label }}", "row.value!"), "row in signer")
    rows.rows[-2].cells[0].paragraphs[0].runs[0].bold = True
    for cell in rows.rows[-2].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    last = rows.add_row()
    last.height = Cm(1.5)
    put(last.cells[0], "Date and signature", bold=True)


def summary_cover(document: Document) -> None:
    """Where the case stands."""
    paragraph(document, "{{ title }}", "Title")
    paragraph(document, "Case {{ case_id }} · {{ subtitle }}", "Subtitle")
    labelled(document, "{{ cover.verdict }}", "", "Key")
    tag(document, "for line in cover.advice")
    paragraph(document, "{{ line }}")
    tag(document, "endfor")
    _deadline(document)


def summary_body(document: Document) -> None:
    """The facts and the notices of the case."""
    document.add_heading("Facts", 1)
    _facts(document)
    tag(document, "if items")
    document.add_heading("Products named in the notices", 1)
    cells = ("{{ row.asin }}", "{{ row.title }}", "{{ row.complaint }}")
    table(document, ("ASIN", "Title", "Complaint"), (2.7, 6.9, 7.25), cells, "row in items")
    tag(document, "endif")
    document.add_heading("Notices of this case", 1)
    notice = ("{{ row.date }}", "{{ row.kind }}", "{{ row.subject }}")
    table(document, ("Date", "Kind", "Subject"), (5.2, 3.8, 7.85), notice, "row in notices")
    _lacks(document)
