"""A second look at what was built: only listed elements, attributes and addresses; every inner link leads somewhere.

A parser that had no part in the making (libxml2) reads every page again. Anything outside the list is a finding,
so a hole in a template or in the sanitiser stops the build instead of reaching a reader.
"""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from .seen import ONCE, read

LISTS = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "output.toml").read_text("utf-8"))
ELEMENTS = frozenset(LISTS["elements"])
EVERYWHERE = frozenset(LISTS["everywhere"])
FEED = frozenset(LISTS["feed"])
OUTSIDE = frozenset(LISTS["outside"])
ATTRIBUTES: dict[str, frozenset[str]] = {tag: frozenset(names) for tag, names in LISTS["attributes"].items()}
NONE: frozenset[str] = frozenset()
PREFIXES = re.compile(r"(?:aria|data)-[a-z0-9-]+$")
LOADS = frozenset({("script", "src"), ("img", "src"), ("link", "href"), ("use", "href")})
MOST_HELD = 4096  # ways that were followed: the rows of one table lead to one page
POLICY = "default-src 'self'"
UNSAFE = re.compile(r"unsafe-|\*|data:|blob:")
# A scheme, or what browsers take for the beginning of another host.
OUTWARD = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}|\\|[\x00-\x20]")
REFRESH = re.compile(r"0; url=([^\s:'\"<>]+)$")


@dataclass(slots=True)
class PageFacts:
    """What one page holds: its ids, where it leads inside the site as (path, fragment), what is wrong with it."""

    ids: frozenset[str] = frozenset()
    links: frozenset[tuple[str, str]] = frozenset()
    findings: list[str] = field(default_factory=list)


def read_page(path: str, data: bytes, base: str = "") -> PageFacts:
    """Read one built page. ``path`` is its file below the output folder, ``base`` the site's own full address.

    >>> read_page("a/index.html", b"<p onclick='x()'><a href='javascript:x'>x</a></p>").findings
    ['<p onclick> 不在清单里', '<a href="javascript:x"> 的网址不在清单里', '没有内容安全策略']
    """
    facts = PageFacts()
    if len(set(begun := [name.lower() for name in ONCE.findall(data)])) != len(begun):
        facts.findings.append("有第二个 html、head 或 body")
    try:
        seen = read(data)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        facts.findings.append(f"读不懂：{error}")
        return facts
    used = seen.used | {(tag, "") for tag, _ in seen.used}
    facts.findings += [found for pair in sorted(used - _PASSED, key=str) if (found := _unlisted(*pair))]
    links: set[tuple[str, str]] = set()
    for tag, name, value in dict.fromkeys(seen.addresses):
        if value.startswith("#"):
            links.add((path, unquote(value[1:].rstrip())))
        else:
            _address(path, tag, name, value, base, links, facts)
    policies = [_equivalent(path, attributes, base, links, facts) for attributes in seen.equivalents]
    if seen.script:
        facts.findings.append("有写在页面里的脚本")
    facts.ids, facts.links = frozenset(seen.ids), frozenset(links)
    if len(facts.ids) != len(seen.ids):
        facts.findings += [f"id 重复：{name}" for name, times in Counter(seen.ids).items() if times > 1]
    if not any(policies):
        facts.findings.append("没有内容安全策略")
    return facts


def read_feed(path: str, data: bytes, base: str = "") -> list[str]:
    """What is wrong with a feed, Atom or JSON: HTML in it may hold the elements of a text and nothing else.

    >>> read_feed("feed.json", b'{"items": [{"content_html": "<p>a</p><script src=x></script>"}]}')
    ['<script> 不在清单里']
    """
    findings: list[str] = []
    used: set[tuple[object, str]] = set()
    for html in _html_of_feed(path, data):
        pairs, wrong = _look_at(html, base)
        used |= pairs
        findings += wrong
    outside = {(tag, "") for tag, _ in used if tag not in FEED}
    findings += [_unlisted(*pair) or f"<{pair[0]}> 不在清单里" for pair in sorted(outside, key=str)]
    findings += [found for pair in sorted(used - outside, key=str) if (found := _unlisted(*pair))]
    return findings


# What was found in a text, by its digest: a bulletin stands in the feeds of its department, column, topics, months …
_SEEN: dict[bytes, tuple[frozenset[tuple[object, str]], tuple[str, ...]]] = {}


