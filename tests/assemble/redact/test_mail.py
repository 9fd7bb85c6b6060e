"""A mail is written anew: nothing of its headers, parts and names passes that was not understood and cleaned."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest

from tests.assemble.redact.leaks import bytes_of, leaks, texts_of
from tests.assemble.redact.office_plants import OFFICE
from tests.assemble.redact.plants import plants
from tests.assemble.redact.shared import output, redact

MAIL = "message/rfc822"
IBAN, ADDRESS, NAME = "DE89 3704 0044 0532 0130 00", "j.brandt77@kranwerk.example", "Maya Tarrant"


def left(data: bytes) -> dict[str, list[str]]:
    """What can still be seen of the values."""
    texts, raw = texts_of(MAIL, data), bytes_of(MAIL, data)
    return {v: found for v in (IBAN, ADDRESS, NAME) if (found := leaks(v, texts, raw))}


def letter(**headers: str) -> EmailMessage:
    """A mail with a text that stays."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = f'"{NAME}" <{ADDRESS}>', "notice@amazon.com", "Papers"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(f"Complaint ID: 70318845921.\nYours, {NAME}\n")
    return message


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Note": f"IBAN {IBAN}"},
        {"Thread_Topic": f"IBAN {IBAN}"},
        {"Authentication_Results": f"mx; dkim=pass header.i={ADDRESS}"},
        {"List_Unsubscribe": f"<mailto:{ADDRESS}>"},
        {"Disposition_Notification_To": ADDRESS},
        {"Cc": f"{NAME} <{ADDRESS}>, other@amazon.com"},
        {"Keywords": IBAN},
    ],
)
def test_no_header_passes_uncleaned(headers: dict[str, str]) -> None:
    """Headers that people read are cleaned, all others are left out."""
    assert left(output(redact(letter(**headers).as_bytes(), MAIL, ocr=False))) == {}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/enriched", "<bold>IBAN:</bold> DE89 3704 <italic>0044</italic> 0532 0130 00"),
        ("text/vcard", f"BEGIN:VCARD\nFN:{NAME}\nEMAIL:{ADDRESS}\nEND:VCARD"),
        ("text/calendar", f"BEGIN:VCALENDAR\nATTENDEE:mailto:{ADDRESS}\nEND:VCALENDAR"),
        ("text/xml", "<a>DE89<b/> 3704 0044 0532 0130 00</a>"),
        ("message/delivery-status", f"Final-Recipient: rfc822; {ADDRESS}"),
        ("application/ms-tnef", f'x\x9f>"\x00{IBAN}'),
        ("application/pdf", f"%PDF-1.7 {IBAN}"),
        ("image/svg+xml", f"<svg><text>{IBAN}</text></svg>"),
    ],
)
def test_a_part_that_is_not_understood_is_left_out_and_the_rest_stays(kind: str, body: str) -> None:
    """A line says so in its place; one bad attachment does not hold the whole mail back."""
    raw = (
        f"From: <{ADDRESS}>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"IBAN: {IBAN}\r\n--b\r\nContent-Type: text/plain\r\n\r\nComplaint ID: 70318845921\r\n"
        f"--b\r\nContent-Type: {kind}\r\nContent-Description: {IBAN}\r\n\r\n{body}\r\n--b--\r\n{IBAN}"
    )

    data = output(redact(raw.encode(), MAIL, ocr=False))

    assert left(data) == {}
    assert b"70318845921" in data
    if kind != "message/delivery-status":
        assert b"is left out" in data


def test_values_in_encoded_words_and_names_of_files_go() -> None:
    """RFC 2047 in the subject, RFC 2231 in the name of an attachment, base64 in the text."""
    message = letter()
    message.replace_header("Subject", f"Überweisung an {IBAN}")
    message.add_attachment(b"x", "application", "pdf", filename=f"Maß {IBAN}.pdf")
    message.add_attachment("Q29udGFjdDogai5icmFuZHQ3N0BrcmFud2Vyay5leGFtcGxl", filename="note.txt")

    data = output(redact(message.as_bytes(), MAIL, ocr=False))

    assert left(data) == {}
    assert b"Q29udGFj" not in data


def test_attachments_are_what_their_content_says() -> None:
    """A workbook called octet-stream is cleaned like one; so is a mail in a file of its own."""
    planted = plants(77, 11)
    message = letter()
    message.add_attachment(OFFICE["xlsx cells"][1](planted), "application", "octet-stream", filename="a.bin")
    message.add_attachment(letter(X_Note=IBAN).as_bytes(), "application", "octet-stream", filename="mail.eml")

    data = output(redact(message.as_bytes(), MAIL, ocr=False))

    kinds = [part.get_content_type() for part in email.message_from_bytes(data).walk()]
    assert "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" in kinds
    assert MAIL in kinds
    assert left(data) == {}
    texts, raw = texts_of(MAIL, data), bytes_of(MAIL, data)
    assert not [p for p in planted if "whole" in leaks(p.value, texts, raw)]
