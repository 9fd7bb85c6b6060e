"""Labels, references and complaint records of each language; what stands without its label is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from config.rules import Rules
from extract.components.labels import canonical, key_of, labels_in
from extract.facts import Facts
from extract.text import Text

Read = Callable[..., Facts]
HEAD = "Hello,\nwe removed the listing from Amazon.com.\n"


@pytest.mark.parametrize(
    ("block", "violation", "asserted"),
    [
        ("Infringement type: Trademark\nTrademark number: 6543210", "ip.trademark", "6543210"),
        ("Art der Verletzung: Urheberrecht", "ip.copyright", None),
        ("Type d'infraction : Brevet\nNuméro de brevet : EP 2 345 678 B1", "ip.patent", "EP 2 345 678 B1"),
        ("侵权类型：商标\n商标号：6543210", "ip.trademark", "6543210"),
        ("侵害の種類：著作権", "ip.copyright", None),
        ("Tipo di violazione: Design\nNumero di disegno: 001234567-0001", "ip.design", "001234567-0001"),
        ("Tipo de infracción: Falsificación", "ip.counterfeit", None),
        ("Complaint Type: Used items sold as new", "product.condition", None),
        ("Complaint Type: Not as Advertised/Wrong Item", "product.not_as_described", None),
        ("Complaint:Expired", "product.expired", None),
        ("Co mpla int: Safety - overheating", "product.safety", None),
        ("Motivo: Richiamo del prodotto (rischio di incendio)", "product.recall", None),
    ],
)
def test_a_block_of_labels_is_one_record(facts_of: Read, block: str, violation: str, asserted: str | None) -> None:
    """Type, right, number and owner beside an ASIN."""
    facts = facts_of(
        f"{HEAD}ASIN: B0C12345K7\n{block}\nComplaint ID: #15551234567\nRights owner: Lumen Ltd (ip@lumen.example)\n"
    )

    (record,) = facts.complaints
    assert record.asins == ("B0C12345K7",)
    assert record.violation == violation
    assert (record.asserted and record.asserted.number) == asserted
    assert record.complaint_id == "15551234567"
    assert record.rights_owner is not None
    assert (record.rights_owner.name, record.rights_owner.email) == ("Lumen Ltd", "ip@lumen.example")


def test_blocks_stay_apart(facts_of: Read) -> None:
    """Each ASIN keeps its own type, whichever label leads."""
    facts = facts_of(
        f"{HEAD}Complaint type: Used sold as new\nASIN: B0C12345K7\nTitle: A\n"
        "Complaint type: Defective\nASIN: B0D98765L2\nTitle: B\n"
    )

    assert [(c.asins, c.violation, c.title) for c in facts.complaints] == [
        (("B0C12345K7",), "product.condition", "A"),
        (("B0D98765L2",), "product.not_as_described", "B"),
    ]


def test_what_stands_once_below_a_list_holds_for_all_of_it(facts_of: Read) -> None:
    """ASIN, title, ASIN, title, then one complaint number."""
    facts = facts_of(f"{HEAD}ASIN: B0C12345K7\nTitle: A\nASIN: B0D98765L2\nTitle: B\nComplaint ID: 15551234567\n")

    assert [(c.asins, c.complaint_id) for c in facts.complaints] == [
        (("B0C12345K7",), "15551234567"),
        (("B0D98765L2",), "15551234567"),
    ]


def test_rows_of_a_table_are_records(facts_of: Read) -> None:
    """Column heads are labels."""
    rows = (("ASIN", "Title", "Complaint type", "Complaint ID"), ("B0C12345K7", "Lamp", "Trademark", "15551234567"))
    content = HEAD + "\n".join(" | ".join(row) for row in rows)

    facts = facts_of(Text("body", content, rows=rows))

    assert [(c.asins, c.violation, c.complaint_id) for c in facts.complaints] == [
        (("B0C12345K7",), "ip.trademark", "15551234567")
    ]
    assert facts.references.complaint == ("15551234567",)


@pytest.mark.parametrize(
    ("block", "number"),
    [
        ("Product: B0C12345K7, folding kettle\nInfringement type: Patent\nComplaint ID 15551234567", "15551234567"),
        ("Page: B0C12345K7\nReclamación n.º 15551234567\nPatent number: US 10,948,217", "15551234567"),
    ],
)
def test_labels_need_neither_colon_nor_a_known_name(facts_of: Read, block: str, number: str) -> None:
    """A number alone behind its label, and an ASIN behind whatever the line calls it."""
    (record,) = facts_of(f"{HEAD}{block}\n").complaints

    assert (record.asins, record.complaint_id, record.violation) == (("B0C12345K7",), number, "ip.patent")


def test_an_address_below_the_owner_is_the_owners(facts_of: Read) -> None:
    """Name and address on lines of their own."""
    block = "ASIN: B0C12345K7\nInfringement type: Trademark\nRights owner:\nLumen Ltd\nip@lumen.example\n"
    (record,) = facts_of(HEAD + block).complaints

    assert record.rights_owner is not None
    assert (record.rights_owner.name, record.rights_owner.email) == ("Lumen Ltd", "ip@lumen.example")


def test_a_single_record_is_about_the_asins_of_the_text(facts_of: Read) -> None:
    """A complaint below a sentence that names the listing."""
    (record,) = facts_of(f"{HEAD}It is about B0C12345K7.\nTrademark number: 6543210\n").complaints

    assert record.asins == ("B0C12345K7",)


def test_asins_with_titles_alone_make_no_record(facts_of: Read) -> None:
    """A list of products is no list of complaints."""
    assert facts_of(f"{HEAD}ASIN: B0C12345K7\nTitle: A\nUnits: 4\n").complaints == ()


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("Case ID: 15551234567", "case", ["15551234567"]),
        ("Fall-ID: 15551234567", "case", ["15551234567"]),
        ("案件编号：15551234567", "case", ["15551234567"]),
        ("ケースID:15551234567", "case", ["15551234567"]),
        ("(case 15551234567)", "case", ["15551234567"]),
        ("ID de caso: 15551234567", "case", ["15551234567"]),
        ("Beschwerde-ID: 15551234567", "complaint", ["15551234567"]),
        ("Numéro de réclamation : 15551234567", "complaint", ["15551234567"]),
        ("Complaint IDs: 15551234567, 15551234568", "complaint", ["15551234567", "15551234568"]),
        ("111-1234567-1234567,112-1234567-1234567", "order", ["111-1234567-1234567", "112-1234567-1234567"]),
        ("Заказ: 7KD3M8, трек-номер RU581204632CN", "order", ["7KD3M8"]),
        ("Legal case #: 1:26-cv-03317", "court", ["1:26-cv-03317"]),
        ("Patent number: US 10,948,217 B2", "patent", ["US 10,948,217 B2"]),
        ("Patent number: US D993,962 S", "design", ["US D993,962 S"]),
        # must not match
        ("QQ 262199431", "case", []),
        ("call 15551234567", "complaint", []),
        ("In any case 90 days", "case", []),
        ("Phone: 13912345678", "case", []),
        ("in order to sell 12345678", "order", []),
    ],
)
def test_the_label_tells_the_kind_of_a_number(facts_of: Read, text: str, kind: str, values: list[str]) -> None:
    """Case, complaint, order and rights numbers look alike."""
    assert list(getattr(facts_of(f"{HEAD}{text}\n").references, kind)) == values


@pytest.mark.parametrize(
    "label", ["Complaint ID", "complaint-id #", "Co mpla int ID", "ＣＯＭＰＬＡＩＮＴ ＩＤ", "comp\u200blaint id"]
)
def test_spellings_of_a_label_are_one(rules: Rules, label: str) -> None:
    """Case, spaces, signs and full-width letters do not matter."""
    assert key_of(label, rules.cues.labels) == "complaint"
    assert canonical(label) == "complaintid"


@pytest.mark.parametrize(
    ("address", "email"),
    [("brand@lumen.example", "brand@lumen.example"), ("notice-dispute@amazon.com", None)],
)
def test_an_address_alone_behind_an_unknown_label_is_the_owners(
    facts_of: Read, address: str, email: str | None
) -> None:
    """Whoever the line calls the owner; an address of the marketplace is nobody's."""
    facts = facts_of(f"{HEAD}ASIN: B0C12345K7\nInfringement type: Trademark\nWho says so: {address}\n")

    (record,) = facts.complaints
    assert (record.rights_owner.email if record.rights_owner else None) == email


