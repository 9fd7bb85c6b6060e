"""The contract of ObjectStore: one suite, every implementation, against real folders and a real S3 server."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import AlreadyStored, Conflict, NotStored, StorageError
from storage.directory import DirectoryStore
from storage.objects import ObjectStore, digest_of
from tests.storage.doubles import MemoryStore


@pytest.fixture(params=["memory", "directory", pytest.param("s3", marks=pytest.mark.service)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    """An empty store of each kind."""
    if request.param == "s3":
        found: ObjectStore = request.getfixturevalue("s3_store")
        return found
    return MemoryStore() if request.param == "memory" else DirectoryStore(tmp_path / "store")


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\r\n\x00\xff", bytes(range(256)) * 5000], ids=["empty", "one", "raw", "1 MB"]
)
def test_bytes_come_back_as_they_were_put(store: ObjectStore, data: bytes) -> None:
    """What is put is got, byte for byte, and described by its size and digest."""
    stored = store.put_new("a/b.bin", data)
    assert store.get("a/b.bin") == data
    assert (stored.key, stored.size, stored.digest) == ("a/b.bin", len(data), digest_of(data))
    assert store.head("a/b.bin") == stored


def test_the_same_bytes_again_are_no_error(store: ObjectStore) -> None:
    """Putting the same bytes under the same key twice changes nothing."""
    assert store.put_new("k", b"one") == store.put_new("k", b"one")


def test_other_bytes_never_take_a_key(store: ObjectStore) -> None:
    """A key that is taken keeps its bytes."""
    store.put_new("k", b"one")
    with pytest.raises(AlreadyStored):
        store.put_new("k", b"two")
    assert store.get("k") == b"one"


def test_replace_follows_the_tag(store: ObjectStore) -> None:
    """Only who has seen the newest object may replace it, and every replacement has another tag."""
    first = store.put_new("k", b"one")
    second = store.replace("k", b"two", tag=first.tag)
    assert second.tag != first.tag
    with pytest.raises(Conflict):
        store.replace("k", b"three", tag=first.tag)
    assert store.get("k") == b"two"
    assert store.head("k") == second


def test_replace_without_a_tag_wants_a_free_key(store: ObjectStore) -> None:
    """Without a tag the key must be free."""
    assert store.replace("k", b"one", tag=None).digest == digest_of(b"one")
    with pytest.raises(Conflict):
        store.replace("k", b"two", tag=None)


def test_replace_of_what_is_gone_is_a_conflict(store: ObjectStore) -> None:
    """An object that was removed since it was read is not made anew."""
    tag = store.put_new("k", b"one").tag
    store.delete("k")
    with pytest.raises(Conflict):
        store.replace("k", b"two", tag=tag)
    assert list(store.keys()) == []


def test_replace_by_the_same_bytes_is_no_conflict(store: ObjectStore) -> None:
    """A writer whose first answer was lost finds its own bytes and goes on."""
    first = store.put_new("k", b"one")
    second = store.replace("k", b"two", tag=first.tag)
    assert store.replace("k", b"two", tag=first.tag) == second


@pytest.mark.parametrize("key", ["none", "a", "a/b/c", "a/b.bin/c"])
def test_what_is_not_there_is_not_stored(store: ObjectStore, key: str) -> None:
    """Missing keys, folders of keys and keys below keys hold nothing."""
    store.put_new("a/b.bin", b"x")
    with pytest.raises(NotStored):
        store.get(key)
    with pytest.raises(NotStored):
        store.head(key)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a\\b",
        "a\nb",
        "a\x00b",
        "é",
        "x" * 256,
        "a/" * 600 + "a",
    ],
)
def test_keys_that_could_leave_the_store_are_refused(store: ObjectStore, key: str) -> None:
    """A key is a relative path of printable ASCII without dots, whatever is done with it."""
    for refuse in (
        lambda: store.put_new(key, b"x"),
        lambda: store.replace(key, b"x", tag=None),
        lambda: store.get(key),
        lambda: store.head(key),
        lambda: store.delete(key),
    ):
        with pytest.raises(StorageError) as caught:
            refuse()
        assert not isinstance(caught.value, NotStored)


@pytest.mark.parametrize(
    "key", ["0=ocfl_1.1", "a b", "50%", "q?x=1&y#z", "urn%3acase", "+plus", "~", "'quote\"", ".hidden", "a:b"]
)
def test_unusual_keys_are_kept_as_they_are(store: ObjectStore, key: str) -> None:
    """Nothing in a key is decoded, encoded or dropped."""
    store.put_new(f"f/{key}", b"x")
    assert list(store.keys("f/")) == [f"f/{key}"]
    assert store.get(f"f/{key}") == b"x"


def test_list_is_in_the_order_of_keys(store: ObjectStore) -> None:
    """Keys come in code point order, also where a folder and a longer name meet; a prefix is any beginning."""
    names = ["a-b", "a/b", "a/c/d", "a0", "b"]
    for name in reversed(names):
        store.put_new(name, name.encode())
    assert [one.key for one in store.list()] == names
    assert [one.digest for one in store.list("a/")] == [digest_of(b"a/b"), digest_of(b"a/c/d")]
    assert [one.key for one in store.list("a")] == names[:4]
    assert sorted(store.keys("a/c")) == ["a/c/d"]
    assert list(store.keys("z")) == list(store.keys("a/b/")) == []


def test_list_goes_on_after_a_thousand(store: ObjectStore) -> None:
    """All keys are listed, also where a service answers with pages of a thousand."""
    keys = {f"many/{number:04}" for number in range(1005)}
    with_threads(lambda key: store.put_new(key, b""), sorted(keys))
    assert set(store.keys("many/")) == keys


def test_delete_removes_and_may_be_repeated(store: ObjectStore) -> None:
    """After delete the key is free again; its neighbours stay."""
    store.put_new("a/b", b"x")
    store.put_new("a/c", b"y")
    store.delete("a/b")
    store.delete("a/b")
    assert list(store.keys()) == ["a/c"]
    assert store.put_new("a/b", b"z").digest == digest_of(b"z")


def test_of_many_writers_one_wins(store: ObjectStore) -> None:
    """Of writers that put other bytes under one key at once, exactly one does."""
    results = with_threads(lambda number: outcome(lambda: store.put_new("race", number)), [b"%d" % n for n in range(8)])
    assert sorted(results) == ["AlreadyStored"] * 7 + ["done"]


def test_of_many_replacers_one_wins(store: ObjectStore) -> None:
    """Of writers that replace what all of them have seen, exactly one does."""
    tag = store.put_new("race", b"before").tag
    results = with_threads(
        lambda number: outcome(lambda: store.replace("race", number, tag=tag)), [b"%d" % n for n in range(8)]
    )
    assert sorted(results) == ["Conflict"] * 7 + ["done"]


def test_one_shot_writers_of_the_same_bytes_all_succeed(store: ObjectStore) -> None:
    """Writers that put the same bytes under one key at once do not disturb each other."""
    assert set(with_threads(lambda _: outcome(lambda: store.put_new("a/same", b"x" * 9000)), range(8))) == {"done"}
    assert store.get("a/same") == b"x" * 9000


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000))
def test_any_bytes_survive(store: ObjectStore, data: bytes) -> None:
    """Any bytes come back under a key made of their digest."""
    key = f"any/{digest_of(data)[7:]}"
    store.put_new(key, data)
    assert store.get(key) == data


def outcome(action: object) -> str:
    """`done`, or the name of our error."""
    try:
        action()  # type: ignore[operator]
    except StorageError as error:
        return type(error).__name__
    return "done"


def with_threads(action: object, values: object) -> list[str]:
    """The results of an action on each value, eight at a time, all begun together."""
    todo, results, start = list(values), [], threading.Barrier(8)  # type: ignore[call-overload]

    def work(share: list[object]) -> None:
        start.wait(10)
        results.extend(action(value) for value in share)  # type: ignore[operator]

    threads = [threading.Thread(target=work, args=(todo[at::8],)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == len(todo)
    return results
