"""Texts and web pages with values in every place that such a file has."""

from __future__ import annotations

import base64
import json
import quopri
from collections.abc import Callable, Sequence
from urllib.parse import quote

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


def html_attributes(plants: Sequence[Plant]) -> bytes:
    """Attributes that load, send, describe and run; names and classes; documents in attributes, templates, comments."""
    forms = (
        "<img srcset='https://x.example/{q}.png 2x' sizes='{s}' longdesc='{s}' usemap='#{q}'>",
        "<p style='background:url(https://x.example/{q});content:&quot;{s}&quot;' class='{q}' id='{q}'>word</p>",
        "<a href='https://x.example/?q={q}' ping='https://x.example/{q}' download='{v}.pdf' name='{q}'>word</a>",
        "<form action='https://x.example/{q}'><button formaction='/{q}' value='{s}'>word</button></form>",
        "<p onclick='send(\"{s}\")' aria-label='{s}' data-note='{s}' itemid='{v}'>word</p>",
        "<iframe srcdoc='&lt;p&gt;{s}&lt;/p&gt;' src='https://x.example/{q}'></iframe>",
        "<template><p>{s}</p></template><noscript>{s}</noscript><!--[if mso]><p>{s}</p><![endif]-->",
        "<video poster='https://x.example/{q}'><track label='{s}' src='{q}.vtt'></video>",
        "<object data='data:text/html,{q}'><param name=a value='{s}'></object><embed src='{q}'>",
        "<table summary='{s}' background='{q}'><caption hidden>{s}</caption><tr><td abbr='{v}'>word</td></tr></table>",
        "<blockquote cite='https://x.example/{q}'>word</blockquote><time datetime='{v}'>word</time>",
        "<select><option value='{v}' label='{s}'>word</option></select><datalist><option value='{s}'></datalist>",
        "<?note {s}?><![CDATA[{s}]]></{q}><{q}>word",
        "<math><annotation>{s}</annotation></math><svg><title>{s}</title><desc>{s}</desc></svg>",
    )
    bits = (
        forms[n % len(forms)].format(s=p.sentence, v=p.value, q=p.value.replace(" ", "%20"))
        for n, p in enumerate(plants)
    )
    words = "; ".join(p.sentence for p in plants)
    head = f"<base href='https://x.example/{words}'><meta http-equiv=refresh content='1;url=https://x.example/{words}'>"
    return _page(
        "".join(bits), head + f"<link rel=icon href='{words}'><script type='application/json'>{words}</script>"
    )


_RUNS: tuple[Callable[[str], str], ...] = (
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: text.encode().hex(),
)
_SIGNS: tuple[Callable[[str], str], ...] = (
    lambda text: quote(text, safe=""),
    lambda text: "".join(f"&#{ord(c)};" for c in text),
    lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    lambda text: quopri.encodestring(text.encode(), quotetabs=True).decode(),
    lambda text: "".join(f"={ord(c):02X}" for c in text),
    " ".join,
)


def codings(plants: Sequence[Plant]) -> bytes:
    """Codings that no header names: base64 and hex with the label in it, percent, references, escapes, spaced."""
    rows = []
    for number, plant in enumerate(plants):
        if number % 4 == 0:
            rows.append(_RUNS[number // 4 % len(_RUNS)](plant.sentence))
        else:
            rows.append(f"{plant.label} {_SIGNS[number % len(_SIGNS)](plant.value)}")
    return "\n".join((*FILLER, *rows)).encode()


_UNSEEN: tuple[Callable[[str], str], ...] = (
    lambda text: "".join(chr(0xE0000 + ord(c)) for c in text),
    lambda text: "".join(chr(0xE00F0 + ord(c)) for c in text),
    lambda text: f"\u202e{text[::-1]}\u202c",
    "\u3164".join,
)


def unseen(plants: Sequence[Plant]) -> bytes:
    """Tags and selectors, which never show; fillers between the letters; letters turned by a control character."""
    rows = (f"{p.label} {_UNSEEN[n % len(_UNSEEN)](p.value)}" for n, p in enumerate(plants))
    return "\n".join((*FILLER, *rows)).encode()


def wrapped(plants: Sequence[Plant]) -> bytes:
    """Values broken over two lines where a mail program breaks them, quoted by an answer."""
    lead = "Please send every paper that is still missing to this place,"
    rows = []
    for plant in plants:
        at = max(plant.value.find(sign, 3) for sign in " @-") + 1  # 0: whole in the next line
        rows.append(f"> {lead} {plant.label} {plant.value[:at].rstrip()}\n> {plant.value[at:]} before the end.")
    return "\n".join((*FILLER, *rows)).encode()


TEXTS: dict[str, tuple[str, Channel]] = {
    "text": ("text/plain", plain),
    "full-width text": ("text/plain", full_width),
    "text in codings": ("text/plain", codings),
    "text hidden characters": ("text/plain", unseen),
    "text wrapped": ("text/plain", wrapped),
    "csv": ("text/csv", csv),
    "json": ("application/json", json_values),
    "html text": ("text/html", html_text),
    "html split": ("text/html", html_split),
    "html table": ("text/html", html_table),
    "html hidden": ("text/html", html_hidden),
    "html hidden attributes": ("text/html", html_attributes),
}
