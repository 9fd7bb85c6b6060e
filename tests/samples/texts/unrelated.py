# ruff: noqa: E501 - the lines of a letter are as long as they are
"""Mail that is no notice and must not open a case."""

from __future__ import annotations

from invent import asin, german_iban, german_vat
from mime import OUR_SERVER, Mail, at, file_part, multipart, page, text_part
from pages import Letter, pdf, table
from reportlab.platypus import Flowable
from sample import Expected, Sample
from texts.platforms import FERNHOLLOW, KRANICH, POLYN, QINGHE, amazon, joom


def _nothing(language: str, issued: str, authenticity: str, platform: str = "unknown", marketplace: str | None = None,
             sensitive: tuple[str, ...] = ()) -> Expected:  # fmt: skip
    return Expected(
        platform=platform, marketplace=marketplace, language=language, kind="unrelated", issued=issued,
        authenticity=authenticity, sensitive=sensitive,
    )  # fmt: skip


def _newsletter() -> Sample:
    inner = """<p>Hello seller,</p><h2>Get ready for the holiday season</h2>
<p>Join our free webinar on November 5, 2026 and learn how to plan stock, run coupons and write better titles. Register by October 30 to
get a seat.</p>
<p><a href="https://sell.amazon.com/events/holiday?ref=nl">See the programme</a></p>
<h3>Also new</h3><p>A+ content now has three more layouts. Sellers who tried them saw more visits.</p>
<p style="font-size:10px">You get this newsletter because you subscribed. <a href="https://sell.amazon.com/unsubscribe">Unsubscribe</a></p>"""
    mail = amazon(
        "newsletter",
        "2026-10-12T06:00:00-07:00",
        "Get your store ready for the holidays",
        to=FERNHOLLOW,
        local="newsletter",
        name="Amazon Seller News",
    )
    data = mail.holding(text_part(page(inner, "en", "Webinar, coupons and more"), "html"))
    return Sample("unrelated-newsletter-amazon.eml", "a newsletter with dates, genuine", data,
                  _nothing("en", "2026-10-12", "genuine", "amazon", "US"))  # fmt: skip


def _invoice() -> Sample:
    vat, iban = german_vat("leimholz"), german_iban("leimholz")
    letter = Letter(
        head="Leimholz Werkzeuge GmbH - Musterweg 4 - 99999 Beispielstadt",
        title="Rechnung 2026-0417",
        foot=f"USt-IdNr. {vat}",
        page_mark="Seite {}",
    )
    rows = [
        ["Pos.", "Artikel", "Menge", "Einzelpreis", "Gesamt"],
        ["1", "Akku-Bohrschrauber 12 V", "40", "31,20 EUR", "1.248,00 EUR"],
        ["2", "Exzenterschleifer", "25", "27,80 EUR", "695,00 EUR"],
        ["", "Summe netto", "", "", "1.943,00 EUR"],
    ]
    content: list[str | Flowable] = [
        "Kranichfeld Handels GmbH<br/>Rechnungsdatum: 17.04.2026",
        table(letter, rows, (14, 74, 20, 28, 30)),
        f"Zahlbar innerhalb von 14 Tagen ohne Abzug auf {iban}.",
    ]
    text = f"""Guten Tag Herr Kranich,

anbei unsere Rechnung 2026-0417 über Ihre Bestellung. Bitte überweisen Sie den Betrag innerhalb von 14 Tagen auf {iban}.

Mit freundlichen Grüßen
Leimholz Werkzeuge GmbH"""
    mail = Mail(
        seed="invoice", sender=("Leimholz Werkzeuge", "rechnung@leimholz.example"), to=KRANICH, subject="Rechnung 2026-0417",
        date=at("2026-04-17T10:30:00+02:00"), judged_by=OUR_SERVER, signed="leimholz.example",
    )  # fmt: skip
    body = multipart("mixed", [text_part(text), file_part("Rechnung 2026-0417.pdf", pdf(letter, content))], mail.seed)
    return Sample("unrelated-supplier-invoice-de.eml", "an invoice with a term of payment", mail.holding(body),
                  _nothing("de", "2026-04-17", "unverified", sensitive=(iban, vat, KRANICH)))  # fmt: skip


def _agency() -> Sample:
    text = f"""Hi there,

is your Amazon account suspended, or ASIN {asin("agency")} removed for a trademark complaint? Our experts write your plan of action within 24 hours, with a
success rate of 97 %. The first call is free until August 31.

Book it: https://reinstate-pros.example/call

Dorian Pell
Reinstate Pros"""
    mail = Mail(
        seed="agency", sender=("Dorian Pell", "dorian@reinstate-pros.example"), to=FERNHOLLOW, subject="Suspended on Amazon? We can help",
        date=at("2026-08-19T14:21:00+00:00"), judged_by=OUR_SERVER, signed="reinstate-pros.example",
    )  # fmt: skip
    return Sample("unrelated-agency-offer.eml", "advertising that uses the words of notices", mail.holding(text_part(text)),
                  _nothing("en", "2026-08-19", "unverified"))  # fmt: skip


def _forwarder_zh() -> Sample:
    text = """林小姐，您好：

贵司的两个托盘已于7月3日到达汉堡港，预计7月8日前送达仓库。请在3天内确认收货地址，并支付仓储费 320 元。

顺祝商祺
海棠货运 王经理"""
    mail = Mail(
        seed="freight", sender=("海棠货运", "service@haitang-freight.example"), to=QINGHE, subject="到港通知", charset="gb18030",
        date=at("2026-07-04T09:18:00+08:00"), judged_by=OUR_SERVER, signed="haitang-freight.example",
    )  # fmt: skip
    data = mail.holding(text_part(text, charset="gb18030", coding="base64"))
    return Sample(
        "unrelated-freight-zh.eml",
        "a carrier's mail with a time limit",
        data,
        _nothing("zh", "2026-07-04", "unverified"),
    )


def _joom_news() -> Sample:
    text = """Здравствуйте!

С 1 по 7 сентября 2026 года на Joom пройдет осенняя распродажа. Добавьте товары в акцию до 25 августа, и покупатели увидят их на главной
странице. Подробности в блоге для продавцов.

Отписаться от рассылки можно в настройках профиля.

Команда Joom"""
    mail = joom("joom-news", "2026-08-17T10:00:00+03:00", "Осенняя распродажа: добавьте товары", to=POLYN)
    return Sample("unrelated-newsletter-joom-ru.eml", "a newsletter in Russian with a date to act by", mail.holding(text_part(text)),
                  _nothing("ru", "2026-08-17", "genuine", "joom"))  # fmt: skip


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_newsletter(), _invoice(), _agency(), _forwarder_zh(), _joom_news()]
