"""A real PostgreSQL server for tests: Debian's, run by an ordinary user on loopback, thrown away after.

Run as root, a test gives the server to the user `nobody`, since PostgreSQL refuses to run as root. It does not flush to
disk: its data lives as long as the test run.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from storage.postgres import PostgresDatabase

READY_SECONDS = 60.0
USER, CATALOG = "noticepack", "catalog"
EMPTY = """
DO $$ BEGIN EXECUTE (
  SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY CASCADE'
  FROM pg_tables WHERE schemaname = 'public' AND tablename != 'alembic_version'
); END $$
"""
SETTINGS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB",
    "max_connections": "60", "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "autovacuum": "off",
    "log_min_messages": "fatal",
}  # fmt: skip


@dataclass
class Postgres:
    """A server; `stop` and `start` as often as a test likes, on the same port."""

    programs: Path
    folder: Path
    port: int
    password: str
    settings: dict[str, str]
    made: bool = False
    """Whether the database for catalogs is."""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str) -> str:
        """The address of a database, as settings have it."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str, database: str = "postgres", user: str = USER, password: str | None = None) -> None:
        """Run one statement."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=user, password=password or self.password, dbname=database,
            autocommit=True,
        ) as connection:  # fmt: skip
            connection.execute(statement.encode())

    def empty_catalog(self) -> tuple[str, str]:
        """Address and password of a database with an empty catalog: the same one each time, emptied."""
        place = self.url(CATALOG), self.password
        if not self.made:
            self.run(f"CREATE DATABASE {CATALOG}")
            database = PostgresDatabase(*place)
            database.upgrade()
            database.close()
            self.made = True
        self.run(EMPTY, CATALOG)
        return place

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [one for name, value in self.settings.items() for one in ("-c", f"{name}={value}")]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), *options]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **_user())
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(psycopg.OperationalError):
                self.run("SELECT 1")
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"postgres does not start: {(self.folder / 'log').read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop it at once, and with it every connection."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
            self.process = None


def find_postgres() -> Path | None:
    """The folder of the server's programs, where they are installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    found = shutil.which("initdb")
    return next((one for one in places if (one / "initdb").exists()), Path(found).parent if found else None)


@contextmanager
def postgres_server(programs: Path, folder: Path, **settings: str) -> Iterator[Postgres]:
    """A running server whose files lie in `folder`, which the user `nobody` can reach."""
    folder.mkdir(parents=True)
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "nobody", "nogroup")
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", USER, "-A", "scram-sha-256", f"--pwfile={folder}/password",
         "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True, capture_output=True, cwd=folder, **_user(),
    )  # fmt: skip
    server = Postgres(programs, folder, _free_port(), password, SETTINGS | settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _user() -> dict[str, object]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
