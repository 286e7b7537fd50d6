"""Headers and footers of a Word file: how many of them say more than the number of the page."""

from __future__ import annotations

import re

from ..problems import Refusal
from .names import local
from .package import Package

MOST_HEADS = 12
HEADS = re.compile(r"word/(?:header|footer)\d*\.xml")
NUMBER_OF_PAGE = re.compile(r"(?:[第共页]|[\W\d_]|page|of)*+", re.IGNORECASE)


def words_of_heads(package: Package) -> int:
    """How many different headers and footers hold words; one that can't be read is no fault of the report's text."""
    names = [name for name in package.names if HEADS.fullmatch(name)][:MOST_HEADS]
    return len({words for name in names if not NUMBER_OF_PAGE.fullmatch(words := _words(package, name))})


def _words(package: Package, name: str) -> str:
    try:
        root = package.xml(name)
    except Refusal:
        return ""
    return "".join(found.text or "" for found in (root.iter() if root is not None else ()) if local(found.tag) == "t")
