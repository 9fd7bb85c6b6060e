"""pdftotext of poppler-utils as a reader that proves redactions, where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assemble.redact.media_types import PDF
from assemble.redact.readers import Reader
from extract.tools import ToolProbe, run

PROBE = ToolProbe("pdftotext", version_arguments=("-v",))
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class PdfToText:
    """The program as a function of bytes; picklable, so that workers can have it."""

    path: str

    def __call__(self, data: bytes) -> Iterator[str]:
        """The text of a PDF as it is laid out, and in the order of the file. Raises: ToolFailed."""
        for order in ("-layout", "-raw"):
            command = [self.path, order, "-q", "file.pdf", "-"]
            yield run(command, seconds=SECONDS, files={"file.pdf": data}).decode("utf-8", "replace")


def find_readers() -> tuple[Reader, ...]:
    """The reading programs that are installed."""
    path = PROBE.path()
    return (Reader("pdftotext", (PDF,), PdfToText(path)),) if path else ()
