# ruff: noqa: E501 - the lines of a letter are as long as they are
"""Notices of Joom in English, Russian and Chinese."""

from __future__ import annotations

from forwards import Inner, qq
from invent import product_id, russian_inn
from mime import file_part, in_crlf, multipart, page, text_part
from pages import Letter, pdf, table
from reportlab.platypus import Flowable
from sample import Expected, Sample
from texts.platforms import ALDERWICK, POLYN, QINGHE, colleague, joom

TRACKING_MAIL = joom(
    "joom-tracking", "2026-10-02T12:15:40+03:00", "Ваш магазин заблокирован", to=POLYN, charset="koi8-r"
)


def _late() -> Sample:
    orders = (
        ("3TQ8W2", "2026-10-17", "UA640018273CN", "14.90"),
        ("3TR1N7", "2026-10-18", "UA640018287CN", "9.99"),
        ("3TR6B5", "2026-10-18", "RB100482913CN", "22.30"),
    )
    panel = "https://merchant.joom.com/orders?status=cancelled"
    letter = Letter(head="Joom - Order penalties", title="Cancelled orders", foot="Alderwick Goods (EU store)")
    content: list[str | Flowable] = [
        "Orders that were not shipped within 8 calendar days of the order date:",
        table(
            letter,
            [["Order", "Ordered", "Tracking number", "Refund, EUR"], *([*one] for one in orders)],
            (36, 36, 56, 38),
        ),
        "Refunds were paid to the buyers from the balance of the store.",
    ]
    text = f"""Dear merchant,

Three of your orders were cancelled because of late fulfilment, and the refunds were taken from your balance. The orders are in the attached
file.

Orders that go through Joom Logistics have to be marked as shipped within 8 calendar days.

If you handed the parcels over in time, you can dispute the penalty within 72 hours of this message. Open the order in the Merchant
Panel, choose Appeal and add the acceptance scan of the carrier: {panel}

Joom Merchant Support"""
    mail = joom("joom-late", "2026-10-31T15:42:00+01:00", "Penalty: late fulfilment of 3 orders", to=ALDERWICK)
    body = multipart("mixed", [text_part(text), file_part("orders.pdf", pdf(letter, content))], mail.seed)
    expected = Expected(
        platform="joom",
        language="en",
        kind="violation",
        scope="funds",
        violations=("fulfilment.late",),
        issued="2026-10-31",
        links=(panel,),
        deadline=("2026-11-03", "relative"),
        periods=(("metric", "P8D"), ("response", "PT72H")),
        references={"order": tuple(one[0] for one in orders)},
        paths=("dispute", "documents", "appeal_form"),
        authenticity="genuine",
        sensitive=(ALDERWICK,),
        case="joom-late-alderwick",
    )
    return Sample(
        "joom-late-fulfilment-pdf.eml", "Joom; the orders stand in the attached PDF", mail.holding(body), expected
    )


def _trademark() -> Sample:
    product = product_id("brand cap")
    link = f"https://merchant.joom.com/products/{product}"
    inner = f"""<p>Dear merchant,</p>
<p>We have blocked one of your products and given your store a strike.</p>
<p><b>Product id:</b> {product}<br><b>Product:</b> Baseball cap with embroidered heron<br>
<b>Reason:</b> the brand logo is used without authorisation of the brand owner (trademark infringement)</p>
<p><b>What can you do?</b><br>Send a colour scan of the trademark certificate or of an authorisation letter of the brand owner by
12 March 2026. Files: JPG, PNG, PDF. Upload them on the <a href="{link}">product page</a> in the Merchant Panel.</p>
<p>The strike stays on your store for 90 days. Further strikes can lead to a block of the store.</p>
<p>Joom Moderation Team</p>"""
    expected = Expected(
        platform="joom",
        language="en",
        kind="violation",
        scope="listing",
        violations=("ip.trademark",),
        issued="2026-03-05",
        links=(link,),
        deadline=("2026-03-12", "stated"),
        accepted_files=("jpg", "png", "pdf"),
        paths=("documents", "appeal_form"),
        authenticity="genuine",
        sensitive=(ALDERWICK,),
        case="joom-trademark",
    )
    mail = joom("joom-trademark", "2026-03-05T11:00:10+02:00", "Product blocked: brand", to=ALDERWICK)
    data = mail.holding(text_part(page(inner, "en", "Strike"), "html"))
    return Sample(
        "joom-trademark-html.eml", "Joom product id; a strike whose 90 days are no time limit", in_crlf(data), expected
    )


