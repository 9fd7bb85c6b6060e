"""The password or token of a mailbox: from the settings, a file or a program; asked for at each log-in, never shown."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable

from config.errors import SourceAway, UsageError
from config.source_settings import Imap
from ingest.sources.imap_url import Mailbox

COMMAND_SECONDS = 60.0


def secret_of(settings: Imap, mailbox: Mailbox) -> Callable[[], str]:
    """What gives the secret of a mailbox, when it is called.

    Raises:
        UsageError: the settings name none.
    """
    if settings.password is not None:
        value = settings.password.get_secret_value()
        return lambda: _one_line(value, "imap.password")
    if settings.password_file is not None or settings.password_command:
        return lambda: _from_file(settings) if settings.password_file else _from_command(settings, mailbox)
    raise UsageError(
        f"{mailbox.name}: there is no password",
        advice="Set imap.password_file, imap.password_command or NOTICEPACK_IMAP__PASSWORD.",
    )


def _from_file(settings: Imap) -> str:
    file = settings.password_file
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file else []
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise UsageError(f"{file}: {said}", advice="Correct imap.password_file.") from error
    return _one_line(lines[0] if lines else "", str(file))


def _from_command(settings: Imap, mailbox: Mailbox) -> str:
    """What the program prints. Raises: SourceAway (it failed: a token service may be away for now), UsageError."""
    command = settings.password_command
    told = {"NOTICEPACK_IMAP_USER": mailbox.user, "NOTICEPACK_IMAP_HOST": mailbox.host}
    try:
        done = subprocess.run(  # noqa: S603  (the operator's own program, no shell)
            command, env=os.environ | told, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=COMMAND_SECONDS,
            check=True,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        said = f"{command[0]}: ended with code {error.returncode} and gave no password"
        raise SourceAway(said, advice="Run it by hand and see what it says (imap.password_command).") from error
    except subprocess.TimeoutExpired as error:
        said = f"{command[0]}: gave no password within {COMMAND_SECONDS:.0f} seconds"
        raise SourceAway(said, advice="Run it by hand and see what it does (imap.password_command).") from error
    except OSError as error:
        raise UsageError(f"{command[0]}: {error.strerror}", advice="Correct imap.password_command.") from error
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return _one_line(lines[0] if lines else "", command[0])


def _one_line(text: str, where: str) -> str:
    if not text or re.search(r"[\x00-\x1f\x7f]", text):
        raise UsageError(f"{where}: gives no password, or one with control characters", advice="Correct it.")
    return text
