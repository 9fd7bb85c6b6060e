"""What tesseract reads on a file as others draw it (pdftoppm of poppler-utils, Pillow), and processor time."""

from __future__ import annotations

import io
import resource
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory


def drawn_words(media_type: str, data: bytes) -> str:
    """The text that an engine reads on each page or frame; empty for files that are not drawn."""
    if media_type == "application/pdf":
        return "\n".join(map(engine_reads, _pages(data)))
    return "\n".join(map(engine_reads, _frames(data))) if media_type.startswith("image/") else ""


def processor_seconds() -> float:
    """Of this process and the programs it called and waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _pages(data: bytes) -> list[bytes]:
    with TemporaryDirectory() as folder:
        Path(folder, "a.pdf").write_bytes(data)
        subprocess.run(
            ["pdftoppm", "-r", "200", "-gray", "-png", "a.pdf", "p"], cwd=folder, check=True, capture_output=True
        )
        return [page.read_bytes() for page in sorted(Path(folder).glob("p*.png"))]


def _frames(data: bytes) -> list[bytes]:
    from PIL import Image

    image, made = Image.open(io.BytesIO(data)), []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frame, out = image.convert("L"), io.BytesIO()
        times = max(1, round(1600 / frame.width))
        frame.resize((frame.width * times, frame.height * times)).save(out, "PNG")
        made.append(out.getvalue())
    return made


def engine_reads(png: bytes) -> str:
    """The text that tesseract reads in a picture."""
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "3"]
    done = subprocess.run(command, input=png, capture_output=True, check=False, env={"OMP_THREAD_LIMIT": "1"})
    return done.stdout.decode("utf-8", "replace")
