"""Where things lie in the archive: an OCFL 1.1 storage root with the hash-and-id n-tuple layout (extension 0003).

Spec: https://ocfl.io/1.1/spec/#storage-root and
https://ocfl.github.io/extensions/0003-hash-and-id-n-tuple-storage-layout.html (sha256, three tuples of three digits).
Not 0004, which differs only in that the last folder is the whole digest: with 0003 an auditor sees the case in the
path, and the public validator that judges our archives knows it.
"""

from __future__ import annotations

import hashlib
import json
import string

ROOT_DECLARATION = "0=ocfl_1.1"
OBJECT_DECLARATION = "0=ocfl_object_1.1"
OBJECT_DECLARATION_BYTES = b"ocfl_object_1.1\n"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
EXTENSION = "0003-hash-and-id-n-tuple-storage-layout"
TUPLE_SIZE, TUPLES = 3, 3
LONGEST_ENCODED = 100  # characters of an encoded identifier, after which the digest stands for the rest
UNENCODED = frozenset(string.ascii_letters + string.digits + "-_")
CASE_URN = "urn:noticepack:case:"


def case_to_object_id(case_id: str) -> str:
    """The OCFL object identifier of a case."""
    return CASE_URN + case_id


def object_id_to_path(object_id: str) -> str:
    """Where the object lies below the storage root: `3c0/ff4/240/urn%3anoticepack%3acase%3a…`."""
    digits = hashlib.sha256(object_id.encode()).hexdigest()
    tuples = [digits[start : start + TUPLE_SIZE] for start in range(0, TUPLE_SIZE * TUPLES, TUPLE_SIZE)]
    encoded = "".join(chr(byte) if chr(byte) in UNENCODED else f"%{byte:02x}" for byte in object_id.encode())
    if len(encoded) > LONGEST_ENCODED:
        encoded = f"{encoded[:LONGEST_ENCODED]}-{digits}"
    return "/".join([*tuples, encoded])


def root_files() -> tuple[tuple[str, bytes], ...]:
    """The files of the storage root itself, in the order they are written: the declaration comes last."""
    layout = {
        "description": "Each object lies in a folder named by its identifier, below three folders named by the first"
        " nine hexadecimal digits of the identifier's SHA-256.",
        "extension": EXTENSION,
    }
    config = {
        "digestAlgorithm": "sha256",
        "extensionName": EXTENSION,
        "numberOfTuples": TUPLES,
        "tupleSize": TUPLE_SIZE,
    }
    return (
        (f"extensions/{EXTENSION}/config.json", to_json(config)),
        ("ocfl_layout.json", to_json(layout)),
        (ROOT_DECLARATION, b"ocfl_1.1\n"),
    )


def to_json(value: object) -> bytes:
    """JSON that is the same bytes for the same value: sorted keys, two spaces, UTF-8, a line feed at the end."""
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
