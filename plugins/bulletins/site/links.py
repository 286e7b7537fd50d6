"""Where a link in a post may lead: other sites by web or mail, this site's bulletins, pages and files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote, urlsplit

EXTERNAL = re.compile(r"(?:https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+$)", re.IGNORECASE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
MEANT = re.compile(r"(?:\{(?:filename|static|attach)\}|\.{0,2}/(?!/)|.*\.(?:md|html?|pdf|docx?|xlsx?|csv|zip)(?:#|$))")
SAFE = "/-_.~"
QUERY = "/-_.~%=&+,;:@?"
HOME = "index.html"
# What the site always has.
OWN = (
    *("departments/", "archive/", "figures/", "search/", "sitemap/", "about/", "accessibility/"),
    *("feed.xml", "feed.json", "data/statistics.csv", "data/statistics.json", "data/statistics.sqlite"),
    *("data/bulletins.json", "data/statistics.csv-metadata.json"),
)


class Links:
    """Resolves addresses as editors write them. ``pages`` maps source paths of posts and pages to addresses."""

    def __init__(self, pages: Mapping[str, str], files: Iterable[str], others: Iterable[str] = ()) -> None:
        self._pages = pages
        self._files = frozenset(files)
        self._addresses = frozenset((*pages.values(), *OWN, *others))

    def resolve(self, source: str, url: str, address: str, picture: bool = False) -> str:
        """The address below the root of the site, or in full; "" when it may not be linked.

        ``source`` is the path of the post below the content folder, ``url`` its own address. Accepted are full
        addresses, the path of another post or file, and the address of a page; from the post itself, or from the
        root with a leading slash. What is written is compared with what is there: no path can lead out of the tree.

        >>> links = Links({"posts/2024/a.md": "bulletins/2024/a/"}, ["files/表 1.pdf"])
        >>> def at(address): return links.resolve("posts/2024/b.md", "bulletins/2024/b/", address)
        >>> at("a.md"), at("../a/#q-1"), at("/files/表%201.pdf#page=2"), at("/search/?q=x"), at("/")
        ('bulletins/2024/a/', 'bulletins/2024/a/#q-1', 'files/%E8%A1%A8%201.pdf#page%3D2', 'search/?q=x', 'index.html')
        >>> at("javascript:x"), at("//a.b"), at("../../.git/config"), at("/etc/passwd")
        ('', '', '', '')
        """
        address = address.strip()
        if EXTERNAL.match(address):
            return "" if picture or not _whole(address) else address
        if SCHEME.match(address) or address.startswith(("//", "\\", "#", "?")):
            return ""
        rest, _, fragment = address.partition("#")
        path, _, query = rest.partition("?")
        tail = ("?" + quote(query, QUERY) if query else "") + ("#" + quote(unquote(fragment)) if fragment else "")
        path = unquote(path)
        found = self._inside(posixpath.dirname(source), path, picture) or self._page(url, path, picture)
        return found + tail if found else ""

    def _inside(self, folder: str, path: str, picture: bool) -> str:
        """By the path of a source file."""
        joined = _join(folder, path)
        if joined in self._files and (not picture or joined.startswith("images/")):
            return quote(joined, SAFE)
        return "" if picture else self._pages.get(joined, "")

    def _page(self, url: str, path: str, picture: bool) -> str:
        """By the address of a page."""
        joined = _join(url, path)
        if joined == ".":
            return "" if picture else HOME
        for address in (joined, f"{joined}/"):
            if not picture and address in self._addresses:
                return address
        return ""

    def from_page(self, url: str, found: str) -> str:
        """An address below the root as a page at ``url`` has to write it; a full one and "" stay."""
        if not found or SCHEME.match(found):
            return found
        return "../" * url.count("/") + found

    def dangling(self, address: str) -> bool:
        """Whether an address that was not resolved was meant for this site: then an editor has to look at it.

        Anything else between brackets is part of the text, as in 国办发[2024](试行).

        >>> [Links({}, []).dangling(text) for text in ("../2024/x.md", "{static}/a.pdf", "试行", "javascript:x.md")]
        [True, True, False, False]
        """
        return bool(MEANT.match(address.strip())) and not SCHEME.match(address.strip())


def _whole(address: str) -> bool:
    """Whether a full address has a host and port that a browser could ask.

    >>> _whole("https://a.example:8080/b"), _whole("https://[::1/"), _whole("https://a.example:99999/")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() == "mailto" or (bool(parts.hostname) and parts.port != 0)
    except ValueError:
        return False


def _join(folder: str, path: str) -> str:
    base = "" if path.startswith("/") else folder
    return posixpath.normpath(posixpath.join(base, path.lstrip("/")))
