"""Keys and tokens that a machine made: MWS, Selling Partner API, Login with Amazon, AWS, JSON Web Tokens, PEM keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.detectors.patterns import context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_FORMS = re.compile(
    r"amzn\.mws\.[0-9a-fA-F-]{8,40}"  # cut short too: in the title of a sheet, at the end of a preview
    r"|amzn1\.[a-z0-9-]{2,40}\.[0-9A-Za-z._-]{16,200}"
    r"|Atz[a-z]\|[0-9A-Za-z_+/=-]{20,2048}"
    r"|(?<![0-9A-Z])(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}(?![0-9A-Z])"
    r"|eyJ[0-9A-Za-z_-]{8,4096}\.[0-9A-Za-z_-]{8,8192}(?:\.[0-9A-Za-z_-]{0,4096})?"
    r"|(?<![0-9A-Za-z])(?:ghp|gho|ghs|sk_live|sk_test|rk_live|xox[abpr])[_-][0-9A-Za-z_-]{16,255}"
    r"|(?i:authorization: {1,4}(?:basic|bearer) {1,4})[0-9A-Za-z._~+/=-]{8,4096}"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[0-9A-Za-z+/=\s:,-]{20,8192}?-----END [A-Z ]{0,30}PRIVATE KEY-----"
)
_WORDS = label(
    "secret access key",
    "aws_secret_access_key",
    "secret key",
    "secret",
    "client secret",
    "client_secret",
    "access token",
    "access_token",
    "refresh token",
    "refresh_token",
    "api key",
    "api_key",
    "apikey",
    "api-key",
    "x-api-key",
    "auth token",
    "bearer",
    "密钥",
    "秘钥",
    "令牌",
    "访问密钥",
    "API-Schlüssel",
    "Schlüssel",
    "clé API",
    "ключ API",
    "токен",
    "APIキー",
    "トークン",
)
_LABELLED = labelled(_WORDS, r"[0-9A-Za-z_+/=.~-]{12,512}", between=r"[\"' :=\t]{1,6}(?:\n\s{0,8})?")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every token of a known form, and long mixed runs that a label calls a key."""
    for match in _FORMS.finditer(text):
        yield Hit(match.start(), match.end(), Strength.FORM)
    yield from context_hits(_LABELLED, text, lambda v: any(c.isdigit() for c in v) and any(c.isalpha() for c in v))
