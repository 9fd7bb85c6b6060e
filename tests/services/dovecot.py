"""A real IMAP server for tests: Debian's dovecot, run by an ordinary user on loopback with TLS.

Run as root, a test gives the server to the user `nobody`. Mail is kept as Maildir below the server's folder, so that a
test can deliver, remove and renumber it as a mail system would. The certificate is of an authority made for the server.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tests.services.certificates import make_certificates

READY_SECONDS = 20.0
USER, PASSWORD = "ann@seller.example", "päss wörd"
PROGRAM = "/usr/sbin/dovecot"

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
ssl = required
ssl_cert = <{root}/server.pem
ssl_key = <{root}/server.key
auth_mechanisms = plain login{mechanisms}
mail_location = maildir:{root}/mail/%n
mail_max_userip_connections = 100
mailbox_list_index = no
auth_failure_delay = 0
{auth}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/home/%n
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""
PASSWORDS = """
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/passwd
}}
"""


@dataclass
class Dovecot:
    """The server and its mail; `start` and `stop` as often as a test likes, on the same port."""

    root: Path
    port: int
    account: tuple[int, int] | None
    """User and group that the server runs as; None for the one who runs the test."""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    group: int = 0
    """Process group of the server and all that belongs to it."""
    delivered: int = 0

    @property
    def ca(self) -> Path:
        """The certificate of the authority."""
        return self.root / "ca.pem"

    def url(self, folder: str = "INBOX") -> str:
        """The mailbox's address."""
        return f"imaps://{USER}@localhost:{self.port}/{folder}"

    @property
    def inbox(self) -> Path:
        """The Maildir of the INBOX."""
        return self.root / "mail" / USER.partition("@")[0]

    def folder(self, name: str) -> Path:
        """The Maildir of another folder."""
        return self.inbox / f".{name}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        command = [PROGRAM, "-F", "-c", str(self.root / "dovecot.conf")]
        user, group = self.account or (None, None)
        self.process = subprocess.Popen(
            command,
            user=user,
            group=group,
            extra_groups=[] if self.account else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.group = self.process.pid
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"dovecot does not start: {(self.root / 'dovecot.log').read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop it, and with it every connection."""
        if self.process is None:
            return
        self.cut()  # the server waits for them
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.cut()
        self.process.wait(5)
        self.process = None

    def cut(self) -> int:
        """Cut every connection at once, in the middle of what it does; how many there were."""
        found = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and self._serves(entry):
                with suppress(ProcessLookupError):
                    os.kill(int(entry.name), signal.SIGKILL)
                    found += 1
        return found

    def _serves(self, entry: Path) -> bool:
        """Whether a process is one of this server's that serves a connection; they outlive the server."""
        try:
            program, _, rest = (entry / "stat").read_text().partition("(")[2].rpartition(") ")
        except OSError:
            return False
        return program in {"imap", "imap-login"} and int(rest.split()[2]) == self.group

    def deliver(self, data: bytes, folder: Path | None = None) -> str:
        """Deliver a mail as a Maildir delivery agent does: into tmp/, then into new/. Its unique name."""
        self.delivered += 1
        name = f"{time.time():.6f}.M{self.delivered}.{secrets.token_hex(4)}.test"
        maildir = folder or self.inbox
        self._own_tree(maildir)
        written = maildir / "tmp" / name
        written.write_bytes(data)
        self._own(written)
        written.rename(maildir / "new" / name)
        return name

    def mails(self, folder: str | None = None) -> list[bytes]:
        """The mails of a folder (the INBOX unless told), as they are on disk; some may be on their way just now."""
        maildir = self.folder(folder) if folder else self.inbox
        found = []
        for path in [path for name in ("new", "cur") for path in sorted((maildir / name).glob("*"))]:
            with suppress(FileNotFoundError):
                found.append(path.read_bytes())
        return found

    def renumber(self) -> None:
        """Give the INBOX another UIDVALIDITY, as a restored backup has; while the server is stopped."""
        for name in (
            "dovecot-uidlist",
            "dovecot.index",
            "dovecot.index.log",
            "dovecot.index.cache",
            "dovecot-uidvalidity",
        ):
            for path in self.inbox.glob(f"{name}*"):
                path.unlink()
        uidlist = self.inbox / "dovecot-uidlist"
        uidlist.write_text(f"3 V{int(time.time()) + 1000 + secrets.randbelow(100_000)} N1 G{secrets.token_hex(16)}\n")
        self._own(uidlist)

    def _own_tree(self, maildir: Path) -> None:
        for folder in (maildir, *(maildir / name for name in ("tmp", "new", "cur"))):
            if not folder.exists():
                folder.mkdir(parents=True, mode=0o700)
                self._own(folder)

    def _own(self, path: Path) -> None:
        if self.account:
            os.chown(path, *self.account)


def find_dovecot() -> Path | None:
    """The server's program, where it is installed."""
    found = Path(PROGRAM)
    return found if found.exists() and Path("/usr/lib/dovecot/imap").exists() else None


@contextmanager
def dovecot_server(
    folder: Path, *, auth: str = PASSWORDS, mechanisms: str = "", files: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Dovecot]:
    """A running server whose files lie in `folder`; `files` are further ones, `{root}` in them is the folder."""
    account = _account()
    folder.mkdir(parents=True)
    server = Dovecot(folder, _free_port(), account)
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir(mode=0o755)
    (folder / "passwd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    (folder / "dovecot.log").touch()
    make_certificates(folder)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content.replace("{root}", str(folder)), encoding="utf-8")
    user, group = _names(account)
    (folder / "dovecot.conf").write_text(
        CONFIG.format(
            root=folder, user=user, group=group, port=server.port, auth=auth.format(root=folder), mechanisms=mechanisms
        )
    )
    if account:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, *account)
    server._own_tree(server.inbox)
    server._own(folder / "mail" / "ann")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _account() -> tuple[int, int] | None:
    import pwd

    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _names(account: tuple[int, int] | None) -> tuple[str, str]:
    import grp
    import pwd

    user, group = account or (os.geteuid(), os.getegid())
    return pwd.getpwuid(user).pw_name, grp.getgrgid(group).gr_name


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
