"""E-mail (RFC 5322, RFC 2045): a message written anew from the headers people read and the parts that can be cleaned.

Each part is redacted by its own format, attached messages too. Trace headers, signatures and what has no format are
left out; a line says so in the place of a part. Display names beside removed addresses go with them.
"""

from __future__ import annotations

import quopri
import re
from base64 import encodebytes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.header import Header
from email.message import Message as Mime
from email.parser import BytesParser
from email.policy import compat32
from email.utils import format_datetime
from typing import Protocol

from assemble.redact.known import is_distinct
from assemble.redact.media_types import CSV, HTML, MAIL, TEXT, type_of_file
from assemble.redact.names import plain_name
from assemble.redact.seek import Cleaned, Place, Seeker, Tally, Withheld
from assemble.redact.sensitive import Sensitive
from config.errors import ItemError
from config.limits import Limits
from ingest import header_text
from ingest.bodies import charset_of, file_name, inner_bytes, payload, type_of
from ingest.charsets import decode
from ingest.outlook_mail import outlook_to_mail
from ingest.sniff import Form as Kind

MAX_DEPTH = 10
MAX_PARTS = 500
_PEOPLE = ("From", "Sender", "Reply-To", "To", "Cc")
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_PLATFORM = re.compile(r"(?i)\b(?:amazon|joom)\b")
"""In a display name: it is no person's, whoever took it."""
_NAME = "contact person"
"""The label under which a display name is searched, so that it is known for a person's."""


class Form(Protocol):
    """A format of a part."""

    def survey(self, data: bytes, /) -> tuple[str, ...]:
        """As `formats.Format`."""

    def clean(self, data: bytes, seeker: Seeker, /) -> Cleaned:
        """As `formats.Format`."""


class Forms(Protocol):
    """All formats."""

    def of(self, media_type: str) -> Form | None:
        """As `formats.Formats`."""


def survey(data: bytes, forms: Forms) -> tuple[str, ...]:
    """The texts of a message: all its headers, file names, then the texts of each part.

    Raises:
        Withheld: it cannot be parsed, or is nested deeper than is looked at.
    """
    return tuple(_texts(_parsed(data), forms, 0))


def clean(data: bytes, seeker: Seeker, forms: Forms) -> Cleaned:
    """The message without its sensitive values."""
    mime = _parsed(data)
    people = dict.fromkeys(name for part in mime.walk() for name in _people(part, seeker))
    named = [v for name in people for v in seeker.values(name, _NAME) if is_distinct(v)]
    writer = _Writer(replace(seeker, known=(*seeker.known, *named)), forms)
    written = writer.message(mime, 0)
    tally = writer.tally
    places, removed = (*tally.places, *writer.places), (*tally.removed, *writer.removed)
    return Cleaned(written, places, removed, "\n".join((*tally.kept, *writer.kept)), tuple(sorted(writer.dropped)))


def _parsed(data: bytes) -> Mime:
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Withheld("a message that cannot be parsed") from error


