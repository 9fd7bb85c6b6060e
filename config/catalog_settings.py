"""Settings of where the catalog is: a SQLite file of this machine, or a PostgreSQL database that a team shares."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Field, SecretStr

from config.source_settings import Part

DATABASE_ALLOWED = "postgresql://USER@HOST:PORT/DATABASE, without a password"
_QUERY = {"host", "sslmode", "sslrootcert", "sslcert", "sslkey"}
"""What may follow a `?`: where the server's socket is, and how its certificate is checked (libpq's names)."""


def _database(text: str) -> str:
    parts = urlsplit(text)
    port = parts.port  # raises ValueError where it is no number
    named = parts.path.count("/") == 1 and len(parts.path) > 1
    if parts.scheme != "postgresql" or not named or parts.password is not None or parts.fragment or port == 0:
        raise ValueError(DATABASE_ALLOWED)
    unknown = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))}
    if unknown - _QUERY:
        raise ValueError(f"{DATABASE_ALLOWED}; after a ? only {', '.join(sorted(_QUERY))}")
    return text


class CatalogPlace(Part):
    """Where the catalog is."""

    database: Annotated[str, AfterValidator(_database)] | None = Field(
        default=None, json_schema_extra={"allowed": DATABASE_ALLOWED}
    )
    """A PostgreSQL database that several machines share; none means a SQLite file under `home` (docs/catalog.md)."""
    password: SecretStr | None = None
    """Password of the database role; best given by the environment. Without it libpq's ways hold (`~/.pgpass`)."""
