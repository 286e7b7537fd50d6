"""The site on this machine while an editor writes: served, rebuilt on change, the old one kept when a build fails."""

from __future__ import annotations

import errno
import mimetypes
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from watchfiles import watch

from ..problems import Problem, Refusal

HOST = "127.0.0.1"
SETTLE = 300  # milliseconds without a further change before a rebuild
IDLE = 200  # milliseconds after which watching says that nothing has changed
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
TYPES = {
    "": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
}
NOT_BUILT = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>还没有建成</title><p>改好稿件后会自动重建。"
TAKEN = {errno.EADDRINUSE: "端口被别的程序占用", errno.EACCES: "小于 1024 的端口只有管理员能用"}
Say = Callable[[str], None]


def preview(content: Path, output: Path, port: int, say: Say, others: Sequence[Path] = ()) -> None:
    """Build, serve ``output`` on this machine only, and rebuild whenever ``content`` or ``others`` change.

    Runs until interrupted. Each build is a child process that prints its own errors; the site that is served
    changes only when a build succeeds. Raises Refusal when the port is taken.
    """
    server = serve(output, port)
    address = f"http://{HOST}:{server.server_port}/"
    command = [sys.executable, "-m", "bulletins.cli", "build", "--content", str(content), "--output", str(output)]
    places = [place for place in (content, *others) if place.exists()]
    # Begun before the first build, which takes a while: what is saved meanwhile is then built next.
    changes = watch(*places, debounce=SETTLE, rust_timeout=IDLE, yield_on_timeout=True, raise_interrupt=False)
    try:
        next(changes, None)
        build(command, say)
        say(f"在浏览器里打开 {address}；改了稿件会自动重建，按 Ctrl+C 结束")
        for changed in filter(None, changes):
            say(f"{len(changed)} 个文件有改动，重建中……")
            build(command, say)
    finally:
        server.shutdown()
        server.server_close()


def build(command: Sequence[str], say: Say) -> bool:
    """Run one build and say how it went; its own words go to the terminal."""
    done = subprocess.run(command, check=False).returncode == 0
    say("已更新，刷新浏览器即可看到" if done else "没有建成：改正上面的问题后会自动再建；看到的仍是原来的网站")
    return done


def serve(output: Path, port: int) -> ThreadingHTTPServer:
    """Start serving ``output`` in the background; port 0 takes any free one. Refusal when the port can't be had."""

    class Handler(_Handler):
        root = output

    try:
        server = _Server((HOST, port), Handler)
    except OverflowError:
        raise _refused(port, "端口号应在 0 到 65535 之间") from None
    except OSError as error:
        raise _refused(port, TAKEN.get(error.errno or 0, "不能用")) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _refused(port: int, reason: str) -> Refusal:
    hint = "换一个端口，如 make preview PORT=8001，或关掉已经在运行的预览"
    return Refusal([Problem(f"端口 {port}", 0, reason, hint, "port")])


class _Server(ThreadingHTTPServer):
    """A browser that leaves a page hangs up on what it still loads: nothing that an editor should read about."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that broke; what is a fault of ours is said."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """Files of one folder, nothing else: no listings, no hidden files, no links that lead out."""

    root = Path()
    server_version = "gongbao-preview"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with the file, or the site's own page for what isn't there."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the builds."""

    def _answer(self, *, body: bool) -> None:
        if self.headers.get("Host", "").partition(":")[0] not in (HOST, "localhost"):
            # A page elsewhere may not read the preview by giving this machine another name.
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"", TYPES[".txt"], body)
            return
        asked = urlsplit("/" + self.path.lstrip("/"))
        path = unquote(asked.path)
        place = find(self.root, path)
        if place and place.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{quote(path)}/" + (f"?{asked.query}" if asked.query else ""))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if place and place.is_dir():
            place = find(self.root, path + "index.html")
        data = read(place)
        if place and data is not None:
            self._send(HTTPStatus.OK, data, type_of(place), body)
            return
        missing = read(find(self.root, "404.html"))
        status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.SERVICE_UNAVAILABLE
        self._send(status, missing or NOT_BUILT.encode(), TYPES[".html"], body)

    def _send(self, status: HTTPStatus, data: bytes, kind: str, body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)


def find(root: Path, path: str) -> Path | None:
    """The file or folder at a path of an address; None when it isn't there or isn't the site's to give.

    Inside is decided by the resolved parts, never by how the path begins.
    """
    parts = PurePosixPath("/" + path.lstrip("/")).parts[1:]
    if any(part.startswith(".") and part != ".well-known" for part in parts) or "\0" in path or "\\" in path:
        return None
    try:
        place = root.joinpath(*parts).resolve(strict=True)
        return place if place.is_relative_to(root.resolve()) else None
    except (OSError, RuntimeError, ValueError):
        return None


def read(place: Path | None) -> bytes | None:
    """The bytes of a regular file; None for anything else, and for a file that goes away meanwhile."""
    try:
        return place.read_bytes() if place and place.is_file() else None
    except OSError:
        return None


def type_of(place: Path) -> str:
    """The media type that a server has to name, since browsers may not guess.

    >>> type_of(Path("a/index.html")), type_of(Path("x.woff2")), type_of(Path("security"))
    ('text/html; charset=utf-8', 'font/woff2', 'application/octet-stream')
    """
    return TYPES.get(place.suffix) or mimetypes.guess_type(place.name)[0] or TYPES[""]