def _texts(mime: Mime, forms: Forms, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise Withheld("messages nested deeper than is looked at")
    yield "\n".join(f"{name}: {header_text.text(value).text}" for name, value in mime.items())
    if file_name(mime):
        yield file_name(mime)
    for child in _children(mime):
        yield from _texts(child, forms, depth + 1)
    if not mime.is_multipart() and mime.get_content_type() != MAIL:
        yield from _leaf_texts(*_leaf(mime), forms)
    elif mime.get_content_type() == MAIL:
        yield from _texts(_parsed(inner_bytes(mime)), forms, depth + 1)


def _leaf_texts(media_type: str, data: bytes, forms: Forms) -> tuple[str, ...]:
    """The texts of a part; none of one that will be left out."""
    form = forms.of(media_type)
    try:
        return form.survey(data) if form else ()
    except Withheld:
        return ()


def _people(mime: Mime, seeker: Seeker) -> Iterator[str]:
    """The display names beside addresses that go: they go from the whole message."""
    for address in header_text.addresses([v for name in _PEOPLE for v in mime.get_all(name, [])]):
        if address.name and not _PLATFORM.search(address.name) and seeker.values(address.address):
            yield address.name


def _children(mime: Mime) -> list[Mime]:
    parts = mime.get_payload() if mime.is_multipart() and mime.get_content_type() != MAIL else []
    return [part for part in parts if isinstance(part, Mime)] if isinstance(parts, list) else []


def _leaf(mime: Mime) -> tuple[str, bytes]:
    """Media type and bytes of a part: plain texts in UTF-8, an Outlook message as the mail that it is."""
    data, name = payload(mime), file_name(mime)
    media_type = type_of(data, mime.get_content_type(), name)
    if media_type in (TEXT, HTML, CSV):
        text = decode(data, charset_of(mime)).text.replace("\r\n", "\n").replace("\r", "\n")
        return media_type, text.encode("utf-8", "replace")
    if not media_type.startswith("text/"):
        media_type = type_of_file(name, data)
    if media_type == Kind.OUTLOOK:
        try:
            return MAIL, outlook_to_mail(data, Limits())[0]
        except ItemError:
            return media_type, data
    return media_type, data


@dataclass(slots=True)
class _Writer:
    """Writes the new message; what it collects is what `Cleaned` holds."""

    seeker: Seeker
    forms: Forms
    tally: Tally = field(init=False)
    places: list[Place] = field(default_factory=list)
    removed: list[Sensitive] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    parts: int = 0
    """Containers too."""
    leaves: int = 0
    messages: int = 0

    def __post_init__(self) -> None:
        self.tally = Tally(self.seeker)

    def message(self, mime: Mime, depth: int) -> bytes:
        """A whole message: its headers, then its body."""
        self._name_dropped(mime)
        self.messages += 1
        lines = [f"{name}: {text}" for name, text in self._headers(mime)]
        head = "".join(f"{_folded(line)}\r\n" for line in (*lines, "MIME-Version: 1.0"))
        return head.encode("ascii", "replace") + self._entity(mime, depth)

    def _headers(self, mime: Mime) -> Iterator[tuple[str, str]]:
        for name in _PEOPLE:
            where = self._header(name)
            if people := [
                self._person(a.name, a.address, where) for a in header_text.addresses(mime.get_all(name, []))
            ]:
                yield name, ", ".join(people)
        if "Subject" in mime:
            yield "Subject", self.tally.clean(header_text.text(mime["Subject"]).text, where=self._header("Subject"))
        if sent := header_text.date(header_text.unfold(mime.get("Date", ""))):
            yield "Date", format_datetime(sent)

    def _header(self, name: str) -> str:
        return name if self.messages == 1 else f"{name} of message {self.messages}"

    def _person(self, name: str, address: str, where: str) -> str:
        shown = self.tally.clean(address, where=where) if address else ""
        if shown == address and "@" not in name:
            return f"{self.tally.clean(name, where=where)} <{address}>" if name else f"<{address}>"
        context = "" if _PLATFORM.search(name) else _NAME
        return f"{self.tally.clean(name, context, where)} {shown}".strip()

    def _name_dropped(self, mime: Mime) -> None:
        others = {n.lower() for n in mime} - {n.lower() for n in (*_PEOPLE, "Subject", "Date")}
        if others & {"received", "return-path", "delivered-to", "message-id", "dkim-signature", "x-originating-ip"}:
            self.dropped.add("trace headers")
        if any(n.startswith("x-") for n in others):
            self.dropped.add("headers of mail programs")

    def _entity(self, mime: Mime, depth: int) -> bytes:
        """The rest of the head and the body of a message or part."""
        self.parts += 1
        if depth > MAX_DEPTH or self.parts > MAX_PARTS:
            raise Withheld("a message with more parts than are looked at")
        if mime.get_content_type() == MAIL:
            inner = self.message(_parsed(inner_bytes(mime)), depth + 1)
            return b"Content-Type: message/rfc822\r\n\r\n" + inner
        children = [c for c in _children(mime) if c.get_content_type() not in _SIGNATURES]
        if mime.is_multipart():
            return self._container(mime, children, depth)
        return self._part(mime, depth)

    def _container(self, mime: Mime, children: list[Mime], depth: int) -> bytes:
        kind = "alternative" if mime.get_content_subtype() == "alternative" else "mixed"
        if len(children) < len(_children(mime)):
            self.dropped.add("signatures")
        boundary = b"=_part_%d" % self.parts  # an equals sign stands in no encoded text that way
        out = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind.encode(), boundary)
        for child in children:
            out += b"--" + boundary + b"\r\n" + self._entity(child, depth + 1) + b"\r\n"
        return out + b"--" + boundary + b"--\r\n"

    def _part(self, mime: Mime, depth: int) -> bytes:
        self.leaves += 1
        media_type, data = _leaf(mime)
        name = self._file_name(mime, media_type)
        form = self.forms.of(media_type)
        if media_type == MAIL:
            return b"Content-Type: message/rfc822\r\n\r\n" + self.message(_parsed(data), depth + 1)
        if form is None:
            return self._left_out(media_type, "nothing can be proven for this type")
        try:
            cleaned = form.clean(data, self.seeker)
        except Withheld as held:
            return self._left_out(media_type, held.reason)
        part = f"part {self.leaves}"
        self.places += (replace(p, where=", ".join(filter(None, (part, p.where)))) for p in cleaned.places)
        self.removed += cleaned.removed
        self.kept.append(cleaned.kept)
        self.dropped |= set(cleaned.dropped)
        return _encoded(media_type, cleaned.data, name)

    def _file_name(self, mime: Mime, media_type: str) -> str:
        name = file_name(mime)
        if not name:
            return ""
        self.tally.clean(name, where=f"file name of part {self.leaves}")
        return plain_name(name, media_type, self.seeker)

    def _left_out(self, media_type: str, reason: str) -> bytes:
        self.dropped.add("attachments that cannot be proven")
        line = f"[a part of type {media_type} is left out: {reason}]\n"
        self.kept.append(line)
        return _encoded(TEXT, line.encode("ascii", "replace"), "")


def _encoded(media_type: str, data: bytes, name: str) -> bytes:
    """Head and body of a part, all ASCII."""
    shown = f'Content-Disposition: attachment; filename="{name}"\r\n' if name else ""
    if media_type in (TEXT, HTML):
        head = (
            f"Content-Type: {media_type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n{shown}\r\n"
        )
        return head.encode("ascii") + quopri.encodestring(data).replace(b"\n", b"\r\n")
    head = f"Content-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n{shown}\r\n"
    return head.encode("ascii") + encodebytes(data).replace(b"\n", b"\r\n")


def _folded(line: str) -> str:
    """A header line in ASCII, words that are not encoded (RFC 2047), folded at 76 characters where it has blanks."""
    name, _, text = line.partition(": ")
    clean = header_text.tidy(text)
    return f"{name}: " + Header(clean, "ascii" if clean.isascii() else "utf-8", header_name=name).encode(linesep="\r\n")
