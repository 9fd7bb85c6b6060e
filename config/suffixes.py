"""The Public Suffix List (publicsuffix.org) as it comes with tldextract, read without tldextract.

tldextract imports an HTTP client that is never wanted here, a fifth of a second for every command that reads a mail; of
its package only the list is used, the part that registries wrote (`ICANN DOMAINS`). Nothing is fetched.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from config.errors import RulesError

PACKAGE = "tldextract"
SNAPSHOT = ".tld_set_snapshot"
PRIVATE = "// ===BEGIN PRIVATE DOMAINS==="
_RULE = re.compile(r"^[!*.]*\w\S*", re.MULTILINE)


@cache
def suffix_rules() -> frozenset[str]:
    """The rules of the list as written: `co.uk`, `*.ck`, `!www.ck`.

    Raises:
        RulesError: the list is not where tldextract keeps it.
    """
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    path = Path(folders[0] if folders else PACKAGE, SNAPSHOT)
    try:
        public = path.read_text(encoding="utf-8").partition(PRIVATE)[0]
    except OSError as error:
        raise RulesError(path, 1, "the list of public suffixes is missing; install noticepack again") from error
    return frozenset(_RULE.findall(public))


def public_suffix(host: str) -> str:
    """The public suffix of a host in lower case Unicode; empty under a top-level domain that is not listed.

    The longest rule counts; `*` stands for one label, `!` takes an exception out of it.

    >>> public_suffix("sellercentral.amazon.co.uk"), public_suffix("amazon.nowhere"), public_suffix("www.ck")
    ('co.uk', '', 'ck')
    """
    rules = suffix_rules()
    labels = host.split(".")
    for start in range(len(labels)):
        here, above = ".".join(labels[start:]), ".".join(labels[start + 1 :])
        if f"!{here}" in rules:
            return above
        if here in rules or (above and f"*.{above}" in rules):
            return here
    return ""
