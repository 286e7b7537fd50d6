"""Which unit stands at a place: longest match over the packaged list, with guards against words that begin alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bulletins.quantities.fold import fold
from bulletins.quantities.tables import by_first, load

_BLANK = " \t\n"


class Unit(NamedTuple):
    """A unit as found: where it ends, its name, and the kind of thing it measures."""

    end: int
    name: str
    kind: str


class UnitTable(NamedTuple):
    """The packaged units, ready for look-up."""

    by_first: Mapping[str, tuple[str, ...]]
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
    return UnitTable(by_first(kinds), kinds, data["names"], data["not_before"], discrete)


def unit_at(text: str, start: int) -> Unit | None:
    """The longest known unit that begins at ``start``; ``text`` is folded (see ``fold``).

    A unit may be broken by one blank or line break (人 次). Latin units must end where the Latin word ends.

    >>> unit_at("1100余人次，", 5)
    Unit(end=7, name='人次', kind='turnout')
    >>> unit_at("12人员", 2) is None
    True
    """
    table = unit_table()
    if start >= len(text):
        return None
    for word in table.by_first.get(text[start], ()):
        end = start + len(word)
        if text.startswith(word, start) and _ends_here(text, end, word, table):
            joined = _broken(text, end, word, table)
            return joined or Unit(end, table.names.get(word, word), table.kinds[word])
    return None


def _ends_here(text: str, end: int, word: str, table: UnitTable) -> bool:
    if end >= len(text):
        return True
    following = text[end]
    if word[-1].isascii() and word[-1].isalpha():
        return not (following.isascii() and following.isalnum())
    return following not in table.not_before.get(word, "")


def _broken(text: str, end: int, word: str, table: UnitTable) -> Unit | None:
    """A longer unit whose tail stands after one blank: 人 次. Only where the parts can't be words of their own."""
    if end + 1 >= len(text) or text[end] not in _BLANK:
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
    return kinds.get(name) or kinds.get(fold(name), "open" if name else "")
