"""One version of a case as a BagIt bag in a zip: what an auditor takes away and checks without noticepack.

RFC 8493 (BagIt 1.0), SHA-512. The payload is the version's files as they were archived; beside them lie the OCFL
inventory they were archived under, whose digests are the same SHA-512, and a README that tells how to check all of it.
Pure, but for `check_bag`, which has the public library `bagit` judge the zip.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.errors import Damaged
from noticepack.bundle import inside

EPOCH = (1980, 1, 1, 0, 0, 0)

README = """\
Case {case}, version {version} of {versions}, as it was archived on {created} UTC.

This is a BagIt bag (RFC 8493). data/ holds the redacted packet exactly as it was archived: data/redaction.json tells
what was removed from which file, data/manifest.json what the packet was made of, data/readiness.json what was missing.

Check that nothing changed since this bag was made, in this folder:

    sha512sum --check --quiet manifest-sha512.txt tagmanifest-sha512.txt

or, with the library of the Library of Congress (pip install bagit):

    bagit.py --validate .

Check that it is what was archived. ocfl/inventory.json is the inventory of the case (OCFL 1.1) at the time of the
export. Its SHA-512 stands in ocfl/inventory.json.sha512:

    (cd ocfl && sha512sum --check inventory.json.sha512)

Under versions.{version}.state it lists every file in data/ by its SHA-512. Compare the two with jq:

    jq -r '.versions.{version}.state|to_entries[]|.key as $d|.value[]|"\\($d)  data/\\(.)"' ocfl/inventory.json |
        sha512sum --check --quiet

In the archive the same inventory lies at

    {path}/inventory.json

where `ocfl-validate.py` (pip install ocfl-py) checks the whole object. Who took this bag, when and from where stands in
the audit log {log}, whose checkpoints are signed; noticepack's docs/auditor.md tells how to check
them with openssl.
"""


@dataclass(frozen=True, slots=True)
class BagSource:
    """What a bag is made of."""

    case_id: str
    version: str
    """`v2`."""
    versions: int
    """How many the case has."""
    created: datetime
    """When the version was archived, UTC."""
    files: Mapping[str, bytes]
    inventory: bytes
    """The root inventory of the case."""
    path: str
    """Key of the case's OCFL object."""
    log: str
    """The audit log that recorded the export."""


def bag_files(source: BagSource, now: datetime) -> dict[str, bytes]:
    """Every file of the bag by its path below the bag's folder, the tag manifest last."""
    payload = {f"data/{name}": data for name, data in sorted(source.files.items())}
    sidecar = f"{_sha512(source.inventory)} inventory.json\n".encode()
    told = README.format(
        case=source.case_id, version=source.version, versions=source.versions, path=source.path, log=source.log,
        created=f"{source.created:%Y-%m-%d %H:%M:%S}",
    )  # fmt: skip
    tags = {
        "README.txt": told.encode(),
        "bag-info.txt": _info(source, payload, now),
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "manifest-sha512.txt": _manifest(payload),
        "ocfl/inventory.json": source.inventory,
        "ocfl/inventory.json.sha512": sidecar,
    }
    return {**payload, **tags, "tagmanifest-sha512.txt": _manifest(tags)}


def zip_bag(files: Mapping[str, bytes], name: str, target: Path) -> None:
    """Write the bag as a zip whose one folder has that name."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for path, data in files.items():
            info = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            out.writestr(info, data)


def check_bag(file: Path) -> None:
    """Have the library `bagit` validate the zip, every digest. Raises: Damaged (it finds something)."""
    import bagit

    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".bag-") as folder, zipfile.ZipFile(file) as zipped:
        for name in zipped.namelist():
            path = inside(Path(folder), name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zipped.read(name))
        (top,) = Path(folder).iterdir()
        try:
            bagit.Bag(str(top)).validate()
        except bagit.BagError as error:
            raise Damaged(f"{file}: {error}", advice="Export again; if it stays, check the disk.") from error


def _info(source: BagSource, payload: Mapping[str, bytes], now: datetime) -> bytes:
    octets = sum(map(len, payload.values()))
    fields = {
        "Source-Organization": "noticepack archive",
        "External-Identifier": f"{source.case_id} {source.version}",
        "External-Description": f"Redacted packet of case {source.case_id}, version {source.version}",
        "Bagging-Date": f"{now:%Y-%m-%d}",
        "Payload-Oxum": f"{octets}.{len(payload)}",
        "Bag-Size": f"{octets / 1000:.1f} KB",
    }
    return "".join(f"{key}: {value}\n" for key, value in fields.items()).encode()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """A line a file. Names in the archive are printable ASCII, so none needs the encoding of RFC 8493, section 2.1.3.

    But for `%`, which it wants as `%25`: that is left as it is, since neither `bagit` nor sha512sum reads it otherwise.
    """
    return "".join(f"{_sha512(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()
