"""A value is found in every coding that text is passed on in, and its parts are seen by the proof in each."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assemble.redact.find import find
from assemble.redact.sensitive import Sensitive
from assemble.redact.traces import Traces
from config.redaction import Entity, load_redaction
from tests.assemble.redact.plants import ALL_MAKERS, plants
from tests.assemble.redact.shared import output, redact

POLICY = load_redaction()


def _uuencoded(text: str) -> str:
    data = text.encode()
    lines = (binascii.b2a_uu(data[at : at + 45]).decode().rstrip("\n") for at in range(0, len(data), 45))
    return "\n".join(("begin 644 a.txt", *lines, "`", "end"))


def _soft(text: str) -> str:
    return f"{text[: len(text) // 2]}=\n{text[len(text) // 2 :]}"


CODINGS: dict[str, Callable[[str], str]] = {
    "quoted-printable, a soft line end inside": _soft,
    "quoted-printable, a soft line end in a quoted mail": lambda text: _soft(text).replace("\n", "\r\n> "),
    "quoted-printable, every sign": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "quoted-printable, as a library writes it": lambda text: quopri.encodestring(text.encode(), True).decode(),
    "uuencode": _uuencoded,
    "uuencode without its head": lambda text: "\n".join(_uuencoded(text).splitlines()[1:-2]),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 in lines": lambda text: base64.encodebytes(f"{text}\n".encode() * 4).decode(),
    "base64 behind another sign": lambda text: "x" + base64.b64encode(text.encode()).decode(),
    "base64 before a word of the next line": lambda text: base64.b64encode(text.encode()).decode() + "\nThanks",
    "base64 for web addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "base64 twice": lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "a data address": lambda text: f"data:text/plain;base64,{base64.b64encode(text.encode()).decode()}",
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "hexadecimal digits": lambda text: text.encode().hex(),
    "hexadecimal digits with blanks": lambda text: text.encode().hex(" "),
    "hexadecimal digits with 0x": lambda text: "0x" + text.encode().hex(),
    "hexadecimal digits as a program lists them": lambda text: ", ".join(f"0x{byte:02X}" for byte in text.encode()),
    "backslash octal": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "tag characters that do not show": lambda text: "".join(chr(0xE0000 + ord(c)) for c in text),
    "selectors that do not show": lambda text: "x" + "".join(chr(0xE00F0 + ord(c)) for c in text),
    "letters that are drawn as nothing between": "\u3164".join,
    "figures in black circles": lambda text: "".join("⓿❶❷❸❹❺❻❼❽❾"[int(c)] if c.isdigit() else c for c in text),
    "figures on keys": lambda text: "".join(f"{c}\ufe0f\u20e3" if c.isdigit() else c for c in text),
    "turned by a control character": lambda text: f"\u202e{text[::-1]}\u202c",
    "percent escapes": quote,
    "character references": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "backslash u": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    "backslash x": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "Markdown": lambda text: re.sub(r"([.@-])", r"\\\1", text),
    "UTF-7": lambda text: text.encode("utf-7").decode(),
    "an encoded word of a header": lambda text: f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?=",
    "spaced letters": " ".join,
    "Arabic figures": lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "backward": lambda text: text[::-1],
}
VALUES = (
    (Entity.IBAN, "DE89 3704 0044 0532 0130 00"),
    (Entity.EMAIL, "j.brandt@kranwerk.example"),
    (Entity.RESIDENT_ID, "11010519491231002X"),
    (Entity.CARD, "4111 1111 1111 1111"),
    (Entity.PERSON, "Contact person: Maya Tarrant"),
)


@pytest.mark.parametrize("coding", sorted(CODINGS.keys() - {"backward"}))
@pytest.mark.parametrize(("entity", "value"), VALUES)
def test_a_value_in_a_coding_is_found(coding: str, entity: Entity, value: str) -> None:
    """Whatever coding a program has left in a text, the value is found under its name."""
    text = f"Please see\n{CODINGS[coding](value)}\nas told."

    assert entity in {found.entity for found in find(text, POLICY)}


@given(coding=st.sampled_from(sorted(CODINGS)), seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_known_value_goes_in_every_coding(coding: str, seed: int) -> None:
    """What is known from a plain place goes from its copy in a coding too, without a label there."""
    (plant,) = plants(seed, 1, ALL_MAKERS[seed % len(ALL_MAKERS) :])
    assume(len(plant.value) > 8 or coding != "backward")
    text = f"{plant.sentence}\n\nPlease see\n\n{CODINGS[coding](plant.value)}\n\nas told."

    left = output(redact(text.encode(), "text/plain", ocr=False)).decode()

    assert CODINGS[coding](plant.value) not in left
    assert "Please see" in left


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/zip"])
def test_a_file_written_into_a_text_goes(kind: str) -> None:
    """What a picture or a document in base64 shows is searched by nothing, so it does not stay."""
    head = {"image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-1.7\n", "application/zip": b"PK\x03\x04"}[kind]
    text = f"See below.\n\n{base64.encodebytes(head + bytes(range(256))).decode()}\n\nThanks for it."

    (found,) = find(text, POLICY)

    assert found.entity is Entity.FILE
    assert "See below" in text[: found.start]
    assert "Thanks for it" in text[found.end :]


@pytest.mark.parametrize(
    "text",
    [
        "Complaint ID: 16509328131=20of ASIN B0C7TQ2M4X",
        "https://sellercentral.amazon.com/gp/help/G201361070?ref=efph_201361070_cont&x=%2Fgp%2Fa",
        "a = 40; b=41 & c; Q&amp;A of 5*3 **important** parts",
        "sha256:" + "ab12" * 16,
        "MANUFACTURERS AUTHORISATION OF THE BRAND",
        "I N V O I C E  of 2026-03-14",
        "uploads/2026/Letter_of_Authorisation_Northwind_Final-signed",
        "https://x.example/t/" + "aB3dE6gH" * 80,
    ],
)
def test_what_says_nothing_in_a_coding_stays(text: str) -> None:
    """Ids with escapes, links, digests, capitals, spaced headings and long link tokens are no values."""
    assert find(text, POLICY) == ()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "with spaces": lambda part: " ".join(part).encode(),
    "with dashes": lambda part: "-".join(part).encode(),
    "in full width": lambda part: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in part).encode(),
    "reversed": lambda part: part[::-1].encode(),
    "in base64": lambda part: base64.b64encode(f"so {part} it".encode()),
    "in hexadecimal": lambda part: f"so {part} it".encode().hex().encode(),
    "in UTF-16": lambda part: part.encode("utf-16-le"),
    "in UTF-16, the other way round": lambda part: part.encode("utf-16-be"),
    "in percent escapes": lambda part: "".join(f"%{byte:02x}" for byte in part.encode()).encode(),
}


@pytest.mark.parametrize("way", WRITTEN)
@given(at=st.integers(0, 14), size=st.integers(6, 12))
@settings(max_examples=30, deadline=None)
def test_the_proof_sees_six_characters_of_a_value_in_every_normalisation(way: str, at: int, size: int) -> None:
    """A part of six or more letters and digits is a trace, however it is written; raw bytes and texts alike."""
    value = "qz7kx2wv9jm4rt8hn3pb5"
    traces = Traces([Sensitive(Entity.TOKEN, 0, len(value), value, "token")], "Please see the papers.")
    data = b"Please see " + WRITTEN[way](value[at : at + size]) + b" the papers."

    if "UTF-16" in way:
        assert traces.in_bytes(data)
    else:
        assert traces.in_text(data.decode(), exact=True)


@pytest.mark.parametrize("way", WRITTEN)
def test_the_proof_takes_other_words_for_no_trace(way: str) -> None:
    """Other letters in the same normalisation are none."""
    traces = Traces([Sensitive(Entity.TOKEN, 0, 10, "qz7kx2wv9j", "token")], "")
    data = WRITTEN[way]("a harmless word")

    assert traces.in_bytes(data) is None
    assert traces.in_text(data.decode("utf-8", "replace"), exact=True) is None


def test_lines_of_letters_of_one_case_are_no_file() -> None:
    """What a font says that lies, a line each: base64 of any file has capitals, figures and small letters."""
    line = "golxxgmaxgbgohbvxprtftbeggetgmxkguvhiixkcbamytev"

    assert find("\n".join([line] * 20), POLICY) == ()
    assert find("\n".join([line.upper()] * 20), POLICY) == ()
