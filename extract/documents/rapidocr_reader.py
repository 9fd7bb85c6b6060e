"""The RapidOCR package reads one picture: run as a program of its own, so that it can be limited and stopped.

    python -I rapidocr_reader.py page.png MEMORY_BYTES

prints a line of JSON a line of text: `text`, `score` (0 to 1), `box` and `pieces`, which are (text, box), a character
or a Latin word each. Boxes are (x0, top, x1, bottom) in pixels. Its models are in the package; sockets are refused, so
a version without them fails instead of fetching.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import resource
import sys
from collections.abc import Sequence
from typing import Any

SETTINGS = {
    "Global.log_level": "critical",
    "Global.return_word_box": True,
    "Global.text_score": 0.0,
    "Global.use_cls": False,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
"""One thread, as for tesseract: workers share the processors. Doubtful lines stay, for whoever weighs the reading. No
classifier of angles: it turned long upright lines on their head, and the deadline in one of them was lost."""


def main(picture: str, memory: int) -> None:
    """Read a picture and print what it says."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.addaudithook(_refuse_sockets)
    answers, sys.stdout = sys.stdout, sys.stderr  # the package prints; answers go out alone
    logging.disable(logging.WARNING)
    engine = importlib.import_module("rapidocr").RapidOCR(params=SETTINGS)
    for line in _lines(engine(picture)):
        print(json.dumps(line), file=answers)


def _refuse_sockets(event: str, _: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise OSError("an OCR engine has nothing to fetch")


def _lines(found: Any) -> list[dict[str, Any]]:
    if not found.txts:
        return []
    rows = zip(found.txts, found.scores, found.boxes, found.word_results, strict=True)
    return [
        {
            "text": text,
            "score": float(score),
            "box": _box(corners),
            "pieces": [(piece, _box(outline)) for piece, _, outline in pieces],
        }
        for text, score, corners, pieces in rows
    ]


def _box(corners: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
