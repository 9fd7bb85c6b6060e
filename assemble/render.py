"""Word template and values -> Word file: nothing in a value is evaluated, and the same input gives the same bytes.

docxtpl renders with Jinja2 in a sandbox, with undefined names as errors and every value escaped. Three of its habits
are guarded against: it turns `{_{` and its kin into template signs after rendering, also within values; it cuts a
paragraph at a character that XML does not allow; it writes the time into the zip.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from assemble.literal import GUARD, literal

Value: TypeAlias = "str | bool | Sequence[Value] | Mapping[str, Value]"

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold."""
FIRST = "[Content_Types].xml"
"""The part that comes first in the zip (ECMA-376 part 2, by custom)."""
_SIGNS = re.compile(r"\{_(?=[{%])|[}%]_(?=\})")
"""What docxtpl replaces after rendering."""


def render(template: bytes, values: object) -> bytes:
    """The template filled in with the fields of a frozen dataclass or a mapping.

    Raises:
        jinja2.TemplateError: the template uses a name that is not in the values, or does what the sandbox forbids.
    """
    from docxtpl import DocxTemplate

    plain = to_plain(values)
    if not isinstance(plain, Mapping):
        raise TypeError("values must be a dataclass or a mapping")
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(plain), jinja_env=_environment(), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


@cache
def _environment() -> SandboxedEnvironment:
    """The sandbox; it compiles each template once, which is half of the time a document takes."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.from_string = lru_cache(maxsize=64)(environment.from_string)  # type: ignore[assignment,method-assign]
    return environment


def to_plain(value: object) -> Value:
    """Dataclasses as mappings, sequences as lists, texts without what a document cannot hold."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _SIGNS.sub(lambda match: match[0] + GUARD, literal(value))
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [to_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a template takes text, truth values, lists and mappings, not {type(value).__name__}")


def fixed_zip(data: bytes) -> bytes:
    """The same parts in a fixed order with a fixed time, the guards taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != FIRST, name)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            part = source.read(name)
            target.writestr(info, part.replace(GUARD.encode(), b"") if name.endswith(".xml") else part)
    return out.getvalue()
