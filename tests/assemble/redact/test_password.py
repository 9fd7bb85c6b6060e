"""Passwords are found where a label and a verb tell them, in eight languages; what is told about passwords stays."""

from __future__ import annotations

import pytest

from assemble.redact.find import find
from config.redaction import Entity, load_redaction


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The password was lantern-771! until May.", "lantern-771!"),
        ("Das Kennwort lautet hafen6743! seit Mai.", "hafen6743!"),
        ("Le mot de passe est «phare_88»", "phare_88"),
        ("La password è faro2291, grazie", "faro2291"),
        ("La clave era puerto77.", "puerto77"),
        ("Пароль — gavan558", "gavan558"),
        ("登录密码是 hafen8884#，请登录", "hafen8884#"),
        ("パスワードはCopper8021!です。", "Copper8021!"),
        ("Das Passwort ist geheim.", None),
        ("The password was changed.", None),
        ("パスワードは変更されました。", None),
        ("密码是保密的", None),
        ("La password è obbligatoria", None),
    ],
)
def test_a_password_that_a_sentence_tells_is_found(text: str, value: str | None) -> None:
    """A word with digits or signs after the verb is one, plain words are not."""
    found = [v.value for v in find(text, load_redaction()) if v.entity is Entity.PASSWORD]

    assert found == ([value] if value else [])