def _false_tracking() -> Sample:
    inn = russian_inn("polyn")
    panel = "https://merchant.joom.com/chat"
    text = f"""Уважаемый продавец!

Ваш магазин "Полынь и Мята" заблокирован. Для двух заказов указаны ложные трек-номера: по данным перевозчика, эти посылки не были
приняты к отправке.

Заказ: 5MW2K8, трек-номер RU618204553CN
Заказ: 5MW9D1, трек-номер RU618204567CN

Что нужно сделать?
Пришлите документы перевозчика о приеме посылок до 9 октября 2026 года в чат панели продавца: {panel}.
Выплаты приостановлены на 30 дней.

Данные магазина: ИНН {inn}, e-mail {POLYN}, телефон +7 495 123-45-67.

Команда Joom"""
    expected = Expected(
        platform="joom",
        language="ru",
        kind="violation",
        scope="account",
        violations=("fulfilment.false_tracking",),
        issued="2026-10-02",
        links=(panel,),
        deadline=("2026-10-09", "stated"),
        periods=(("funds", "P30D"),),
        references={"order": ("5MW2K8", "5MW9D1")},
        paths=("documents", "appeal_form"),
        authenticity="genuine",
        sensitive=(inn, POLYN, "+7 495 123-45-67"),
        case="joom-ru-tracking",
    )
    data = TRACKING_MAIL.holding(text_part(text, charset="koi8-r"))
    return Sample("joom-ru-false-tracking-koi8r.eml", "KOI8-R; Russian tax number and phone", data, expected)


def _false_tracking_rejected() -> Sample:
    text = """Уважаемый продавец!

Мы рассмотрели вашу апелляцию по заказам 5MW2K8 и 5MW9D1. Апелляция отклонена: из присланных документов не видно, что перевозчик принял
посылки. Решение о ложных трек-номерах остается в силе, магазин не будет разблокирован.

Решение окончательное, повторная апелляция не рассматривается.

Команда Joom"""
    expected = Expected(
        platform="joom",
        language="ru",
        kind="appeal_rejected",
        scope="account",
        violations=("fulfilment.false_tracking",),
        issued="2026-10-12",
        references={"order": ("5MW2K8", "5MW9D1")},
        paths=("none",),
        authenticity="genuine",
        sensitive=(POLYN,),
        case="joom-ru-tracking",
    )
    mail = joom(
        "joom-tracking-no", "2026-10-12T10:00:00+03:00", "Re: Ваш магазин заблокирован", to=POLYN, charset="windows-1251",
        reply_to=TRACKING_MAIL.message_id,
    )  # fmt: skip
    data = mail.holding(text_part(text, charset="windows-1251", coding="8bit"))
    return Sample(
        "joom-ru-false-tracking-rejected-reply.eml", "final refusal in Russian; joins by thread", data, expected
    )


def _prohibited_ru() -> Sample:
    product = product_id("arbalet")
    link = f"https://merchant.joom.com/products/{product}"
    text = f"""Уважаемый продавец!

Товар {product} «Мини-арбалет сувенирный» заблокирован. Причина: товар запрещен на Joom (оружие и его имитации).

Если вы считаете, что товар заблокирован ошибочно, подайте апелляцию в течение 72 часов с момента получения этого письма и приложите
документы на товар: {link}

При повторном нарушении магазин может быть заблокирован на срок от трех дней до одного месяца.

Команда модерации Joom"""
    expected = Expected(
        platform="joom",
        language="ru",
        kind="violation",
        scope="listing",
        violations=("product.restricted",),
        issued="2026-04-20",
        links=(link,),
        deadline=("2026-04-23", "relative"),
        periods=(("response", "PT72H"),),
        paths=("dispute", "documents", "appeal_form"),
        authenticity="genuine",
        sensitive=(POLYN,),
        case="joom-ru-prohibited",
    )
    mail = joom("joom-ru-prohibited", "2026-04-20T09:14:00+03:00", "Товар заблокирован", to=POLYN)
    return Sample(
        "joom-ru-prohibited-goods-plain.eml", "Russian; 72 hours from receipt", mail.holding(text_part(text)), expected
    )


def _prohibited_zh() -> Sample:
    product = product_id("laser pen")
    panel = f"https://merchant.joom.com/products/{product}"
    text = f"""尊敬的商户：

您的商品已被下架。

商品编号：{product}
商品名称：大功率激光笔
原因：该商品属于Joom平台禁止销售的商品（禁售品）。

如对处理结果有异议，请在收到本通知后72小时内登录商户后台{panel}提交申诉，并附上商品的检测报告。

再次违规可能导致店铺被封禁3天至1个月。

Joom 商户支持团队"""
    inner = Inner(
        name="Joom",
        address="merchant@joom.com",
        date="2026年7月6日(星期一) 下午3:05",
        subject="商品下架通知",
        to=QINGHE,
    )
    expected = Expected(
        platform="joom",
        language="zh",
        kind="violation",
        scope="listing",
        violations=("product.restricted",),
        issued="2026-07-06",
        links=(panel,),
        deadline=("2026-07-09", "relative"),
        periods=(("response", "PT72H"),),
        paths=("dispute", "documents", "appeal_form"),
        authenticity="unverified",
        sensitive=(QINGHE, "linyue@qinghe-trade.example"),
        case="joom-zh-prohibited",
    )
    mail = colleague(
        "joom-zh", "2026-07-07T08:50:00+08:00", "转发：商品下架通知", ("林悦", "linyue@qinghe-trade.example")
    )
    data = mail.holding(text_part(qq("这个要在周四之前处理。", inner, text), coding="base64"))
    return Sample("joom-zh-prohibited-goods-qq-forward.eml", "Joom in Chinese, forward by QQ Mail", data, expected)


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_late(), _trademark(), _false_tracking(), _false_tracking_rejected(), _prohibited_ru(), _prohibited_zh()]
