"""What libxml2 tells of a page while it reads it: no tree of hundreds of thousands of elements is made."""

from __future__ import annotations

import re

from lxml import etree

ADDRESSES = frozenset({"href", "src", "action"})
# Parsers drop a second one of these; what it holds may still reach a browser.
ONCE = re.compile(rb"<([hb][teo][mad][ldy])[\s/>]", re.IGNORECASE)


class Seen:
    """What the parser tells of a page. ``used`` holds (element, attribute), with "" for an element that has none and
    None for a comment or processing instruction; ``addresses`` (element, attribute, value); ``equivalents`` the
    attributes of every <meta http-equiv>; ``script`` whether a script stands in the page itself."""

    def __init__(self) -> None:
        self.used: set[tuple[str | None, str]] = set()
        self.ids: list[str] = []
        self.addresses: list[tuple[str, str, str]] = []
        self.equivalents: list[dict[str, str]] = []
        self.script = False
        self._in_script = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not attributes:
            self.used.add((tag, ""))
        for name, value in attributes.items():
            self.used.add((tag, name))
            if name == "id":
                self.ids.append(value)
            elif name in ADDRESSES:
                self.addresses.append((tag, name, value))
        if tag == "script":
            self._in_script = True
            self.script |= not attributes.get("src")
        elif tag == "meta" and "http-equiv" in attributes:
            self.equivalents.append(dict(attributes))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "script":
            self._in_script = False

    def data(self, words: str) -> None:
        """Words, or what a script says."""
        self.script |= self._in_script and bool(words.strip())

    def comment(self, words: str) -> None:
        """A comment: no page of ours has one."""
        self.used.add((None, ""))

    def pi(self, target: str, words: str | None = None) -> None:
        """A processing instruction."""
        self.used.add((None, ""))

    def close(self) -> None:
        """The page ends."""


def read(data: bytes | str) -> Seen:
    """Read a page, or the HTML of a feed as words. Raises ParserError, XMLSyntaxError or ValueError of lxml.

    >>> sorted(read("<p id='a'>b<a href='#c'>d</a></p>").used), read("<script>x()</script>").script
    ([('a', 'href'), ('body', ''), ('html', ''), ('p', 'id')], True)
    """
    seen = Seen()
    encoding = "utf-8" if isinstance(data, bytes) else None
    etree.fromstring(data, etree.HTMLParser(encoding=encoding, huge_tree=True, target=seen))
    return seen
