"""The matrix ASIN by requested paper: what shows what, and where nothing does."""

from __future__ import annotations

from dataclasses import dataclass

from assemble.answers import AppealAnswers
from assemble.case import Case, case_asins, case_violations, unique
from assemble.claims import Request, about, made_claims, meets, requests_to_meet
from assemble.evidence import Evidence
from config.appeals import AppealRules

WHOLE = ""
"""Stands for an ASIN where the notices name none: the matter as a whole."""


@dataclass(frozen=True, slots=True)
class Row:
    """One ASIN with what meets each request."""

    asin: str
    """Empty where the notices name none."""
    cells: tuple[tuple[str, ...], ...]
    """For each request the exhibits or `stated`; empty: a gap."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """All ASINs by all requests."""

    requests: tuple[Request, ...]
    rows: tuple[Row, ...]
    usual: tuple[str, ...] = ()
    """Papers usual for the violations, where the notice lists none; never the marketplace's own list."""

    @property
    def gaps(self) -> int:
        """Cells with nothing in them."""
        return sum(not cell for row in self.rows for cell in row.cells)


def matrix(case: Case, answers: AppealAnswers, evidence: Evidence, rules: AppealRules) -> Matrix:
    """Which exhibits meet which request for which ASIN."""
    requests = requests_to_meet(case, answers, rules)
    labels = evidence.labels()
    claims = made_claims(answers, evidence)
    rows = []
    for asin in case_asins(case) or (WHOLE,):
        cells = []
        for request in requests:
            fitting = [c for c in claims if meets(c, request) and (asin is WHOLE or asin in about(c, case))]
            cells.append(unique(labels.get(claim.file, claim.file) or "stated" for claim in fitting))
        rows.append(Row(asin, tuple(cells)))
    usual = [paper for violation in case_violations(case) for paper in rules.guidance(violation).papers]
    return Matrix(requests, tuple(rows), () if requests else unique(usual))


def gaps(case: Case, answers: AppealAnswers, evidence: Evidence, rules: AppealRules) -> tuple[tuple[str, int], ...]:
    """(ASIN, number of the request) for every ASIN that a request is not met for."""
    claims = made_claims(answers, evidence)
    missing = []
    for request in requests_to_meet(case, answers, rules):
        met = {asin for claim in claims if meets(claim, request) for asin in about(claim, case)}
        missing += [(asin, request.number) for asin in case_asins(case) if asin not in met]
    return tuple(missing)
