"""Which unit stands at a place: longest match over the packaged list, with guards against words that begin alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bulletins.quantities.fold import fold
from bulletins.quantities.tables import by_first, load

_BLANK = " \t\n"
_SECOND = re.compile(r"\(([\u4e00-\u9fff]{1,2})\)")


class Unit(NamedTuple):
    """A unit as found: where it ends, its name, and the kind of thing it measures."""

    end: int
    name: str
    kind: str


class UnitTable(NamedTuple):
    """The packaged units, ready for look-up."""

    sizes: Mapping[str, tuple[int, ...]]  # by first character, longest first
    kinds: Mapping[str, str]
    names: Mapping[str, str]
    not_before: Mapping[str, str]
    discrete: frozenset[str]


@cache
def unit_table() -> UnitTable:
    """The packaged units; built once.

    >>> unit_table().kinds["人次"]
    'turnout'
    """
    data = load("units")
    kinds: dict[str, str] = {}
    for group in data["kind"]:
        for word in group["units"].split():
            kinds.setdefault(word, group["name"])
    discrete = frozenset(group["name"] for group in data["kind"] if group.get("discrete"))
    sizes = {
        first: tuple(sorted({len(word) for word in words}, reverse=True)) for first, words in by_first(kinds).items()
    }
    return UnitTable(sizes, kinds, data["names"], data["not_before"], discrete)


def unit_at(text: str, start: int) -> Unit | None:
    """The longest known unit that begins at ``start``; ``text`` is folded (see ``fold``).

    A unit may be broken by one blank or line break (人 次). Latin units must end where the Latin word ends.

    >>> unit_at("1100余人次，", 5)
    Unit(end=7, name='人次', kind='turnout')
    >>> unit_at("12人员", 2) is None
    True
    """
    table = unit_table()
    for size in table.sizes.get(text[start : start + 1], ()):
        word = text[start : start + size]
        end = start + size
        if word in table.kinds and end <= len(text) and _ends_here(text, end, word, table):
            found = Unit(end, table.names.get(word, word), table.kinds[word])
            following = text[end : end + 1]
            if following == "(":
                return _doubled(text, found, table)
            return _broken(text, end, word, table) or found if following in _BLANK else found
    return None


def _doubled(text: str, unit: Unit, table: UnitTable) -> Unit:
    """台(套), 件(次): a second measure word in brackets is part of the unit."""
    match = _SECOND.match(text, unit.end)
    if not match or (table.kinds.get(match.group(1), "") not in table.discrete and match.group(1) not in {"次", "套"}):
        return unit
    turnout = match.group(1) == "次" and unit.kind in {"person", "household", "place", "turnout"}
    return Unit(match.end(), unit.name + match.group(), "turnout" if turnout else unit.kind)


def _ends_here(text: str, end: int, word: str, table: UnitTable) -> bool:
    if end >= len(text):
        return True
    following = text[end]
    if word[-1].isascii() and word[-1].isalpha():
        return not (following.isascii() and following.isalnum())
    return following not in table.not_before.get(word, "")


def _broken(text: str, end: int, word: str, table: UnitTable) -> Unit | None:
    """A longer unit whose tail stands after one blank: 人 次. Only where the parts can't be words of their own."""
    if end + 1 >= len(text):
        return None
    whole = word + text[end + 1]
    if whole in table.kinds and _ends_here(text, end + 2, whole, table):
        return Unit(end + 2, table.names.get(whole, whole), table.kinds[whole])
    return None


@lru_cache(maxsize=1024)
def kind_of(name: str) -> str:
    """The kind of thing a unit measures; "open" for a unit the list doesn't know, "" for none.

    >>> kind_of("亩"), kind_of("百分点"), kind_of(""), kind_of("厝")
    ('area', 'points', '', 'open')
    """
    kinds = unit_table().kinds
    plain = fold(name)
    return kinds.get(name) or kinds.get(plain) or kinds.get(plain.partition("(")[0], "open" if name else "")
