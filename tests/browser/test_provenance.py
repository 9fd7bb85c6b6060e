"""The page of `extract --html` in a real browser: facts and places show each other, and no notice can do anything."""

from __future__ import annotations

import base64
import io
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from noticepack.provenance.writing import MOST, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from config.settings import Settings

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
MAIL = SAMPLES / "amazon-us-trademark-html.eml"
TABLE = SAMPLES / "amazon-us-inauthentic-pdf-table.eml"
SUSPICIOUS = SAMPLES / "amazon-us-phishing-lookalike.eml"
UNREADABLE = SAMPLES / "bad" / "truncated.pdf"
PAYLOADS = (
    "<script>window.hit = 1</script>", "<img src=x onerror='window.hit = 1'>", "\"><svg onload='window.hit = 1'>",
    "</div></mark></style></script><script>window.hit = 1</script>",
    "<iframe src='javascript:parent.hit = 1'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>", "{{ 7 * 7 }}{% include 'page.js' %}",
    "<base href='https://evil.example/'><link rel=stylesheet href=//evil.example/a.css>",
)  # fmt: skip


@pytest.fixture
def shown(settings: Settings, tmp_path: Path, page: Page) -> object:
    """Writes the page of some files and opens it; nothing may be asked for but the page itself."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))

    def show(*paths: Path, fragment: str = "") -> Page:
        out = tmp_path / "out.html"
        write_page(settings, [str(path) for path in paths], out)
        page.goto(out.as_uri() + fragment)
        assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == {out.as_uri()}
        return page

    return show


def chosen(page: Page) -> tuple[str, str]:
    """The fact that is chosen and the text of the places that are marked as its own."""
    facts, marks = page.locator(".fact.on .value"), page.locator("mark.on")
    return " ".join(facts.all_inner_texts()), "".join(marks.all_inner_texts())


def in_view(page: Page, selector: str) -> bool:
    """Whether the first such element stands inside the window."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert size is not None
    return box is not None and box["y"] >= -1 and box["y"] + box["height"] <= size["height"] + 1


def test_a_fact_shows_its_place_and_a_place_its_fact(shown) -> None:
    """A click on either marks and shows both; a click on a further fact moves the mark."""
    page = shown(MAIL)
    page.get_by_role("button", name="B0", exact=False).first.click()
    value, text = chosen(page)
    assert value == text
    assert in_view(page, "mark.on")

    page.locator("main mark", has_text="days").first.click()
    value, text = chosen(page)
    assert "days" in value
    assert "days" in text
    assert in_view(page, ".fact.on")


def test_a_place_on_a_page_lies_over_its_print(shown) -> None:
    """The rectangle of an ASIN in a PDF stands where the picture is dark, and is shown when the fact is chosen."""
    page = shown(TABLE)
    fact = page.locator("button.fact", has_text="ASIN").first
    fact.click()
    mark = page.locator("rect.on")
    assert mark.count() == 1
    assert in_view(page, "rect.on")
    assert fact.get_attribute("aria-pressed") == "true"

    picture = page.locator(".drawn img").first.bounding_box()
    place = mark.bounding_box()
    assert picture is not None
    assert place is not None
    share = [(place["x"] - picture["x"]) / picture["width"], (place["y"] - picture["y"]) / picture["height"]]
    size = [place["width"] / picture["width"], place["height"] / picture["height"]]
    assert dark_share(page, share, size) > 0.05
    assert dark_share(page, [share[0], 0.9], size) < 0.01


def many_asins(folder: Path, count: int) -> Path:
    """A notice that names a great number of ASINs, in a table over several pages of a PDF."""
    path = folder / "many.pdf"
    said = (
        "Amazon Seller Performance: your listings on Amazon.com were removed because a rights owner reported that they "
        "infringe its registered trademark. Please send invoices within 7 days."
    )
    rows = [("ASIN", "Title"), *((f"B0C{1007919 + 7919 * number}", f"Cup {number}") for number in range(count))]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "grey")])
    text = Paragraph(said, ParagraphStyle("plain"))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build([text, Table(rows, style=grid, repeatRows=1)])
    return path


