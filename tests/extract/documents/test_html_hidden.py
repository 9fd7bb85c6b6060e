"""What an HTML body hides is not read, what it shows is: one way of hiding a row, then whole pages of mailers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.documents.html import html_to_text
from extract.text import Text

PAGES = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text(encoding="utf-8"))


def read(source: str) -> Text:
    """The text of an HTML body."""
    return html_to_text("body", source, 200_000)


HIDDEN = [
    '<div style="display:none">hidden</div>',
    '<div style="DISPLAY : NONE !important">hidden</div>',
    '<div style="display:none"><p style="display:block">hidden</p></div>',
    '<p style="visibility:hidden">hidden</p>',
    '<p style="visibility: collapse">hidden</p>',
    '<p style="opacity:0">hidden</p>',
    '<p style="opacity:.01">hidden</p>',
    '<div style="opacity:.2"><div style="opacity:.2">hidden</div></div>',
    '<p style="filter:opacity(0%)">hidden</p>',
    '<p style="font-size:0">hidden</p>',
    '<p style="font-size:1px;line-height:1px">hidden</p>',
    '<p style="font:0/0 a">hidden</p>',
    '<p style="font-size:.05em">hidden</p>',
    '<p style="color:#fff">hidden</p>',
    '<p style="color:#FEFEFE">hidden</p>',
    '<p style="color:rgb(255, 255, 255)">hidden</p>',
    '<p style="color:white">hidden</p>',
    '<p style="color:transparent">hidden</p>',
    '<p style="color:rgba(0,0,0,0)">hidden</p>',
    '<p style="-webkit-text-fill-color:transparent">hidden</p>',
    '<font color="#ffffff">hidden</font>',
    '<table bgcolor="#003366"><tr><td style="color:#003366">hidden</td></tr></table>',
    '<div style="background:#000"><span style="color:#010101">hidden</span></div>',
    "<p hidden>hidden</p>",
    '<div style="position:absolute;left:-9999px">hidden</div>',
    '<div style="position:fixed;top:-2000px">hidden</div>',
    '<div style="position:absolute;left:9999px">hidden</div>',
    '<div style="text-indent:-9999px">hidden</div>',
    '<div style="margin-left:-5000px">hidden</div>',
    '<div style="transform:translateX(-9999px)">hidden</div>',
    '<div style="transform:scale(0)">hidden</div>',
    '<div style="max-height:0;overflow:hidden">hidden</div>',
    '<div style="height:0;overflow:hidden">hidden</div>',
    '<div style="width:0;overflow-x:hidden">hidden</div>',
    '<span style="position:absolute;clip:rect(0,0,0,0)">hidden</span>',
    '<span style="clip-path:inset(50%)">hidden</span>',
    "<!-- hidden -->",
    "<!--[if mso]><p>hidden</p><![endif]-->",
    "<script>hidden</script>",
    "<script><!-- hidden --></script>",
    "<style>hidden{}</style>",
    "<template><p>hidden</p></template>",
    "<title>hidden</title>",
    "<textarea>hidden</textarea>",
    "<select><option>hidden</option></select>",
    "<svg><title>hidden</title><desc>hidden</desc><defs><text>hidden</text></defs></svg>",
    "<math><annotation>hidden</annotation></math>",
    "<progress>hidden</progress>",
    "<style media=screen>.pre{display:none}</style><div class=pre>hidden</div>",
    "<style>b::after{content:'hidden';display:none}</style><b></b>",
    "<iframe>hidden</iframe>",
    "<object>hidden</object>",
    "<video>hidden</video>",
    "<details><summary>more</summary>hidden</details>",
    "<dialog>hidden</dialog>",
    '<img src="http://track.example/p.gif" width="1" height="1" alt="hidden">',
    "<style>.pre{display:none}</style><div class=pre>hidden</div>",
    "<style>.pre{display:none !important}.pre{display:block}</style><div class=pre>hidden</div>",
    "<style>#a{display:none}.b{display:block}</style><div id=a class=b>hidden</div>",
    "<style>td > .x{color:#fff}</style><table><tr><td><span class=x>hidden</span></td></tr></table>",
    "<style>@media screen{.pre{font-size:0}}</style><div class=pre>hidden</div>",
    "<style>@media (min-width:600px){.pre{display:none}}</style><div class=pre>hidden</div>",
    "<style>@supports (display:grid){.pre{visibility:hidden}}</style><div class=pre>hidden</div>",
    "<style><!-- .pre{display:none} --></style><div class=pre>hidden</div>",
    "<div class=pre>hidden</div><style>.pre{display:none}</style>",
]


@pytest.mark.parametrize("source", HIDDEN)
def test_what_a_browser_hides_is_not_read(source: str) -> None:
    """Hidden text is left out, the text around it stays."""
    text = read(f"<html><body><p>before</p>{source}<p>after</p></body></html>")

    assert "hidden" not in text.content
    assert text.content.startswith("before")
    assert text.content.endswith("after")


SHOWN = [
    '<div aria-hidden="true">shown</div>',
    '<div style="max-height:0px">shown</div>',
    "<svg><text>shown</text></svg>",
    "<style media=print>p{display:none}</style><p>shown</p>",
    "<style media='screen and (max-width:480px)'>p{display:none}</style><p>shown</p>",
    "<style type='text/x'>p{display:none}</style><p>shown</p>",
    '<span style="height:0;overflow:hidden;width:0">shown</span>',
    '<p style="display:block">shown</p>',
    '<p style="color:#fff;background:#000">shown</p>',
    '<div style="background-color:#ff9900"><a href="x" style="color:#ffffff">shown</a></div>',
    '<table><tr><td bgcolor="#232f3e"><font color="white">shown</font></td></tr></table>',
    '<div style="background:url(x.png)"><p style="color:#fff">shown</p></div>',
    '<div style="visibility:hidden">no<p style="visibility:visible">shown</p></div>',
    '<div style="font-size:0"><span style="font-size:14px">shown</span></div>',
    '<div style="color:#fff">no<a href="https://example.com">shown</a></div>',
    '<p style="color:#767676">shown</p>',
    '<p style="color:#c00">shown</p>',
    '<p style="opacity:.5">shown</p>',
    '<p style="max-height:200px;overflow:hidden">shown</p>',
    '<p style="height:0">shown</p>',
    '<p style="font:14px Arial">shown</p>',
    '<p style="font:bold 12px/1.4 Arial">shown</p>',
    '<p style="font:700 12px Arial">shown</p>',
    '<p style="font-size:10pt">shown</p>',
    '<p style="text-indent:-20px">shown</p>',
    '<p style="mso-hide:all">shown</p>',
    "<![if !mso]><p>shown</p><![endif]>",
    "<!--[if !mso]><!--><p>shown</p><!--<![endif]-->",
    "<noscript>shown</noscript>",
    "<details open><summary>more</summary>shown</details>",
    "<style>.pre{display:none}.pre{display:block}</style><div class=pre>shown</div>",
    "<style>.pre{display:none}.pre{display:block!important}</style><div class=pre>shown</div>",
    "<style>.pre{display:none}</style><div class=pre style='display:block'>shown</div>",
    "<style>@media (max-width:600px){.pre{display:none}}</style><div class=pre>shown</div>",
    "<style>@media print{.pre{display:none}}</style><div class=pre>shown</div>",
    "<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style><p>shown</p>",
    "<style>p:hover{display:none}</style><p>shown</p>",
    "<style>}}} .x{color:#fff} @@ !</style><p>shown</p>",
]


@pytest.mark.parametrize("source", SHOWN)
def test_what_a_browser_shows_is_read(source: str) -> None:
    """Text that a reader sees is never taken for hidden."""
    assert "shown" in read(f"<html><body>{source}</body></html>").content


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_page_is_read_as_it_is_shown(page: dict[str, str]) -> None:
    """Words, lines and rows of each page; tests/browser compares the same pages with a browser."""
    assert read(page["source"]).content == page["text"]
    assert "gone" not in page["text"]
