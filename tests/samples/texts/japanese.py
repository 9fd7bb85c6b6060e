# ruff: noqa: E501 - the lines of a letter are as long as they are
"""Japanese notices of amazon.co.jp."""

from __future__ import annotations

from invent import asin, digits
from mime import in_crlf, message_part, multipart, page, text_part
from sample import Complaint, Expected, Sample
from texts.platforms import IMAGES, MINAMOTO, amazon, colleague

PANEL = "https://sellercentral.amazon.co.jp/performance/dashboard"


def _inauthentic() -> Sample:
    tea, cup = asin("minamoto kyusu"), asin("minamoto yunomi")
    policy = "https://sellercentral.amazon.co.jp/gp/help/external/G202010130"
    text = f"""みなもと雑貨 様

Amazon.co.jp の出品用アカウントを一時停止いたしました。現在、商品は購入者に表示されていません。

この措置がとられた理由
下記の商品について、真贋に関する申し立てが購入者から寄せられました。
ASIN:{tea}
商品名:萩焼風 急須 420ml
ASIN:{cup}
商品名:湯のみ 2客セット

出品を再開する方法
次の書類をお送りください。
・過去365日以内に発行された仕入先の請求書(仕入先の名称、住所、電話番号、ウェブサイトの記載があるもの)
・問題の根本的な原因、実施した対策、再発防止策を記した改善計画書
ファイル形式は .pdf、.jpg、.png、.gif です。

情報の提出方法
アカウント健全性ダッシュボード{PANEL}から「申し立て」を押して送信してください。
詳しくは{policy}をご覧ください。

売上金は90日間保留されることがあります。

出品者パフォーマンスチーム"""
    expected = Expected(
        platform="amazon",
        marketplace="JP",
        language="ja",
        kind="violation",
        scope="account",
        violations=("product.inauthentic",),
        issued="2026-10-27",
        asins=(tea, cup),
        help_ids=("202010130",),
        links=(PANEL, policy),
        periods=(("evidence", "P365D"), ("funds", "P90D")),
        accepted_files=("pdf", "jpg", "png", "gif"),
        paths=("documents", "plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(MINAMOTO,),
        case="jp-inauthentic",
    )
    mail = amazon(
        "jp-inauthentic", "2026-10-27T19:22:10+09:00", "Amazon出品用アカウントの一時停止について", to=MINAMOTO, country="co.jp",
        charset="iso-2022-jp", name="Amazon出品者パフォーマンス",
    )  # fmt: skip
    data = mail.holding(text_part(text, charset="iso-2022-jp", coding="7bit"))
    return Sample(
        "amazon-jp-inauthentic-iso2022jp.eml", "ISO-2022-JP; addresses glued to Japanese text", data, expected
    )


def _condition() -> Sample:
    camera = asin("minamoto camera")
    inner = f"""<p>出品者様</p>
<p>Amazon.co.jp での下記の商品の出品を停止しました。</p>
<h3>なぜこの措置がとられましたか?</h3>
<p>新品として出品された商品が中古品であったとの苦情を受けました。</p>
<p>ASIN: {camera}<br>商品名: 折りたたみ双眼鏡 8倍<br>苦情の種類: 中古品を新品として販売</p>
<h3>出品を再開する方法</h3>
<p>このメッセージを受け取った日から17日以内に、原因、実施した対策、今後の防止策を記した改善計画を提出してください。</p>
<h3>提出方法</h3>
<p><a href="{PANEL}?ref=ah_em_cq">アカウント健全性</a>のページから提出できます。</p>
<p>出品者パフォーマンスチーム</p>"""
    expected = Expected(
        platform="amazon",
        marketplace="JP",
        language="ja",
        kind="violation",
        scope="listing",
        violations=("product.condition",),
        issued="2026-07-08",
        asins=(camera,),
        links=(PANEL + "?ref=ah_em_cq",),
        deadline=("2026-07-25", "relative"),
        periods=(("response", "P17D"),),
        complaints=(Complaint(asins=(camera,), violation="product.condition"),),
        paths=("plan_of_action", "appeal_form"),
        authenticity="genuine",
        sensitive=(MINAMOTO,),
        case="jp-condition",
    )
    mail = amazon(
        "jp-condition", "2026-07-08T10:01:00+09:00", "要ご対応:出品停止のご連絡", to=MINAMOTO, country="co.jp"
    )
    data = mail.holding(text_part(page(inner, "ja", "24時間以内にご回答ください"), "html", coding="base64"))
    return Sample(
        "amazon-jp-condition-html.eml", "Japanese HTML with a false limit in the hidden preheader", data, expected
    )


def _trademark() -> Sample:
    strap, complaint_id = asin("minamoto strap"), digits("minamoto strap", 11)
    owner = ("株式会社こもれび工房", "chizai@komorebi-kobo.example")
    policy = "https://sellercentral.amazon.co.jp/gp/help/external/201361070"
    text = f"""出品者様

権利者からの申し立てにより、下記の商品をAmazon.co.jpから削除しました。

このメッセージを受け取った理由
商品詳細ページに、権利者の商標が許可なく使用されているとの報告がありました。知的財産ポリシー:{policy}

ASIN:{strap}
侵害の種類:商標権
苦情ID:{complaint_id}
権利者:{owner[0]}
権利者のメールアドレス:{owner[1]}

出品を再開する方法
・商標の使用許可書または正規の請求書を 2026年10月9日 までに提出してください。
・または、権利者に申し立ての取り下げを依頼してください。
対応ファイル形式:.jpeg、.jpg、.pjpeg、.gif、.png、.tiff

誤りだと思われる場合
その理由を{PANEL}からお知らせください。

出品者パフォーマンスチーム"""
    inner = amazon(
        "jp-trademark-inner", "2026-09-24T23:40:00+09:00", "商品削除のお知らせ", to=MINAMOTO, country="co.jp"
    )
    attached = message_part(inner.holding(text_part(text, coding="base64")))
    expected = Expected(
        platform="amazon",
        marketplace="JP",
        language="ja",
        kind="violation",
        scope="listing",
        violations=("ip.trademark",),
        issued="2026-09-24",
        asins=(strap,),
        help_ids=("201361070",),
        links=(policy, PANEL),
        deadline=("2026-10-09", "stated"),
        complaints=(Complaint(asins=(strap,), violation="ip.trademark", complaint_id=complaint_id, owner=owner),),
        references={"complaint": (complaint_id,)},
        rights_owner_emails=(owner[1],),
        accepted_files=IMAGES,
        paths=("documents", "retraction", "dispute", "appeal_form"),
        authenticity="unverified",
        sensitive=(MINAMOTO, "ren@minamoto-zakka.example"),
        case="jp-trademark",
    )
    mail = colleague(
        "jp-trademark", "2026-09-25T09:05:00+09:00", "Fwd: 商品削除のお知らせ", ("源 蓮", "ren@minamoto-zakka.example")
    )
    cover = text_part("添付のメールの件、9月30日の会議で相談しましょう。\n\n源", coding="base64")
    data = mail.holding(multipart("mixed", [cover, attached], mail.seed))
    return Sample(
        "amazon-jp-trademark-attached-forward.eml",
        "forwarded as message/rfc822; a meeting date above it",
        in_crlf(data),
        expected,
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_inauthentic(), _condition(), _trademark()]
