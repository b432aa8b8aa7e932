"""The little of a WebSocket that a debugging connection needs: one text message at a time, on loopback."""

from __future__ import annotations

import base64
import os
import socket
import struct
from urllib.parse import urlsplit

_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class WebSocket:
    """An open connection; `seconds` limits each wait. Raises `OSError` where the other side is gone or silent."""

    def __init__(self, url: str, seconds: float) -> None:
        parts = urlsplit(url)
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=seconds)
        self._rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            f"GET {parts.path} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        )
        self._socket.sendall("\r\n".join((*lines, "", "")).encode())
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError("no debugging connection")

    def send(self, text: str) -> None:
        """One text message."""
        self._frame(_TEXT, text.encode())

    def receive(self) -> str:
        """The next text message, whole."""
        whole = b""
        while True:
            last, kind, payload = self._next()
            if kind == _PING:
                self._frame(_PONG, payload)
            elif kind == _CLOSE:
                raise ConnectionError("the debugging connection was closed")
            elif kind != _PONG:
                whole += payload
                if last:
                    return whole.decode()

    def close(self) -> None:
        """Let go."""
        self._socket.close()

    def _frame(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        short = size if size < 126 else 126 if size < 1 << 16 else 127
        length = b"" if short < 126 else struct.pack(">H" if short == 126 else ">Q", size)
        # A mask of zeros changes nothing, and nobody stands between us and the browser.
        self._socket.sendall(bytes([0x80 | kind, 0x80 | short]) + length + bytes(4) + payload)

    def _next(self) -> tuple[bool, int, bytes]:
        first, second = self._take(2)
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack(">H", self._take(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self._take(8))
        return bool(first & 0x80), first & 0x0F, self._take(size)

    def _take(self, count: int) -> bytes:
        while len(self._rest) < count:
            self._more()
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def _more(self) -> None:
        got = self._socket.recv(1 << 16)
        if not got:
            raise ConnectionError("the debugging connection ended")
        self._rest += got
