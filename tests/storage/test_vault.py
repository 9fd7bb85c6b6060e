"""The vault keeps originals that only the holder of an identity can read."""

from __future__ import annotations

import re

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import Damaged, NotStored, StorageError, UsageError
from storage.objects import digest_of
from storage.vault import Vault, new_identity
from tests.storage.doubles import MemoryStore

IDENTITY, RECIPIENT = new_identity()
SECOND_IDENTITY, SECOND_RECIPIENT = new_identity()


@pytest.fixture
def vault(store: MemoryStore) -> Vault:
    """A vault that can write and not read."""
    return Vault(store, (RECIPIENT,))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200_000))
def test_what_is_kept_is_got_back(vault: Vault, data: bytes) -> None:
    """Any bytes come back from their digest, and only their digest."""
    digest = vault.keep(data)
    assert digest == digest_of(data)
    assert vault.get(digest, IDENTITY) == data


def test_keeping_again_writes_nothing(vault: Vault, store: MemoryStore) -> None:
    """The first ciphertext stays: a ciphertext is never the same twice."""
    digest = vault.keep(b"a notice")
    before = dict(store.objects)
    assert vault.keep(b"a notice") == digest
    assert store.objects == before


def test_a_writer_that_comes_second_is_content(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that keep the same bytes at once both succeed."""
    digest = vault.keep(b"a notice")
    monkeypatch.setattr(Vault, "has", lambda *_: False)
    assert vault.keep(b"a notice") == digest


def test_nothing_of_the_original_can_be_seen(vault: Vault, store: MemoryStore) -> None:
    """The store holds an age file under the digest, and no piece of the original."""
    digest = vault.keep(b"Dear seller, your account " * 50)
    ((key, kept),) = store.objects.items()
    assert re.fullmatch(r"vault/([0-9a-f]{2})/\1[0-9a-f]{62}\.age", key)
    assert key.split("/")[2] == digest.removeprefix("sha256:") + ".age"
    assert kept.startswith(b"age-encryption.org/v1")
    assert b"seller" not in kept


def test_every_recipient_can_read_and_no_one_else(store: MemoryStore) -> None:
    """Each identity of the recipients of that time opens it; a later one does not."""
    digest = Vault(store, (RECIPIENT, SECOND_RECIPIENT)).keep(b"x")
    later, _ = new_identity()
    vault = Vault(store, (RECIPIENT,))
    assert vault.get(digest, IDENTITY) == vault.get(digest, f"# created: now\n{SECOND_IDENTITY}\n") == b"x"
    with pytest.raises(UsageError):
        vault.get(digest, later)


@pytest.mark.parametrize(
    "identity",
    ["", "AGE-SECRET-KEY-1", RECIPIENT, f"{IDENTITY}\n{RECIPIENT}", "garbage"],
    ids=["empty", "cut", "public", "one of two", "garbage"],
)
def test_an_identity_that_is_none_is_refused_unseen(vault: Vault, identity: str) -> None:
    """A wrong identity is named as wrong use, and its text is not repeated in the message."""
    digest = vault.keep(b"x")
    with pytest.raises(UsageError) as caught:
        vault.get(digest, identity)
    assert not identity or identity not in caught.value.message


@pytest.mark.parametrize(
    "recipients",
    [(), ("",), ("age1",), (IDENTITY,), (RECIPIENT, "ssh-ed25519 AAAA")],
    ids=["none", "empty", "cut", "private", "second"],
)
def test_recipients_that_are_none_are_refused(store: MemoryStore, recipients: tuple[str, ...]) -> None:
    """No vault without a public key, and never with a private one."""
    with pytest.raises(UsageError) as caught:
        Vault(store, recipients)
    assert IDENTITY[:20] not in caught.value.message


def test_damage_is_found(vault: Vault, store: MemoryStore) -> None:
    """A changed, cut or exchanged ciphertext is Damaged."""
    digest, other = vault.keep(b"one"), vault.keep(b"two")
    key, other_key = (next(key for key in store.objects if one[7:] in key) for one in (digest, other))
    sound = store.objects[key]
    for damaged in (sound[:-1], sound[:-1] + bytes([sound[-1] ^ 1]), b"", store.objects[other_key]):
        store.objects[key] = damaged
        with pytest.raises(Damaged):
            vault.get(digest, IDENTITY)
    store.objects[key] = sound
    assert vault.get(digest, IDENTITY) == b"one"


def test_what_was_never_kept(vault: Vault) -> None:
    """A digest that is not there is not stored, and a text that is no digest is refused."""
    assert not vault.has(digest_of(b"x"))
    with pytest.raises(NotStored):
        vault.get(digest_of(b"x"), IDENTITY)
    for text in ("x", "sha256:../../etc", "sha512:" + "0" * 64):
        with pytest.raises(StorageError):
            vault.has(text)


def test_digests_lists_all(vault: Vault, store: MemoryStore) -> None:
    """All that is kept, and nothing else that lies there."""
    kept = {vault.keep(b"%d" % number) for number in range(5)}
    store.put_new("vault/README", b"")
    assert set(vault.digests()) == kept


def test_the_format_is_that_of_age(vault: Vault, store: MemoryStore) -> None:
    """What is stored opens with an age library alone, without any code of ours."""
    vault.keep(b"a notice")
    (kept,) = store.objects.values()
    assert pyrage.decrypt(kept, [pyrage.x25519.Identity.from_str(IDENTITY)]) == b"a notice"


def test_rewrapping_is_for_the_recipients_of_now(store: MemoryStore) -> None:
    """After a key is turned, old originals open with the new identity and not with the old, byte for byte."""
    old = Vault(store, (RECIPIENT,))
    digests = [old.keep(b"one"), old.keep(b"two")]
    turned = Vault(store, (SECOND_RECIPIENT,))
    with pytest.raises(UsageError):
        turned.get(digests[0], SECOND_IDENTITY)
    for digest in digests:
        turned.rewrap(digest, f"{SECOND_IDENTITY}\n{IDENTITY}")
        turned.rewrap(digest, SECOND_IDENTITY)
    assert [turned.get(digest, SECOND_IDENTITY) for digest in digests] == [b"one", b"two"]
    with pytest.raises(UsageError):
        turned.get(digests[0], IDENTITY)


def test_rewrapping_never_writes_what_it_could_not_prove(vault: Vault, store: MemoryStore) -> None:
    """A damaged original stays as it is, and is told."""
    digest = vault.keep(b"one")
    (key,) = store.objects
    store.objects[key] = store.objects[key][:-1]
    before = dict(store.objects)
    with pytest.raises(Damaged):
        vault.rewrap(digest, IDENTITY)
    assert store.objects == before


def test_an_original_is_found_by_the_beginning_of_its_digest(vault: Vault) -> None:
    """Four digits are enough when only one begins so; nothing is guessed."""
    digest = vault.keep(b"one")
    assert vault.find(digest) == vault.find(digest[7:11]) == vault.find(digest[:15]) == digest
    for start in ("", "sha256:", "abc", "xyz!", "../../../etc"):
        with pytest.raises(UsageError):
            vault.find(start)
    with pytest.raises(NotStored):
        vault.find("0000" if not digest[7:].startswith("0000") else "1111")
    for number in range(300):
        vault.keep(b"%d" % number)
    shared = [one[7:9] for one in vault.digests()]
    twice = next(start for start in shared if shared.count(start) > 1)
    with pytest.raises(UsageError, match="not the beginning"):
        vault.find(twice)
