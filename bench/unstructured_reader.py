"""The `unstructured` package as a reader for bench/extract.py, run by the Python of an environment that has it.

One JSON request a line on standard input, {"kind": "mail"|"pdf", "files": [hex]}; one answer a line, {"seconds": CPU}.
What the package remembers of a text is cleared before each request: a mailbox does not hold the same mail twice.
"""

from __future__ import annotations

import io
import json
import os
import sys
import time

os.environ["UNSTRUCTURED_DISABLE_NOTICE"] = "1"
answers, sys.stdout = sys.stdout, sys.stderr  # the package prints; answers go out alone

from unstructured.nlp import tokenize  # noqa: E402
from unstructured.partition.email import partition_email  # noqa: E402
from unstructured.partition.pdf import partition_pdf  # noqa: E402

WARM = b"Subject: x\nFrom: a@b.example\n\nThis sentence has the model loaded before anything is measured.\n"


def forget() -> None:
    """Clear every cache of the tokenizer."""
    for value in vars(tokenize).values():
        clear = getattr(value, "cache_clear", None)
        if clear and value is not getattr(tokenize, "_get_nlp", None):
            clear()


def read(kind: str, data: bytes) -> None:
    """Partition one file, the quickest way there is for its kind."""
    if kind == "mail":
        partition_email(file=io.BytesIO(data))
    else:
        partition_pdf(file=io.BytesIO(data), strategy="fast", languages=["eng"])


def main() -> None:
    """Answer requests until there are no more."""
    read("mail", WARM)
    for line in sys.stdin:
        request = json.loads(line)
        files = [bytes.fromhex(data) for data in request["files"]]
        forget()
        spent = time.process_time()
        for data in files:
            try:
                read(request["kind"], data)
            except Exception as error:  # whatever it raises is its failure: told, and its time counts all the same
                print(f"unstructured cannot read a file: {error}", file=sys.stderr)
        print(json.dumps({"seconds": time.process_time() - spent}), file=answers, flush=True)


if __name__ == "__main__":
    main()
