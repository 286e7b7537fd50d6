"""A second look at what was built: only listed elements, attributes and addresses; every inner link leads somewhere.

A parser that had no part in the making (libxml2) reads every page again. Anything outside the list is a finding,
so a hole in a template or in the sanitiser stops the build instead of reaching a reader.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

LISTS = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "output.toml").read_text("utf-8"))
ELEMENTS = frozenset(LISTS["elements"])
EVERYWHERE = frozenset(LISTS["everywhere"])
OUTSIDE = frozenset(LISTS["outside"])
ATTRIBUTES: dict[str, frozenset[str]] = {tag: frozenset(names) for tag, names in LISTS["attributes"].items()}
NONE: frozenset[str] = frozenset()
PREFIXES = re.compile(r"(?:aria|data)-[a-z0-9-]+$")
LOADS = frozenset({("script", "src"), ("img", "src"), ("link", "href"), ("use", "href")})
ADDRESSES = frozenset({"href", "src", "action"})
POLICY = "default-src 'self'"
UNSAFE = re.compile(r"unsafe-|\*|data:|blob:")
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
    ids: list[str] = []
    links: set[tuple[str, str]] = set()
    policy = False
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        facts.findings.append(f"读不懂：{error}")
        return facts
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            facts.findings.append("有注释或处理指令")
            continue
        if tag not in ELEMENTS:
            facts.findings.append(f"<{tag}> 不在清单里")
        known = ATTRIBUTES.get(tag, NONE)
        for name, value in element.items():
            if name == "id":
                ids.append(value)
            elif name in ADDRESSES and name in known:
                _address(path, tag, name, value, base, links, facts)
            elif name not in EVERYWHERE and name not in known and not PREFIXES.match(name):
                facts.findings.append(f"<{tag} {name}> 不在清单里")
        if tag == "script" and (not element.get("src") or (element.text or "").strip()):
            facts.findings.append("有写在页面里的脚本")
        elif tag == "meta" and element.get("http-equiv"):
            policy = _equivalent(path, element, base, links, facts) or policy
    facts.ids, facts.links = frozenset(ids), frozenset(links)
    if len(facts.ids) != len(ids):
        facts.findings.append(f"id 重复：{'、'.join(sorted({name for name in ids if ids.count(name) > 1}))}")
    if not policy:
        facts.findings.append("没有内容安全策略")
    return facts


def _equivalent(path: str, element: etree._Element, base: str, links: set[tuple[str, str]], facts: PageFacts) -> bool:
    """Check a <meta http-equiv>; true for a content security policy that is strict."""
    kind, content = (element.get("http-equiv") or "").lower(), element.get("content") or ""
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
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("invalid:")
    if parts.scheme or parts.netloc or value.startswith(("//", "\\")):
        if parts.scheme not in OUTSIDE or (tag, name) in LOADS or tag == "form":
            facts.findings.append(f'<{tag} {name}="{value[:80]}"> 的网址不在清单里')
        return
    links.add((_target(path, parts.path, urlsplit(base).path if base else ""), unquote(parts.fragment)))


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


def dead_links(
    pages: Iterable[tuple[str, PageFacts]], ids: dict[str, frozenset[str]], files: set[str]
) -> list[tuple[str, str]]:
    """Inner links of ``pages`` that lead to no file, or to a fragment that its page doesn't have."""
    found: list[tuple[str, str]] = []
    for path, facts in pages:
        for target, fragment in sorted(facts.links):
            if target not in files:
                found.append((path, f"链接到不存在的 {target}"))
            elif fragment and target in ids and fragment not in ids[target]:
                found.append((path, f"{target} 里没有 #{fragment}"))
    return found
