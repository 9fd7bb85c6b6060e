"""Public suffixes are found as tldextract finds them, without importing it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tldextract import TLDExtract

from config.suffixes import public_suffix, suffix_rules

REFERENCE = TLDExtract(suffix_list_urls=(), cache_dir=None)
LABELS = st.sampled_from(["a", "www", "com", "co", "uk", "jp", "kobe", "city", "ck", "amazon", "公司", "xyz"])
SUFFIXES = st.sampled_from(sorted(rule.lstrip("!*.") for rule in suffix_rules()))


def reference(host: str) -> str:
    """What tldextract says."""
    return REFERENCE.extract_str(host).suffix


@given(st.lists(LABELS, max_size=3), SUFFIXES)
def test_a_host_has_the_suffix_that_tldextract_finds(labels: list[str], suffix: str) -> None:
    """Under every rule of the list, with labels before it."""
    host = ".".join([*labels, suffix])

    assert public_suffix(host) == reference(host)


@pytest.mark.parametrize(
    ("host", "suffix"),
    [
        ("sellercentral.amazon.co.uk", "co.uk"),
        ("amazon.com.evil.com", "com"),
        ("shop.city.kobe.jp", "kobe.jp"),
        ("a.b.c.kobe.jp", "c.kobe.jp"),
        ("某店.公司.cn", "公司.cn"),
        # must not be a suffix
        ("bucket.s3.amazonaws.com", "com"),
        ("127.0.0.1", ""),
        ("localhost", ""),
        ("amazon.nowhere", ""),
        ("", ""),
    ],
)
def test_suffixes_of_hosts(host: str, suffix: str) -> None:
    """Wildcards, exceptions and private domains, which are none."""
    assert public_suffix(host) == suffix == reference(host)


def test_no_http_client_is_imported() -> None:
    """Judging hosts loads neither tldextract nor requests."""
    code = (
        "import sys, ingest.hosts as h; h.registrable('a.b.com'); print({'requests', 'tldextract'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
