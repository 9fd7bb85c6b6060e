"""PDFs with values in every place that a PDF has, seen and hidden. Each channel is a function of plants to bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.assemble.redact import (
    pdf_action_plants,
    pdf_covered_plants,
    pdf_drawn_plants,
    pdf_note_plants,
    pdf_object_plants,
    pdf_text_plants,
)
from tests.assemble.redact.plants import Plant

Channel = Callable[[Sequence[Plant]], bytes]

SEEN: dict[str, Channel] = {
    "text": pdf_text_plants.text,
    "embedded font": pdf_text_plants.embedded_font,
    "split glyphs": pdf_text_plants.split_glyphs,
    "wrapped": pdf_text_plants.wrapped,
    "table cells": pdf_text_plants.table_cells,
    "turned": pdf_text_plants.turned,
    "turned page": pdf_text_plants.turned_page,
    "form object": pdf_text_plants.form_object,
    "annotations": pdf_note_plants.annotations,
    "form fields": pdf_note_plants.form_fields,
    "object streams": pdf_text_plants.object_streams,
}
"""Channels whose values a reader of the page sees and whose characters the file tells."""
DRAWN: dict[str, Channel] = {
    "scan": pdf_drawn_plants.scan,
    "sideways scan": pdf_drawn_plants.sideways_scan,
    "scan with layer": pdf_drawn_plants.scan_with_layer,
    "sliced scan": pdf_drawn_plants.sliced_scan,
    "inline picture": pdf_drawn_plants.inline_picture,
    "shapes": pdf_drawn_plants.shapes,
    "pattern": pdf_drawn_plants.pattern,
    "type 3 font": pdf_drawn_plants.type3_font,
    "lying ToUnicode": pdf_drawn_plants.lying_unicode,
}
"""Channels that only an engine can read."""
HIDDEN: dict[str, Channel] = {
    "white on white": pdf_covered_plants.white_on_white,
    "faint": pdf_covered_plants.faint,
    "black box": pdf_covered_plants.black_box,
    "behind picture": pdf_covered_plants.behind_picture,
    "invisible mode": pdf_covered_plants.invisible_mode,
    "redaction marks": pdf_covered_plants.redact_marks,
    "bookmarks": pdf_note_plants.bookmarks,
    "metadata": pdf_object_plants.metadata,
    "attachments": pdf_note_plants.attachments,
    "actions": pdf_action_plants.actions,
    "names": pdf_action_plants.names,
    "hidden layer": pdf_covered_plants.hidden_layer,
    "structure": pdf_object_plants.structure,
    "earlier revision": pdf_object_plants.earlier_revision,
    "unreachable objects": pdf_object_plants.unreachable,
    "picture metadata": pdf_object_plants.picture_metadata,
    "off the page": pdf_covered_plants.off_page,
}
CHANNELS: dict[str, Channel] = SEEN | DRAWN | HIDDEN
