"""HTML text: what a browser shows and nothing else, with links and table rows."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ItemError
from extract.documents.css import media_matches
from extract.documents.html import html_to_text
from extract.text import Text


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
    '<div aria-hidden="true">hidden</div>',
    '<div style="position:absolute;left:-9999px">hidden</div>',
    '<div style="position:fixed;top:-2000px">hidden</div>',
    '<div style="position:absolute;left:9999px">hidden</div>',
    '<div style="text-indent:-9999px">hidden</div>',
    '<div style="margin-left:-5000px">hidden</div>',
    '<div style="transform:translateX(-9999px)">hidden</div>',
    '<div style="transform:scale(0)">hidden</div>',
    '<div style="max-height:0;overflow:hidden">hidden</div>',
    '<div style="max-height:0px">hidden</div>',
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
    "<svg><text>hidden</text></svg>",
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


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<p>one\n  two\t three</p>", "one two three"),
        ("<b>deac</b>tivated <i>now</i>", "deactivated now"),
        ("<p>deacti\u200bvation so\u00adon&nbsp;&zwnj; B0\ufeffC1</p>", "deactivation soon B0C1"),
        ("<ul><li>one\ntwo</li><li><p>three</p></li></ul>end", "- one two\n- three\n\nend"),
        ("<ol><li>one<ul><li>inner</li></ul></li></ol>", "- one\n- inner"),
        ("<pre>a  b\n c</pre>", "a  b\nc"),
        ("<dl><dt>ASIN</dt><dd>B0C</dd><dt>Title:</dt><dd>Cup</dd></dl>", "ASIN: B0C\nTitle: Cup"),
        ("<p>中文\n文字 and\nwords</p>", "中文文字 and words"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("<p>{{ 7*7 }} &lt;b&gt; =HYPERLINK(1)</p>", "{{ 7*7 }} <b> =HYPERLINK(1)"),
        ("", ""),
        ("<", "<"),
        ("<table>loose<tr>text<td>cell", "loosetext\n\ncell"),
        ("\x00a\x00", "a"),
    ],
)
def test_layout_becomes_lines(source: str, content: str) -> None:
    """Blocks and breaks end lines, list items have a marker, white space is one space, scripts without spaces none."""
    assert content == read(source).content


@pytest.mark.parametrize(
    ("source", "content", "rows"),
    [
        (
            "<table><tr><th>ASIN<th>Title<tr><td><p>B0C</p><td>Cup<br>blue</table>",
            "ASIN | Title\nB0C | Cup blue",
            (("ASIN", "Title"), ("B0C", "Cup blue")),
        ),
        ("<table><tr><th>ASIN</th><td>B0C</td></tr></table>", "ASIN: B0C", (("ASIN", "B0C"),)),
        ("<table><tr><td>ASIN:</td><td>B0C</td></tr></table>", "ASIN: B0C", (("ASIN:", "B0C"),)),
        ("<table><tr><td>编号：</td><td>1</td></tr></table>", "编号： 1", (("编号：", "1"),)),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a | c", (("a", "", "c"),)),
        ("<table><tr><td>only</td></tr><tr><td>cell</td></tr></table>", "only\ncell", ()),
        ("<table><tr><td><p>A: 1</p><p>B: 2</p></td><td>c</td></tr></table>", "A: 1\n\nB: 2\nc", ()),
        (
            "<table><tr><td><table><tr><td>x</td><td>y</td></tr></table></td><td>z</td></tr></table>",
            "x | y\n\nz",
            (("x", "y"),),
        ),
        ("<table><tr><td>" + "long " * 100 + "</td><td>x</td></tr></table>", ("long " * 100).strip() + "\nx", ()),
        (
            "<table><tr><td>B0A</td><td style='display:none'>no</td><td>Cup</td></tr></table>",
            "B0A | Cup",
            (("B0A", "Cup"),),
        ),
    ],
)
def test_tables_become_rows(source: str, content: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """A row of data is one line and one row; a table that only lays out the page gives lines."""
    text = read(source)

    assert (content, rows) == (text.content, text.rows)


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ('<a href="https://a.example/?x=1&amp;y=2">here</a>', [("here", "https://a.example/?x=1&y=2")]),
        ('x <a href="https://b.example/"> https://a.example/ </a> y', [("https://a.example/", "https://b.example/")]),
        ('<a href="https://a.example/lo&#10;ng\t"><b>two</b><br>lines</a>', [("two\nlines", "https://a.example/long")]),
        ('<a href="https://a.example/"><img src=x></a>', [("", "https://a.example/")]),
        ('<ul><li><a href="u">item</a></li></ul>', [("item", "u")]),
        ('<table><tr><td>a</td><td><a href="u">cell</a></td></tr></table>', [("cell", "u")]),
        ("<a name=x>anchor</a>", []),
        ('<div style="display:none"><a href="https://hidden.example">x</a></div>', []),
        ('<a href="a">one<a href="b">two</a>', [("one", "a"), ("two", "b")]),
        ('<a href="javascript:alert(1)">click</a>', [("click", "javascript:alert(1)")]),
    ],
)
def test_links_keep_what_is_shown_and_where_it_leads(source: str, links: list[tuple[str, str]]) -> None:
    """A link has its visible text, its target as written, and the place where the text stands."""
    text = read(source)

    assert links == [(link.text, link.href) for link in text.links]
    assert all(text.content[link.start : link.end] == link.text for link in text.links)


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True),
        ("screen", True),
        ("all and (min-width: 480px)", True),
        ("only screen and (max-width: 600px)", False),
        ("only screen and (max-device-width:480px), print", False),
        ("print", False),
        ("not print", True),
        ("(width <= 600px)", False),
        ("(width >= 600px)", True),
        ("screen and (prefers-color-scheme : dark)", False),
    ],
)
def test_media_queries_are_answered_for_a_desktop_screen(query: str, holds: bool) -> None:
    """Rules for phones, printers and dark screens do not count."""
    assert holds == media_matches(query)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<div>" * 100_000 + "x", "limit.html_depth"),
        ("<p>" + "".join(f"<b a={i}><p>" for i in range(3000)), "limit.html_depth"),
        ("<br>" * 400_001, "limit.html_nodes"),
        ("<style>" + "p{color:red}" * 4000 + "</style>", "limit.css_rules"),
        ("<p>" + "x" * 200_001, "limit.text_characters"),
    ],
)
def test_what_costs_too_much_is_refused(source: str, code: str) -> None:
    """Depth, number and size have limits with a code of their own, and saying no is quick."""
    with pytest.raises(ItemError) as caught:
        read(source)

    assert code == caught.value.code


@pytest.mark.timeout(120)  # what grows with the square takes far longer, however busy the machine is
def test_a_wide_body_takes_time_in_proportion() -> None:
    """Twenty thousand cells with a style sheet are read within seconds."""
    rows = "".join(f"<tr><td class=a>B0C{i:07}</td><td><a href=x>{i}</a></td></tr>" for i in range(10_000))
    text = read(f"<style>.a{{color:#333}}td{{padding:0}}</style><table>{rows}</table>")

    assert len(text.rows) == 10_000


WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
SHOW = st.sampled_from(["<p>{}</p>", "<div><b>{}</b></div>", "<li>{}</li>", "{}<br>", '<p style="color:#111">{}</p>'])
LINK = st.sampled_from(
    ['<p>at <a href="https://e.example/{0}">{0}</a></p>', '<table><td><a href="{0}"><i>{0}</i></a></table>']
)
HIDE = st.sampled_from(
    [
        '<div style="display:none">{}</div>',
        "<p class=pre>{}</p>",
        '<span style="font-size:0">{}</span>',
        "<!-- {} -->",
        '<i style="color:white">{}</i>',
        "<p hidden><a href='{0}'>{0}</a></p>",
    ]
)
PIECE = st.tuples(SHOW | LINK, WORD.map("s{}".format)) | st.tuples(HIDE, WORD.map("H{}".format))


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECE, max_size=12))
def test_shown_words_survive_and_hidden_words_do_not(pieces: list[tuple[str, str]]) -> None:
    """Whatever is mixed, visible words come out in order, hidden ones do not, and links point at their text."""
    body = "".join(form.format(escape(word)) for form, word in pieces)
    text = read(f"<style>.pre{{display:none}}</style>{body}")
    words = [word for word in text.content.replace("|", " ").split() if word[0] in "sH"]

    assert [word for _, word in pieces if word[0] == "s"] == words
    assert all(text.content[link.start : link.end] == link.text for link in text.links)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/=\"'abpdivtr !-[]&;#0style:{}\n\u200b字"), max_size=120))
def test_any_text_is_read_as_html(source: str) -> None:
    """No input breaks the reader, and nothing without width stays."""
    text = read(source)

    assert "\u200b" not in text.content
    assert all(text.content[link.start : link.end] == link.text for link in text.links)
