"""Elements and attributes of Word's XML by local name: both of its dialects, transitional and strict, read alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree


@lru_cache(maxsize=4096)
def local(name: object) -> str:
    """The name without its namespace; "" for what is no element (an entity, a comment).

    >>> local("{urn:x}p")
    'p'
    """
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of that name, in order."""
    return (found for found in element if local(found.tag) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child at the end of a path of names, or None."""
    for name in path:
        element = None if element is None else next(children(element, name), None)
    return element


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's value by local name; "" when it or the element is missing."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if local(key) == name), "")


def number(words: str, default: int = 0) -> int:
    """A small whole number out of an attribute; the default for anything else.

    >>> number("12"), number("-3", 1), number("9" * 50)
    (12, 1, 0)
    """
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else default
