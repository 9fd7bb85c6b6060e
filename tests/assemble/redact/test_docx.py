"""A Word file is rebuilt from what is understood: no place that its XML or its package has carries a value on."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from assemble.redact.file import redact_file
from config.errors import ItemError
from config.redaction import load_redaction
from config.words import Audience
from tests.assemble.redact import image_plants
from tests.assemble.redact.docx_plants import DOCX, with_members
from tests.assemble.redact.leaks import bytes_of, leaks, texts_of
from tests.assemble.redact.plants import FILLER
from tests.assemble.redact.shared import KEY, output, redact

IBAN, CARD, ADDRESS, NAME = (
    "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "j.brandt77@kranwerk.example", "Maya Tarrant",
)  # fmt: skip
MAIN = "word/document.xml"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
BITS = {
    "content control": f'<w:sdt><w:sdtPr><w:alias w:val="IBAN {IBAN}"/><w:tag w:val="{ADDRESS}"/></w:sdtPr>'
    "<w:sdtContent>"
    f"<w:p><w:r><w:t>IBAN: {IBAN}</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "field": f'<w:p><w:fldSimple w:instr=" MERGEFIELD &quot;{ADDRESS}&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    "</w:p>",
    "form field": f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="{IBAN}"/><w:textInput>'
    f'<w:default w:val="{CARD}"/></w:textInput></w:ffData></w:fldChar></w:r></w:p>',
    "link in a field": '<w:p><w:r><w:instrText> HYPERLINK "mailto:j.brandt77%40kranwerk.example" </w:instrText></w:r>'
    "</w:p>",
    "soft hyphen": "<w:p><w:r><w:t>Card number: 4111 1111</w:t><w:softHyphen/><w:t> 1111 1111</w:t></w:r></w:p>",
    "reading": f"<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{ADDRESS}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{IBAN}"
    "</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    "runs": '<w:p><w:r><w:t>Contact person: </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>Ma</w:t></w:r>'
    "<w:r><w:t>ya Tar</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>rant</w:t></w:r></w:p>",
    "permission": f'<w:p><w:permStart w:id="1" w:ed="{ADDRESS}"/><w:r><w:t>x</w:t></w:r><w:permEnd w:id="1"/></w:p>',
    "text box": '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    f'<a:graphicData uri="{SHAPE}"><wps:wsp xmlns:wps="{SHAPE}"><wps:txbx><w:txbxContent><w:p><w:r><w:t>IBAN: {IBAN}'
    "</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{IBAN}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>",
    "foreign elements": f'<w:p><x:a xmlns:x="urn:x" data="{IBAN}">{IBAN}<x:b>{CARD}</x:b></x:a><w:r><w:t>x</w:t></w:r>'
    "</w:p>",
    "foreign attributes": f'<w:p xmlns:x="urn:x" x:data="{IBAN}" w:other="{ADDRESS}"><w:r><w:t>x</w:t></w:r></w:p>',
    "namespace": '<w:p xmlns:x="urn:DE89370400440532013000"><w:r><w:t>x</w:t></w:r></w:p>',
    "words between elements": f"<w:p>{IBAN}<w:r>{CARD}<w:t>x</w:t>{ADDRESS}</w:r></w:p>",
    "turned letters": f'<w:p><w:r><w:t>E-mail: </w:t></w:r><w:bdo w:val="rtl"><w:r><w:t>{ADDRESS[::-1]}</w:t></w:r>'
    "</w:bdo></w:p>",
    "marks of saving": '<w:p w:rsidR="DE893704" w:rsidRDefault="00440532" w:rsidP="01300000">'
    "<w:r><w:t>x</w:t></w:r></w:p>",
    "formula": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>IBAN: '
    f"{IBAN}</m:t></m:r></m:oMath>",
    "row of cells": "<w:tbl><w:tr>"
    + "".join(
        f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>"
        for cell in ("Contact person", NAME, "Card", "4111", "1111", "1111", "1111")
    )
    + "</w:tr></w:tbl>",
}


def paper(bit: str = "") -> bytes:
    """A file with words that stay, and more XML at the end of its body."""
    document = docx.Document()
    for line in FILLER:
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(image_plants.png([])))
    buffer = io.BytesIO()
    document.save(buffer)
    put = bit.encode() + b"<w:sectPr"
    return with_members(
        buffer.getvalue(), {}, lambda name, data: data.replace(b"<w:sectPr", put, 1) if "document.xml" in name else data
    )


def check(data: bytes) -> None:
    """Nothing is left, and the words that stay do."""
    clean = output(redact(data, DOCX, ocr=False))
    texts, raw = texts_of(DOCX, clean), bytes_of(DOCX, clean)
    assert {v: found for v in (IBAN, CARD, ADDRESS, NAME) if (found := leaks(v, texts, raw))} == {}
    assert all(line in "\n".join(texts) for line in FILLER)
    docx.Document(io.BytesIO(clean))


@pytest.mark.parametrize("place", sorted(BITS))
def test_nothing_is_left_in(place: str) -> None:
    """Shown, hidden or meaningless: what is not understood is cut, what is understood is cleaned."""
    check(paper(BITS[place]))


def test_other_parts_carry_nothing_on() -> None:
    """Names of themes, styles and relations, templates, variables and content types."""

    def change(name: str, data: bytes) -> bytes:
        if "theme1" in name:
            return data.replace(b'name="Office Theme"', f'name="IBAN {IBAN}"'.encode())
        if name == "word/styles.xml":
            return data.replace(b'w:styleId="Normal"', f'w:styleId="{ADDRESS}"'.encode())
        if name == "word/settings.xml":
            return data.replace(b"</w:settings>", f'<w:docVars w:val="{IBAN}"/></w:settings>'.encode())
        if name == "word/_rels/document.xml.rels":
            more = (
                f'<Relationship Id="r{ADDRESS}" Type="http://x/hyperlink" Target="https://x.example/" '
                'TargetMode="External"/><Relationship Id="r9" Type="http://x/hyperlink" TargetMode="External" '
                f'Target="https://x.example/?m={ADDRESS}"/><Relationship Id="r8" TargetMode="External" '
                f'Type="http://x/attachedTemplate" Target="file:///C:/Users/{NAME}/{IBAN}.dotx"/></Relationships>'
            )
            return data.replace(b"</Relationships>", more.encode())
        return data

    check(with_members(paper(), {}, change))


def test_a_part_with_a_document_type_is_held_back() -> None:
    """Its entities could say anything, and no Office program writes one."""
    doctype = b'<!DOCTYPE w [<!ENTITY e "DE89 3704 0044 0532 0130 00">]><w:document'

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:document", doctype, 1).replace(b"<w:t>", b"<w:t>&e;", 1) if name == MAIN else data

    with pytest.raises(ItemError, match="document type"):
        redact_file(
            "a.docx", DOCX, with_members(paper(), {}, change), load_redaction(), audience=Audience.AUDITOR, key=KEY
        )


def test_the_zip_itself_carries_nothing_on() -> None:
    """Its comment, comments and extra fields of members, their names, and what stands behind its end."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper())) as old, zipfile.ZipFile(into, "w") as new:
        new.comment = IBAN.encode()
        for info in old.infolist():
            told = "media/DE89370400440532013000"
            member = zipfile.ZipInfo(info.filename.replace("media/image1", told))
            member.comment = CARD.encode()
            member.extra = b"\x99\x99" + len(ADDRESS).to_bytes(2, "little") + ADDRESS.encode()
            new.writestr(member, old.read(info).replace(b"media/image1", told.encode()))

    check(into.getvalue() + IBAN.encode())
