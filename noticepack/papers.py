"""Papers of an appeal: added byte for byte with what they show, listed, withdrawn."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from assemble.answers import AppealAnswers, EvidenceClaim
from assemble.case import Case
from assemble.claims import FEWEST, is_named, requests_to_meet
from assemble.docket import AddedPaper, KeptPaper, WithdrawnPaper
from assemble.file_types import media_type_of
from config.appeals import AppealRules
from config.errors import UsageError
from config.limits import Limits
from config.words import PaperKind, Seen
from ingest.file_names import clean_name
from noticepack.appeals import rules_of
from noticepack.bootstrap import App
from noticepack.docket import add_entry, docket_for
from noticepack.placing import living_case

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a case, and what was done to them just now."""

    case: Case
    papers: tuple[KeptPaper, ...]
    done: str = ""


def claim_from(
    meets: str, shows: str, asins: Sequence[str], paper: str | None, dated: str | None, seen: Sequence[str]
) -> EvidenceClaim:
    """What is said about a paper, from words of the command line. Raises: UsageError (a word that is not known)."""
    kind = _word(PaperKind, paper, "--paper") if paper else None
    marks = tuple(_word(Seen, one, "--seen") for one in seen)
    return EvidenceClaim("", shows.strip(), meets.strip(), tuple(asins), kind, _day(dated), marks)


def _word(words: type[Word], given: str, option: str) -> Word:
    try:
        return words(given.strip().lower().replace("-", "_"))
    except ValueError:
        raise UsageError(f"{option}: {given!r} is not known", advice=f"Give one of: {', '.join(words)}.") from None


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given.strip()) if given else None
    except ValueError:
        raise UsageError(f"--dated: {given!r} is no day", advice="Write year-month-day, like 2026-01-31.") from None


def papers_of(app: App, case_id: str, done: str = "") -> Papers:
    """The papers of a case. Raises: NotStored, UsageError (it was merged)."""
    case = living_case(app, case_id)
    return Papers(case, docket_for(app, case).papers, done)


def add_paper(app: App, case_id: str, file: Path, name: str | None, claim: EvidenceClaim) -> Papers:
    """Keep a paper byte for byte and what it is said to show; the same paper again adds a claim.

    Raises:
        NotStored: no such case. UsageError: the file cannot be read or is too large, another paper has its name, or it
        is said to meet what the notice does not ask for.
    """
    case = living_case(app, case_id)
    docket = docket_for(app, case)
    data = read_file(file, app.settings.limits)
    shown = clean_name(name or file.name) or "paper"
    before = next((paper for paper in docket.papers if paper.name == shown), None)
    _check_claim(case, claim, docket.answers(case_id), rules_of(app))
    digest = app.vault.keep(data)
    if before and before.digest != digest:
        raise UsageError(
            f"{shown}: another paper has this name", advice="Give the new one a --name, or withdraw the other first."
        )
    said = AddedPaper(shown, digest, media_type_of(data, shown), len(data), str(file), replace(claim, file=shown))
    if before and said.claim in before.claims:
        return papers_of(app, case_id, f"{shown}: was there already with the same claim")
    add_entry(app, case_id, said)
    return papers_of(app, case_id, f"{shown}: {'one more claim' if before else 'added'}")


def _check_claim(case: Case, claim: EvidenceClaim, answers: AppealAnswers, rules: AppealRules) -> None:
    requests = requests_to_meet(case, answers, rules)
    if claim.meets and not any(is_named(claim.meets, one) for one in requests):
        listed = "; ".join(f"{one.number} {one.text[:60]}" for one in requests) or "it lists nothing"
        raise UsageError(
            f"the notice asks for nothing that is called {claim.meets!r}",
            advice=f"Give the number of a request, or at least {FEWEST} characters of its words: {listed}.",
        )


def withdraw_paper(app: App, case_id: str, name: str, why: str) -> Papers:
    """Take a paper out of the case; its bytes and the record of it stay. Raises: NotStored, UsageError (none so)."""
    papers = [paper.name for paper in papers_of(app, case_id).papers]
    if name not in papers:
        raise UsageError(f"{case_id} has no paper {name!r}", advice=f"It has: {', '.join(papers) or 'none'}.")
    add_entry(app, case_id, WithdrawnPaper(name, why.strip()))
    return papers_of(app, case_id, f"{name}: withdrawn; its bytes and this record stay")


def read_file(file: Path, limits: Limits) -> bytes:
    """The bytes of a plain file, unchanged. Raises: UsageError (none there, no plain file, empty, too large)."""
    try:
        with file.open("rb") as opened:
            found = os.fstat(opened.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UsageError(f"{file}: is no file", advice="Name a file.")
            if found.st_size > limits.attachment_bytes:
                raise UsageError(
                    f"{file}: {found.st_size} bytes, at most {limits.attachment_bytes}",
                    advice="Scan it again at a lower resolution, or raise limits.attachment_bytes.",
                )
            data = opened.read()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", advice="Name a file that is there and may be read.") from error
    if not data:
        raise UsageError(f"{file}: is empty", advice="Get the paper again; an empty file proves nothing.")
    return data
