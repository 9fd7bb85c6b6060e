"""A proxy between boto3 and a real S3 server that does to chosen answers what networks and services do."""

from __future__ import annotations

import http.client
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WRONG = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # SHA-256 of no bytes


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    REFUSED = "503 before the service saw it"
    RESET = "connection reset before the service saw it"
    ANSWER_LOST = "connection reset after the service did it"
    HALF_BODY = "half of the body, then the end"
    FLIPPED = "one bit of the body changed"
    ERROR = "500 before the service saw it"
    HALF_SENT = "half of the request reached the service, then a reset"
    STALLED = "no answer for a long time, after the service did it"
    TWICE = "the service got the request two times"
    WRONG_SUM = "the answer's checksum is that of other bytes"


@dataclass
class Plan:
    """The faults of the coming requests of one method, in order; after them `then`, for ever."""

    method: str = "GET"
    faults: list[Fault] = field(default_factory=list)
    then: Fault = Fault.NONE
    seen: int = 0
    """Requests of that method so far."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, method: str) -> Fault:
        """The fault for a request that just came."""
        with self.lock:
            if method != self.method:
                return Fault.NONE
            self.seen += 1
            return self.faults.pop(0) if self.faults else self.then


@dataclass
class Weather:
    """Faults of all kinds at a rate, by a seed: any request of any method may meet one."""

    rate: float
    seed: int
    stall_seconds: float = 2.0
    kinds: tuple[Fault, ...] = tuple(Fault)[1:]
    met: Counter[Fault] = field(default_factory=Counter)
    """How often each fault came; requests without one under NONE."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def next(self, method: str) -> Fault:
        """The fault for a request that just came."""
        with self.lock:
            kinds = [kind for kind in self.kinds if kind in BODILESS or method not in ("HEAD", "DELETE")]
            fault = self.random.choice(kinds) if kinds and self.random.random() < self.rate else Fault.NONE
            self.met[fault] += 1
            return fault


BODILESS = (Fault.REFUSED, Fault.RESET, Fault.ANSWER_LOST, Fault.ERROR, Fault.STALLED, Fault.TWICE)


@contextmanager
def faulty_proxy(port: int, plan: Plan | Weather) -> Iterator[int]:
    """The port of a proxy to the server on `port` (both on loopback)."""
    stopped = threading.Event()
    server = _Server(("127.0.0.1", 0), _handler(port, plan, stopped))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        stopped.set()
        server.shutdown()
        thread.join(10)
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Cut connections are the purpose."""


def _handler(port: int, plan: Plan | Weather, stopped: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = plan.next(self.command)
            if fault == Fault.REFUSED:
                return self.answer(503, [], b"<Error><Code>SlowDown</Code><Message>later</Message></Error>")
            if fault == Fault.ERROR:
                return self.answer(500, [], b"<Error><Code>InternalError</Code><Message>later</Message></Error>")
            if fault == Fault.HALF_SENT:
                self.send_half(body)
            if fault in (Fault.RESET, Fault.HALF_SENT):
                return self.cut()
            status, headers, data = self.forward(body)
            if fault == Fault.TWICE:
                status, headers, data = self.forward(body)
            if fault == Fault.STALLED:
                stopped.wait(plan.stall_seconds if isinstance(plan, Weather) else 0)
            if fault in (Fault.ANSWER_LOST, Fault.STALLED):
                return self.cut()
            if fault == Fault.FLIPPED and data:
                data = bytes([data[0] ^ 1]) + data[1:]
            if fault == Fault.WRONG_SUM:
                headers = [
                    (name, WRONG if name.lower() == "x-amz-checksum-sha256" else value) for name, value in headers
                ]
            return self.answer(status, headers, data, whole=fault != Fault.HALF_BODY)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_any  # noqa: N815

        def forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            """Ask the real server, with the headers that were signed."""
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            sent = {name: value for name, value in self.headers.items() if name.lower() != "expect"}
            connection.request(self.command, self.path, body, sent)
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            return answer.status, answer.getheaders(), data

        def send_half(self, body: bytes) -> None:
            """Promise the real server the whole request and send half of it."""
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() != "expect":
                    connection.putheader(name, value)
            connection.endheaders()
            connection.send(body[: len(body) // 2])
            connection.close()

        def answer(self, status: int, headers: list[tuple[str, str]], data: bytes, *, whole: bool = True) -> None:
            """Send it on; a body that is not whole promises all and ends after half."""
            self.send_response_only(status)
            kept = {"connection", "transfer-encoding"} | (set() if self.command == "HEAD" else {"content-length"})
            for name, value in headers:
                if name.lower() not in kept:
                    self.send_header(name, value)
            if self.command != "HEAD":
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data if whole else data[: len(data) // 2])
            self.close_connection = not whole

        def cut(self) -> None:
            """End the connection with a reset and no answer."""
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
