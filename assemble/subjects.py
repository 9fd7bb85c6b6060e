"""What a case is about, as sets to compare cases by: numbers, names, days."""

from __future__ import annotations

from assemble.case import Case, case_asins
from assemble.dossier import Other
from assemble.literal import one_line
from extract.facts import REFERENCE_KINDS

SHORTEST = 5
"""Characters of a number or name that is told from other words of a text."""


def numbers_of(case: Case) -> frozenset[str]:
    """Every reference number of the case's notices."""
    found = {number for j in case.notices for kind in REFERENCE_KINDS for number in getattr(j.facts.references, kind)}
    for complaint in (c for joined in case.notices for c in joined.facts.complaints):
        found |= {complaint.complaint_id or ""} | ({complaint.asserted.number} if complaint.asserted else set())
    return frozenset(number for number in map(one_line, found) if len(number) >= SHORTEST)


def names_of(case: Case) -> frozenset[str]:
    """The rights owners and product titles of the case's notices."""
    complaints = [complaint for joined in case.notices for complaint in joined.facts.complaints]
    owners = [one.rights_owner.name for one in complaints if one.rights_owner]
    names = [one_line(name) for name in (*owners, *(one.title for one in complaints)) if name]
    return frozenset(name for name in names if len(name) >= SHORTEST)


def other_of(case: Case) -> Other:
    """What the checks of another case need to know of this one."""
    days = frozenset(joined.facts.issued.date() for joined in case.notices if joined.facts.issued)
    return Other(case.id, frozenset(case_asins(case)), numbers_of(case), names_of(case), days)
