"""Texts and web pages with values in every place that such a file has."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence

from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]


def lines(plants: Sequence[Plant]) -> str:
    """Filler and a sentence a line."""
    return "\n".join((*FILLER, *(f"{p.sentence}, please" for p in plants)))


def plain(plants: Sequence[Plant]) -> bytes:
    """Lines."""
    return lines(plants).encode()


def full_width(plants: Sequence[Plant]) -> bytes:
    """Digits and letters in their full-width forms, odd dashes and zero-width characters."""
    wide = {ord(c): ord(c) + 0xFEE0 for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {ord("-"): 0x2011}
    rows = [f"{p.label} {p.value.translate(wide)[:4]}\u200b{p.value.translate(wide)[4:]}" for p in plants]
    return "\n".join((*FILLER, *rows)).encode()


def csv(plants: Sequence[Plant]) -> bytes:
    """A table of labels and values."""
    return "\n".join((*FILLER, *(f'"{p.label}","{p.value}"' for p in plants))).encode()


def json_values(plants: Sequence[Plant]) -> bytes:
    """Values and keys, with escapes."""
    value = {"filler": list(FILLER), "rows": [{"label": p.label, "text": p.sentence} for p in plants]}
    value |= {f"{p.label} {p.value}": number for number, p in enumerate(plants)}
    return json.dumps(value).encode()


def _page(body: str, head: str = "") -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in FILLER)
    return f"<html><head>{head}</head><body>{lines}{body}</body></html>".encode()


def html_text(plants: Sequence[Plant]) -> bytes:
    """Paragraphs."""
    return _page("".join(f"<p>{p.sentence}, please</p>" for p in plants))


def html_split(plants: Sequence[Plant]) -> bytes:
    """Every character in an element of its own, some as references."""

    def split(text: str) -> str:
        return "".join(f"<span>{c if n % 3 else f'&#{ord(c)};'}</span>" for n, c in enumerate(text))

    return _page("".join(f"<div>{split(p.sentence)}</div>" for p in plants))


def html_table(plants: Sequence[Plant]) -> bytes:
    """Label and value in two cells."""
    rows = "".join(f"<tr><td>{p.label}</td><td><b>{p.value}</b></td></tr>" for p in plants)
    return _page(f"<table>{rows}</table>")


def html_hidden(plants: Sequence[Plant]) -> bytes:
    """Comments, scripts, styles, hidden elements, attributes, forms, links, data addresses, title and meta."""
    bits = []
    for number, plant in enumerate(plants):
        text = plant.sentence
        bits.append(
            (
                f"<!-- {text} -->",
                f"<script>var x = '{text}'</script>",
                f"<div style='display:none'>{text}</div>",
                f"<img alt='{text}' src='https://x.example/{plant.value}'>",
                f"<input type=hidden value='{text}'><textarea>{text}</textarea>",
                f"<a href='mailto:a@b.example?body={text}'>here</a>",
                f"<p title='{text}' data-v='{plant.value}'>word</p>",
                f"<img src='data:text/plain;base64,{base64.b64encode(text.encode()).decode()}'>",
                f"<svg><text>{text}</text></svg>",
            )[number % 9]
        )
    words = "; ".join(p.sentence for p in plants)
    head = f"<title>{words}</title><meta name=author content='{words}'><style>p::after {{content:'{words}'}}</style>"
    return _page("".join(bits), head)


TEXTS: dict[str, tuple[str, Channel]] = {
    "text": ("text/plain", plain),
    "full-width text": ("text/plain", full_width),
    "csv": ("text/csv", csv),
    "json": ("application/json", json_values),
    "html text": ("text/html", html_text),
    "html split": ("text/html", html_split),
    "html table": ("text/html", html_table),
    "html hidden": ("text/html", html_hidden),
}
