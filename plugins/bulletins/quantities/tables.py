"""The packaged word lists, read once and frozen.

Units, hedges and traps are data that an editor can extend; nothing here decides anything. The only input is the
package's own TOML, so that every function of this room gives the same answer everywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """One packaged word list by its file name without the ending.

    >>> load("hedges")["scales"]["万"]
    4
    """
    return tomllib.loads(files("bulletins.data").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def words(text: str) -> tuple[str, ...]:
    """The words of a blank-parted list, longest first and each once.

    >>> words("人 人次 人")
    ('人次', '人')
    """
    return tuple(sorted(dict.fromkeys(text.split()), key=lambda word: (-len(word), word)))


def by_first(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, longest first, so that a look-up tries only what can match.

    >>> by_first(["人", "元", "人次"])
    {'人': ('人次', '人'), '元': ('元',)}
    """
    found: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(entries), key=lambda word: (-len(word), word)):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(rest) for first, rest in sorted(found.items())}


def by_last(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their last character, longest first, to look back from a place.

    >>> by_last(["约", "大约"])
    {'约': ('大约', '约')}
    """
    found: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(entries), key=lambda word: (-len(word), word)):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(rest) for last, rest in sorted(found.items())}
