"""Chinese notices of amazon.com and amazon.de: the language does not tell the marketplace."""

from __future__ import annotations

from forwards import Inner, foxmail, qq
from invent import asin, credit_code, digits, resident_id
from mime import text_part
from pages import Letter, pdf, table
from reportlab.platypus import Flowable
from sample import Complaint, Expected, Sample
from texts.platforms import QINGHE, amazon, colleague

US_PANEL = "https://sellercentral.amazon.com/performance/dashboard"


def _related() -> Sample:
    text = f"""尊敬的卖家：

您的 Amazon.com 销售账户已被停用，商品已下架。

为什么会发生这种情况？
我们发现您的账户与另一个已停用的账户“Qi****ng”有关联。停用账户的所有者不得再开设新账户。

如何重新激活我的账户？
请选择以下一种方式：
1. 如果该账户属于您，请先重新激活该账户，再告诉我们账户名称和恢复日期。
2. 如果该账户不属于您，请提供证明文件，例如营业执照、公司转让协议或注销证明。

如何发送所需信息？
请在{US_PANEL}?ref=ah_em_op提交申诉。

账户是否被误停用？
如果您认为我们弄错了，请说明理由并附上证明。

账户中的资金将暂扣90天。

卖家绩效团队"""
    inner = Inner(
        name="Amazon 卖家绩效",
        address="notice@amazon.com",
        date="2026-05-21 08:17",
        subject="您的销售账户已被停用",
        to=QINGHE,
    )
    comment = "小林，\n\n这个账户是去年那家代运营公司的，周五（5月29日）之前给我一份说明。电话 13812345678\n\n周倩"
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="zh",
        kind="violation",
        scope="account",
        violations=("account.related",),
        issued="2026-05-21",
        links=(US_PANEL + "?ref=ah_em_op",),
        periods=(("funds", "P90D"),),
        paths=("documents", "dispute", "appeal_form"),
        authenticity="unverified",
        sensitive=(QINGHE, "zhouqian@qinghe-trade.example", "13812345678"),
        case="zh-related",
    )
    mail = colleague(
        "zh-related", "2026-05-22T09:30:00+08:00", "转发: " + inner.subject, ("周倩", "zhouqian@qinghe-trade.example")
    )
    data = mail.holding(text_part(foxmail(comment, inner, text), coding="base64"))
    return Sample(
        "amazon-us-zh-related-foxmail-forward.eml", "forward by Foxmail; Chinese text about amazon.com", data, expected
    )


def _identity() -> Sample:
    code, person = credit_code("qinghe"), resident_id("qinghe", "19870623")
    panel = "https://sellercentral.amazon.de/cu/contact-us"
    text = f"""尊敬的卖家，您好：

感谢您在 Amazon.de 开店。我们需要更多文件来验证您的身份，目前您仍可销售商品。

请提供以下文件：
1. 营业执照副本彩色照片
2. 法定代表人身份证正反面
3. 最近90天内开具的水费、电费或银行账单

我们目前登记的信息：
公司名称：深圳青禾贸易有限公司
统一社会信用代码：{code}
法定代表人身份证号：{person}
联系电话：+86 139 8765 4321
邮箱：{QINGHE}

如何发送所需信息？
请于2026年8月20日前登录{panel}上传文件。支持的格式：.pdf、.png、.gif。逾期未提交，您的账户可能会被停用。

亚马逊商户审核团队"""
    expected = Expected(
        platform="amazon",
        marketplace="DE",
        language="zh",
        kind="information_request",
        scope="account",
        violations=("account.identity",),
        issued="2026-08-05",
        links=(panel,),
        deadline=("2026-08-20", "stated"),
        periods=(("evidence", "P90D"),),
        accepted_files=("pdf", "png", "gif"),
        paths=("documents", "appeal_form"),
        authenticity="genuine",
        sensitive=(code, person, "+86 139 8765 4321", QINGHE),
        case="de-zh-identity",
    )
    mail = amazon(
        "de-zh-identity", "2026-08-05T16:00:00+08:00", "请验证您的身份", to=QINGHE, country="de", charset="gb18030"
    )
    data = mail.holding(text_part(text, charset="gb18030", coding="base64"))
    return Sample(
        "amazon-de-zh-identity-gb18030.eml",
        "GB 18030; credit code and resident number with true check digits",
        data,
        expected,
    )


