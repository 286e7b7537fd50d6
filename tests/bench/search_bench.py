"""What search costs: building, bytes and requests of a first query, warm answers, exactness; and a baseline beside it.

``python tests/bench/search_bench.py --sizes 1000 10000 --queries 200`` builds an index of invented bulletins of varied
wording, serves it gzipped, and asks each query in a Chromium with an empty cache. The baseline moves all texts,
gzipped file by file, and scans them: what search costs without any index. Ratios are to that baseline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from chromium import FLAGS, found
from gallery import environment, write_static
from playwright.sync_api import Browser, Request, sync_playwright
from sample_views import SITE
from sample_views import page as page_view
from search_corpus import corpus, queries

from bulletins.search import SearchDocument, build_index, fold, query_words

TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css", "json": "application/json"}
WARM = """async (query) => {
    const search = window.gongbaoSearch;
    window.warm = window.warm || await new search.Index(new URL('../search/', location.href).href).open();
    const answer = async () => {
        const found = await search.find(window.warm, query, '');
        const records = await Promise.all(found.ids.slice(0, 10).map((id) => window.warm.record(id)));
        records.forEach((record) => search.excerpt(record, found.words, 96));
        return found.ids;
    };
    const ids = await answer();
    const start = performance.now();
    await answer();
    return [performance.now() - start, ids];
}"""


@dataclass
class Cold:
    """A first query: bytes as sent, requests, seconds until the results stand."""

    index: int
    requests: int
    scripts: int
    seconds: float


def site(documents: Sequence[SearchDocument], folder: Path) -> dict[str, bytes]:
    """The files of a search page with its index."""
    write_static(folder)
    context = {"site": SITE, "page": page_view("search", "检索", "search/")}
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files["search/index.html"] = environment().get_template("search.html").render(context).encode()
    return files | dict(build_index(documents))


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[str]:
    """Serve files gzipped, as a static host would, under a strict policy."""
    packed: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = urlsplit(self.path).path.lstrip("/")
            name += "index.html" if name.endswith("/") or not name else ""
            if name in files and name not in packed:
                packed[name] = gzip.compress(files[name], 6)
            body = packed.get(name, b"")
            self.send_response(200 if name in files else 404)
            self.send_header("Content-Type", TYPES.get(name.rpartition(".")[2], "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Security-Policy", "default-src 'self'")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def ask_cold(browser: Browser, address: str, query: str) -> Cold:
    """One query in a browser that has seen nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 — no handle on a built-in
    start = time.perf_counter()
    page.goto(f"{address}/search/?q={quote(query)}")
    page.wait_for_selector("#results[data-total]:not([aria-busy])", state="attached")
    seconds = time.perf_counter() - start
    sizes = [(urlsplit(request.url).path, request.sizes()["responseBodySize"]) for request in done]
    index = [size for path, size in sizes if path.startswith("/search/") and path != "/search/"]
    scripts = [size for path, size in sizes if path.rpartition("/")[2].startswith("search")]
    context.close()
    return Cold(sum(index), len(index) + len(scripts), sum(scripts), seconds)


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which a part of the values lies."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def truth(folded: list[tuple[str, str]], query: str) -> set[int]:
    """Numbers of the bulletins that a plain scan finds."""
    words = query_words(query)
    return {
        number for number, (title, text) in enumerate(folded) if words and all(w in title or w in text for w in words)
    }


def measure(size: int, asked: int, browser: Browser) -> dict[str, float]:
    """Build, serve and ask: the figures of one size."""
    documents = sorted(corpus(size), key=lambda document: (document.date, document.url))
    start = time.process_time()
    texts = [len(gzip.compress(f"{document.title}\n{document.text}".encode(), 9)) for document in documents]
    pack_seconds = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        files = site(documents, Path(folder))
        build_seconds = time.process_time() - start
    index = [len(data) for name, data in files.items() if name.startswith("search/") and name != "search/index.html"]
    folded = [(fold(document.title), fold(document.text)) for document in documents]
    draw = list(queries(documents, asked))
    found_right = found = right = 0
    warm, scans = [], []
    with serving(files) as address:
        cold = [ask_cold(browser, address, query) for query in draw]
        page = browser.new_page()
        page.goto(f"{address}/search/")
        for query in draw:
            milliseconds, ids = page.evaluate(WARM, query)
            start = time.perf_counter()
            wanted = truth(folded, query)
            scans.append((time.perf_counter() - start) * 1000)
            warm.append(milliseconds)
            found_right, found, right = found_right + len(wanted & set(ids)), found + len(ids), right + len(wanted)
        page.close()
    return {
        "build CPU s": build_seconds,
        "build CPU / gzip of texts": build_seconds / pack_seconds,
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "files": len(index),
        "index / gzipped texts": sum(index) / sum(texts),
        "cold KB median": quantile([one.index for one in cold], 0.5) / 1000,
        "cold KB p95": quantile([one.index for one in cold], 0.95) / 1000,
        "cold / all texts": quantile([one.index for one in cold], 0.5) / sum(texts),
        "requests median": quantile([one.requests for one in cold], 0.5),
        "requests p95": quantile([one.requests for one in cold], 0.95),
        "scripts KB": cold[0].scripts / 1000,
        "warm ms median": quantile(warm, 0.5),
        "warm ms p95": quantile(warm, 0.95),
        "warm / plain scan": quantile(warm, 0.5) / quantile(scans, 0.5),
        "recall": found_right / right,
        "precision": found_right / found,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
        rows = {size: measure(size, options.queries, browser) for size in options.sizes}
        browser.close()
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    print("| |" + "".join(f" {size:,} |" for size in rows) + "\n|---|" + "---|" * len(rows))
    for name in next(iter(rows.values())):
        print(f"| {name} |" + "".join(f" {row[name]:.4g} |" for row in rows.values()))


if __name__ == "__main__":
    main()
