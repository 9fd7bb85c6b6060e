"""PDFs: no planted value is left in any channel, and the other words survive."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.redact import RedactedPacket
from assemble.redact.media_types import PDF
from assemble.redact.sheets.audit_pdf import strange_in
from config.redaction import Entity
from tests.assemble.redact import pdf_object_plants, pdf_plants, pdf_text_plants, shared
from tests.assemble.redact.leaks import bare, leaks, pdf_bytes, pdf_texts
from tests.assemble.redact.plants import ALL_MAKERS, FILLER, Plant, allowed, plants
from tests.assemble.redact.shared import output

NEED_ENGINE = {"actions", "behind picture", "picture metadata", "redaction marks"}


def redact(data: bytes, *, ocr: bool = True, name: str = "paper.pdf") -> RedactedPacket:
    """The file alone, as an auditor may see it."""
    return shared.redact(data, PDF, ocr=ocr, name=name)


def check(channel: str, data: bytes, planted: Sequence[Plant]) -> None:
    """No reader sees a value, or a part of one; the first lines of the page are still there."""
    texts, raw = list(pdf_texts(data)), pdf_bytes(data)
    assert {p.value: found for p in planted if (found := leaks(p.value, texts, raw, allowed(planted)))} == {}
    if channel != "earlier revision":  # its page is empty now
        assert all(bare(line) in bare(texts[0]) for line in FILLER[:2])


@pytest.mark.parametrize("channel", sorted(pdf_plants.HIDDEN.keys() - NEED_ENGINE))
@given(seed=st.integers(0, 10**9), count=st.integers(2, 30))
@settings(max_examples=2, derandomize=True)
def test_nothing_is_left_of_hidden_values_in(channel: str, seed: int, count: int) -> None:
    """What no one sees is gone without an engine too, whatever valid values they are and however many."""
    planted = plants(seed, count, ALL_MAKERS)

    check(channel, output(redact(pdf_plants.HIDDEN[channel](planted), ocr=False)), planted)


@pytest.mark.parametrize("channel", sorted(NEED_ENGINE))
def test_nothing_is_left_of_hidden_values_beside_pictures_in(channel: str) -> None:
    """What no one sees is gone from pages that only an engine can prove."""
    planted = plants(sorted(pdf_plants.HIDDEN).index(channel), 11)

    check(channel, output(redact(pdf_plants.HIDDEN[channel](planted))), planted)


@pytest.mark.parametrize("channel", sorted(pdf_plants.SEEN | pdf_plants.DRAWN))
def test_nothing_is_left_of_values_in(channel: str) -> None:
    """What is seen on the page is gone, however it was drawn."""
    planted = plants(zlib.crc32(channel.encode()), 11)

    if channel == "wrapped":
        planted = [p for p in planted if p.entity not in (Entity.PERSON, Entity.PASSPORT)]

    check(channel, output(redact(pdf_plants.CHANNELS[channel](planted))), planted)


@pytest.mark.parametrize("channel", sorted({*pdf_plants.DRAWN, "embedded font", "behind picture"}))
def test_without_an_engine_such_a_page_is_held_back(channel: str) -> None:
    """What only an engine can read is never let through unread."""
    planted = plants(3, 5)

    redacted = redact(pdf_plants.CHANNELS[channel](planted), ocr=False, name="evidence/01-paper.pdf")

    assert [h.file for h in redacted.report.withheld] == ["evidence/01-paper.pdf"]
    assert not any(f.media_type == PDF for f in redacted.files)


def test_the_same_file_gives_the_same_bytes() -> None:
    """Nothing random and no clock is in the output."""
    data = pdf_text_plants.text(plants(5, 8))

    assert redact(data, ocr=False).files == redact(data, ocr=False).files


@pytest.mark.parametrize("channel", ["text", "table cells"])
def test_the_output_does_not_depend_on_the_value(channel: str) -> None:
    """Two papers that differ only in removed values, of other widths, give the same pages: no place tells anything."""
    kinds = [Plant(Entity.PHONE, "Phone:", v) for v in ("+49 30 111 1111", "+49 30 8888 8888 88")]
    passports = [Plant(Entity.PASSPORT, "Passport:", v) for v in ("E1111111", "G88888888")]

    one, other = (output(redact(pdf_plants.CHANNELS[channel]([kinds[n], passports[n]]), ocr=False)) for n in range(2))

    assert pictures(one) == pictures(other)
    assert list(pdf_texts(one)) == list(pdf_texts(other))


def pictures(data: bytes) -> list[bytes]:
    """The page pictures of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [bytes(p.obj.Resources.XObject.P.get_stream_buffer()) for p in pdf.pages]


def test_the_report_tells_kinds_and_places_and_never_values() -> None:
    """The report names what was removed by kind, count and page, and the channels that went as a whole."""
    planted = plants(7, 11)

    redacted = redact(pdf_object_plants.metadata(planted), ocr=False)
    told = next(f.data.decode() for f in redacted.files if f.name == "redaction.json")

    assert '"metadata"' in told
    assert '"scripts"' in told
    assert "pypdf" in told
    assert not any(p.value in told for p in planted)


def test_a_pdf_that_cannot_be_opened_is_held_back() -> None:
    """Noise and a file under a password are no PDFs that can be proven."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_text_plants.text([]))) as pdf:
        pdf.save(into, encryption=pikepdf.Encryption(user="u", owner="o"))

    for data in (b"%PDF-1.7 noise", into.getvalue()):
        redacted = redact(data)
        assert [h.file for h in redacted.report.withheld] == ["paper.pdf"]
        assert not any(f.media_type == PDF for f in redacted.files)


def test_an_object_that_is_not_ours_is_no_proof() -> None:
    """A redacted file with an annotation, a script or a drawing added is refused."""
    clean = output(redact(pdf_text_plants.text([]), ocr=False))

    def changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
        into = io.BytesIO()
        with pikepdf.open(io.BytesIO(clean)) as pdf:
            change(pdf)
            pdf.save(into)
        return into.getvalue()

    assert list(strange_in(clean)) == []
    assert list(strange_in(changed(lambda pdf: pdf.pages[0].contents_add(b"0 0 m 9 9 l S"))))
    assert list(
        strange_in(
            changed(lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript)))
        )
    )
    assert list(strange_in(changed(lambda pdf: pdf.pages[0].__setitem__("/Annots", pikepdf.Array()))))
    assert list(strange_in(clean + b"more"))
