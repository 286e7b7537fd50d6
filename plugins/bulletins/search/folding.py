"""Folding: the one form in which texts and queries are compared.

NFKC, lower case, Traditional→Simplified by character, invisible characters dropped, runs of blanks made one and
dropped between Han characters. ``static/js/search-index.js`` folds queries in the same way, table apart: a test
compares the two on random texts. Folding never changes what is printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import opencc

_HAN_RANGES = "\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_HAN_RANGES}]")
_BLANKS = re.compile("[\t-\r \x85\u1680\u2028\u2029]+")
_BLANK_IN_HAN = re.compile(f"(?<=[{_HAN_RANGES}]) (?=[{_HAN_RANGES}])")
# Controls, soft hyphen, zero-width and direction marks, variation selectors, lone surrogates: nobody can see
# or type them, so they must not keep a text from being found.
_INVISIBLE = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xD800, 0xDFFF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip


@cache
def simplified_characters() -> dict[str, str]:
    """Traditional character → Simplified, one to one, from OpenCC's table; applying it twice changes nothing.

    Source: OpenCC ``t2s`` asked for one character at a time, so that its table of phrases plays no part.

    >>> simplified_characters()["應"], "应" in simplified_characters()
    ('应', False)
    """
    convert = opencc.OpenCC("t2s").convert
    pairs = {}
    for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        simple = convert(chr(code))
        if simple != chr(code) and len(simple) == 1 and ord(simple) < 0x10000:
            pairs[chr(code)] = simple
    while chained := {char: pairs[simple] for char, simple in pairs.items() if pairs.get(simple, char) != char}:
        pairs |= chained
    return {char: simple for char, simple in pairs.items() if simple not in pairs}


@cache
def _translation() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(char): simple for char, simple in simplified_characters().items()}
    for first, last in _INVISIBLE:
        table.update(dict.fromkeys(range(first, last + 1)))
    table[ord("ς")] = "σ"
    return table


def fold(text: str) -> str:
    """The form of a text that is searched. Safe: it serves comparing only and is never printed.

    >>> fold("應急 管理　ＡＢＣ  １８３９９件")
    '应急管理 abc 18399件'
    """
    plain = unicodedata.normalize("NFKC", text).lower().translate(_translation())
    return _BLANK_IN_HAN.sub("", _BLANKS.sub(" ", plain)).strip(" ")


def traditional_pairs(texts: Iterable[str]) -> str:
    """The characters of these texts that folding turns into Simplified ones, each followed by what it becomes.

    The browser, which doesn't have the table, needs them to fold a text again and mark hits in it.

    >>> traditional_pairs(["應急管理", "臺風應對"])
    '對对應应臺台風风'
    """
    table = simplified_characters()
    found = set(unicodedata.normalize("NFKC", "".join(texts))) & table.keys()
    return "".join(char + table[char] for char in sorted(found))


def query_words(query: str) -> tuple[str, ...]:
    """The folded words of a query, all of which must stand in a bulletin; "…" keeps blanks inside one word.

    >>> query_words('应急 管理 "hello World"'), query_words('5" 管')
    (('应急', '管理', 'hello world'), ('5"', '管'))
    """
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFKC", query))
    parts = re.findall(r'"([^"]+)"|([^ ]+?(?="[^"]+")|[^ ]+)', plain)
    words = (fold(quoted or bare) for quoted, bare in parts)
    return tuple(dict.fromkeys(word for word in words if word))
