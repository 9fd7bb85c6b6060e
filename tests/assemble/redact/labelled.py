"""A labelled set for detection: sentences in eight languages with generated valid values, and with what must stay.

Every value is made from a seed, with right check digits; every sentence and name is ours. `examples(seed, count)` gives
texts with the spans of what must go and of what must stay.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.eu import at_02, vat
from stdnum.ru import inn as ru_inn

from assemble.redact.detectors.snils import checks as snils_checks
from config.redaction import Entity

Make = Callable[[random.Random], str]


def _digits(source: random.Random, count: int) -> str:
    return "".join(source.choice("0123456789") for _ in range(count))


def _luhn(source: random.Random, head: str, size: int) -> str:
    body = head + _digits(source, size - len(head) - 1)
    return body + luhn.calc_check_digit(body)


def iban(source: random.Random) -> str:
    """A German, British, French, Spanish, Italian or Dutch IBAN, in groups of four or in one run."""
    letters = "".join(source.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(4))
    country, body = source.choice([
        ("DE", _digits(source, 18)),
        ("GB", letters + _digits(source, 14)),
        ("ES", _digits(source, 20)),
        ("NL", letters + _digits(source, 10)),
        ("FR", _digits(source, 23)),
    ])  # fmt: skip
    number = "".join(str(int(c, 36)) for c in f"{body}{country}00")
    whole = f"{country}{98 - int(number) % 97:02d}{body}"
    return source.choice([whole, " ".join(whole[i : i + 4] for i in range(0, len(whole), 4))])


def card(source: random.Random) -> str:
    """A Visa, Mastercard or UnionPay number."""
    number = _luhn(source, source.choice(["4", "51", "6222"]), 16)
    return source.choice([number, " ".join(number[i : i + 4] for i in range(0, 16, 4))])


def resident(source: random.Random) -> str:
    """A Chinese resident identity number of a person born on a real day."""
    day = f"{source.randint(1950, 2004)}{source.randint(1, 12):02d}{source.randint(1, 28):02d}"
    body = f"{source.choice(['110105', '440305', '330106'])}{day}{_digits(source, 3)}"
    return body + ric.calc_check_digit(body + "0")


def credit_code(source: random.Random) -> str:
    """A Chinese unified social credit code."""
    body = "91" + source.choice(["350100", "440300", "330106"]) + "MA" + _digits(source, 7)
    return body + uscc.calc_check_digit(body)


def vat_number(source: random.Random) -> str:
    """A VAT number of Germany, Italy or the Netherlands whose check digit is right."""
    while True:
        country, size = source.choice([("DE", 9), ("IT", 11), ("DK", 8), ("PL", 10)])
        number = country + _digits(source, size)
        if vat.is_valid(number) and number[2] != "0":
            return number


def snils(source: random.Random) -> str:
    """A Russian insurance number in its usual writing."""
    body = _digits(source, 9)
    number = next(body + f"{check:02d}" for check in range(101) if snils_checks(body + f"{check:02d}"))
    return f"{number[:3]}-{number[3:6]}-{number[6:9]} {number[9:]}"


def phone(source: random.Random) -> str:
    """A phone number of China, Germany, the US or Russia."""
    return source.choice([
        f"+86 138 {_digits(source, 4)} {_digits(source, 4)}",
        f"+49 30 {source.randint(2, 9)}{_digits(source, 6)}",
        f"+1 206 555 01{_digits(source, 2)}",
        f"+7 495 {source.randint(2, 9)}{_digits(source, 2)}-{_digits(source, 2)}-{_digits(source, 2)}",
    ])  # fmt: skip


def email(source: random.Random) -> str:
    """An address in a domain that nobody has."""
    name, house = source.choice(["mara", "li.wei", "ops", "j_berg"]), source.choice(["fern", "kran"])
    return f"{name}{_digits(source, 2)}@{house}.example"


def seller_id(source: random.Random) -> str:
    """An Amazon merchant id."""
    return "A2" + "".join(source.choice("ABCDEFGHJKMNPQRSTUVWXYZ0123456789") for _ in range(9)) + "7K"


def key(source: random.Random) -> str:
    """An MWS token or an AWS access key id."""
    run = "".join(source.choice("0123456789abcdef") for _ in range(32))
    mws = f"amzn.mws.{run[:8]}-{run[8:12]}-{run[12:16]}-{run[16:20]}-{run[20:]}{_digits(source, 4)}"
    return source.choice([mws, "AK" + "IA" + _digits(source, 8) + "ABCDEFGH"])


def passport(source: random.Random) -> str:
    """A passport number in the Chinese form."""
    return f"E{_digits(source, 8)}"


def spanish_id(source: random.Random) -> str:
    """A Spanish DNI with its letter."""
    body = _digits(source, 8)
    return body + "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23]


def address_v4(source: random.Random) -> str:
    """An IP address of the documentation range (RFC 5737)."""
    return f"203.0.113.{source.randint(1, 254)}"


def ssn(source: random.Random) -> str:
    """A US social security number that may have been given out."""
    return f"{source.randint(101, 665):03d}-{source.randint(10, 99)}-{source.randint(1000, 9999)}"


def ein(source: random.Random) -> str:
    """A US employer number with a prefix in use."""
    return f"{source.choice(['12', '20', '45', '83', '92'])}-{_digits(source, 7)}"


def inn(source: random.Random) -> str:
    """A Russian tax number of a company."""
    body = f"77{_digits(source, 7)}"
    return body + ru_inn.calc_company_check_digit(body)


def my_number(source: random.Random) -> str:
    """A Japanese individual number: weights 6 to 2 and 7 to 2, modulo 11 (Order No. 85 of 2014)."""
    body = _digits(source, 11)
    rest = sum(int(d) * w for d, w in zip(body, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return body + str(0 if rest <= 1 else 11 - rest)


def russian_passport(source: random.Random) -> str:
    """Series and number of an internal Russian passport."""
    return f"45 {source.randint(10, 24)} {_digits(source, 6)}"


def account(source: random.Random) -> str:
    """A bank account number without any check digit."""
    return str(source.randint(1, 9)) + _digits(source, 9)


def creditor(source: random.Random) -> str:
    """A SEPA creditor identifier."""
    body = f"ZZZ{source.randint(0, 9)}{_digits(source, 10)}"
    return f"DE{at_02.calc_check_digits('DE00' + body)}{body}"


def wallet(source: random.Random) -> str:
    """A Bitcoin address: base 58 of a version, a hash and four bytes of a double SHA-256."""
    data = bytes([0, *(source.randrange(256) for _ in range(20))])
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[rest] + out
    return f"1{out}"


def password(source: random.Random) -> str:
    """A password as people make them."""
    return f"{source.choice(['Sommer', 'hafen', 'Copper', 'lantern'])}{_digits(source, 4)}{source.choice('!?#$')}"


def _of(*some: str) -> Make:
    return lambda source: source.choice(some)


ENGLISH = _of("Maya Tarrant", "Jonas Ellerkamp", "Noor van Dijk", "Clara O'Brannigan")
CHINESE = _of("王小明", "李伟", "欧阳娜娜", "陈美丽")
JAPANESE = _of("佐藤花子", "田中 太郎", "鈴木一郎")
RUSSIAN = _of("Мария Соколова", "Пётр Дубровский", "Анна Ельцова")


def asin(source: random.Random) -> str:
    """An ASIN."""
    return "B0" + "".join(source.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(8))


def order(source: random.Random) -> str:
    """An Amazon order number."""
    return f"11{source.randint(1, 4)}-{_digits(source, 7)}-{_digits(source, 7)}"


def eleven(source: random.Random) -> str:
    """A complaint or case number: eleven digits like a Chinese mobile number."""
    return "1" + source.choice("3456789") + _digits(source, 9)


def day(source: random.Random) -> str:
    """A date."""
    return f"2026-{source.randint(1, 12):02d}-{source.randint(1, 28):02d}"


GO: dict[str, tuple[tuple[str, Entity, Make], ...]] = {
    "en": (
        ("Our bank account for refunds is {}, held since May.", Entity.IBAN, iban),
        ("The card on file is {} and still valid.", Entity.CARD, card),
        ("VAT: {} is registered for our company.", Entity.VAT, vat_number),
        ("Call us on {} before noon.", Entity.PHONE, phone),
        ("Write to {} for the originals.", Entity.EMAIL, email),
        ("Merchant token: {} as shown in settings.", Entity.SELLER_ID, seller_id),
        ("The key was {} until it was revoked.", Entity.TOKEN, key),
        ("Passport number: {}, issued in Ningbo.", Entity.PASSPORT, passport),
        ("The login came from {} at night.", Entity.IP_ADDRESS, address_v4),
        ("SSN: {} of the owner.", Entity.SSN, ssn),
        ("EIN {} of the company.", Entity.EIN, ein),
        ("Account number: {}", Entity.BANK_ACCOUNT, account),
        ("It was paid to {} last week.", Entity.WALLET, wallet),
        ("Password: {}", Entity.PASSWORD, password),
        ("Contact person: {}", Entity.PERSON, ENGLISH),
        ("Legal representative: {}", Entity.PERSON, ENGLISH),
        ("Address: {}", Entity.ADDRESS, _of("12 Harbour Lane, Leith EH6 6AA", "904 Cedar Street, Tacoma, WA 98402")),
    ),
    "zh": (
        ("身份证号：{}，请查收。", Entity.RESIDENT_ID, resident),
        ("我司统一社会信用代码为{}。", Entity.USCC, credit_code),
        ("联系电话：{}，工作时间接听。", Entity.PHONE, phone),
        ("银行卡号{}已绑定。", Entity.CARD, card),
        ("邮箱：{}。", Entity.EMAIL, email),
        ("护照号码：{}。", Entity.PASSPORT, passport),
        ("银行账号：{}", Entity.BANK_ACCOUNT, account),
        ("密码：{}", Entity.PASSWORD, password),
        ("法定代表人：{}", Entity.PERSON, CHINESE),
        ("联系人：{}", Entity.PERSON, CHINESE),
        ("地址：{}", Entity.ADDRESS, _of("浙江省杭州市西湖区文一路88号", "深圳市南山区科技园7栋3层")),
        ("卖家编号：{}", Entity.SELLER_ID, seller_id),
    ),
    "de": (
        ("Unsere Bankverbindung lautet {}, bitte nutzen.", Entity.IBAN, iban),
        ("USt-IdNr. {} der GmbH.", Entity.VAT, vat_number),
        ("Telefon: {} (werktags).", Entity.PHONE, phone),
        ("E-Mail an {} genügt.", Entity.EMAIL, email),
        ("Reisepass: {} liegt bei.", Entity.PASSPORT, passport),
        ("Kontonummer: {}", Entity.BANK_ACCOUNT, account),
        ("Gläubiger-ID {} der Firma.", Entity.BANK_ACCOUNT, creditor),
        ("Passwort: {}", Entity.PASSWORD, password),
        ("Ansprechpartner: {}", Entity.PERSON, ENGLISH),
        ("Geschäftsführer: {}", Entity.PERSON, ENGLISH),
        ("Anschrift: {}", Entity.ADDRESS, _of("Hafenstraße 12, 20457 Hamburg", "Am Kran 3, 04109 Leipzig")),
        ("Kreditkarte {} ist hinterlegt.", Entity.CARD, card),
        ("Verkäufer-ID: {}", Entity.SELLER_ID, seller_id),
    ),
    "ja": (
        ("電話番号：{}までご連絡ください。", Entity.PHONE, phone),
        ("クレジットカード {} を登録済みです。", Entity.CARD, card),
        ("メール：{}", Entity.EMAIL, email),
        ("パスポート番号：{}", Entity.PASSPORT, passport),
        ("マイナンバー：{}", Entity.MY_NUMBER, my_number),
        ("口座番号：{}", Entity.BANK_ACCOUNT, account),
        ("パスワード：{}", Entity.PASSWORD, password),
        ("担当者：{}", Entity.PERSON, JAPANESE),
        ("住所：{}", Entity.ADDRESS, _of("東京都港区芝公園2-4-1", "大阪市北区梅田1-1")),
    ),
    "ru": (
        ("СНИЛС {} директора.", Entity.SNILS, snils),
        ("Телефон: {}, звоните днём.", Entity.PHONE, phone),
        ("Пишите на {}.", Entity.EMAIL, email),
        ("Карта {} привязана к магазину.", Entity.CARD, card),
        ("ИНН {} компании.", Entity.INN, inn),
        ("Паспорт {} директора.", Entity.PASSPORT, russian_passport),
        ("Расчётный счёт: {}", Entity.BANK_ACCOUNT, account),
        ("Пароль: {}", Entity.PASSWORD, password),
        ("Генеральный директор: {}", Entity.PERSON, RUSSIAN),
        ("Контактное лицо: {}", Entity.PERSON, RUSSIAN),
        ("Адрес: {}", Entity.ADDRESS, _of("ул. Портовая, д. 12, Калининград 236003", "пр. Мира, 7, Казань 420111")),
    ),
    "fr": (
        ("Notre IBAN est le {}.", Entity.IBAN, iban),
        ("Téléphone : {} aux heures de bureau.", Entity.PHONE, phone),
        ("Écrivez à {}.", Entity.EMAIL, email),
        ("Passeport : {}", Entity.PASSPORT, passport),
        ("Mot de passe : {}", Entity.PASSWORD, password),
        ("Représentant légal : {}", Entity.PERSON, ENGLISH),
        ("Adresse : {}", Entity.ADDRESS, _of("12 rue du Port, 44000 Nantes", "3 quai des Grues, 76600 Le Havre")),
        ("La carte {} est enregistrée.", Entity.CARD, card),
    ),
    "it": (
        ("Partita IVA {} della società.", Entity.VAT, vat_number),
        ("Il conto è {} presso la banca.", Entity.IBAN, iban),
        ("Telefono: {}.", Entity.PHONE, phone),
        ("Passaporto: {}", Entity.PASSPORT, passport),
        ("Rappresentante legale: {}", Entity.PERSON, ENGLISH),
        ("Indirizzo: {}", Entity.ADDRESS, _of("Via del Porto 12, 16126 Genova", "Corso Mare 3, 34121 Trieste")),
        ("Scriva a {}.", Entity.EMAIL, email),
        ("La carta {} è registrata.", Entity.CARD, card),
    ),
    "es": (
        ("El DNI del titular es {}.", Entity.NATIONAL_ID, spanish_id),
        ("La cuenta es {} desde enero.", Entity.IBAN, iban),
        ("Teléfono: {}.", Entity.PHONE, phone),
        ("Pasaporte: {}", Entity.PASSPORT, passport),
        ("Contraseña: {}", Entity.PASSWORD, password),
        ("Representante legal: {}", Entity.PERSON, ENGLISH),
        ("Dirección: {}", Entity.ADDRESS, _of("Calle del Puerto 12, 46024 Valencia", "Muelle Sur 3, 48013 Bilbao")),
        ("Escriba a {}.", Entity.EMAIL, email),
        ("La tarjeta {} sigue activa.", Entity.CARD, card),
    ),
}
"""By language: a sentence with a gap, what stands in the gap, and how it is made."""

STAY: dict[str, tuple[tuple[str, Make], ...]] = {
    "en": (
        ("The listing {} was removed.", asin),
        ("Order {} arrived late.", order),
        ("Complaint ID: {}", eleven),
        ("Case ID: {}", eleven),
        ("We answered on {} as asked.", day),
        ("See https://sellercentral.amazon.com/gp/help/external/{} first.", lambda s: "G20" + _digits(s, 7)),
        ("Write to notice-dispute@amazon.com about {}.", asin),
        ("The period ends on {}.", day),
        ("Trademark registration no. {} is asserted.", lambda s: _digits(s, 7)),
    ),
    "zh": (("商品{}已被移除。", asin), ("投诉编号：{}", eleven), ("订单{}延迟送达。", order)),
    "de": (
        ("Das Angebot {} wurde entfernt.", asin),
        ("Beschwerdenummer: {}", eleven),
        ("Bestellung {} kam spät.", order),
    ),
    "ja": (("商品 {} は停止されました。", asin), ("ケース番号：{}", eleven)),
    "ru": (("Товар {} снят с продажи.", asin), ("Номер обращения: {}", eleven)),
    "fr": (("L'offre {} est retirée.", asin), ("Numéro de dossier : {}", eleven)),
    "it": (("L'offerta {} è stata rimossa.", asin), ("Ordine {} in ritardo.", order)),
    "es": (("El producto {} fue retirado.", asin), ("Pedido {} con retraso.", order)),
}
"""By language: a sentence with a gap for what the packet needs."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what must go and what must stay."""

    language: str
    text: str
    go: tuple[tuple[Entity, int, int], ...]
    """Entity, start, end."""
    stay: tuple[tuple[int, int], ...]


def examples(seed: int, count: int) -> Iterator[Example]:
    """`count` texts a language, three values that go and two that stay in each, the same for the same seed."""
    for language in GO:
        source = random.Random(f"{seed} {language}")
        for _ in range(count):
            yield _example(language, source)


def _example(language: str, source: random.Random) -> Example:
    going = [(line, entity, make) for line, entity, make in source.choices(GO[language], k=3)]
    staying = [(line, None, make) for line, make in source.choices(STAY[language], k=2)]
    lines: list[tuple[str, Entity | None, Make]] = [*going, *staying]
    source.shuffle(lines)
    text, go, stay = "", [], []
    for line, entity, make in lines:
        value = make(source)
        start = len(text) + line.index("{}")
        text += line.replace("{}", value) + "\n"
        if entity is None:
            stay.append((start, start + len(value)))
        else:
            go.append((entity, start, start + len(value)))
    return Example(language, text, tuple(go), tuple(stay))
