"""The server snippets: a real nginx takes the one it gets, and serves a built site with the headers it promises."""

from __future__ import annotations

import getpass
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SNIPPETS = ("nginx.conf", "Caddyfile")
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
needs_nginx = pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed")


def snippet(name: str) -> str:
    return (ROOT / "docs" / "deploy" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_policy_is_that_of_the_pages_with_frame_ancestors(name: str) -> None:
    page = (ROOT / "themes" / "gazette" / "templates" / "base.html").read_text(encoding="utf-8")
    in_page = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert in_page
    assert f"\"{in_page}; frame-ancestors 'none'\"" in snippet(name)
    assert "unsafe" not in snippet(name)


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_snippet_names_no_real_host(name: str) -> None:
    hosts = set(re.findall(r"[a-z0-9-]+\.(?:com|cn|net|org|io|example)\b", snippet(name)))
    assert hosts == {"gongbao.example"}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("nginx")
    site = folder / "output"
    (site / "theme" / "css").mkdir(parents=True)
    (site / "departments").mkdir()
    (site / ".well-known").mkdir()
    (site / "index.html").write_text("首页", encoding="utf-8")
    (site / "departments" / "index.html").write_text("部门", encoding="utf-8")
    (site / "404.html").write_text("没有这一页", encoding="utf-8")
    (site / "theme" / "css" / "site.css").write_text("a{}" * 400, encoding="utf-8")
    (site / "feed.xml").write_text("<feed/>", encoding="utf-8")
    (site / ".gongbao-site").write_text("", encoding="utf-8")
    (site / ".well-known" / "security.txt").write_text("Contact:", encoding="utf-8")
    for place in (folder, *site.rglob("*"), site):
        place.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    text = (
        snippet("nginx.conf")
        .replace("/srv/gongbao/output", str(site))
        .replace("listen 80", f"listen 127.0.0.1:{number}")
    )
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"user {getpass.getuser()}; daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{text}\n}}\n"
    )
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command)
    try:
        until_open(number)
        yield number
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def until_open(port: int) -> None:
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": "gongbao.example", **headers})
    response = connection.getresponse()
    return response, response.read()


@needs_nginx
@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/", 200, "首页"),
        ("/departments/", 200, "部门"),
        ("/.well-known/security.txt", 200, "Contact:"),
        ("/missing", 404, "没有这一页"),
        ("/theme/", 404, "没有这一页"),
        ("/.gongbao-site", 404, "没有这一页"),
        ("/departments/.hidden", 404, "没有这一页"),
    ],
)
def test_nginx_serves_the_site_and_its_own_page_for_what_is_missing(
    port: int, path: str, status: int, words: str
) -> None:
    response, body = ask(port, path)
    assert (response.status, body.decode()) == (status, words)
    assert "frame-ancestors 'none'" in (response.getheader("Content-Security-Policy") or "")
    assert response.getheader("X-Content-Type-Options") == "nosniff"


@needs_nginx
def test_nginx_redirects_a_folder_without_its_slash_to_the_same_host(port: int) -> None:
    response, _ = ask(port, "/departments")
    assert (response.status, response.getheader("Location")) == (301, "/departments/")


@needs_nginx
def test_nginx_lets_browsers_keep_only_what_carries_a_digest(port: int) -> None:
    assert "immutable" in (ask(port, "/theme/css/site.css?v=a36615c4")[0].getheader("Cache-Control") or "")
    for path in ("/theme/css/site.css", "/", "/?v=a36615c4", "/feed.xml"):
        assert ask(port, path)[0].getheader("Cache-Control") == "no-cache"


@needs_nginx
def test_nginx_compresses_and_answers_304(port: int) -> None:
    response, _ = ask(port, "/theme/css/site.css", **{"Accept-Encoding": "gzip"})
    assert response.getheader("Content-Encoding") == "gzip"
    response, _ = ask(port, "/")
    tag = response.getheader("ETag") or ""
    assert ask(port, "/", **{"If-None-Match": tag})[0].status == 304
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert ask(port, "/feed.xml")[0].getheader("Content-Type") == "application/atom+xml"


@needs_nginx
def test_nginx_takes_no_writing(port: int) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert ask(port, "/", method)[0].status == 405
