"""The second look at built pages, addresses in posts, and what a table may hold."""

from __future__ import annotations

import json
from html import unescape

import pytest

from bulletins.site.links import Links
from bulletins.site.markup import parse_body
from bulletins.site.page import paged
from bulletins.site.verify import Links as Seen
from bulletins.site.verify import read_feed, read_page

POLICY = "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'\">"


def findings(html: str, path: str = "a/index.html", base: str = "") -> list[str]:
    return read_page(
        path, f"<!DOCTYPE html><html><head>{POLICY}</head><body>{html}</body></html>".encode(), base
    ).findings


def atom(words: str) -> bytes:
    entry = f'<entry><summary type="html">{words}</summary></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode()


@pytest.mark.parametrize(
    "words",
    [
        "&lt;script&gt;x()&lt;/script&gt;",
        "&lt;p onclick=x()&gt;甲&lt;/p&gt;",
        "&lt;a href='javascript:x()'&gt;甲&lt;/a&gt;",
        "&lt;img src='https://media.example/a.png'&gt;",
        "&lt;iframe src='a.html'&gt;&lt;/iframe&gt;",
        "&lt;!-- 甲 --&gt;",
        "&lt;body onload=x()&gt;甲",
    ],
)
def test_what_a_feed_reader_would_run_is_found(words: str) -> None:
    assert read_feed("feed.xml", atom(words)) != []
    assert read_feed("feed.json", json.dumps({"items": [{"content_html": unescape(words)}]}).encode()) != []


@pytest.mark.parametrize("words", ["&lt;p&gt;甲&amp;lt;script&amp;gt;&lt;/p&gt;", "甲 &amp;lt;img&amp;gt; 乙", ""])
def test_markup_that_is_text_to_a_feed_reader_passes(words: str) -> None:
    assert read_feed("feed.xml", atom(words)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>文字</p>",
        '<a href="../b/">乙</a>',
        '<a href="https://example.org/">外</a>',
        '<a href="mailto:a@example.org">信</a>',
        '<a href="tel:00008010100">电话</a>',
        '<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>',
        '<form action="../search/" method="get"><input name="q"></form>',
        '<div data-audit="differs" aria-label="甲"></div>',
    ],
)
def test_what_is_listed_passes(html: str) -> None:
    assert findings(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script src="https://example.org/x.js"></script>',
        '<script src="//example.org/x.js"></script>',
        '<p onclick="x()">甲</p>',
        '<p style="color:red">甲</p>',
        "<style>p{}</style>",
        '<iframe src="../b/"></iframe>',
        "<object></object>",
        '<base href="https://example.org/">',
        '<a href="javascript:alert(1)">甲</a>',
        '<a href=" javascript:alert(1)">甲</a>',
        '<a href="JAVASCRIPT:alert(1)">甲</a>',
        '<a href="data:text/html,x">甲</a>',
        '<a href="//example.org/">甲</a>',
        '<a href="\\\\example.org">甲</a>',
        '<a href="ftp://example.org/">甲</a>',
        '<img src="https://example.org/spy.png" alt="">',
        '<img src="data:image/png;base64,x" alt="">',
        '<form action="https://example.org/"><input name="q"></form>',
        '<button formaction="https://example.org/">甲</button>',
        '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        '<meta http-equiv="set-cookie" content="a=b">',
        '<p id="x">甲</p><p id="x">乙</p>',
        "<!-- 藏 -->",
        "<?xml-stylesheet href='x'?>",
        '<script src="a.js">x()</script>',
        "<body onload=x()>",
        "<HTML onclick=x()>",
        "<head></head>",
        "<svg><foreignObject></foreignObject></svg>",
        '<svg><a xlink:href="javascript:x">甲</a></svg>',
        "<math></math>",
        '<link rel="stylesheet" href="https://example.org/x.css">',
    ],
)
def test_anything_else_is_a_finding(html: str) -> None:
    assert findings(html) != []


