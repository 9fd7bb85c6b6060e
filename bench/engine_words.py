"""What tesseract reads on a file as others draw it (pdftoppm of poppler-utils, Pillow), and processor time."""

from __future__ import annotations

import io
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def drawn_words(media_type: str, data: bytes, times: float = 1.0) -> str:
    """The text that an engine reads on each page or frame, drawn larger; empty for files that are not drawn."""
    return "\n".join(map(engine_reads, _drawn(media_type, data, times)))


def turned_words(media_type: str, data: bytes) -> Iterator[str]:
    """The same with the file as it lies and turned by one, two and three quarters."""
    from PIL import Image

    images = [Image.open(io.BytesIO(png)) for png in _drawn(media_type, data)]
    for quarter in range(4):
        yield "\n".join(engine_reads(_png(image.rotate(90 * quarter, expand=True))) for image in images)


def processor_seconds() -> float:
    """Of this process and the programs it called and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _drawn(media_type: str, data: bytes, times: float = 1.0) -> list[bytes]:
    if media_type == "application/pdf":
        return _pages(data, round(200 * times))
    return _frames(data, times) if media_type.startswith("image/") else []


def _pages(data: bytes, dots: int) -> list[bytes]:
    with TemporaryDirectory() as folder:
        Path(folder, "a.pdf").write_bytes(data)
        subprocess.run(
            ["pdftoppm", "-r", str(dots), "-gray", "-png", "a.pdf", "p"], cwd=folder, check=True, capture_output=True
        )
        return [page.read_bytes() for page in sorted(Path(folder).glob("p*.png"))]


def _frames(data: bytes, times: float) -> list[bytes]:
    from PIL import Image

    image, made = Image.open(io.BytesIO(data)), []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frame = image.convert("L")
        scale = max(1, round(1600 / frame.width)) * times
        made.append(_png(frame.resize((round(frame.width * scale), round(frame.height * scale)))))
    return made


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def engine_reads(png: bytes) -> str:
    """The text that tesseract reads in a picture."""
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "3"]
    done = subprocess.run(command, input=png, capture_output=True, check=False, env={"OMP_THREAD_LIMIT": "1"})
    return done.stdout.decode("utf-8", "replace")
