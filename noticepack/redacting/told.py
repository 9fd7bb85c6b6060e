"""What is told of a redaction: rows for a table, an object for programs. Kinds, places, masked forms; never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assemble.redact.file import RedactedFile
from assemble.redact.seek import Place
from assemble.redact.sensitive import Strength
from config.redaction import Entity
from noticepack.outcome import Quarantined
from noticepack.redacting.work import Asked

WHY = {
    Strength.FORM: "its form",
    Strength.CONTEXT: "form and words beside it",
    Strength.LABEL: "its label",
    Strength.GUESS: "a model takes it for a name",
}
KINDS = {
    Entity.EMAIL: "e-mail address",
    Entity.IBAN: "IBAN",
    Entity.CARD: "bank card",
    Entity.VAT: "VAT number",
    Entity.USCC: "social credit code",
    Entity.RESIDENT_ID: "resident identity no",
    Entity.EIN: "EIN",
    Entity.SSN: "SSN",
    Entity.INN: "INN",
    Entity.SNILS: "SNILS",
    Entity.MY_NUMBER: "My Number",
    Entity.NATIONAL_ID: "national identity no",
    Entity.IP_ADDRESS: "IP address",
    Entity.TOKEN: "key or token",
    Entity.PERSON: "name of a person",
    Entity.ADDRESS: "postal address",
    Entity.FILE: "file in a coding",
}
"""How kinds are called where their own word is not plain enough."""


def kind_of(place: Place) -> str:
    """What was removed, in words."""
    return KINDS.get(place.entity, place.entity.value.replace("_", " "))


def where_of(place: Place) -> str:
    """Where it stood, in words."""
    page = f"page {place.page}" if place.page else ""
    return ", ".join(part for part in (place.where, page) if part) or "–"


def why_of(place: Place) -> str:
    """Why it goes, in words."""
    return "seen elsewhere too" if place.known else WHY[place.strength]


def place_rows(places: Sequence[Place]) -> list[tuple[str, str, str, str, str]]:
    """A row a value: kind, place, masked form, mark, reason."""
    return [(kind_of(p), where_of(p), p.shape, p.mark, why_of(p)) for p in places]


def count_rows(places: Sequence[Place]) -> list[tuple[str, str, str]]:
    """A row a kind: how many, and where."""
    counts = Counter(map(kind_of, places))
    rows = []
    for kind, count in counts.most_common():
        where = list(dict.fromkeys(where_of(p) for p in places if kind_of(p) == kind))
        more = f" and {len(where) - 6} more" if len(where) > 6 else ""
        rows.append((kind, str(count), "; ".join(where[:6]) + more))
    return rows


def name_of(asked: Asked, found: RedactedFile | Quarantined) -> str:
    """The file's name where it tells no value, else the one that its copy gets."""
    return found.file.name if isinstance(found, RedactedFile) and found.name_tells else asked.name


def told_json(asked: Asked, found: RedactedFile | Quarantined, written: str | None) -> dict[str, object]:
    """The public form; `written`: where the redacted file is."""
    head: dict[str, object] = {
        "file": name_of(asked, found),
        "media_type": asked.media_type,
        "audience": asked.audience.value,
        "proven": isinstance(found, RedactedFile),
    }
    if isinstance(found, Quarantined):
        return head | {"error": {"code": found.code, "reason": found.reason}}
    return head | {
        "original": found.original,
        "written": written,
        "digest": found.file.digest,
        "removed": dict(sorted(Counter(p.entity.value for p in found.places).items())),
        "places": [_place_json(p) for p in found.places],
        "dropped": list(found.dropped),
        "read_back_with": list(found.readers),
    }


def _place_json(place: Place) -> dict[str, object]:
    return {
        "entity": place.entity.value,
        "where": where_of(place),
        "masked": place.shape,
        "mark": place.mark,
        "why": why_of(place),
    }
