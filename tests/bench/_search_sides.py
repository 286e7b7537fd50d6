"""The two searches that the bench puts side by side: how each is built, and how a page asks it."""

from __future__ import annotations

import gzip
import html
import json
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gallery import environment, write_static
from sample_views import SITE
from sample_views import page as page_view

from bulletins.search import SearchDocument, build_index
from bulletins.site.searching import in_attribute

OURS = """async (query) => {
    const search = window.gongbaoSearch;
    await search.open('../search/');
    const found = await search.find(query, '');
    const records = await Promise.all(found.ids.slice(0, 10).map(search.record));
    records.forEach((record) => search.excerpt(record, found.words, 96));
    return found.byValue ? [] : found.ids;
}"""
THEIRS = """async (query) => {
    window.kept = window.kept || await import('/pagefind/pagefind.js');
    const found = await window.kept.search(query);
    await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    return found.results.map((result) => result.id);
}"""
SHELL = '<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>{}</title><body><h1>{}</h1>{}</body></html>'


@dataclass(frozen=True)
class Side:
    """A search: its files, where its page is, how it is asked, what its answers call the bulletins."""

    name: str
    files: dict[str, bytes]
    page: str
    script: str
    policy: str
    seconds: float
    below: str
    numbers: dict[object, int]
    carried: int = 0  # packed bytes of the index that the page brings along

    @property
    def stored(self) -> int:
        """Bytes of the index on disk."""
        return sum(
            len(data) for name, data in self.files.items() if name.startswith(self.below) and not name.endswith(".html")
        )


def ours(documents: Sequence[SearchDocument], folder: Path) -> Side:
    """The search page of the theme with its index."""
    write_static(folder)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    numbers: dict[object, int] = {number: number for number in range(len(documents))}
    start = time.process_time()
    index = build_index(documents)
    seconds = time.process_time() - start
    template = environment().get_template("search.html")
    context = {"site": SITE, "page": page_view("search", "检索", "search/"), "manifest": ""}
    carrying = context | {"manifest": in_attribute(index["search/manifest.json"].decode())}
    bare, page = (template.render(values).encode() for values in (context, carrying))
    carried = len(gzip.compress(page, 6)) - len(gzip.compress(bare, 6))
    files |= {**index, "search/index.html": page}
    return Side("Gongbao", files, "search/", OURS, "default-src 'self'", seconds, "search/", numbers, carried)


def theirs(documents: Sequence[SearchDocument], folder: Path) -> Side | None:
    """Pagefind as it comes, over one plain page for each bulletin; None where it isn't installed."""
    python = os.environ.get("PAGEFIND_PYTHON", "")
    if not Path(python).is_file():
        return None
    for number, document in enumerate(documents):
        blocks = "".join(f"<p>{html.escape(block)}</p>" for block in document.text.split("\n"))
        title = html.escape(document.title)
        (folder / f"{number}.html").write_text(SHELL.format(title, title, blocks), "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([python, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    index = folder / "pagefind"
    files = {f"pagefind/{path.relative_to(index)}": path.read_bytes() for path in index.rglob("*") if path.is_file()}
    files["asked.html"] = SHELL.format("", "", "").encode()
    return Side("Pagefind", files, "asked.html", THEIRS, "", seconds, "pagefind/", _fragments(index / "fragment"))


HUGO = {
    "config.toml": 'baseURL = "https://example.org/"\ntitle = "公报"\n',
    "layouts/_default/single.html": "<!DOCTYPE html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}",
    "layouts/_default/list.html": "<!DOCTYPE html><title>{{ .Title }}</title>{{ range (.Paginate .Pages 50).Pages }}"
    '<p><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</p>{{ end }}',
}


def hugo_seconds(documents: Sequence[SearchDocument], folder: Path) -> float | None:
    """CPU seconds that Hugo takes for a plain site of the same bulletins; None where it isn't installed."""
    program = shutil.which("hugo")
    if program is None:
        return None
    posts = {
        f"content/posts/{number}.md": f"---\ntitle: {json.dumps(document.title, ensure_ascii=False)}\n"
        f"date: {document.date}\ntags: {json.dumps(document.topics, ensure_ascii=False)}\n---\n\n"
        + document.text.replace("\n", "\n\n")
        for number, document in enumerate(documents)
    }
    for name, text in (HUGO | posts).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "--quiet", "--source", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _fragments(folder: Path) -> dict[object, int]:
    """Pagefind's own names of the bulletins, from the files that it keeps for each."""
    numbers: dict[object, int] = {}
    for path in folder.iterdir():
        record = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        numbers[path.stem] = int(json.loads(record)["url"].rpartition("/")[2].removesuffix(".html"))
    return numbers
