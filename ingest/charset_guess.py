"""Which charset unlabelled bytes are in: the candidate whose text looks most like text of one of our languages.

Only the charsets of the languages that notices come in are candidates. UTF-8 that decodes strictly wins outright: text
of another charset next to never does.
"""

from __future__ import annotations

import re

CANDIDATES = ("gb18030", "cp932", "euc_jp", "big5hkscs", "cp949", "cp1251", "koi8-r", "cp1252")
SAMPLE_BYTES = 20_000

HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
    "民得经三之进着等部度家电力里如水化高自理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
    "形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题您帐户"
    "账号商品销售亚马逊请需提供侵权投诉知识产移除证据审核停用订单买卖绩效申诉文件日期内容收件发送主题尊敬谢店铺"
    "時為國會來們這個過說產業對發學後經進還關電話見無間開問題實現應當體點權證請賣帳號資料訴"
    "出品商品取消購入者様規約違反停止再開情報必要確認提出理由方法送信件名差出人日時宛先"
)
"""Common characters of Chinese (both scripts) and Japanese business mail."""
CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")
_CASE_SWAP = re.compile("[а-я](?=[А-Я])")
_ACCENTS = re.compile("[\xc0-\xff](?=[\xc0-\xff])")
_SCRIPT_SWAP = re.compile("[\u0400-\u04ff](?=[A-Za-z])|[A-Za-z](?=[\u0400-\u04ff])")
LATIN = frozenset("äöüßéèêëàâáãåæçíìîïñóòôõøúùûýœŒÄÖÜÉÈÀÇÑÁÍÓÚÅÆØ«»„“”‘’–—…€£°§¿¡ªº·®©™×½")


def guess(data: bytes, *, fallback: str) -> str:
    """The Python codec that fits best; `fallback` when none looks like text."""
    if _fits(data, "utf-8"):
        return "utf-8"
    sample = data[:SAMPLE_BYTES]
    scores = {codec: _score(sample, codec) for codec in CANDIDATES}
    best = max(CANDIDATES, key=lambda codec: scores[codec])
    return best if scores[best] > 0.3 else fallback


def better(data: bytes, codec: str) -> str | None:
    """Another charset that these bytes are surely in although they decode in `codec` too; None when there is none.

    Only two mistakes can be told: UTF-8 under another label, and the two Russian charsets under each other's.
    """
    rivals = {"koi8-r": ("utf-8", "cp1251"), "cp1251": ("utf-8", "koi8-r"), "utf-8": ()}.get(codec, ("utf-8",))
    sample = data[:SAMPLE_BYTES]
    for rival in rivals:
        if _fits(data, rival) and _score(sample, rival) > _score(sample, codec) + 0.15:
            return rival
    return None


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _score(sample: bytes, codec: str) -> float:
    """How much the sample looks like text in `codec`: -1 (not at all) to 1."""
    text = sample.decode(codec, "replace")
    high = [char for char in text if char > "\x7f"]
    if not high:
        return 0.0
    total = sum(_weight(char) for char in high) / len(high)
    return total - (_mixed_case(text) + _accent_runs(text) + _mixed_script(text)) / len(high)


def _weight(char: str) -> float:
    point = ord(char)
    if char == "\ufffd" or 0x80 <= point < 0xA0 or 0xE000 <= point < 0xF900:
        return -3.0
    if char in HAN or char in CYRILLIC or char in LATIN or 0x3040 <= point < 0x30FF:
        return 1.0
    if 0x3000 <= point < 0x3040 or 0xFF01 <= point < 0xFF5F or 0x2010 <= point < 0x2030:
        return 0.8
    if 0x0410 <= point <= 0x042F or 0xAC00 <= point < 0xD7A4:
        return 0.7
    return 0.15 if 0x4E00 <= point < 0xA000 else -0.6


def _mixed_case(text: str) -> float:
    """How many Cyrillic letters are upper case right after a lower-case one: koi8-r and windows-1251 swap the cases."""
    return 2.0 * len(_CASE_SWAP.findall(text))


def _accent_runs(text: str) -> float:
    """How many accented Latin letters follow one another: real words hold next to none."""
    return 1.5 * len(_ACCENTS.findall(text))


def _mixed_script(text: str) -> float:
    """How often a Cyrillic letter touches a Latin one: words are of one script."""
    return 1.0 * len(_SCRIPT_SWAP.findall(text))
