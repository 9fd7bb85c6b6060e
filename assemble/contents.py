"""What a packet answers and holds, in few words: what a later reply is compared with. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assemble.claims import made_claims, meets, requests_to_meet
from assemble.dossier import Dossier
from assemble.forms import choose_form
from assemble.texts import texts_of
from config.appeals import AppealRules


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the evidence."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Met:
    """Something that a notice asks for, and the files or statements that answer it; empty where nothing does."""

    request: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a packet answers and holds."""

    form: str
    """Id of the form it was made with; empty where nothing is to be submitted."""
    requests: tuple[Met, ...] = ()
    files: tuple[Held, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    """(place, text): what the seller wrote."""


def contents_of(dossier: Dossier, appeals: AppealRules) -> Contents:
    """What the packet of a case answers and holds."""
    case, answers, evidence = dossier.case, dossier.answers, dossier.evidence
    form = choose_form(case, answers.path, appeals).form
    claims = made_claims(answers, evidence)
    requests = [
        Met(one.text, tuple(claim.file or claim.shows for claim in claims if meets(claim, one)))
        for one in requests_to_meet(case, answers, appeals)
    ]
    files = tuple(Held(file.name, file.digest) for file in evidence.files)
    texts = tuple((place, text) for place, text in texts_of(answers) if text.strip())
    return Contents(form.id if form else "", tuple(requests), files, texts)


def contents_to_json(contents: Contents) -> dict[str, Any]:
    """The contents as plain JSON data."""
    return {
        "form": contents.form,
        "requests": [{"request": met.request, "by": list(met.by)} for met in contents.requests],
        "files": [{"name": held.name, "digest": held.digest} for held in contents.files],
        "texts": [{"place": place, "text": text} for place, text in contents.texts],
    }


def contents_from_json(data: Mapping[str, Any]) -> Contents:
    """The contents that `contents_to_json` made. Raises: KeyError, TypeError (the data are no such contents)."""
    return Contents(
        data["form"],
        tuple(Met(met["request"], tuple(met["by"])) for met in data["requests"]),
        tuple(Held(held["name"], held["digest"]) for held in data["files"]),
        tuple((one["place"], one["text"]) for one in data.get("texts", ())),
    )
