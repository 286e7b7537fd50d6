"""What search costs beside Pagefind: building, bytes and requests of a first query, warm answers, what is found.

``python tests/bench/search_bench.py --sizes 1000 10000 --queries 40`` invents bulletins of varied wording, builds both
indexes (and a plain site with Hugo, where it is installed), serves each gzipped, and asks each query in a Chromium with
an empty cache, then again in a page that has already answered it. What is right is settled by a plain scan of all
texts. ``--write FOLDER`` draws the plot. Exits
with 1 when ours misses a bulletin or finds one too many.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).parent))

from _search_plot import draw, short
from _search_sides import Side, hugo_seconds, ours, theirs
from chromium import FLAGS, found
from playwright.sync_api import Browser, Request, sync_playwright
from search_corpus import corpus, queries

from bulletins.search import SearchDocument, fold, query_words
from bulletins.search.postings import MOST_HITS

TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css", "json": "application/json"}
TIMED = """async (query) => {
    const start = performance.now();
    await (ANSWER)(query);
    return performance.now() - start;
}"""
Folded = list[tuple[str, str]]
Row = dict[str, float]


@contextmanager
def serving(side: Side) -> Iterator[str]:
    """Serve files gzipped, as a static host would, under the policy of the side."""
    packed: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = urlsplit(self.path).path.lstrip("/")
            name += "index.html" if name.endswith("/") or not name else ""
            if name in side.files and name not in packed:
                packed[name] = gzip.compress(side.files[name], 6)
            body = packed.get(name, b"")
            self.send_response(200 if name in side.files else 404)
            self.send_header("Content-Type", TYPES.get(name.rpartition(".")[2], "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Security-Policy", side.policy)
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


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which a part of the values lies."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)] if values else 0.0


def truth(folded: Folded, query: str) -> dict[int, tuple[int, int]]:
    """What a plain scan finds: number of the bulletin → words in its title, hits of all words."""
    words = query_words(query)
    right = {}
    for number, (title, text) in enumerate(folded):
        if words and all(word in title or word in text for word in words):
            hits = sum(min(title.count(word) + text.count(word), MOST_HITS) for word in words)
            right[number] = (sum(word in title for word in words), hits)
    return right


def ideal(shown: Sequence[int], right: dict[int, tuple[int, int]]) -> float:
    """How much of the best ten stands on the first page, where equally good bulletins may stand for one another."""
    best = Counter(sorted(right.values(), reverse=True)[:10])
    return (best & Counter(right[number] for number in shown if number in right)).total() / max(best.total(), 1)


def ask_cold(browser: Browser, side: Side, address: str, query: str) -> tuple[int, int, int]:
    """One query in a browser that has seen nothing: bytes of the index, requests, bytes of scripts. What the page
    itself brings of the index counts among the bytes, though it is no further request."""
    context = browser.new_context()
    page = context.new_page()
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 — no handle on a built-in
    page.goto(f"{address}/{side.page}")
    page.evaluate(side.script, query)
    sizes = [(urlsplit(request.url).path, request.sizes()["responseBodySize"]) for request in done]
    context.close()
    scripts = [size for path, size in sizes if path.endswith(".js") and ("search" in path or "pagefind" in path)]
    index = [size for path, size in sizes if path.startswith(f"/{side.below}") and not path.endswith((".js", "/"))]
    return side.carried + sum(index), len(index) + len(scripts), sum(scripts)


def measure(side: Side, asked: list[str], folded: Folded, browser: Browser) -> Row:
    """Ask all queries cold and warm."""
    cold, warm, tens = [], [], []
    both = shown = wanted = 0
    with serving(side) as address:
        cold = [ask_cold(browser, side, address, query) for query in asked]
        page = browser.new_page()
        page.goto(f"{address}/{side.page}")
        page.set_default_timeout(120_000)
        for query in asked:
            ids = [side.numbers[name] for name in page.evaluate(side.script, query)]
            warm.append(page.evaluate(TIMED.replace("ANSWER", side.script), query))
            right = truth(folded, query)
            tens.append(ideal(ids[:10], right))
            both, shown, wanted = both + len(right.keys() & set(ids)), shown + len(ids), wanted + len(right)
        page.close()
    return {
        "build CPU s": side.seconds,
        "cold KB median": quantile([one[0] for one in cold], 0.5) / 1000,
        "cold KB p95": quantile([one[0] for one in cold], 0.95) / 1000,
        "requests median": quantile([one[1] for one in cold], 0.5),
        "requests p95": quantile([one[1] for one in cold], 0.95),
        "scripts KB": quantile([one[2] for one in cold], 0.5) / 1000,
        "warm ms median": quantile(warm, 0.5),
        "warm ms p95": quantile(warm, 0.95),
        "recall": both / max(wanted, 1),
        "precision": both / max(shown, 1),
        "ideal first ten": sum(tens) / len(tens),
    }


def rows_of(size: int, asked: int, browser: Browser) -> dict[str, Row]:
    """The figures of both searches at one size."""
    documents = sorted(corpus(size), key=lambda document: (document.date, document.url))
    texts = sum(len(gzip.compress(f"{document.title}\n{document.text}".encode(), 9)) for document in documents)
    folded = [(fold(document.title), fold(document.text)) for document in documents]
    draw = list(queries(documents, asked))
    rows = {}
    for make in (ours, theirs):
        with tempfile.TemporaryDirectory() as folder:
            side = make(documents, Path(folder))
        if side is None:
            print("没有装上 Pagefind，少一行对照", file=sys.stderr)
            continue
        start = time.perf_counter()
        rows[side.name] = measure(side, draw, folded, browser)
        print(f"{side.name}, {size:,}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
        rows[side.name] |= {"index / gzipped texts": side.stored / texts, "files": float(_files(side))}
    with tempfile.TemporaryDirectory() as folder:
        hugo = hugo_seconds(documents, Path(folder))
    if hugo is None:
        print("没有装上 Hugo，少一行对照", file=sys.stderr)
    else:
        rows["Gongbao"]["build / Hugo's whole site"] = rows["Gongbao"]["build CPU s"] / hugo
    rows["Gongbao"]["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return rows


def _files(side: Side) -> int:
    return sum(name.startswith(side.below) and not name.endswith(".html") for name in side.files)


def table(sizes: dict[int, dict[str, Row]]) -> str:
    """All figures as Markdown."""
    columns = [(size, name) for size, rows in sizes.items() for name in rows]
    head = "| |" + "".join(f" {name}, {size:,} |" for size, name in columns)
    lines = [head, "|---|" + "---|" * len(columns)]
    for figure in next(iter(sizes.values()))["Gongbao"]:
        cells = [short(sizes[size][name][figure], 4) if figure in sizes[size][name] else "" for size, name in columns]
        lines.append(f"| {figure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 30_000])
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--exact", type=int, default=2000, help="queries that only the smallest size is asked")
    parser.add_argument("--write", type=Path, help="folder for the plot")
    options = parser.parse_args()
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
        wrong = differences(options.sizes[0], options.exact, browser)
        print(f"{options.exact:,} queries at {options.sizes[0]:,} bulletins: {wrong} answers differ from a plain scan")
        rows: dict[int, dict[str, Row]] = {}
        for size in options.sizes:
            rows[size] = rows_of(size, options.queries, browser)
            print(f"\n{table(rows)}", flush=True)
        browser.close()
    if options.write:
        (options.write / "search.svg").write_text(draw(rows), "utf-8")
    return (
        1
        if wrong or any(row["Gongbao"]["recall"] < 1 or row["Gongbao"]["precision"] < 1 for row in rows.values())
        else 0
    )


def differences(size: int, asked: int, browser: Browser) -> int:
    """How many of many queries our index answers otherwise than a plain scan."""
    documents: list[SearchDocument] = sorted(corpus(size), key=lambda document: (document.date, document.url))
    folded = [(fold(document.title), fold(document.text)) for document in documents]
    with tempfile.TemporaryDirectory() as folder:
        side = ours(documents, Path(folder))
    with serving(side) as address:
        page = browser.new_page()
        page.goto(f"{address}/{side.page}")
        wrong = 0
        for query in queries(documents, asked, seed=17):
            ids: list[int] = page.evaluate(side.script, query)
            wrong += sorted(ids) != sorted(truth(folded, query))
        page.close()
    return wrong


if __name__ == "__main__":
    sys.exit(main())
