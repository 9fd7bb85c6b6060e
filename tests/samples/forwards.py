"""How mail programs wrap a notice that a colleague sends on, below the colleague's own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """The header block that a forward repeats, as its program writes it."""

    name: str
    address: str
    date: str
    subject: str
    to: str


def gmail(comment: str, inner: Inner, text: str) -> str:
    """Gmail's web client, English."""
    return (
        f"{comment}\n\n---------- Forwarded message ---------\nFrom: {inner.name} <{inner.address}>\n"
        f"Date: {inner.date}\nSubject: {inner.subject}\nTo: <{inner.to}>\n\n\n{text}"
    )


def outlook(comment: str, inner: Inner, text: str) -> str:
    """Outlook for Windows, English."""
    return (
        f"{comment}\n\n________________________________\nFrom: {inner.name} <{inner.address}>\n"
        f"Sent: {inner.date}\nTo: {inner.to}\nSubject: {inner.subject}\n\n{text}"
    )


def outlook_de(comment: str, inner: Inner, text: str) -> str:
    """Outlook for Windows, German, plain text."""
    return (
        f"{comment}\n\n-----Ursprüngliche Nachricht-----\nVon: {inner.name} <{inner.address}>\n"
        f"Gesendet: {inner.date}\nAn: {inner.to}\nBetreff: {inner.subject}\n\n{text}"
    )


def apple(comment: str, inner: Inner, text: str) -> str:
    """Apple Mail, English: the text is quoted with `> `."""
    head = (
        f"From: {inner.name} <{inner.address}>\nSubject: {inner.subject}\nDate: {inner.date}\nTo: {inner.to}\n\n{text}"
    )
    quoted = "\n".join(("> " + line).rstrip() for line in head.split("\n"))
    return f"{comment}\n\n\n> Begin forwarded message:\n>\n{quoted}"


def qq(comment: str, inner: Inner, text: str) -> str:
    """QQ Mail's web client."""
    return (
        f'{comment}\n\n\n\n------------------ 原始邮件 ------------------\n发件人: "{inner.name}"<{inner.address}>;\n'
        f'发送时间: {inner.date}\n收件人: "{inner.to.partition("@")[0]}"<{inner.to}>;\n\n'
        f"主题: {inner.subject}\n\n\n\n{text}"
    )


def foxmail(comment: str, inner: Inner, text: str) -> str:
    """Foxmail for Windows."""
    head = f"发件人： {inner.name}\n发送时间： {inner.date}\n收件人： {inner.to}\n主题： {inner.subject}"
    return f"{comment}\n\n\n{head}\n\n{text}"
