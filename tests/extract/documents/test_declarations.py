"""Declarations of CSS become longhands; what a browser drops is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.documents.declarations import resolved, style_attribute


@pytest.mark.parametrize(
    ("style", "declared"),
    [
        ("display:none", {"display": "none"}),
        ("DISPLAY : /* x */ None ", {"display": "none"}),
        ("display:none;display:foo", {"display": "none"}),
        ("display:none\\9", {}),
        ("*display:none;_display:none", {}),
        ("color:#ggg;color:nocolour", {}),
        ("color:rgb(255 255 255 / 50%)", {"color": "rgb(255 255 255 / 50%)"}),
        ("opacity:full", {}),
        ("background:#fff", {"background-color": "#fff", "background-image": "none"}),
        ("background-color:red;background:none", {"background-color": "transparent", "background-image": "none"}),
        (
            "background:url(x.png) no-repeat #000",
            {"background-color": "#000", "background-image": "url(x.png)"},
        ),
        ("margin:1px 2px 3px -9px", {"margin-top": "1px", "margin-left": "-9px"}),
        ("margin:1px 2px", {"margin-top": "1px", "margin-left": "2px"}),
        ("margin:auto", {"margin-top": "auto", "margin-left": "auto"}),
        ("margin:1px 2px 3px 4px 5px", {}),
        ("inset:1px 2px", {"top": "1px", "right": "2px", "bottom": "1px", "left": "2px"}),
        ("overflow:hidden auto", {"overflow-x": "hidden", "overflow-y": "auto"}),
        ("font:bold 12px/1.4 Arial", {"font-size": "12px"}),
        ("font:700 12px Arial", {"font-size": "12px"}),
        ("font:0/0 a", {"font-size": "0"}),
        ("font:small-caps large serif", {"font-size": "large"}),
        ("font:caption", {"font-size": "medium"}),
        ("list-style:inside none", {"list-style-type": "none"}),
        ("padding:0;border:1px solid", {}),
    ],
)
def test_a_declaration_is_its_longhands(style: str, declared: dict[str, str]) -> None:
    """Only valid values of known properties, in lower case."""
    assert style_attribute(style)[0] == declared


def test_important_ones_are_apart() -> None:
    """They win over what comes later."""
    assert style_attribute("display:none!important;display:block") == ({"display": "block"}, {"display": "none"})


@pytest.mark.parametrize(
    ("style", "inherited", "values"),
    [
        ("color:var(--a)", {"--a": "#fff"}, {"color": "#fff"}),
        ("color:var(--b, red)", {}, {"color": "red"}),
        ("color:var(--b)", {}, {}),
        ("--a:#000;color:var(--a)", {"--a": "#fff"}, {"color": "#000"}),
        ("color:var(--a)", {"--a": "var(--b)", "--b": "#123"}, {"color": "#123"}),
        ("color:var(--a)", {"--a": "var(--a)"}, {}),
        ("background:var(--a)", {"--a": "#fff"}, {"background-color": "#fff", "background-image": "none"}),
        ("display:var(--a)", {"--a": "nonsense"}, {}),
    ],
)
def test_variables_are_put_in(style: str, inherited: dict[str, str], values: dict[str, str]) -> None:
    """From the element itself, its ancestors or the fallback; what stays unknown is dropped."""
    css, _ = resolved(style_attribute(style)[0], inherited)

    assert {name: value for name, value in css.items() if not name.startswith("--")} == values


@given(st.text(st.sampled_from("colrdispay:;#(),-/*!var \\\"'0f%px{}\n"), max_size=80))
def test_any_style_is_read(style: str) -> None:
    """No style breaks the reader."""
    resolved(style_attribute(style)[0], {"--a": style})