def test_hundreds_of_places_are_folded_and_found(shown, tmp_path: Path) -> None:
    """A long group shows its first rows; the place of a row that is folded away opens it, and the row its place."""
    page = shown(many_asins(tmp_path, 300))
    assert page.locator("rect.mark.g-products").count() == 300
    assert page.locator("button.fact:visible", has_text="ASIN").count() == 15
    assert "285 more" in page.locator(".g-products summary").inner_text()

    mark = page.locator("rect.mark.g-products").nth(200)
    mark.click()
    value, _ = chosen(page)
    assert mark.locator("title").text_content() == f"asin: {value}"
    assert in_view(page, ".fact.on")

    page.locator("button.fact", has_text=f"B0C{1007919 + 7919 * 250}").click()
    assert in_view(page, "rect.on")
    assert page.locator("rect.on").count() == 1


def test_what_the_notice_does_not_say_is_named(shown, tmp_path: Path) -> None:
    """A person sees at once which facts a notice leaves out."""
    page = shown(many_asins(tmp_path, 3))
    said = page.locator(".absent").inner_text()

    assert "complaint, case or order number" in said
    assert "policy page" in said
    assert "an ASIN" not in said
    assert "its own date" in said


def dark_share(page: Page, corner: list[float], size: list[float]) -> float:
    """Which share of the pixels of a part of the first picture is dark; places and sizes are shares of the picture."""
    from PIL import Image

    source = page.locator(".drawn img").first.get_attribute("src")
    assert source is not None
    picture = Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("L")
    left, top = corner[0] * picture.width, corner[1] * picture.height
    right, bottom = left + size[0] * picture.width, top + size[1] * picture.height
    histogram = picture.crop((int(left) + 2, int(top) + 2, int(right) - 2, int(bottom) - 2)).histogram()
    return sum(histogram[:128]) / sum(histogram)


def test_overlapping_places_come_in_turn(shown) -> None:
    """The shortest finding at a place is chosen first, the next click chooses the one around it."""
    page = shown(TABLE)
    mark = page.locator("mark", has_text="365 days").first
    mark.click()
    first, _ = chosen(page)
    mark.click()
    second, text = chosen(page)

    assert first == "365 days"
    assert "365 days" in second
    assert len(second) > len(first)
    assert "365 days" in text


def test_the_keyboard_does_all_of_it(shown) -> None:
    """Arrows choose a fact, Enter goes to its place, Escape comes back; j and k walk through the places."""
    page = shown(MAIL)
    page.locator("button.fact").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    value, _ = chosen(page)
    assert page.evaluate("document.activeElement.matches('.mark.on')")

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.querySelector('.value').innerText") == value
    assert page.locator(".on:not(.pick)").count() == 0

    page.keyboard.press("j")
    first = chosen(page)
    page.keyboard.press("j")
    assert chosen(page) != first
    page.keyboard.press("k")
    assert chosen(page) == first


def test_the_deadline_and_the_verdict_stand_first(shown) -> None:
    """The deadline with its basis and the time left, the verdict with its reasons in words, a warning of deceit."""
    page = shown(SUSPICIOUS)
    card = page.locator(".card.deadline")

    assert "Mon 2 Nov 2026, 03:12" in card.inner_text()
    assert "Counted from the date of the notice: “48 hours”" in card.inner_text()
    assert "left" in card.locator(".left").inner_text() or "overdue by" in card.locator(".left").inner_text()
    assert "Signs of deceit" in page.get_by_role("alert").inner_text()
    assert "imitates amazon" in page.locator(".verdict-card").inner_text()
    assert in_view(page, ".card.deadline")
    card.get_by_role("button").click()
    assert chosen(page)[1] == "48 hours"


def test_several_items_are_shown_one_at_a_time(shown) -> None:
    """A list names all with kind and deadline; a click, a key or the address chooses; what cannot be read says why."""
    page = shown(MAIL, UNREADABLE, TABLE, fragment="#n2")
    assert page.locator(".notice:visible").get_attribute("id") == "n2"

    page.locator(".pick").nth(1).click()
    assert page.locator(".notice:visible").count() == 1
    assert "damaged or cut off" in page.locator(".notice:visible").inner_text()
    page.keyboard.press("p")
    assert page.locator(".notice:visible").get_attribute("id") == "n0"
    assert page.evaluate("location.hash") == "#n0"


