"""Small sites for the tests: a content folder to change, builds in a process, pages read by html.parser."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
COMMAND = [sys.executable, "-m", "bulletins.cli"]


def fresh_content(place: Path) -> Path:
    """A copy of the small content folder."""
    shutil.copytree(HERE / "content", place)
    return place


def build(
    content: Path, output: Path, *options: str, cwd: Path = PROJECT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``bulletins build``."""
    return subprocess.run(
        [*COMMAND, "build", "--content", str(content), "--output", str(output), *options],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def tree(folder: Path) -> dict[str, str]:
    """Digest of every file by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass
class Element:
    """A start tag, and the words up to its end."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    """What html.parser reads on a page: a parser that the program itself doesn't use."""

    path: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements with this tag and these attribute values; ``cls`` asks for one of the classes."""
        wanted = dict(attributes)
        cls = wanted.pop("cls", "")
        return [
            element
            for element in self.elements
            if element.tag == tag
            and (not cls or cls in element.attributes.get("class", "").split())
            and all(element.attributes.get(name.replace("_", "-")) == value for name, value in wanted.items())
        ]

    def ids(self) -> set[str]:
        """Every id of the page."""
        return {element.attributes["id"] for element in self.elements if "id" in element.attributes}

    def targets(self) -> list[tuple[str, str]]:
        """Inner addresses as (file below the output folder, fragment)."""
        found = []
        for element in self.elements:
            for name in ("href", "src", "action"):
                address = element.attributes.get(name)
                if address is None or urlsplit(address).scheme or urlsplit(address).netloc:
                    continue
                parts = urlsplit(urljoin(f"http://x/{self.path}", address))
                path = unquote(parts.path).lstrip("/")
                found.append((path + "index.html" if path.endswith("/") or not path else path, unquote(parts.fragment)))
        return found


VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "path", "polyline", "line", "circle"}


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.page.text += data
        for element in self.open:
            element.text += data


def read_page(output: Path, path: str) -> Page:
    """Read a built page; ``path`` is its file or its folder."""
    path = f"{path}index.html" if path.endswith("/") or not path else path
    page = Page(path)
    reader = _Reader(page)
    reader.feed((output / path).read_text("utf-8"))
    reader.close()
    return page


def all_pages(output: Path) -> list[Page]:
    """Every page of a built site."""
    return [read_page(output, path.relative_to(output).as_posix()) for path in sorted(output.rglob("*.html"))]


POST = """---
title: {title}
date: 2024-05-06
department: 云溪市民政局
slug: {slug}
---

{body}
"""


def add_post(content: Path, slug: str, body: str, title: str = "一篇稿件") -> Path:
    """Write a post of the civil affairs bureau."""
    path = content / "posts" / "2024" / f"{slug}.md"
    path.write_text(POST.format(title=title, slug=slug, body=body), "utf-8")
    return path
