"""The MIME tree of a mail walked once: the one body that a person reads, and the files.

Which alternative is shown follows RFC 2046 section 5.1.4 (the last one that can be shown), save that an HTML part that
is empty or far shorter than its plain alternative is a stub and the plain text is taken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message as Mime
from email.policy import compat32

from selectolax.lexbor import LexborHTMLParser

from config.errors import ItemError
from config.limits import Limits
from ingest import header_text, unzip
from ingest.bounds import over, within
from ingest.charsets import decode
from ingest.file_names import name_for, unique
from ingest.flowed import unflow
from ingest.message import Part
from ingest.outlook_mail import outlook_to_mail
from ingest.sniff import looks_like_mail, magic, office, outlook, sniff

META = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_:.-]{2,40})", re.I)
URL = re.compile(r"https?://\S{1,2000}")
STUB_SHARE = 0.25
"""An HTML part with less of the plain alternative's words than this is taken for a stub."""


@dataclass(slots=True)
class Walk:
    """What has been found so far in one tree."""

    limits: Limits
    files: list[Part] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One stretch of body text."""

    media_type: str
    text: str


def parts_of(mime: Mime, limits: Limits) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The body (when there is one) and then the files of a mail, and what was repaired.

    Raises:
        ItemError: `limit.part_count`, `limit.nesting_depth`, `limit.attachments`, `limit.attachment_bytes`,
            `limit.text_characters`.
    """
    walk = Walk(limits)
    shown = list(_shown(mime, walk, 1))
    body = _one_body(shown)
    if body is not None:
        within(limits, "text_characters", len(body.text or ""))
    return ((body,) if body else ()) + tuple(walk.files), tuple(dict.fromkeys(walk.repairs))


def _shown(mime: Mime, walk: Walk, depth: int) -> Iterator[Shown]:
    walk.parts += 1
    within(walk.limits, "part_count", walk.parts)
    within(walk.limits, "nesting_depth", depth)
    media_type = mime.get_content_type()
    if media_type == "message/rfc822" or (mime.is_multipart() and media_type.startswith("message/")):
        walk.parts += sum(1 for _ in mime.walk()) - 1
        within(walk.limits, "part_count", walk.parts)
        _add_file(mime, walk, "message/rfc822", inner_bytes(mime))
    elif mime.is_multipart():
        yield from _container(mime, media_type, walk, depth)
    elif _is_body(mime, media_type):
        yield from _body_text(mime, media_type, walk)
    else:
        _add_file(mime, walk, media_type, payload(mime))


def _container(mime: Mime, media_type: str, walk: Walk, depth: int) -> Iterator[Shown]:
    children = [child for child in mime.get_payload() if isinstance(child, Mime)]
    branches = [list(_shown(child, walk, depth + 1)) for child in children]
    if media_type == "multipart/alternative":
        yield from _chosen([branch for branch in branches if branch])
    else:
        for branch in branches:
            yield from branch


def _chosen(branches: list[list[Shown]]) -> list[Shown]:
    """The alternative that is read: HTML, unless it is a stub beside its plain text."""
    rich = [branch for branch in branches if any(one.media_type == "text/html" for one in branch)]
    plain = [branch for branch in branches if branch not in rich]
    if not rich or not plain:
        return (rich or plain or [[]])[-1]
    words, wanted = _words(rich[-1]), _words(plain[-1])
    return plain[-1] if words == 0 or (wanted > 200 and words < wanted * STUB_SHARE) else rich[-1]


def _words(branch: list[Shown]) -> int:
    """Characters that are read in a branch; addresses of links do not count, HTML hides them."""
    texts = (visible(one.text) if one.media_type == "text/html" else one.text for one in branch)
    return sum(len("".join(URL.sub("", text).split())) for text in texts)


def visible(markup: str) -> str:
    """Roughly the text of HTML: good enough to weigh it, not to read facts from it."""
    tree = LexborHTMLParser(markup)
    tree.strip_tags(["head", "style", "script", "template"])
    return tree.body.text(separator=" ") if tree.body else ""


def _is_body(mime: Mime, media_type: str) -> bool:
    """Whether a leaf is read as text: text/plain and text/html that are not sent as a file."""
    if media_type not in ("text/plain", "text/html", "text/enriched"):
        return False
    return mime.get_content_disposition() != "attachment" and not file_name(mime)


def _body_text(mime: Mime, media_type: str, walk: Walk) -> Iterator[Shown]:
    data = payload(mime)
    within(walk.limits, "attachment_bytes", len(data))
    label = charset_of(mime)
    if media_type == "text/html" and label is None and (meta := META.search(data[:4096])):
        label = meta.group(1).decode("ascii")
    found = decode(data, label)
    if found.repair:
        walk.repairs.append(f"body: {found.repair}")
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    if media_type == "text/plain" and _parameter(mime, "format").lower() == "flowed":
        text = unflow(text, delsp=_parameter(mime, "delsp").lower() == "yes")
    if text.strip():
        yield Shown("text/html" if media_type == "text/html" else "text/plain", text)


def _parameter(mime: Mime, name: str) -> str:
    found = mime.get_param(name, "")
    return found[2] if isinstance(found, tuple) else str(found)


def charset_of(mime: Mime) -> str | None:
    """The charset that a part declares; None when it declares none."""
    found = mime.get_param("charset")
    label = found[2] if isinstance(found, tuple) else found
    return str(label).strip() or None if label else None


