"""RapidOCR as a reader for bench/ocr.py, run by the Python of an environment that has it.

A PNG in hex a line on standard input; a line of JSON back: words as [text, [x0, top, x1, bottom], score], CPU seconds.
"""

from __future__ import annotations

import json
import logging
import sys
import time

answers, sys.stdout = sys.stdout, sys.stderr  # the package prints; answers go out alone

from rapidocr import RapidOCR  # noqa: E402


def main() -> None:
    """Answer until there is nothing more."""
    logging.disable(logging.WARNING)
    engine = RapidOCR()
    for line in sys.stdin:
        spent = time.process_time()
        found = engine(bytes.fromhex(line.strip()))
        words = []
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True) if found.txts else ():
            xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
            words.append([text, [min(xs), min(ys), max(xs), max(ys)], float(score) * 100])
        print(json.dumps({"words": words, "seconds": time.process_time() - spent}), file=answers, flush=True)


if __name__ == "__main__":
    main()
