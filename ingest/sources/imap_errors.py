"""What IMAPClient, imaplib and sockets raise, turned into our errors in one place.

Lost connections and what the server calls passing (RFC 5530: UNAVAILABLE, INUSE, SERVERBUG; RFC 9051: LIMIT) become
`SourceAway`, worth another attempt; everything else is for a person to mend.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from config.errors import SourceAway, SourceError

PASSING = re.compile(r"\[(?:UNAVAILABLE|INUSE|SERVERBUG|LIMIT)\b", re.IGNORECASE)
BYTES = re.compile(r"\bb'([^']*)'")
"""IMAPClient shows answers as Python writes bytes."""
LOGIN_ADVICE = "Check the user in the address, and imap.password, imap.password_file or imap.password_command."
CERTIFICATE_ADVICE = "Name the server as its certificate does, or set imap.ca_bundle to the authority that signed it."


@contextmanager
def imap_errors(name: str) -> Iterator[None]:
    """Raise SourceError or SourceAway, with the mailbox's name, for all that goes wrong in speaking to a server."""
    from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError, ProtocolError

    try:
        yield
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError) or PASSING.search(str(error)):
            raise SourceAway(f"{name}: {_said(error)}") from error
        raise SourceError(f"{name}: the server refused the log-in: {_said(error)}", advice=LOGIN_ADVICE) from error
    except (IMAPClientAbortError, ProtocolError) as error:
        raise SourceAway(f"{name}: {_said(error)}") from error
    except IMAPClientError as error:
        kind = SourceAway if PASSING.search(str(error)) else SourceError
        raise kind(f"{name}: {_said(error)}") from error
    except ssl.SSLCertVerificationError as error:
        said = f"{name}: the certificate is not trusted: {getattr(error, 'verify_message', error)}"
        raise SourceError(said, advice=CERTIFICATE_ADVICE) from error
    except OSError as error:
        raise SourceAway(f"{name}: {error.strerror or error}") from error


def _said(error: Exception) -> str:
    """What the server said, on one line and not without end."""
    return " ".join(BYTES.sub(r"\1", str(error)).split())[:300]