def _forged() -> Sample:
    items = ((asin("qinghe charger"), "桌面充电器 65W 白色"), (asin("qinghe cable"), "编织数据线 2 米"))
    case = digits("qinghe forged", 11)
    link = US_PANEL + "?ref=ah_em_rp"
    letter = Letter(
        head="Amazon.com", title="您的销售账户已被停用", foot=f"案例编号：{case}", page_mark="第 {} 页", chinese=True
    )
    content: list[str | Flowable] = [
        f"日期：2026年2月12日<br/>收件人：深圳青禾贸易有限公司（{QINGHE}）",
        "您的 Amazon.com 销售账户已被停用。",
        "# 为什么会发生这种情况？",
        "您为以下商品提交的检测报告疑似伪造或篡改。提交虚假文件违反我们的政策。",
        table(letter, [["ASIN", "商品名称"], *([*one] for one in items)], (50, 116)),
        "# 账户是否被误停用？",
        "如果您认为文件真实有效，请说明理由，并提供出具报告的实验室的确认函。请通过以下页面提交：",
        link,
        "# 如果我没有发送所需的信息，会发生什么情况？",
        "账户将保持停用状态。亚马逊物流库存如未在90天内移除，可能会被销毁。",
        f"案例编号：{case}",
        "卖家绩效团队",
    ]
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="zh",
        kind="violation",
        scope="account",
        violations=("conduct.forged_documents",),
        issued="2026-02-12",
        asins=tuple(code for code, _ in items),
        links=(link,),
        periods=(("stock", "P90D"),),
        references={"case": (case,)},
        paths=("dispute", "documents", "appeal_form"),
        authenticity="unverified",
        sensitive=(QINGHE,),
        case="zh-forged",
    )
    return Sample("amazon-us-zh-forged-documents-alone.pdf", "PDF alone in Chinese", pdf(letter, content), expected)


def _trademark() -> Sample:
    lamp, complaint_id = asin("qinghe lamp"), digits("qinghe lamp", 11)
    owner = ("Brackenfield Lighting GmbH", "schutz@brackenfield.example")
    mark = digits("qinghe mark", 9, "018")
    policy = "https://sellercentral.amazon.com/gp/help/external/201361070?language=zh_CN"
    text = f"""您好：

由于权利人投诉，我们已从 Amazon.com 移除以下商品。

为什么会发生这种情况？
权利人称该商品侵犯了其商标权。请参阅知识产权政策（{policy}）。

ASIN：{lamp}
商品名称：磁吸小夜灯 暖光
侵权类型：商标
商标编号：{mark}
投诉编号：{complaint_id}
权利人：{owner[0]}
权利人邮箱：{owner[1]}

如何重新激活我的商品？
请在收到本通知后5天内提供发票或授权书（.jpg、.png、.pdf)，或联系权利人撤回投诉。

如果您认为我们判断有误，请在{US_PANEL}?ref=ah_em_ip提交申诉并说明理由。

卖家绩效团队"""
    inner = Inner(
        name="Amazon Seller Performance",
        address="notice@amazon.com",
        date="2026年10月30日(星期五) 上午7:26",
        subject="商品移除通知",
        to=QINGHE,
    )
    comment = "又来一个投诉，先不要回复，等律师。QQ 271828182"
    expected = Expected(
        platform="amazon",
        marketplace="US",
        language="zh",
        kind="violation",
        scope="listing",
        violations=("ip.trademark",),
        issued="2026-10-30",
        asins=(lamp,),
        help_ids=("201361070",),
        links=(policy, US_PANEL + "?ref=ah_em_ip"),
        deadline=("2026-11-04", "relative"),
        periods=(("response", "P5D"),),
        complaints=(
            Complaint(asins=(lamp,), title="磁吸小夜灯 暖光", violation="ip.trademark", complaint_id=complaint_id,
                      asserted=("trademark", mark), owner=owner),
        ),
        references={"complaint": (complaint_id,), "trademark": (mark,)},
        rights_owner_emails=(owner[1],),
        accepted_files=("jpg", "png", "pdf"),
        paths=("documents", "retraction", "dispute", "appeal_form"),
        authenticity="unverified",
        sensitive=(QINGHE, "linyue@qinghe-trade.example"),
        case="zh-trademark",
    )  # fmt: skip
    mail = colleague(
        "zh-trademark",
        "2026-10-31T10:12:00+08:00",
        "转发：商品移除通知",
        ("林悦", "linyue@qinghe-trade.example"),
        "gb18030",
    )
    data = mail.holding(text_part(qq(comment, inner, text), charset="gb18030", coding="8bit"))
    return Sample(
        "amazon-us-zh-trademark-qq-forward.eml", "forward by QQ Mail, GB 18030, full-width colons", data, expected
    )


def samples() -> list[Sample]:
    """All samples of this module."""
    return [_related(), _identity(), _forged(), _trademark()]
