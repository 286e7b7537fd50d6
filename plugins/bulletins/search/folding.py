"""Folding: the one form in which texts and queries are compared.

NFKC, lower case, Traditional→Simplified by character, invisible characters dropped, runs of blanks made one and
dropped between Han characters. ``static/js/search-fold.js`` folds queries in the same way, table apart: a test
compares the two on random texts. Folding never changes what is printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain

import numpy as np
import opencc
from numpy.typing import NDArray

from .characters import batched_texts, code_points

_HAN_RANGES = "\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_HAN_RANGES}]")
_BLANKS = re.compile("[\t-\r \x85\u1680\u2028\u2029]+")
# Begins with the blank, so that it is looked for first: ten times as fast.
_BLANK_IN_HAN = re.compile(f" (?<=[{_HAN_RANGES}] )(?=[{_HAN_RANGES}])")
# Controls, soft hyphen, zero-width and direction marks, variation selectors, lone surrogates: nobody can see
# or type them, so they must not keep a text from being found.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff]"
)


_AT_ONCE = 1 << 20  # characters: bounds the memory
_POINT_BITS = 21
_USUAL = tuple((char, unicodedata.normalize("NFKC", char)) for char in "，：；（）！？％０１２３４５６７８９…\u3000")
_SHORT = 200
_TRADITIONAL = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


@cache
def simplified_characters() -> dict[str, str]:
    """Traditional character → Simplified, one to one, from OpenCC's table; applying it twice changes nothing.

    Source: OpenCC ``t2s`` asked for one character at a time, so that its table of phrases plays no part.

    >>> simplified_characters()["應"], "应" in simplified_characters()
    ('应', False)
    """
    chars = [chr(code) for start, end in _TRADITIONAL for code in range(start, end)]
    # One on each line, so that no phrase is seen; in one call, since there are ninety thousand.
    simple = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    pairs = {char: other for char, other in zip(chars, simple, strict=True) if char != other and len(other) == 1}
    while chained := {char: pairs[simple] for char, simple in pairs.items() if pairs.get(simple, char) != char}:
        pairs |= chained
    return {char: simple for char, simple in pairs.items() if simple not in pairs}


def fold(text: str) -> str:
    """The form of a text that is searched. Safe: it serves comparing only and is never printed.

    >>> fold("應急 管理　ＡＢＣ  １８３９９件")
    '应急管理 abc 18399件'
    """
    return fold_as_spelt(text).translate(_simplified_points())


def fold_as_spelt(text: str) -> str:
    """Folding apart from the table of Traditional characters, which the builder applies to all texts at once.

    >>> fold_as_spelt("應急 ＡＢＣ")
    '應急 abc'
    """
    # Normalising is ten times as fast when nothing is left to do: the usual marks are replaced before.
    for wide, narrow in _USUAL if len(text) > _SHORT else ():
        text = text.replace(wide, narrow)
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).lower().replace("ς", "σ"))
    # What is left of blanks, ``_BLANKS`` and no others, is what splitting knows; and splitting is fast.
    return _BLANK_IN_HAN.sub("", " ".join(plain.split()))


@cache
def _beyond_units() -> re.Pattern[str]:
    pairs = simplified_characters().items()
    return re.compile("[" + "".join(char for char, simple in pairs if max(char, simple) > "\uffff") + "]")


def simplify_rare(text: str) -> str:
    """Simplify the characters that, or whose Simplified form, UTF-16 writes in two units; the others stay.

    >>> simplify_rare("\u346e應") == "\U0002b748應"
    True
    """
    return _beyond_units().sub(lambda found: simplified_characters()[found[0]], text)


@cache
def _simplified_points() -> dict[int, str]:
    return {ord(char): simple for char, simple in simplified_characters().items()}


def traditional_of(texts: Sequence[str]) -> list[str]:
    """For each text the characters that folding turns into Simplified ones, each followed by what it becomes.

    The browser, which doesn't have the table, needs them to fold a text again and mark hits in it.

    >>> traditional_of(["應急管理臺風應對", "急"])
    ['對对應应臺台風风', '']
    """
    pairs = []
    for some in batched_texts(texts, _AT_ONCE):
        points = code_points("".join(some))
        telling = np.flatnonzero(_telling()[points])
        owners = np.searchsorted(np.cumsum([len(text) for text in some]), telling, side="right")
        found: dict[int, str] = {}
        for key in np.unique(owners << _POINT_BITS | points[telling]).tolist():
            found[key >> _POINT_BITS] = found.get(key >> _POINT_BITS, "") + chr(key & (1 << _POINT_BITS) - 1)
        pairs += [_pairs(found.get(number, "")) for number in range(len(some))]
    return pairs


@cache
def _pairs(chars: str) -> str:
    table = simplified_characters()
    found = set("".join(map(_compatible, chars))) & table.keys()
    return "".join(char + table[char] for char in sorted(found))


@cache
def _telling() -> NDArray[np.bool_]:
    """For each character whether its compatible form holds one that has a Simplified form."""
    table = simplified_characters()
    telling = np.zeros(0x110000, np.bool_)
    telling[[ord(char) for char in table]] = True
    # What NFKC turns into a Han character, or several: signs, radicals and compatibility forms.
    for point in chain(range(0x2E80, 0x3400), range(0xF900, 0xFB00), range(0x1F100, 0x1F300), range(0x2F800, 0x2FA20)):
        telling[point] = not table.keys().isdisjoint(_compatible(chr(point)))
    return telling


@cache
def _compatible(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def query_words(query: str) -> tuple[str, ...]:
    """The folded words of a query, all of which must stand; "…" between blanks keeps blanks inside one word.

    >>> query_words('应急 管理 "hello World"'), query_words('5" 管'), query_words('实行"叫应"机制')
    (('应急', '管理', 'hello world'), ('5"', '管'), ('实行"叫应"机制',))
    """
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFKC", query))
    parts = re.findall(r'"([^"]+)"(?= |$)|([^ ]+)', plain)
    words = (fold(quoted or bare) for quoted, bare in parts)
    return tuple(dict.fromkeys(word for word in words if word))