def payload(mime: Mime) -> bytes:
    """The bytes of a leaf with the transfer encoding undone."""
    found = mime.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _one_body(shown: list[Shown]) -> Part | None:
    """All stretches of body text as one part; plain text between HTML is escaped, not trusted."""
    if not shown:
        return None
    if all(one.media_type == "text/plain" for one in shown):
        return body_part("text/plain", "\n".join(one.text for one in shown))
    if len(shown) == 1:
        return body_part("text/html", shown[0].text)
    return body_part("text/html", "\n".join(_as_html(one) for one in shown))


def _as_html(one: Shown) -> str:
    if one.media_type == "text/html":
        return one.text
    return "<div>" + html.escape(one.text).replace("\n", "<br>\n") + "</div>"


def body_part(media_type: str, text: str) -> Part:
    """A body as a part; its bytes are the text in UTF-8."""
    return Part(name="body", media_type=media_type, data=text.encode("utf-8", "replace"), text=text)


def file_name(mime: Mime) -> str:
    """The declared file name, RFC 2231 and RFC 2047 undone, not yet cleaned; empty when there is none."""
    try:
        raw = mime.get_filename("")
    except (ValueError, LookupError, TypeError):
        raw = ""
    return header_text.text(raw).text if raw else ""


def _add_file(mime: Mime, walk: Walk, declared: str, data: bytes) -> None:
    within(walk.limits, "attachment_bytes", len(data))
    _add(walk, file_name(mime), declared, data, charset_of(mime))
    if magic(data) == "application/zip" and not office(data):
        _add_members(walk, file_name(mime), data, 1)


def _add(walk: Walk, name: str, declared: str, data: bytes, charset: str | None = None) -> None:
    within(walk.limits, "attachments", len(walk.files) + 1)
    if outlook(data):
        declared, data = _attached_outlook(walk, name, data)
    media_type = type_of(data, declared, name)
    label = charset if media_type.startswith("text/") else None
    walk.files.append(file_part(name, media_type, data, walk.names, len(walk.files) + 1, label))


def _add_members(walk: Walk, name: str, data: bytes, depth: int) -> None:
    """What an attached zip holds, as files beside it; one with a password or a fault stays a file, and is told.

    Raises:
        ItemError: `limit.zip_*`, `limit.attachments`, `limit.attachment_bytes`.
    """
    try:
        members = tuple(unzip.read_members(data, walk.limits)) if depth <= walk.limits.zip_depth else ()
    except ItemError as error:
        if error.code.startswith("limit."):
            raise
        walk.repairs.append(f"attachment {name} stays shut: {error.reason}")
        return
    if not members:
        walk.repairs.append(f"attachment {name} stays shut: it lies deeper than zip_depth = {walk.limits.zip_depth}")
    for member in members:
        within(walk.limits, "attachment_bytes", len(member.data))
        _add(walk, member.name, sniff(member.data).value, member.data)
        if magic(member.data) == "application/zip" and not office(member.data):
            _add_members(walk, member.name, member.data, depth + 1)


def _attached_outlook(walk: Walk, name: str, data: bytes) -> tuple[str, bytes]:
    """An attached Outlook message: media type and bytes of the mail that it is; an unreadable one stays a file."""
    try:
        mail, said = outlook_to_mail(data, walk.limits)
    except ItemError as error:
        if error.code != "parse.unreadable":
            raise
        walk.repairs.append(f"attachment {name}: {error.reason}")
        return "application/vnd.ms-outlook", data
    walk.repairs.extend(f"attachment {name}: {one}" for one in said)
    return "message/rfc822", mail


def file_part(name: str, media_type: str, data: bytes, taken: set[str], number: int, label: str | None = None) -> Part:
    """A file as a part, under a clean name that no other part of the message has."""
    shown = unique(name_for(name, media_type, number), taken)
    text = decode(data, label).text if media_type.startswith("text/") else None
    return Part(name=f"attachment {shown}", media_type=media_type, data=data, text=text, filename=shown)


def type_of(data: bytes, declared: str, name: str) -> str:
    """The media type by content where that can be told, else as declared."""
    found = magic(data)
    if found == "application/zip" and office(data):
        return declared if declared != "application/octet-stream" else "application/vnd.openxmlformats-officedocument"
    if outlook(data):
        return "application/vnd.ms-outlook"
    if not found and name.lower().endswith(".eml") and looks_like_mail(data):
        return "message/rfc822"
    return found or declared


def inner_bytes(mime: Mime) -> bytes:
    """The bytes of an attached mail; one that was sent in base64 against RFC 2046 section 5.2.1 is decoded."""
    inner = mime.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Mime):
        message = inner[0]
        encoding = str(mime.get("content-transfer-encoding", "")).strip().lower()
        if encoding in ("base64", "quoted-printable") and not message.keys():
            message["Content-Transfer-Encoding"] = encoding
            return payload(message)
        return _flat(message)
    return payload(mime)


def _flat(message: Mime) -> bytes:
    try:
        return message.as_bytes(policy=compat32.clone(max_line_length=0))
    except RecursionError as error:
        raise over("nesting_depth", 0, "a nesting that the parser cannot follow") from error
    except Exception as error:
        raise ItemError("parse.unreadable", f"attached mail: {type(error).__name__}: {error}"[:300]) from error
