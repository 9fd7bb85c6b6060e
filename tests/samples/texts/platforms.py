"""The senders and the invented sellers that the samples share."""

from __future__ import annotations

from mime import OUR_SERVER, Mail, at

FERNHOLLOW = "orders@fernhollow.example"
ALDERWICK = "hello@alderwick-goods.example"
KRANICH = "handel@kranichfeld.example"
BRUMEVAL = "boutique@brumeval.example"
MINAMOTO = "shop@minamoto-zakka.example"
QINGHE = "store@qinghe-trade.example"
POLYN = "info@polyn-myata.example"
OPERATIONS = "ops@seller.example"

IMAGES = ("jpeg", "jpg", "pjpeg", "gif", "png", "tiff")


def amazon(
    seed: str, date: str, subject: str, *, to: str, country: str = "com", name: str = "Amazon", local: str = "notice",
    reply_to: str | None = None, genuine: bool = True, charset: str = "utf-8",
) -> Mail:  # fmt: skip
    """A mail of amazon.<country>, signed by it unless `genuine` is False (then the server saw no signature)."""
    domain = f"amazon.{country}"
    return Mail(
        seed=seed,
        sender=(name, f"{local}@{domain}"),
        to=to,
        subject=subject,
        date=at(date),
        charset=charset,
        judged_by=OUR_SERVER,
        signed=domain if genuine else None,
        reply_to=reply_to,
    )


def joom(
    seed: str, date: str, subject: str, *, to: str, name: str = "Joom", reply_to: str | None = None,
    genuine: bool = True, charset: str = "utf-8",
) -> Mail:  # fmt: skip
    """A mail of joom.com, signed by it unless `genuine` is False."""
    return Mail(
        seed=seed,
        sender=(name, "merchant@joom.com"),
        to=to,
        subject=subject,
        date=at(date),
        charset=charset,
        judged_by=OUR_SERVER,
        signed="joom.com" if genuine else None,
        reply_to=reply_to,
    )


def colleague(seed: str, date: str, subject: str, sender: tuple[str, str], charset: str = "utf-8") -> Mail:
    """A mail of somebody at the seller's own firm, signed by that firm: says nothing about what is forwarded."""
    domain = sender[1].rpartition("@")[2]
    return Mail(
        seed=seed,
        sender=sender,
        to=OPERATIONS,
        subject=subject,
        date=at(date),
        charset=charset,
        judged_by=OUR_SERVER,
        signed=domain,
    )
