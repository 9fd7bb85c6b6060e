"""Whether a tracking number can be one: the forms whose check digit is known are checked, others only by their look.

>>> judge("RR123456785CN"), judge("RR123456789CN"), judge("1Z999AA10123456784")
(<Tracking.SOUND: 'sound'>, <Tracking.WRONG: 'wrong'>, <Tracking.SOUND: 'sound'>)
"""

from __future__ import annotations

import re
from enum import StrEnum

S10 = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")
"""Universal Postal Union, standard S10: service, serial number, check digit, country."""
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
UPS = re.compile(r"1Z([0-9A-Z]{15})([0-9])")
USPS = re.compile(r"(?:420[0-9]{5}(?:[0-9]{4})?)?(9[1-5][0-9]{19})([0-9])")
"""USPS publication 199: the intelligent mail package barcode, with or without the ZIP code before it."""
OTHER = re.compile(r"(?=[A-Z0-9]*[0-9]{4})[A-Z0-9]{8,34}")
SIGNS = re.compile(r"[\s\-.]")


class Tracking(StrEnum):
    """What a tracking number looks like."""

    SOUND = "sound"  # a known form with the right check digit
    WRONG = "wrong"  # a known form with a wrong check digit
    UNKNOWN = "unknown"  # may be one; nothing can be checked
    MALFORMED = "malformed"  # no tracking number has this form


def judge(number: str) -> Tracking:
    """What the number looks like, blanks and dashes aside."""
    bare = SIGNS.sub("", number).upper()
    if match := S10.fullmatch(bare):
        return _sound(s10_digit(match[1]) == match[2])
    if match := UPS.fullmatch(bare):
        return _sound(ups_digit(match[1]) == match[2])
    if match := USPS.fullmatch(bare):
        return _sound(mod10_digit(match[1]) == match[2])
    return Tracking.UNKNOWN if OTHER.fullmatch(bare) and len(set(bare)) > 2 else Tracking.MALFORMED


def _sound(right: bool) -> Tracking:
    return Tracking.SOUND if right else Tracking.WRONG


def s10_digit(serial: str) -> str:
    """The check digit of eight digits: 11 less the weighted sum modulo 11, with 10 as 0 and 11 as 5."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def ups_digit(text: str) -> str:
    """The check digit of the 15 signs after `1Z`: letters count as (place in the alphabet + 2) modulo 10."""
    values = [int(sign) if sign.isdigit() else (ord(sign) - 63) % 10 for sign in text]
    return str(-(sum(values[0::2]) + 2 * sum(values[1::2])) % 10)


def mod10_digit(digits: str) -> str:
    """The check digit with weights 3 and 1 from the right."""
    values = [int(digit) for digit in reversed(digits)]
    return str(-(3 * sum(values[0::2]) + sum(values[1::2])) % 10)
