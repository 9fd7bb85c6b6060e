"""How an element of a page looks, worked out from its ancestors and its own declarations, and whether it can be seen.

`Look` is what an element inherits; `look_of` gives the look of a child or None when the child and all that is in it
cannot be seen. Hidden is what a reader of the mail cannot see: not displayed, transparent, of no size, in the colour of
its background, moved off the screen or cut away. What only programs are told (`aria-hidden`) is shown to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extract.documents.characters import names
from extract.documents.colours import BLACK, LINK_BLUE, WHITE, Colour, contrast, laid_over, parse_colour
from extract.documents.declarations import Declared, resolved
from extract.documents.lengths import pixels
from extract.documents.placing import Layout, is_cut_away, is_off_screen, layout_of

MIN_CONTRAST = 1.15
"""Contrast ratio (WCAG 2.2, section 1.4.3) below which text counts as drawn in the colour of its background."""
MIN_FONT_SIZE = 1.0
"""Pixels; text of this size or less is not read by anyone."""
MIN_ALPHA = 0.06
NORMAL_SIZE = 16.0
"""Pixels of text that nothing makes smaller or larger."""
_PASSED_ON = frozenset({"", "inherit", "unset", "revert", "revert-layer"})
"""Values of an inherited property that leave it as the parent has it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands on to its children."""

    colour: Colour = BLACK
    alpha: float = 1.0
    """Of the text colour."""
    backgrounds: tuple[Colour, ...] = (WHITE,)
    """What lies behind text: one colour, the stops of a gradient, none where a picture leaves it unknown."""
    behind: tuple[Colour, ...] = (WHITE,)
    """The same behind a block inside: the background of what stands in a line is painted behind its own words only."""
    link: Colour = LINK_BLUE
    """Of links that no style sheet colours."""
    font_size: float = NORMAL_SIZE
    """Pixels."""
    opacity: float = 1.0
    visible: bool = True
    """CSS `visibility`, which a child may switch on again."""
    preserve: bool = False
    """White space counts as written (`pre`)."""
    transform: str = "none"
    """CSS `text-transform`."""
    backwards: bool = False
    """The characters run from right to left, whatever their script (`bdo`)."""
    layout: Layout = Layout.BLOCK
    """How the element itself stands among its neighbours; not handed on."""
    flexes: bool = False
    """Its children are boxes of their own, side by side or below each other."""
    painted: bool = False
    """It paints a background that a child with a negative `z-index` would lie behind."""
    quirks: bool = False
    """The page has no document type, so tables do not take on the text of what is around them."""
    body: Colour = BLACK
    """The text colour of the body, which tables go back to in such a page."""
    variables: Mapping[str, str] = field(default_factory=dict)

    def shows_text(self) -> bool:
        """Whether text that stands directly in the element can be seen."""
        if not self.visible or self.font_size <= MIN_FONT_SIZE or self.alpha * self.opacity <= MIN_ALPHA:
            return False
        thick = self.alpha * self.opacity
        return not self.backgrounds or any(
            contrast(laid_over(self.colour, thick, ground), ground) >= MIN_CONTRAST for ground in self.backgrounds
        )


LOOKED_AT = names("hidden bgcolor background color text link size dir href")
"""Attributes that decide how an element looks."""


class Looks:
    """Looks of the elements of one page: rows and cells that say the same in the same place share theirs."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[Look | None, Declared, Look]] = {}

    def of(self, tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> Look | None:
        """What `look_of` answers."""
        said = tuple((name, value) for name, value in attributes.items() if name in LOOKED_AT)
        key = (tag, id(css), id(parent), said)
        known = self._known.get(key)
        if known is None:  # the declarations and the parent are kept alive, so that their identities stay theirs
            known = self._known[key] = (look_of(tag, attributes, css, parent), css, parent)
        return known[0]


def look_of(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> Look | None:
    """The look of an element inside `parent`; None when neither it nor anything inside it can be seen."""
    css, variables = resolved(css, parent.variables)
    layout = layout_of(tag, css, flexed=parent.flexes)
    if _removed(attributes, css, layout):
        return None
    if is_cut_away(css, layout) or is_off_screen(css, layout, painted=parent.painted):
        return None
    opacity = parent.opacity * _opacity(css)
    if opacity <= MIN_ALPHA:
        return None
    if parent.quirks and tag == "table":
        parent = replace(parent, font_size=NORMAL_SIZE, colour=parent.body, alpha=1.0, preserve=False)
    if parent.layout is Layout.INLINE and layout in (Layout.BLOCK, Layout.ITEM, Layout.TABLE):
        parent = replace(parent, backgrounds=parent.behind)
    colour, alpha = _colour(tag, attributes, css, parent)
    backgrounds = _backgrounds(tag, attributes, css, parent)
    visibility = css.get("visibility", "")
    return replace(
        parent,
        colour=colour,
        alpha=alpha,
        backgrounds=backgrounds,
        behind=parent.behind if layout is Layout.INLINE else backgrounds,
        link=_link_colour(tag, attributes, parent),
        font_size=_font_size(tag, attributes, css, parent),
        opacity=opacity,
        visible=parent.visible if visibility in _PASSED_ON else visibility in {"visible", "initial"},
        preserve=_preserve(tag, css, parent),
        transform=_transform(css, parent),
        backwards=_backwards(tag, attributes, css, parent),
        layout=layout,
        flexes=css.get("display", "").endswith(("flex", "grid")),
        painted=tag not in ("html", "body") and _painted(css, parent, changed=backgrounds is not parent.backgrounds),
        body=colour if tag == "body" else parent.body,
        variables=variables,
    )


def _removed(attributes: Mapping[str, str | None], css: Declared, layout: Layout) -> bool:
    display = css.get("display", "none" if "hidden" in attributes else "")
    boxed = layout not in (Layout.INLINE, Layout.CELL, Layout.ROW)
    skipped = boxed and css.get("content-visibility") == "hidden"
    return display == "none" or skipped or _hides_until_found(attributes)


def _hides_until_found(attributes: Mapping[str, str | None]) -> bool:
    return (attributes.get("hidden") or "").strip().lower() == "until-found"


def _opacity(css: Declared) -> float:
    faint = re.search(r"opacity\(\s*([\d.]{1,9}%?)", css.get("filter", ""))
    return min(_fraction(css.get("opacity", "1")), _fraction(faint.group(1) if faint else "1"))


def _fraction(value: str) -> float:
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return 1.0


_SIZE_WORDS = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": NORMAL_SIZE,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
    "initial": NORMAL_SIZE,
}
_RATIOS = {"smaller": 1 / 1.2, "larger": 1.2}
_HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 1 / 1.2, "big": 1.2, "sub": 1 / 1.2}


