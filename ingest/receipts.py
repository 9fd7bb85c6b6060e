"""What the receiving mail server reported about a message: Authentication-Results (RFC 8601), trusted servers only.

Anyone may write such a header; only one by a server that the operator named counts, and of several by that server the
topmost that speaks of a method decides (RFC 8601 section 5: servers put theirs on top and remove forged ones).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest import hosts
from ingest.proof import Sealed

HEADER_CHARACTERS = 8_000
"""Longer headers are not parsed: the grammar nests, and no server writes one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One result of one method."""

    method: str
    """`dkim`, `spf` or `dmarc`."""
    result: str
    """`pass`, `fail`, `none`, ..., lower case."""
    domain: str
    """The domain that the result is about: `header.d` of DKIM, `header.from` of DMARC; lower case, may be empty."""


@dataclass(frozen=True, slots=True)
class Report:
    """What trusted servers said."""

    checks: tuple[Check, ...]
    others: tuple[str, ...]
    """Names of servers that reported but are not trusted."""
    conflicting: bool
    """Whether headers in the trusted server's name contradict one another on DKIM: one of them is forged."""

    def passed(self, method: str) -> tuple[Check, ...]:
        """The checks of a method that passed."""
        return tuple(one for one in self.checks if one.method == method and one.result == "pass")

    def failed(self, method: str) -> tuple[Check, ...]:
        """The checks of a method that failed."""
        return tuple(one for one in self.checks if one.method == method and one.result in ("fail", "hardfail"))


@lru_cache(maxsize=16)
def report_of(headers: tuple[str, ...], trusted: tuple[str, ...]) -> Report:
    """The report in the Authentication-Results headers of a message, top first."""
    names = {one.strip().lower().rstrip(".") for one in trusted}
    decided: dict[str, tuple[Check, ...]] = {}
    others: list[str] = []
    conflicting = False
    for server, checks in _parsed(headers):
        if server not in names:
            others.append(server)
            continue
        for method in {one.method for one in checks}:
            said = tuple(one for one in checks if one.method == method)
            if method == "dkim" and method in decided and _passing(decided[method]) != _passing(said):
                conflicting = True
            decided.setdefault(method, said)
    flat = tuple(one for method in ("dkim", "dmarc", "spf") for one in decided.get(method, ()))
    return Report(flat, tuple(dict.fromkeys(others)), conflicting)


def sealed_report(sealed: tuple[Sealed, ...], trusted: tuple[str, ...]) -> Report:
    """The report of trusted servers in an ARC chain; each counts only where it sealed what it told (RFC 8617)."""
    own = [one.results for one in sealed if _server(one.results) and _of(one.domain, _server(one.results))]
    return report_of(tuple(own), trusted)


def _of(domain: str, server: str) -> bool:
    return hosts.registrable(domain) == hosts.registrable(server)


def _server(value: str) -> str:
    return next((server for server, _ in _parsed((value,))), "")


def _passing(checks: tuple[Check, ...]) -> set[str]:
    return {one.domain for one in checks if one.result == "pass"}


def _parsed(headers: tuple[str, ...]) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """Server and checks of each header that follows the grammar; one that does not says nothing."""
    import authres

    for value in headers:
        if len(value) > HEADER_CHARACTERS or value.count("(") > 200:
            continue
        try:
            parsed = authres.AuthenticationResultsHeader.parse_value(value)
        except (authres.AuthResError, SyntaxError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
            continue
        server = str(parsed.authserv_id or "").lower().rstrip(".")
        yield server, tuple(_checks(parsed.results))


def _checks(results: object) -> Iterator[Check]:
    for one in results if isinstance(results, list) else []:
        method = str(getattr(one, "method", "") or "").lower()
        if method in ("dkim", "spf", "dmarc"):
            yield Check(method, str(one.result or "").lower(), _domain(one, method))


def _domain(result: object, method: str) -> str:
    wanted = {"dkim": ("header", ("d", "i")), "dmarc": ("header", ("from",)), "spf": ("smtp", ("mailfrom",))}[method]
    properties = {
        str(found.name).lower(): str(found.value or "")
        for found in getattr(result, "properties", ())
        if str(found.type).lower() == wanted[0]
    }
    value = next((properties[name] for name in wanted[1] if name in properties), "")
    return value.rpartition("@")[2].strip().lower().rstrip(".")
