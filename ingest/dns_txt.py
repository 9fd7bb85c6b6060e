"""TXT records from the DNS by the system's resolver (dnspython), each name asked for once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.signatures import NoAnswer

SECONDS = 4.0
"""How long one question may take."""


@dataclass(slots=True)
class SystemDns:
    """The resolver of this machine, with what it answered so far. Travels to workers empty."""

    known: dict[str, bytes | None] = field(default_factory=dict)

    def __call__(self, name: str) -> bytes | None:
        """The TXT record of a name; None when there is none.

        Raises:
            NoAnswer: the resolver cannot be reached, or it failed.
        """
        if name not in self.known:
            self.known[name] = _asked(name)
        return self.known[name]


def _asked(name: str) -> bytes | None:
    import dns.exception
    import dns.resolver

    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return None
    except dns.exception.DNSException as error:
        raise NoAnswer(f"{name}: {type(error).__name__}") from error
    return b"".join(next(iter(answer)).strings)
