"""HTML text: what a browser shows and nothing else, with links and table rows."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ItemError
from extract.documents.html import html_to_text
from extract.text import Text


def read(source: str) -> Text:
    """The text of an HTML body."""
    return html_to_text("body", source, 200_000)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<p>one\n  two\t three</p>", "one two three"),
        ("<b>deac</b>tivated <i>now</i>", "deactivated now"),
        ("<p>deacti\u200bvation so\u00adon&nbsp;&zwnj; B0\ufeffC1</p>", "deactivation soon B0C1"),
        ("<ul><li>one\ntwo</li><li><p>three</p></li></ul>end", "- one two\n- three\n\nend"),
        ("<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>", "1. one\n- inner\n2. two"),
        (
            '<ol start=3 type=a><li>x<li value=9>y</ol><ol style="list-style:upper-roman"><li>z</ol>',
            "c. x\ni. y\n\nI. z",
        ),
        (
            '<ol reversed><li>x</ol><ol style="list-style:none"><li>y</ol><ul style="list-style:none"><li>z</ul>',
            "- x\n\n- y\n\n- z",
        ),
        ("<pre>a  b\n c</pre>", "a  b\nc"),
        ("<dl><dt>ASIN</dt><dd>B0C</dd><dt>Title:</dt><dd>Cup</dd></dl>", "ASIN: B0C\nTitle: Cup"),
        ("<p>中文\n文字 and\nwords</p>", "中文文字 and words"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("<p><bdo dir=rtl>7K5C0B</bdo> \u202esyad\u202c <bdo dir=ltr>left</bdo></p>", "B0C5K7 days left"),
        ('<p style="text-transform:uppercase">b0c <i style="text-transform:none">x</i></p>', "B0C x"),
        ('<p style="text-transform:capitalize">it\'s late</p>', "It's Late"),
        (
            '<style>.l::before{content:"ASIN: "}.l:after{content:" (" attr(data-x)}</style><b class=l data-x=7>B0C</b>',
            "ASIN: B0C (7",
        ),
        ('<style>b::before{content:"no";display:none}i::before{content:none}</style><b>B0C</b><i>x</i>', "B0Cx"),
        ('A<span style="display:block">b</span>c<a style="float:left">d</a>e', "A\nb\nc\nd\ne"),
        ('<div style="display:inline">a</div><div style="display:inline">b</div>', "ab"),
        ('<div style="display:flex"><b>a</b><i>b</i></div>', "a\nb"),
        ('<b style="display:inline-block;width:90px">a</b><b style="display:inline-block;width:90px">b</b>', "a b"),
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
        (
            "<table><tr><th>Id<th>ASIN<th>Title<tr><td rowspan=2>15<td>B0A<td>Cup<tr><td>B0B<td>Mug"
            "<tr><td>16<td>B0D<td>Pot</table>",
            "Id | ASIN | Title\n15 | B0A | Cup\nB0B | Mug\n16 | B0D | Pot",
            (("Id", "ASIN", "Title"), ("15", "B0A", "Cup"), ("15", "B0B", "Mug"), ("16", "B0D", "Pot")),
        ),
        (
            "<table><tr><td>a<td>b<td>c<tr><td colspan=2>d<td>e<tr><td>f<td colspan=99999999>g</table>",
            "a | b | c\nd | e\nf | g",
            (("a", "b", "c"), ("d", "", "e"), ("f", "g", *[""] * 19)),
        ),
        (
            "<table><tr><td rowspan=2>a<td>b<td rowspan=2>c<tr><td>d</table>",
            "a | b | c\nd",
            (("a", "b", "c"), ("a", "d", "c")),
        ),
        (
            '<p style="display:table-row"><b style="display:table-cell">a</b><i style="display:table-cell">b</i></p>',
            "a | b",
            (("a", "b"),),
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
        (
            '<base href="https://a.example/x/"><a href="/y">a</a> <a href="z">b</a>',
            [("a", "https://a.example/y"), ("b", "https://a.example/x/z")],
        ),
        ('<a href="javascript:alert(1)">click</a>', [("click", "javascript:alert(1)")]),
    ],
)
def test_links_keep_what_is_shown_and_where_it_leads(source: str, links: list[tuple[str, str]]) -> None:
    """A link has its visible text, its target as written, and the place where the text stands."""
    text = read(source)

    assert links == [(link.text, link.href) for link in text.links]
    assert all(text.content[link.start : link.end] == link.text for link in text.links)


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


@pytest.mark.timeout(60)
def test_rules_inside_each_other_do_not_multiply() -> None:
    """Selectors of many parts on eight levels cost no more than they say."""
    many = ",".join(f".a{n}" for n in range(60))
    nested = "".join(f"{many}{{color:red;" for _ in range(12)) + "}" * 12

    assert read(f"<style>{nested} p{{display:none}}</style><p>gone</p>shown").content == "shown"


def test_cells_that_reach_far_take_no_room() -> None:
    """Cells over thousands of rows and columns stand in so many rows as there are, in twenty columns at most."""
    head = "<tr>" + "<td rowspan=99999 colspan=99999>x" * 50
    text = read(f"<table>{head}{'<tr><td>y<td>z' * 2_000}</table>")

    assert max(map(len, text.rows[1:])) <= 60
    assert len(text.rows) == 2_001


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
