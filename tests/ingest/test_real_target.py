"""Gateways and redirectors are taken off a link when the link itself tells where it leads."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.rewriters import load_rewriters
from ingest.real_target import is_gateway, real_target

REWRITERS = load_rewriters()
S = "https://sellercentral.amazon.com/gp/help/201361070?ref=a_b-c&x=1"
E = quote(S, safe="")
DASHED = E.replace("-", "-2D").replace("_", "-5F").replace("%2F", "_").replace("%", "-")
WRAPPED = {
    "microsoft": f"https://eur03.safelinks.protection.outlook.com/?url={E}&data=05%7C02%7C&sdata=x&reserved=0",
    "microsoft, html entity": f"https://nam02.safelinks.protection.outlook.com/?url={E}&amp;data=x&amp;reserved=0",
    "microsoft, api": f"https://nam02.safelinks.protection.outlook.com/ap/t-59584e83/?url={E}&data=x",
    "proofpoint 1": f"https://urldefense.proofpoint.com/v1/url?u={E}&k=x",
    "proofpoint 2": f"https://urldefense.proofpoint.com/v2/url?u={DASHED}&d=DwMFAg&c=x",
    "proofpoint 3": f"https://urldefense.com/v3/__{S}__;!!Fjc1LPEtn8I!xx$",
    "proofpoint 3, one slash": f"https://urldefense.com/v3/__{S.replace('//', '/', 1)}__;!!F!xx$",
    "barracuda": f"https://linkprotect.cudasvc.com/url?a={E}&c=E,1,x&typo=1",
    "cisco": f"https://secure-web.cisco.com/1S1h_Cy8Q/{E}",
    "sophos": f"https://eu-west-1.protection.sophos.com/?d=amazon.com&u={urlsafe_b64encode(S.encode()).decode()}&i=x",
    "trend micro": f"https://ca-1234.ctp.trendmicro.com/wis/clicktime/v1/query?url={E}&umid=x",
    "fireeye": f"https://protect2.fireeye.com/v1/url?k=x&q=1&e=x&u={E}",
    "ses": f"https://abc.r.us-east-1.awstrack.me/L0/{E}/1/0100-000000/xx=1",
    "amazon": f"https://www.amazon.com/gp/r.html?C=1&K=2&R=3&T=C&U={E}&H=4&ref_=pe",
    "google": f"https://www.google.com/url?q={E}&source=gmail&ust=1&usg=x",
    "two gateways": "https://eur03.safelinks.protection.outlook.com/?url="
    + quote(f"https://linkprotect.cudasvc.com/url?a={E}&c=1", safe="")
    + "&data=1",
    "qq": f"https://mail.qq.com/cgi-bin/readtemplate?t=safety&check=false&gourl={E}",
}


@pytest.mark.parametrize("written", WRAPPED.values(), ids=WRAPPED.keys())
def test_gateway_is_taken_off(written: str) -> None:
    """What comes out is the address that went in."""
    assert real_target(written, REWRITERS).startswith(S)
    assert is_gateway(written, REWRITERS)


STARS = [
    ("https://a.example/*x__;", "Ä", "https://a.example/Äx"),
    ("https://a.example/**Ax__;", "Äö", "https://a.example/Äöx"),
    ("https://a.example/**B-*__;", "abcd", "https://a.example/abc-d"),
    ("https://a.example/plain__;", "", "https://a.example/plain"),
]


@pytest.mark.parametrize(("written", "left_out", "target"), STARS)
def test_proofpoint_puts_back_what_it_left_out(written: str, left_out: str, target: str) -> None:
    """One star is one character, `**A` are two, and they come from the base64 behind."""
    kept = urlsafe_b64encode(left_out.encode()).decode().rstrip("=")

    assert real_target(f"https://urldefense.com/v3/__{written}{kept}!!F!x$", REWRITERS) == target


HOST_ONLY = "https://protect-eu.mimecast.com/s/abcDEF?domain=sellercentral.amazon.com"
STAYS = [
    S,
    "https://www.google.com/search?q=https://sellercentral.amazon.com",
    "https://google.com.evil.example/url?q=https://sellercentral.amazon.com",
    "https://evil.example/?url=https://sellercentral.amazon.com",
    "https://eur03.safelinks.protection.outlook.com/?url=javascript:alert(1)",
    "https://eur03.safelinks.protection.outlook.com/?data=1",
    "https://url.uk.m.mimecastprotect.com/s/F6rYCAW0hl6wn3CQg3QZ",
    "https://urldefense.com/v3/__broken",
    "mailto:a@b.example",
    "https://[broken",
    "",
]


@pytest.mark.parametrize("address", STAYS)
def test_what_is_no_gateway_stays(address: str) -> None:
    """Another host, another path, a target that is no web address: nothing is read into it."""
    assert real_target(address, REWRITERS) == address


def test_gateway_that_tells_only_the_host() -> None:
    """Mimecast keeps the address to itself and tells the host."""
    assert real_target(HOST_ONLY, REWRITERS) == "https://sellercentral.amazon.com"


@given(st.text(max_size=200), st.sampled_from(sorted(WRAPPED)))
def test_no_text_breaks_the_reading(text: str, name: str) -> None:
    """Any text in the place of the target gives some address and no error."""
    assert isinstance(real_target(WRAPPED[name].replace(E, text), REWRITERS), str)


@given(
    st.lists(st.sampled_from(["microsoft", "proofpoint 1", "barracuda", "google", "fireeye"]), max_size=4),
    st.from_regex(r"https://[a-z]{1,9}\.example/[A-Za-z0-9_~.-]{0,20}(\?[a-z]=[A-Za-z0-9%_-]{0,9})?", fullmatch=True),
)
def test_any_order_of_gateways(chain: list[str], target: str) -> None:
    """However gateways are stacked, up to a limit, the innermost target comes out."""
    address = target
    for name in chain:
        address = WRAPPED[name].replace(E, quote(address, safe=""))

    assert real_target(address, REWRITERS) == target
