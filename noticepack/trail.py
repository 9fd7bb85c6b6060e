"""The audit trail as the application uses it: the one place where an act is allowed, refused and written down.

Who acts is known, and the time is the machine's own, whatever time a run is told to work with.

`record` writes down what was done. `permit` is asked before something leaves (a retrieval, a release): it refuses what
the role may not do, writes the answer down, and seals it into the store before it returns.
"""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from config.access import UserRole, load_access
from config.errors import NoticepackError, NotPermitted
from storage.audit import AuditLog
from storage.audit_record import Entry
from storage.audit_seal import Checkpoint

SEAL_EVERY = 256
"""Records that may wait for a checkpoint in a long run."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, and from where."""

    user: str
    role: UserRole
    origin: str
    """`account@host` on the command line, an address on the web."""
    via: str
    """`command line` or `web`."""


def local_actor(user: str, role: UserRole) -> Actor:
    """Someone at this machine: the account is the operating system's, whatever name was given."""
    try:
        account = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        account = str(os.getuid())
    return Actor(user, role, f"{account}@{socket.gethostname()}", "command line")


def check_access(role: UserRole, action: str) -> None:
    """Raises: NotPermitted (the role may not do it); says which may."""
    access = load_access()
    if access.allows(role, action):
        return
    may = access.roles_for(action)
    advice = f"Ask someone who is {' or '.join(may)}, or give --role if that is you." if may else None
    raise NotPermitted(f"the role {role.value} may not do {action}", advice=advice)


def wall_clock() -> datetime:
    """The time now, UTC: of the machine, whatever time a run is told to work with."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Trail:
    """The audit log, with who writes into it."""

    log: AuditLog
    actor: Actor

    def acting(self, actor: Actor) -> Trail:
        """The same log for someone else: the web console serves many."""
        return replace(self, actor=actor)

    def record(self, action: str, target: str = "", outcome: str = "done", **details: object) -> None:
        """Write down what was done; durable when this returns. Raises: StorageError (then it must not be done)."""
        entry = Entry(
            at=wall_clock(),
            user=self.actor.user,
            role=self.actor.role.value,
            origin=self.actor.origin,
            via=self.actor.via,
            action=action,
            target=target,
            outcome=outcome,
            details={key: str(value) for key, value in details.items()},
        )
        if self.log.append(entry) % SEAL_EVERY == 0:
            self.seal()

    def require(self, action: str, target: str = "", **details: object) -> None:
        """Refuse what the role may not do, and write the refusal down. Raises: NotPermitted."""
        try:
            check_access(self.actor.role, action)
        except NotPermitted:
            self.record(action, target, "refused", **details)
            self.seal()
            raise

    def permit(self, action: str, target: str = "", **details: object) -> None:
        """Allow it and seal the record of that into the store, before anything leaves.

        Raises: NotPermitted. StorageError (it cannot be recorded: then nothing may leave).
        """
        self.require(action, target, **details)
        self.record(action, target, "granted", **details)
        self.seal()

    @contextmanager
    def retrieval(self, action: str, target: str = "", **details: object) -> Iterator[None]:
        """A block in which something leaves: permitted and sealed before it begins, and how it ended recorded after.

        Raises: as `permit`, and what the block raises.
        """
        self.permit(action, target, **details)
        try:
            yield
        except NoticepackError as error:
            self.record(action, target, "failed", error=error.message, **details)
            raise
        self.record(action, target, "delivered", **details)

    def seal(self) -> Checkpoint | None:
        """A signed checkpoint over all records so far; None when there is nothing new."""
        return self.log.seal(wall_clock())