def test_unknown_labels_are_no_facts(rules: Rules) -> None:
    """Words before a colon are mostly not labels."""
    assert labels_in("Please note: nothing\nhttps://x.example\n12:30\n", rules.cues.labels) == ()


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Accepted formats: .jpeg .jpg .pjpeg .gif .png .tiff", ["jpeg", "jpg", "pjpeg", "gif", "png", "tiff"]),
        ("文件格式：.pdf、.png、.gif。", ["pdf", "png", "gif"]),
        ("使用できる形式はPDF、JPG、PNGです。", ["pdf", "jpg", "png"]),
        ("Zulässig sind .jpeg und .png", ["jpeg", "png"]),
        ("Send PDF files only.", ["pdf"]),
        ("Send the invoice (PDF) today.", ["pdf"]),
        ("We take PDF and PNG. We do not accept DOC or XLS.", ["pdf", "png"]),
        # must not match
        ("We do not accept .doc, .xls or .zip files.", []),
        ("See report.pdf", []),
        ("不接受 DOC、XLS 文件", []),
    ],
)
def test_accepted_files_are_those_that_the_notice_takes(facts_of: Read, text: str, files: list[str]) -> None:
    """Lists of extensions, unless they are refused."""
    assert list(facts_of(f"{HEAD}{text}\n").accepted_files) == files
