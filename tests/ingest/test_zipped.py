"""A zip attached to a mail is opened: a notice in it is read like one that is attached as it is."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from config.errors import ItemError
from config.limits import Limits
from config.senders import load_senders
from ingest.item import RawItem
from ingest.message import Message
from ingest.read import open_item
from tests.ingest.judging import mail

NOTICE = mail("Hello from Amazon.com,\n\nyour listing B0TESTAAA1 was removed. Please answer within 3 days.")


def zipped(**files: bytes) -> bytes:
    """A zip of files; `__` in a name is a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def locked() -> bytes:
    """A zip whose member needs a password: the bit that says so is set in both of its headers."""
    data = bytearray(zipped(notice__eml=NOTICE))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def opened(data: bytes, limits: Limits | None = None) -> Message:
    """The message in a colleague's mail with a zip attached."""
    wrapper = EmailMessage(policy=SMTP)
    wrapper["From"], wrapper["To"], wrapper["Subject"] = "Ann <ann@seller.example>", "desk@seller.example", "suspended!"
    wrapper.set_content("see the zip")
    wrapper.add_attachment(data, maintype="application", subtype="zip", filename="notice.zip")
    item = RawItem("a.eml", datetime(2026, 6, 1, tzinfo=UTC), wrapper.as_bytes())
    return open_item(item, limits or Limits(), load_senders(), ())


@pytest.mark.parametrize(
    "data", [zipped(notice__eml=NOTICE), zipped(inner__zip=zipped(a__eml=NOTICE), readme__txt=b"hello")]
)
def test_a_mail_in_a_zip_is_the_notice(data: bytes) -> None:
    """It is unwrapped with its own header, in a zip inside the zip too; what the colleague wrote is the comment."""
    found = opened(data)

    assert found.sender is not None
    assert (found.sender.address, found.subject) == ("notice@amazon.com", "Policy Warning")
    assert [(one.style, one.comment) for one in found.forwards] == [("rfc822", "see the zip")]


def test_a_page_in_a_zip_is_a_file_of_the_message() -> None:
    """Pages and documents stand beside the zip, by their own names and types."""
    found = opened(zipped(page__html=b"<html><p>Amazon</p></html>", doc__pdf=b"%PDF-1.7"))

    assert [(part.filename, part.media_type) for part in found.parts[1:]] == [
        ("notice.zip", "application/zip"), ("page.html", "text/html"), ("doc.pdf", "application/pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [locked(), zipped(notice__eml=NOTICE)[:-30]], ids=["password", "cut off"])
def test_a_zip_that_cannot_be_opened_stays_a_file(data: bytes) -> None:
    """The mail is read, and says that its zip stays shut."""
    found = opened(data)

    assert not found.forwards
    assert any("notice.zip stays shut" in said for said in found.repairs)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"zip_entries": 1}, "limit.zip_entries"),
        ({"zip_member_bytes": 100}, "limit.zip_member_bytes"),
        ({"attachments": 2}, "limit.attachments"),
    ],
)
def test_limits_hold_in_an_attached_zip(limits: dict[str, int], code: str) -> None:
    """Over a limit the mail is held back with the limit named, not half read."""
    with pytest.raises(ItemError) as error:
        opened(zipped(a__eml=NOTICE, b__txt=b"hello"), Limits(**limits))  # type: ignore[arg-type]
    assert error.value.code == code
