"""The preview: what it serves and refuses over real connections, and how it lives through a broken build."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from queue import Queue

import pytest

from bulletins.problems import Refusal
from bulletins.site.preview import serve

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "output"
    (root / "departments").mkdir(parents=True)
    (root / "index.html").write_text("首页", encoding="utf-8")
    (root / "departments" / "index.html").write_text("部门", encoding="utf-8")
    (root / "404.html").write_text("没有这一页", encoding="utf-8")
    (root / "a.css").write_text("a{}", encoding="utf-8")
    (root / ".secret").write_text("x", encoding="utf-8")
    (root / ".well-known").mkdir()
    (root / ".well-known" / "security.txt").write_text("Contact:", encoding="utf-8")
    (tmp_path / "private.txt").write_text("x", encoding="utf-8")
    (tmp_path / "output-more").mkdir()
    (tmp_path / "output-more" / "a.txt").write_text("x", encoding="utf-8")
    (root / "out.txt").symlink_to(tmp_path / "private.txt")
    (root / "folder").mkdir()
    os.mkfifo(root / "pipe")
    return root


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    server = serve(site, 0)
    yield server.server_port
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    return response, response.read().decode()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/", 200, "首页"),
        ("/?q=%3Cscript%3E", 200, "首页"),
        ("/departments/", 200, "部门"),
        ("/departments/index.html", 200, "部门"),
        ("/.well-known/security.txt", 200, "Contact:"),
        ("/missing/", 404, "没有这一页"),
        ("/folder/", 404, "没有这一页"),
        ("/.secret", 404, "没有这一页"),
        ("/out.txt", 404, "没有这一页"),
        ("/pipe", 404, "没有这一页"),
        ("/../private.txt", 404, "没有这一页"),
        ("/%2e%2e/private.txt", 404, "没有这一页"),
        ("/..%2fprivate.txt", 404, "没有这一页"),
        ("/..%5cprivate.txt", 404, "没有这一页"),
        ("/../output-more/a.txt", 404, "没有这一页"),
        ("//etc/hostname", 404, "没有这一页"),
        ("/a%00.css", 404, "没有这一页"),
        ("/" + "a" * 300, 404, "没有这一页"),
    ],
)
def test_only_the_sites_files_are_given(port: int, path: str, status: int, words: str) -> None:
    response, body = ask(port, path)
    assert (response.status, body) == (status, words)


def test_headers_protect_the_reader(port: int) -> None:
    response, _ = ask(port, "/a.css")
    assert response.getheader("Content-Type") == "text/css; charset=utf-8"
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    policy = response.getheader("Content-Security-Policy") or ""
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_folder_without_its_slash_is_redirected_within_the_site(port: int) -> None:
    response, _ = ask(port, "/departments")
    assert (response.status, response.getheader("Location")) == (301, "/departments/")
    assert ask(port, "/departments?q=%E6%B0%B4")[0].getheader("Location") == "/departments/?q=%E6%B0%B4"
    response, _ = ask(port, "//departments")
    assert not (response.getheader("Location") or "/").startswith("//")


def test_head_has_no_body_and_other_methods_are_refused(port: int) -> None:
    response, body = ask(port, "/", "HEAD")
    assert (response.status, response.getheader("Content-Length"), body) == (200, "6", "")
    assert ask(port, "/", "POST")[0].status == 501


def test_another_host_name_is_refused(port: int) -> None:
    assert ask(port, "/", Host="evil.example")[0].status == 421
    assert ask(port, "/", Host=f"localhost:{port}")[0].status == 200


def test_the_policy_is_that_of_the_pages() -> None:
    page = (ROOT / "themes" / "gazette" / "templates" / "base.html").read_text(encoding="utf-8")
    served = (ROOT / "plugins" / "bulletins" / "site" / "preview.py").read_text(encoding="utf-8")
    in_page = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert f'POLICY = "{in_page}; frame-ancestors' in served


def test_a_swapped_folder_is_served_at_once(site: Path, port: int, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / "index.html").write_text("新站", encoding="utf-8")
    site.rename(tmp_path / "old")
    new.rename(site)
    assert ask(port, "/")[1] == "新站"


def test_before_the_first_build_it_says_so(tmp_path: Path) -> None:
    server = serve(tmp_path / "output", 0)
    response, body = ask(server.server_port, "/")
    server.shutdown()
    server.server_close()
    assert response.status == 503
    assert "自动重建" in body


def test_a_taken_port_is_said_plainly(port: int, site: Path) -> None:
    with pytest.raises(Refusal) as caught:
        serve(site, port)
    (problem,) = caught.value.problems
    assert str(port) in problem.path
    assert "占用" in problem.message
    with pytest.raises(Refusal, match="65535"):
        serve(site, 70000)


def test_a_browser_that_hangs_up_is_nothing_to_speak_of(
    site: Path, port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "long.txt").write_bytes(bytes(20_000_000))
    threads = threading.active_count()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        # Closing answers with a reset, as browsers do.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET /long.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.0 200")
    assert ask(port, "/")[1] == "首页"
    deadline = time.monotonic() + 20
    while threading.active_count() > threads and time.monotonic() < deadline:
        time.sleep(0.05)
    assert capfd.readouterr().err == ""


@contextmanager
def heeding_interrupts() -> Iterator[None]:
    """What a shell runs behind itself (``make test &``) ignores Ctrl+C, and so would all that is begun by it."""
    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, was)


def listening(process: subprocess.Popen[str]) -> Queue[str]:
    lines: Queue[str] = Queue()

    def pump() -> None:
        assert process.stdout
        for line in process.stdout:
            lines.put(line)

    threading.Thread(target=pump, daemon=True).start()
    return lines


def wait_for(lines: Queue[str], words: str) -> str:
    """The next line that holds the words; queue.Empty after a minute without any line."""
    while words not in (line := lines.get(timeout=60)):
        pass
    return line


@pytest.mark.slow
def test_a_broken_post_leaves_the_old_site_and_a_mended_one_renews_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "site" / "content", content)
    post = sorted(content.rglob("posts/**/*.md"))[0]
    whole = post.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "bulletins.cli", "preview", "--content", str(content)]
    command += ["--output", str(tmp_path / "output"), "--port", "0"]
    with heeding_interrupts():
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        lines = listening(process)
        wait_for(lines, "生成页面")
        post.write_text(whole.replace("title: ", "title: 改于第一次生成时"), encoding="utf-8")
        port = int(wait_for(lines, "http://").partition("127.0.0.1:")[2].partition("/")[0])
        wait_for(lines, "已更新")
        assert "改于第一次生成时" in ask(port, "/archive/")[1]
        home = ask(port, "/")[1]
        assert "<h1" in home
        post.write_text(whole.replace("date:", "date: 2024-02-30 #"), encoding="utf-8")
        wait_for(lines, "没有建成")
        assert ask(port, "/")[1] == home
        post.write_text(whole.replace("title: ", "title: 改名"), encoding="utf-8")
        wait_for(lines, "已更新")
        assert "改名" in ask(port, "/archive/")[1]
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in (0, 130)
