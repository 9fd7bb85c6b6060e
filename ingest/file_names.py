"""File names from mails and zips, cleaned for people; never used as a path.

>>> clean_name("../../etc/passwd")
'passwd'
>>> clean_name("..\\\\rechnung\\u202efdp.exe")
'rechnungfdp.exe'
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Characters of a name that are kept; file systems allow 255 bytes and a character takes up to four."""
SEPARATORS = re.compile(r"[/\\]")
RESERVED = re.compile(r'[<>:"|?*]')
EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "message/rfc822": ".eml",
    "application/vnd.ms-outlook": ".msg",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def clean_name(name: str) -> str:
    """The last segment of a name without control, direction and reserved characters; may be empty."""
    segment = SEPARATORS.split(unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()))[-1]
    shown = "".join(char for char in segment if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    shown = RESERVED.sub("_", shown).strip(" .")
    stem, dot, extension = shown.rpartition(".")
    if len(shown) <= LONGEST or not dot or len(extension) > 10:
        return shown[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"


def name_for(name: str, media_type: str, number: int) -> str:
    """The cleaned name, or `unnamed-<number>` with the extension of its type; number is 1-based."""
    return clean_name(name) or f"unnamed-{number}{EXTENSIONS.get(media_type, '.bin')}"


def unique(name: str, taken: set[str]) -> str:
    """The name, with ` (2)`, ` (3)`, ... before its extension when it is taken; adds it to `taken`."""
    stem, dot, extension = name.rpartition(".")
    chosen, number = name, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{stem} ({number}).{extension}" if dot else f"{name} ({number})"
    taken.add(chosen.casefold())
    return chosen
