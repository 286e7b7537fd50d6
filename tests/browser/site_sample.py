"""The whole sample site, built and served as a city would: at its own address below a path, with its own policy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Page

PROJECT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "bulletins.cli"]
BELOW = "/gov/yunxi"
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
BUILD_SECONDS = 240  # enough for a slow machine with nothing kept from earlier builds


@dataclass(frozen=True)
class Sample:
    """A built site in a folder, and the address that it is served from (without a last slash)."""

    folder: Path
    address: str

    @cached_property
    def kinds(self) -> dict[str, str]:
        """One page of every kind: name → path below the address."""
        tabled = next(path for path in self.bulletins if self.read(path).select(".prose table"))
        richest = max(self.bulletins, key=lambda path: len(self.read(path).select(".breakdown .part")))
        return {
            "home": "",
            "bulletin": richest,
            "bulletin with a table": tabled,
            "ledger": f"{richest}ledger/",
            "departments": "departments/",
            "department": self.read(richest).select("a[rel=author]")[0]["href"].replace("../", ""),
            "archive": "archive/",
            "archive of a year": f"archive/{richest.split('/')[1]}/",
            "figures": "figures/",
            "figures, second page": "figures/page/2/",
            "search": "search/",
            "results": "search/?q=全市",
            "about": "about/",
            "accessibility": "accessibility/",
            "site map": "sitemap/",
            "not found": "404.html",
        } | {name: found for name in ("series", "columns", "topics") if (found := self._first(name))}

    @cached_property
    def english(self) -> dict[str, str]:
        """The same pages with the interface in English; a page that is not found has none."""
        return {name: f"en/{path}" for name, path in self.kinds.items() if name != "not found"}

    @cached_property
    def bulletins(self) -> tuple[str, ...]:
        """Paths of all bulletins."""
        pages = self.folder.glob("bulletins/*/*/index.html")
        return tuple(sorted(f"{page.parent.relative_to(self.folder).as_posix()}/" for page in pages))

    def read(self, path: str) -> BeautifulSoup:
        """The page at a path, parsed."""
        file = self.folder / path
        return _parsed(file / "index.html" if path.endswith("/") or not path else file)

    def _first(self, folder: str) -> str:
        pages = sorted(self.folder.glob(f"{folder}/*/index.html"))
        return f"{pages[0].parent.relative_to(self.folder).as_posix()}/" if pages else ""


@cache
def _parsed(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_bytes(), "lxml")


@dataclass
class Visit:
    """A page with everything that went wrong on it or left the site."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        note = self.complaints.append
        self.page.on("console", lambda message: note(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: note(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (note(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("requestfailed", lambda request: self._failed(request.url, str(request.failure)))
        self.page.on(
            "response", lambda answer: note(f"{answer.status}: {answer.url}") if answer.status >= 400 else None
        )
        self.page.on(
            "request",
            lambda request: None if request.url.startswith(f"{self.address}/") else note(f"elsewhere: {request.url}"),
        )

    def _failed(self, url: str, why: str) -> None:
        if why != "net::ERR_ABORTED":  # the page was left before its icon had come
            self.complaints.append(f"failed: {url} {why}")

    def go(self, path: str) -> Visit:
        """Opens the page at a path, and waits for the results where it is a search."""
        self.page.goto(f"{self.address}/{path}")
        if "?q=" in path:
            self.page.wait_for_selector("#results[data-total]:not([aria-busy])", state="attached")
        return self


def visit(context: BrowserContext, sample: Sample, path: str = "") -> Visit:
    """Open a page of the sample in a new tab."""
    return Visit(context.new_page(), sample.address).go(path)


def build(place: Path, output: Path, address: str) -> None:
    """Build the sample for an address: its posts, or what normalising its reports gives where it has none."""
    content = place / "content"
    shutil.copytree(PROJECT / "content", content)
    if not list(content.glob("posts/*/*.md")):
        shutil.rmtree(content / "posts", ignore_errors=True)
        _run("normalise", str(content / "reports"), "--into", str(content / "posts"))
    _run("build", "--content", str(content), "--output", str(output), "--settings", "publishconf.py", base=address)


def _run(*arguments: str, base: str = "") -> None:
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=PROJECT,
        env={**os.environ, "GONGBAO_BASE": base},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=BUILD_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
