"""Which words of a page a browser draws: every word that leaves ink where the layout puts it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser

_PLACES = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"].includes(parent.tagName)) continue;
    const transform = getComputedStyle(parent).textTransform;
    for (const match of node.data.matchAll(/[^\s\u00ad\u034f\u200b-\u200d\ufeff]+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const cut = clip(parent);
      const boxes = [...range.getClientRects()].map(box => [
        Math.max(box.left + scrollX, cut[0]), Math.max(box.top + scrollY, cut[1]),
        Math.min(box.right + scrollX, cut[2]), Math.min(box.bottom + scrollY, cut[3])]);
      const seen = parent.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const word = transform === "uppercase" ? match[0].toUpperCase()
        : transform === "lowercase" ? match[0].toLowerCase() : match[0];
      found.push([word, seen ? boxes : []]);
    }
  }
  return found;

  function clip(element) {
    const cut = [-1e9, -1e9, 1e9, 1e9];
    let lifted = false;
    for (; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element);
      if (!lifted && style.overflow !== "visible" && style.display !== "inline") {
        const box = element.getBoundingClientRect();
        cut[0] = Math.max(cut[0], box.left + scrollX);
        cut[1] = Math.max(cut[1], box.top + scrollY);
        cut[2] = Math.min(cut[2], box.right + scrollX);
        cut[3] = Math.min(cut[3], box.bottom + scrollY);
      }
      if (["absolute", "fixed"].includes(style.position)) lifted = true;
      if (style.position === "relative") lifted = false;
    }
    return cut;
  }
}"""
WIDTH, HEIGHT = 1024, 800
FAINT = 14
"""Difference of the brightest and the darkest point of a place that is no ink."""


def drawn_words(browser: Browser, source: str) -> list[str]:
    """The words of a page that a reader sees, in the order of the source."""
    from PIL import Image

    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, offline=True)
    page = context.new_page()
    page.set_content(source)
    words = page.evaluate(_PLACES)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    context.close()
    return [word for word, boxes in words if any(_has_ink(picture, box) for box in boxes)]


def _has_ink(picture: Image, box: list[float]) -> bool:
    left, top = max(0, int(box[0] + 1.5)), max(0, int(box[1] + 1.5))
    right, bottom = min(picture.width, int(box[2] - 0.5)), min(picture.height, int(box[3] - 0.5))
    if right - left < 2 or bottom - top < 2:
        return False
    return max(high - low for low, high in picture.crop((left, top, right, bottom)).getextrema()) > FAINT
