"""The packaged list of numbers that count nothing: products, hotlines, set phrases, page counters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bulletins.quantities.tables import by_first, load, words


class Traps(NamedTuple):
    """The packaged traps, ready for look-up."""

    products: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[str, ...]]
    slogan_heads: tuple[str, ...]
    counters: tuple[str, ...]
    phone_words: tuple[str, ...]
    latin: frozenset[str]


@cache
def traps() -> Traps:
    """The packaged traps; built once.

    >>> traps().products["84"][0]
    '消毒'
    """
    data = load("traps")
    return Traps(
        {number: words(after) for number, after in data["product"].items()},
        by_first(data["phrases"].split()),
        words(data["slogan_heads"]),
        words(data["counters"]),
        words(data["phone_words"]),
        frozenset(data["latin_words"].split()),
    )