def test_a_narrow_window_shows_the_same_in_one_column(shown) -> None:
    """On a telephone nothing sticks out sideways, and a button leads back from a place to its fact."""
    page = shown(TABLE, MAIL)
    page.set_viewport_size({"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375

    page.locator("button.fact", has_text="ASIN").first.click()
    assert in_view(page, "rect.on")
    page.get_by_role("button", name="Back to the facts").click()
    assert in_view(page, ".fact.on")


def hostile_mail(folder: Path) -> Path:
    """A mail that tries markup and scripts in every place a notice has: names, subject, bodies, links, files."""
    message = EmailMessage()
    message["From"] = f'"Amazon {PAYLOADS[1]}" <notice@amazon.com>'.replace("'", "")
    message["To"] = "ops@seller.example"
    message["Date"] = "Mon, 02 Nov 2026 09:00:00 +0000"
    message["Subject"] = "Your listing was removed " + PAYLOADS[0] + PAYLOADS[6]
    lines = [f"<p>{payload.replace('<', '&lt;')} ASIN: B0C1234567 within 7 days</p>" for payload in PAYLOADS]
    links = """<a href="javascript:window.hit=1">https://sellercentral.amazon.com/x"><script>hit=1</script></a>
      <a href='https://sellercentral.amazon.com/gp/help/G1"><img src=x onerror=window.hit=1>'>policy</a>"""
    message.set_content("Your listing was removed for trademark infringement.")
    message.add_alternative(
        f"<h1>Your listing was removed for trademark infringement</h1>{''.join(lines)}{''.join(PAYLOADS)}{links}",
        subtype="html",
    )
    message.add_attachment(hostile_pdf(), maintype="application", subtype="pdf", filename='"><svg onload=hit=1>.pdf')
    path = folder / "<img src=x onerror=hit=1>.eml"
    path.write_bytes(message.as_bytes())
    return path


def hostile_pdf() -> bytes:
    """A PDF that prints markup and holds a script and a link of its own."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, A4)
    for row, payload in enumerate(PAYLOADS):
        canvas.drawString(60, 760 - 20 * row, f"ASIN: B0C1234567 {payload}")
    canvas.linkURL("javascript:window.hit=1", (50, 600, 500, 800))
    canvas.save()
    return buffer.getvalue()


def test_hostile_markup_is_text(shown, tmp_path: Path) -> None:
    """Whatever a notice holds is shown and nothing of it runs, loads, links or leads away."""
    page = shown(hostile_mail(tmp_path), MAIL)
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text))
    page.locator("button.fact").first.click()
    page.locator("main .mark").first.click()
    page.locator(".pick").first.hover()
    text = page.locator("#n0").inner_text()

    assert page.evaluate("window.hit") is None
    assert "<script>window.hit = 1</script>" in text
    assert "{{ 7 * 7 }}" in text
    assert page.locator("#n0 main").locator("script, iframe, a, style, meta, base, form, object, embed").count() == 0
    assert {picture.get_attribute("src")[:22] for picture in page.locator("#n0 img").all()} == {
        "data:image/png;base64,"
    }
    assert page.url.startswith("file:")
    assert violations == []


def test_the_policy_lets_no_other_script_run(shown) -> None:
    """Should markup ever get through, the page's own policy stops it: scripts, handlers and pictures from outside."""
    page = shown(MAIL)
    page.evaluate("""() => {
      const made = document.createElement("div");
      made.innerHTML = '<img src="https://evil.example/x.png" onerror="window.hit = 1" onload="window.hit = 1">';
      document.body.append(made);
      const script = document.createElement("script");
      script.textContent = "window.hit = 2";
      document.body.append(script);
    }""")
    page.wait_for_function("performance.now() > 0")

    assert page.evaluate("window.hit") is None


def test_without_scripts_everything_is_there(browser, settings: Settings, tmp_path: Path) -> None:
    """A browser that runs no script shows all items one below the other."""
    out = tmp_path / "out.html"
    write_page(settings, [str(MAIL), str(TABLE)], out)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(out.as_uri())

    assert page.locator(".notice:visible").count() == 2
    context.close()


def test_more_than_fits_is_said(shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page takes a number of items and says when the sources hold more."""
    monkeypatch.setattr("noticepack.provenance.writing.MOST", 2)
    page = shown(MAIL, TABLE, SUSPICIOUS)

    assert MOST == 100
    assert page.locator(".pick").count() == 2
    assert "more items than these 2" in page.locator("nav").inner_text()
