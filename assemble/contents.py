"""What a packet answers and holds, in few words: what a later reply is compared with. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.evidence import Evidence
from assemble.forms import papers_asked
from assemble.readiness.base import choice_of
from assemble.readiness.papers import claim_meets, is_made
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


def contents_of(case: Case, answers: AppealAnswers | None, evidence: Evidence, appeals: AppealRules) -> Contents:
    """What the packet of a case answers and holds with these answers and this evidence."""
    form = choice_of(case, answers, appeals).form
    labels = evidence.labels()
    claims = [claim for claim in answers.evidence if is_made(claim, labels)] if answers else []
    requests = [
        Met(text, tuple(claim.file or claim.shows for claim in claims if claim_meets(claim, number, text)))
        for number, text in enumerate(papers_asked(case), start=1)
    ]
    files = tuple(Held(file.name, file.digest) for file in evidence.files)
    return Contents(form.id if form else "", tuple(requests), files)


def contents_to_json(contents: Contents) -> dict[str, Any]:
    """The contents as plain JSON data."""
    return {
        "form": contents.form,
        "requests": [{"request": met.request, "by": list(met.by)} for met in contents.requests],
        "files": [{"name": held.name, "digest": held.digest} for held in contents.files],
    }


def contents_from_json(data: Mapping[str, Any]) -> Contents:
    """The contents that `contents_to_json` made. Raises: KeyError, TypeError (the data are no such contents)."""
    return Contents(
        data["form"],
        tuple(Met(met["request"], tuple(met["by"])) for met in data["requests"]),
        tuple(Held(held["name"], held["digest"]) for held in data["files"]),
    )
