"""An inventory is a value that cannot break the rules of the specification, and the same bytes every time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import Damaged, StorageError
from storage.inventory import Change, Inventory, bytes_to_inventory, next_inventory, sha512, sidecar_bytes
from storage.layout import object_id_to_path

NOW = datetime(2026, 3, 12, 9, 14, 5, 999, tzinfo=UTC)
A, B, C = (sha512(letter) for letter in (b"a", b"b", b"c"))


def change(files: dict[str, str], created: datetime = NOW) -> Change:
    """A change with values that a test does not care about."""
    return Change(files, created, "a notice joined", "noticepack")


def built(*states: dict[str, str]) -> Inventory:
    """An inventory with a version for each state."""
    inventory = None
    for state in states:
        inventory = next_inventory("urn:x", inventory, change(state))
    assert inventory is not None
    return inventory


def test_content_that_is_new_gets_a_path_of_its_version() -> None:
    """The path names version, digest and name; what is known already keeps its first path."""
    first = built({"a.txt": A, "same.txt": A, "b/b.txt": B})
    assert first.manifest == ((f"v1/content/{A[:16]}/a.txt", A), (f"v1/content/{B[:16]}/b/b.txt", B))
    second = next_inventory("urn:x", first, change({"moved.txt": B, "c.txt": C}))
    assert second is not None
    assert set(second.manifest) - set(first.manifest) == {(f"v2/content/{C[:16]}/c.txt", C)}
    assert second.at(1) == first


def test_the_same_state_is_no_version() -> None:
    """Time, message and user alone make no version."""
    first = built({"a": A})
    assert next_inventory("urn:x", first, Change({"a": A}, NOW + timedelta(1), "other", "other")) is None


def test_the_document_is_always_the_same() -> None:
    """Order of files and time zone of `created` change no byte; times are whole seconds, UTC."""
    there = NOW.astimezone(timezone(timedelta(hours=8)))
    one = next_inventory("urn:x", None, change({"a": A, "b": B}))
    two = next_inventory("urn:x", None, change({"b": B, "a": A}, there))
    assert one is not None
    assert two is not None
    assert one.to_bytes() == two.to_bytes()
    assert json.loads(one.to_bytes())["versions"]["v1"]["created"] == "2026-03-12T09:14:05Z"
    assert sidecar_bytes(b"x") == sha512(b"x").encode() + b" inventory.json\n"


NAMES = st.sampled_from(["a", "b", "c/d", "c/e", "f g.txt"])
STATES = st.dictionaries(NAMES, st.sampled_from([A, B, C]), min_size=1)


@settings(max_examples=60)
@given(st.lists(STATES, min_size=1, max_size=6))
def test_any_history_survives_its_document(states: list[dict[str, str]]) -> None:
    """Every history can be written and read, and each version holds its state."""
    inventory = built(states[0])
    kept = [states[0]]
    for state in states[1:]:
        after = next_inventory("urn:x", inventory, change(state))
        assert (after is None) == (state == kept[-1])
        if after is not None:
            inventory, kept = after, [*kept, state]
    assert bytes_to_inventory(inventory.to_bytes()) == inventory
    for number, state in enumerate(kept, start=1):
        assert inventory.state(number) == state
        assert bytes_to_inventory(inventory.at(number).to_bytes()) == inventory.at(number)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("id", ""),
        ("id", None),
        ("head", "v1"),
        ("head", "v3"),
        ("type", "https://ocfl.io/1.0/spec/#inventory"),
        ("digestAlgorithm", "md5"),
        ("manifest", {}),
        ("manifest", []),
        ("manifest", {A: ["v1/content/a", "v1/content/a"]}),
        ("manifest", {A: ["../a"], B: ["v2/content/b"]}),
        ("manifest", {A: ["v1/content/../../a"], B: ["v2/content/b"]}),
        ("manifest", {A: ["/v1/content/a"], B: ["v2/content/b"]}),
        ("manifest", {A: ["v1/a"], B: ["v2/content/b"]}),
        ("manifest", {A: ["v01/content/a"], B: ["v2/content/b"]}),
        ("manifest", {A: ["v9/content/a"], B: ["v2/content/b"]}),
        ("manifest", {A: ["v1/content/a"], B: ["v2/content/b"], C: ["v2/content/c"]}),
        ("manifest", {A: ["v1/content/a"], B: ["v1/content/a/b"]}),
        ("manifest", {A[:-1]: ["v1/content/a"], B: ["v2/content/b"]}),
        ("versions", {}),
        ("versions", {"v1": {}, "v3": {}}),
        ("versions.v2.state", {A: ["x"], B: ["x/y"]}),
        ("versions.v2.state", {A: ["x", "x"], B: ["y"]}),
        ("versions.v2.state", {A: ["../x"], B: ["y"]}),
        ("versions.v2.state", {C: ["x"]}),
        ("versions.v2.created", "yesterday"),
        ("versions.v2.created", "2026-03-12T09:14:05"),
        ("versions.v2.created", 7),
        ("versions.v2.user", None),
    ],
    ids=str,
)
def test_a_document_that_breaks_a_rule_is_damaged(place: str, value: object) -> None:
    """Whatever is wrong in an inventory, it is Damaged and nothing else."""
    plain: dict[str, Any] = json.loads(built({"x": A}, {"x": A, "y": B}).to_bytes())
    *folders, last = place.split(".")
    inner = plain
    for folder in folders:
        inner = inner[folder]
    inner[last] = value
    with pytest.raises(Damaged):
        bytes_to_inventory(json.dumps(plain).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff", b"{}", b"[" * 100_000])
def test_bytes_that_are_no_document_are_damaged(data: bytes) -> None:
    """Not JSON, or JSON of another shape."""
    with pytest.raises(Damaged):
        bytes_to_inventory(data)


def test_a_document_of_another_tool_is_read() -> None:
    """Upper-case digests, other content paths, times with an offset and fields we do not write are fine."""
    plain = {
        "id": "urn:x", "type": "https://ocfl.io/1.1/spec/#inventory", "digestAlgorithm": "sha512", "head": "v1",
        "contentDirectory": "content", "manifest": {A.upper(): ["v1/content/file"]}, "fixity": {},
        "versions": {"v1": {"created": "2026-03-12T10:14:05+01:00", "message": "m", "state": {A: ["file"]},
                            "user": {"name": "n"}}},
    }  # fmt: skip
    found = bytes_to_inventory(json.dumps(plain).encode())
    assert found.state() == {"file": A}
    assert found.versions[0].created == NOW.replace(microsecond=0)


@pytest.mark.parametrize("files", [{}, {"../x": A}, {"a": A, "a/b": B}, {"ü": A}], ids=str)
def test_a_change_that_cannot_be_kept_is_refused(files: dict[str, str]) -> None:
    """Wrong names are the caller's fault, not damage."""
    with pytest.raises(StorageError) as caught:
        next_inventory("urn:x", None, change(files))
    assert type(caught.value) is StorageError


def test_a_time_without_a_zone_is_refused() -> None:
    """Nobody can tell what such a time means."""
    with pytest.raises(StorageError):
        next_inventory("urn:x", None, change({"a": A}, datetime(2026, 1, 1)))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("object_id", "path"),
    [
        ("object-01", "3c0/ff4/240/object-01"),
        ("..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
    ],
)
def test_the_layout_gives_the_paths_of_its_specification(object_id: str, path: str) -> None:
    """Examples of extension 0003 with its default values."""
    assert object_id_to_path(object_id) == path
