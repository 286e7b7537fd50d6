"""A web server over a folder, for as long as a test needs it."""

from __future__ import annotations

import functools
import gzip
import io
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", "/")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the folder below a path as a plain web host does: extra headers, gzip if asked for, the site's own 404."""

    def __init__(self, *arguments: Any, below: str, headers: Mapping[str, str], compress: bool, directory: str) -> None:
        self.below, self.extra, self.compress = below, headers, compress
        super().__init__(*arguments, directory=directory)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def translate_path(self, path: str) -> str:
        own = urlsplit(path).path
        within = own.startswith(f"{self.below}/")
        return super().translate_path(own.removeprefix(self.below)) if within else f"{self.directory}/ /"

    def end_headers(self) -> None:
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        self._answer(page.read_bytes(), "text/html", HTTPStatus.NOT_FOUND)

    def send_head(self) -> io.BytesIO | Any:
        path = Path(self.translate_path(self.path))
        asked = urlsplit(self.path).path
        if not self.compress or not asked.endswith(COMPRESSED) or "gzip" not in self.headers["Accept-Encoding"]:
            return super().send_head()
        path = path / "index.html" if asked.endswith("/") else path
        if not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), mtime=0)
        self._head(len(body), self.guess_type(path), HTTPStatus.OK, {"Content-Encoding": "gzip"})
        return io.BytesIO(body)

    def _answer(self, body: bytes, kind: str, status: HTTPStatus) -> None:
        self._head(len(body), kind, status, {})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, length: int, kind: str, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        text = kind.startswith("text/") or kind.endswith("javascript")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


class _Server(ThreadingHTTPServer):
    """A browser that leaves a page hangs up on what it still loads: no fault of the server's."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(
    folder: Path, below: str = "", headers: Mapping[str, str] | None = None, compress: bool = False
) -> Iterator[str]:
    """Serve the folder on a free port of this machine, below a path such as "/gov"; the address has no last slash."""
    handler = functools.partial(_Quiet, below=below, headers=headers or {}, compress=compress, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