@pytest.mark.parametrize("policy", ["", "default-src *", "default-src 'self'; script-src 'unsafe-inline'"])
def test_a_page_needs_a_strict_policy(policy: str) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    assert read_page("a.html", f"<html><head>{meta}</head><body></body></html>".encode()).findings != []


def seen(path: str, html: str, base: str = "") -> Seen:
    links = Seen()
    links.add(path, read_page(path, f"<html><head>{POLICY}</head><body>{html}</body></html>".encode(), base).links)
    return links


@pytest.mark.parametrize(
    ("href", "base", "dead"),
    [
        ("../b/", "", False),
        ("../b/#q-1", "", False),
        ("../b/#q-2", "", True),
        ("../c/", "", True),
        ("/b/", "", False),
        ("/gb/b/", "https://example.org/gb", False),
        ("https://example.org/gb/b/", "https://example.org/gb", False),
        ("https://example.org/gb/c/", "https://example.org/gb", True),
        ("../../b/", "", True),
        ("../%E4%B8%AD/", "", False),
        ("", "", False),
        ("?q=1", "", False),
    ],
)
def test_inner_links_are_followed(href: str, base: str, dead: bool) -> None:
    files = {"a/index.html", "b/index.html", "中/index.html"}
    ids = {"b/index.html": frozenset({"q-1"})}
    assert bool(seen("a/index.html", f'<a href="{href}">甲</a>', base).dead(ids, files)) is dead


PAGES = {"posts/2024/a.md": "bulletins/2024/a/", "pages/about.md": "about/"}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("a.md", "bulletins/2024/a/"),
        ("../2024/a.md#q-1", "bulletins/2024/a/#q-1"),
        ("/posts/2024/a.md", "bulletins/2024/a/"),
        ("../a/", "bulletins/2024/a/"),
        ("/about/", "about/"),
        ("/", "index.html"),
        ("/search/?q=防汛&x=%26#results", "search/?q=%E9%98%B2%E6%B1%9B&x=%26#results"),
        ("/files/b.pdf?v=2", "files/b.pdf?v=2"),
        ("/files/b.pdf", "files/b.pdf"),
        ("../../files/b.pdf", "files/b.pdf"),
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("../../../files/b.pdf", ""),
        ("..%2f..%2f..%2f.git/config", ""),
        ("/files/../departments.yaml", ""),
        ("/files/b.pdf/", "files/b.pdf"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org/x", ""),
        ("\\\\example.org", ""),
        ("https:example.org", ""),
        ("mailto:a", ""),
    ],
)
def test_where_a_link_may_lead(address: str, found: str) -> None:
    links = Links(PAGES, ["files/b.pdf"])
    assert links.resolve("posts/2024/b.md", "bulletins/2024/b/", address) == found


def test_headings_of_the_same_words_have_ids_of_their_own() -> None:
    source = "## 一、做法\n\n## 做法\n\n## 一、做法\n\n## 一、做法 2\n\n## ——\n\n## ！\n"
    names = [entry.id for entry in parse_body(source, lambda address, picture: "").contents]
    assert names == ["s-一做法", "s-做法", "s-一做法-2", "s-一做法2", "s-x", "s-x-2"]


def test_a_picture_is_only_a_picture_of_ours() -> None:
    links = Links(PAGES, ["files/b.pdf", "images/c.png"])
    addresses = ("/images/c.png", "/files/b.pdf", "https://example.org/c.png", "a.md")
    found = [links.resolve("posts/2024/b.md", "bulletins/2024/b/", address, True) for address in addresses]
    assert found == ["images/c.png", "", "", ""]


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 40, 41, 400])
def test_pages_hold_every_item_once_and_lead_to_each_other(count: int) -> None:
    pages = list(paged(list(range(count)), "x/", 20))
    assert [item for _, items, _ in pages for item in items] == list(range(count))
    addresses = [address for address, _, _ in pages]
    assert len(set(addresses)) == len(addresses)
    for place, (_, _, view) in enumerate(pages):
        assert view.previous == (addresses[place - 1] if place else "")
        assert view.next == (addresses[place + 1] if place + 1 < len(addresses) else "")
        assert {link.url for link in view.links if link.url} <= set(addresses)
