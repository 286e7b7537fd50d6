"""The words that rules look for: read once from data/*.toml, which editors may extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import opencc

_SHORT = 160
HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007\uf900-\ufaff\U00020000-\U000323af"


@cache
def table(name: str) -> dict[str, Any]:
    """The content of data/<name>.toml.

    >>> "share-bar" in table("furniture")["lines"]
    True
    """
    return tomllib.loads(files("bulletins").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def simplifier() -> dict[int, int]:
    """Traditional characters to their Simplified twins, one to one; for looking, never for writing.

    Source: OpenCC ``t2s``, each character on a line of its own, so that its table of phrases plays no part.

    >>> "相關文章".translate(simplifier())
    '相关文章'
    """
    characters = list(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    twins = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(one): ord(two) for one, two in zip(characters, twins, strict=True) if one != two and len(two) == 1}


# Letters, digits and marks of full width: ２０２６．０３．０１ ［大］ ｜
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def narrowed(text: str) -> str:
    """The line with full-width letters, digits and marks in half width, of the same length; for looking.

    >>> narrowed("２０２６．０３．０１［大］")
    '2026.03.01[大]'
    """
    return text.translate(_NARROW)


def simplified(text: str) -> str:
    """The line as a Simplified page would spell it, for comparing with the word lists."""
    return _simplified(text) if len(text) < _SHORT else text.translate(simplifier())


# Several rules ask about the same lines.
@lru_cache(maxsize=1 << 16)
def _simplified(text: str) -> str:
    return text.translate(simplifier())


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, so that none hides another.

    >>> alternatives(["委", "委员会"])
    '委员会|委'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
