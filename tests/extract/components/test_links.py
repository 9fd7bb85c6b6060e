"""Links come out as they lead, and many spellings of one help page have one id."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.links import clean, help_id, links_in, urls_in, within
from extract.reading import Reading

S = "https://sellercentral.amazon.com"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (f"see {S}/gp/help/201361070.", [f"{S}/gp/help/201361070"]),
        (f"({S}/performance/dashboard)", [f"{S}/performance/dashboard"]),
        (f"请前往{S}/performance/notifications找到", [f"{S}/performance/notifications"]),
        (f"知识产权政策（{S}/gp/help/201361070）。", [f"{S}/gp/help/201361070"]),
        (f"{S}/spx/myc/\ncompliance?ref=ah_em_ap\nnext", [f"{S}/spx/myc/compliance?ref=ah_em_ap"]),
        (f"> {S}/spx/myc/\n> compliance?ref=x", [f"{S}/spx/myc/compliance?ref=x"]),
        (f"{S}/performance/dashboard/\n\nWhile we look", [f"{S}/performance/dashboard/"]),
        (f"at {S}/performance/dashboard\nPlease answer", [f"{S}/performance/dashboard"]),
        (f"{S}/help/x(1)", [f"{S}/help/x(1)"]),
        ("http://www.amazon.com", ["http://www.amazon.com"]),
        (
            f"help <https://x.safelinks.protection.outlook.com/?url={quote(S + '/gp/help/1', safe='')}&data=05%7C02>.",
            [f"{S}/gp/help/1"],
        ),
        (f"https://urldefense.com/v3/__{S}/gp/help/1__;!!Fjc1LPEtn8I!x-y$).", [f"{S}/gp/help/1"]),
        (f"https://secure-web.cisco.com/1S1h_Cy8Q/{quote(S, safe='')}%2Fx, and", [f"{S}/x"]),
        ("https://merchant.joom.com/chat.", ["https://merchant.joom.com/chat"]),
        # must not match
        ("https://sellercentral.amazon.com.evil.example/x", []),
        ("https://sellercentral.amazon.com@evil.example/x", []),
        ("https://sellercentral-amazon.example/x", []),
        ("https://amazon.com.evil.example", []),
        ("http://198.51.100.24/sellercentral", []),
        ("https://itunes.apple.com/app/amazon-seller", []),
        ("javascript:alert(1)", []),
        (f"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F{S}", []),
        (f"https://evil.example/?url={quote(S, safe='')}", []),
        ("notice@amazon.com", []),
    ],
)
def test_platform_links_of_a_text(reading_of: Callable[..., Reading], text: str, urls: list[str]) -> None:
    """Glue, wraps and closing signs go; other hosts are not the platform's."""
    assert [found.link.url for found in links_in(reading_of(text))] == urls


def test_a_shortened_link_is_kept_and_marked(reading_of: Callable[..., Reading]) -> None:
    """It is never completed."""
    (found,) = links_in(reading_of("Also see https://sellercentral.amazon.c ... 386250"))

    assert found.link.truncated
    assert found.link.help_id is None
    assert found.link.url == "https://sellercentral.amazon.c ... 386250"


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("/gp/help/201361070", "201361070"),
        ("/gp/help/G201361070", "201361070"),
        ("/gp/help/external/201361070?language=zh_CN", "201361070"),
        ("/gp/help/external/help.html?itemID=201361070&ref=efph_201361070_cont_521", "201361070"),
        ("/help/hub/reference/G201361070", "201361070"),
        ("/help/hub/reference/external/G201361070?locale=en-US", "201361070"),
        ("/gp/help/external/help.html?itemID=G9RA9LYBJ3QP27M6", "9RA9LYBJ3QP27M6"),
        ("/gp/help/external/9ra9lybj3qp27m6", "9RA9LYBJ3QP27M6"),
        ("/gp/help/external/GABBX6GZPA8MSZGW", "ABBX6GZPA8MSZGW"),
        ("/gp/help/20231", "20231"),
        # must not match
        ("/performance/dashboard", None),
        ("/gp/help/external/help.html", None),
        ("/fba/dangerous-goods/upload", None),
        ("/gp/help", None),
    ],
)
def test_help_pages_have_one_id(path: str, identifier: str | None) -> None:
    """The last id, upper case, without a leading G."""
    assert help_id(S + path) == identifier


@given(st.from_regex(r"[0-9]{4,10}", fullmatch=True), st.booleans(), st.sampled_from(["", "?language=de_DE", "#top"]))
def test_canonical_ids_do_not_depend_on_the_spelling(number: str, with_g: bool, tail: str) -> None:
    """G or not, path or query: the id is the number."""
    spelled = ("G" if with_g else "") + number

    assert help_id(f"{S}/gp/help/{spelled}{tail}") == number
    assert help_id(f"{S}/help/hub/reference/external/{spelled}{tail}") == number


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    """Any text gives links with places inside it."""
    for url, start, end, _ in urls_in(text + " https://a.example/" + text):
        assert url
        assert 0 <= start < end


@given(
    st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/?=&_-]{0,30}[a-z0-9/]", fullmatch=True),
    st.sampled_from([".", ",", ")", '"', "!", ";", "。"]),
)
def test_closing_signs_are_not_part_of_an_address(url: str, sign: str) -> None:
    """What a sentence puts behind an address is cut."""
    assert clean(url + sign.replace("。", ".")) == url


@pytest.mark.parametrize(
    ("host", "fits"), [("a.amazon.com", True), ("amazon.com", True), ("xamazon.com", False), ("amazon.com.x", False)]
)
def test_a_host_belongs_to_its_registrable_domain(host: str, fits: bool) -> None:
    """Never by substring."""
    assert bool(within(host, ("amazon.com",))) is fits