def _font_size(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> float:
    value = css.get("font-size", "")
    zoom = _fraction(css.get("zoom", "1"))
    if value in _SIZE_WORDS:
        return _SIZE_WORDS[value] * zoom
    if value in _PASSED_ON:
        if value:
            return parent.font_size * zoom
        sized = tag == "font" and attributes.get("size")
        return (NORMAL_SIZE if sized else parent.font_size * _HEADINGS.get(tag, 1.0)) * zoom
    if value in _RATIOS:
        return parent.font_size * _RATIOS[value] * zoom
    size = pixels(value, parent.font_size, whole=parent.font_size)
    return (size if size is not None else NORMAL_SIZE) * zoom  # a function of lengths is made to be read


def _colour(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> tuple[Colour, float]:
    fill = css.get("-webkit-text-fill-color", "")
    value = css.get("color", "") if fill in _PASSED_ON | {"currentcolor"} else fill
    if value == "initial":
        return BLACK, 1.0
    if parsed := parse_colour(value):
        return parsed
    if value in ("inherit", "unset", "currentcolor"):
        return parent.colour, parent.alpha
    hint = attributes.get("color") if tag == "font" else attributes.get("text") if tag == "body" else None
    if parsed := parse_colour(hint):
        return parsed
    if tag == "a" and attributes.get("href"):  # a link has a colour of its own unless told otherwise
        return parent.link, 1.0
    return parent.colour, parent.alpha


def _link_colour(tag: str, attributes: Mapping[str, str | None], parent: Look) -> Colour:
    parsed = parse_colour(attributes.get("link")) if tag == "body" else None
    return parsed[0] if parsed else parent.link


_COLOURED = names("body table thead tbody tfoot tr td th")
"""Elements whose attributes `bgcolor` and `background` count (HTML, 15.3)."""
_STOP = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([^()]{1,60}\)|[a-z]{3,20}")


def _backgrounds(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> tuple[Colour, ...]:
    attributes = attributes if tag in _COLOURED else {}
    under = _plain_background(attributes, css, parent)
    picture = css.get("background-image", "none")
    if "url(" in picture or "image-set(" in picture or (picture == "none" and attributes.get("background")):
        return ()
    if "gradient(" not in picture:
        return under
    stops = [parsed for word in _STOP.findall(picture) if (parsed := parse_colour(word))]
    return tuple(laid_over(colour, alpha, base) for colour, alpha in stops[:20] for base in under[:1]) or under


def _plain_background(attributes: Mapping[str, str | None], css: Declared, parent: Look) -> tuple[Colour, ...]:
    value = css.get("background-color")
    if value == "currentcolor":
        parsed: tuple[Colour, float] | None = _colour("", {}, css, parent)
    else:
        parsed = parse_colour(value if value is not None else attributes.get("bgcolor"))
    if parsed is None or parsed[1] <= MIN_ALPHA:
        return parent.backgrounds
    colour, alpha = parsed
    if alpha >= 1:
        return (colour,)
    return tuple(laid_over(colour, alpha, under) for under in parent.backgrounds)


def _painted(css: Declared, parent: Look, *, changed: bool) -> bool:
    """Whether a child can lie behind a background: a box that orders its own layers ends that (CSS 2 appendix E)."""
    layered = css.get("position", "static") != "static" and css.get("z-index", "auto") != "auto"
    if layered or "opacity" in css or "transform" in css:
        return False
    return parent.painted or changed


def _preserve(tag: str, css: Declared, parent: Look) -> bool:
    space = css.get("white-space", "")
    if space and space not in _PASSED_ON:
        return space.startswith(("pre", "break-spaces"))
    return parent.preserve or tag in {"pre", "listing", "xmp"}


def _transform(css: Declared, parent: Look) -> str:
    value = css.get("text-transform", "")
    return parent.transform if value in _PASSED_ON else "none" if value == "initial" else value


def _backwards(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> bool:
    """Whether an override turns the order of characters (HTML `bdo`, CSS Writing Modes 4 section 2.2)."""
    if tag == "bdo" and attributes.get("dir"):
        return (attributes.get("dir") or "").strip().lower() == "rtl"
    bidi = css.get("unicode-bidi", "")
    if bidi in ("bidi-override", "isolate-override"):
        direction = css.get("direction") or (attributes.get("dir") or "").strip().lower()
        return direction == "rtl"
    return parent.backwards and bidi not in ("isolate", "embed", "plaintext")
