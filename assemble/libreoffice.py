"""Word files to PDF with LibreOffice: a function of bytes that the bootstrap hands in."""

from __future__ import annotations

from dataclasses import dataclass

from config.errors import ItemError
from extract.tools import ToolFailed, ToolProbe, run

PROBE = ToolProbe("soffice", version_pattern=r"LibreOffice (\d+(?:\.\d+){1,3})")
SECONDS = 90.0
"""Each run makes a profile of its own, in its private folder, which takes some seconds; a packet has a few pages."""
FILTER = "pdf:writer_pdf_Export"


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """A `ToPdf` port. Picklable, so that workers can have it."""

    path: str
    version: str

    def __call__(self, document: bytes) -> bytes:
        """The Word file as a PDF.

        Raises:
            ItemError: `office.failed`: the program fails, takes too long or leaves nothing.
        """
        command = [self.path, "--headless", "--norestore", "--convert-to", FILTER, "document.docx"]
        try:
            return run(command, seconds=SECONDS, files={"document.docx": document}, result="document.pdf")
        except ToolFailed as error:
            raise ItemError("office.failed", str(error)) from error


def find_libreoffice() -> LibreOffice | None:
    """The installed LibreOffice; None when there is none."""
    path, version = PROBE.path(), PROBE.version()
    return LibreOffice(path, version) if path and version else None
