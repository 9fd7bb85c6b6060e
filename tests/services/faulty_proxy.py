"""A proxy between boto3 and a real S3 server that does to chosen answers what networks and services do."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    REFUSED = "503 before the service saw it"
    RESET = "connection reset before the service saw it"
    ANSWER_LOST = "connection reset after the service did it"
    HALF_BODY = "half of the body, then the end"
    FLIPPED = "one bit of the body changed"


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


@contextmanager
def faulty_proxy(port: int, plan: Plan) -> Iterator[int]:
    """The port of a proxy to the server on `port` (both on loopback)."""
    server = _Server(("127.0.0.1", 0), _handler(port, plan))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Cut connections are the purpose."""


def _handler(port: int, plan: Plan) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = plan.next(self.command)
            if fault == Fault.REFUSED:
                return self.answer(503, [], b"<Error><Code>SlowDown</Code><Message>later</Message></Error>")
            if fault == Fault.RESET:
                return self.cut()
            status, headers, data = self.forward(body)
            if fault == Fault.ANSWER_LOST:
                return self.cut()
            if fault == Fault.FLIPPED:
                data = bytes([data[0] ^ 1]) + data[1:]
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