def _look_at(html: str, base: str) -> tuple[frozenset[tuple[object, str]], tuple[str, ...]]:
    """The pairs of element and attribute in the HTML of a feed, and the addresses that are wrong."""
    key = blake2b(f"{base}\0{html}".encode("utf-8", "surrogatepass"), digest_size=32).digest()
    if key not in _SEEN:
        seen = read(f"<html><body>{html}</body></html>")
        facts = PageFacts()
        for tag, name, value in seen.addresses:
            _address("", tag, name, value, base, set(), facts)
        if ONCE.search(html.encode("utf-8", "replace")):
            facts.findings.append("有第二个 html、head 或 body")
        _SEEN[key] = frozenset(seen.used - {("html", ""), ("body", "")}), tuple(facts.findings)
    return _SEEN[key]


def _html_of_feed(path: str, data: bytes) -> list[str]:
    """Every text of a feed that its readers take for HTML."""
    if path.endswith(".json"):
        return [item["content_html"] for item in json.loads(data)["items"]]
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    return [element.text or "" for element in root.iter() if element.get("type") == "html"]


# Pairs of element and attribute that were looked at and found listed; "" stands for the element itself.
_PASSED: set[tuple[str, str]] = set()


def _unlisted(tag: object, name: str) -> str:
    """What is wrong with an attribute of an element, or with the element when ``name`` is ""; "" when it is listed."""
    if not isinstance(tag, str):
        return "有注释或处理指令"
    known = tag in ELEMENTS if not name else name in EVERYWHERE or name in ATTRIBUTES.get(tag, NONE)
    if known or (name and PREFIXES.match(name)):
        _PASSED.add((tag, name))
        return ""
    return f"<{tag} {name}> 不在清单里" if name else f"<{tag}> 不在清单里"


def _equivalent(
    path: str, attributes: dict[str, str], base: str, links: set[tuple[str, str]], facts: PageFacts
) -> bool:
    """Check a <meta http-equiv>; true for a content security policy that is strict."""
    kind, content = attributes["http-equiv"].lower(), attributes.get("content", "")
    if kind == "content-security-policy":
        if not content.startswith(POLICY) or UNSAFE.search(content):
            facts.findings.append("内容安全策略太松")
        return True
    found = REFRESH.match(content) if kind == "refresh" else None
    if found:
        _address(path, "meta", "content", found.group(1), base, links, facts)
    else:
        facts.findings.append(f"<meta http-equiv={kind}> 不在清单里")
    return False


def _address(
    path: str, tag: str, name: str, value: str, base: str, links: set[tuple[str, str]], facts: PageFacts
) -> None:
    value = value.strip()
    if base and (value == base or value.startswith((f"{base}/", f"{base}#"))):
        value = urlsplit(base).path.rstrip("/") + "/" + value[len(base) :].lstrip("/")
    if OUTWARD.match(value):
        if value.partition(":")[0].lower() not in OUTSIDE or (tag, name) in LOADS or tag == "form":
            facts.findings.append(f'<{tag} {name}="{value[:80]}"> 的网址不在清单里')
        return
    inside, _, fragment = value.partition("#")
    prefix = urlsplit(base).path if base else ""
    links.add((_target(path, inside.partition("?")[0], prefix), unquote(fragment)))


@lru_cache(MOST_HELD)
def _target(page: str, path: str, prefix: str) -> str:
    """The file that an inner address means.

    >>> _target("a/b/index.html", "../c/", ""), _target("404.html", "/gb/a/", "/gb"), _target("a/index.html", "", "")
    ('a/c/index.html', 'a/index.html', 'a/index.html')
    """
    path = unquote(path)
    if not path:
        return page
    if path.startswith("/"):
        inside = path.removeprefix(prefix.rstrip("/")).lstrip("/")
    else:
        inside = posixpath.join(posixpath.dirname(page), path)
    folder = inside.endswith("/") or not inside or posixpath.basename(inside) in {".", ".."}
    joined = posixpath.normpath(inside) if inside else ""
    joined = "" if joined == "." else joined
    return posixpath.join(joined, "index.html") if folder else joined


class Links:
    """Where the pages lead, each place once, with the first page that leads there."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], str] = {}

    def add(self, path: str, links: frozenset[tuple[str, str]]) -> None:
        """Note the links of a page."""
        for link in links:
            self._first.setdefault(link, path)

    def update(self, other: Links) -> None:
        """Note what others found."""
        self._first = other._first | self._first

    def dead(self, ids: dict[str, frozenset[str]], files: set[str]) -> list[tuple[str, str]]:
        """(page, what is wrong) for links to no file, or to a fragment that its page doesn't have."""
        found: list[tuple[str, str]] = []
        for (target, fragment), path in self._first.items():
            if target not in files:
                found.append((path, f"链接到不存在的 {target}"))
            elif fragment and target in ids and fragment not in ids[target]:
                found.append((path, f"{target} 里没有 #{fragment}"))
        return found
