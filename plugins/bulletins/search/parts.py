"""The parts of an index beside its lists and texts: facets, statistics, suggestions; taken over where they can be."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from .advice import write_advice, write_days
from .directory import named
from .documents import SearchDocument
from .facets import write_facets
from .gathering import Base, Gathered, card_of
from .keeping import Kept
from .numbers import NUMBERS, write_numbers
from .spreading import Row, Rule, respread
from .suggestions import SUGGESTIONS, frequent_labels, frequent_words, suggested, terms_of, write_suggestions
from .texts import pack_bytes, to_json

PARTS = ("facets", "numbers", "suggestions", "days", "advice")


def parts_of(files: dict[str, bytes], base: Base, found: Gathered) -> dict[str, Any]:
    """All these parts: what the manifest says of them, the names of their ``files``, the ``terms`` of suggestions."""
    former = base.former
    same_fields = former is not None and former.fields == found.fields
    same = same_fields and former is not None and former.labels == found.labels
    parts: dict[str, Any] = {"files": {}, "terms": former.parts["terms"] if former else ()}

    def add(kind: str, is_same: bool, write: Callable[[dict[str, bytes]], object]) -> None:
        own: dict[str, bytes] = {}
        if is_same and former is not None:
            parts[kind] = former.parts[kind]
            own = {name: former.files[name] for name in former.parts["files"][kind]}
        else:
            parts[kind] = write(own)
        parts["files"][kind] = list(own)
        files.update(own)

    card = cache(card_of)  # most bulletins are what they were: none is read twice
    cards = [] if same_fields else list(map(card, found.fields))
    cards_before = [] if same_fields or former is None else list(map(card, former.fields))
    if not same:
        parts["terms"] = _terms(cards, found, former)
    add("shortest", same_fields, lambda own: min((int(one[1 : one.index(",")]) for one in found.fields), default=0))
    add("facets", same_fields, lambda own: named(own, "facets", packed(write_facets(cards))))
    add("numbers", not base.changed, lambda own: _numbers(own, base, found))
    add("suggestions", same, lambda own: _suggestions(own, found, former, (cards_before, cards), parts["terms"]))
    add("days", False, lambda own: named(own, "days", packed(write_days([source.date for source in base.sources]))))
    add("advice", former is not None, lambda own: named(own, "advice", packed(write_advice())))
    return parts


def _numbers(own: dict[str, bytes], base: Base, found: Gathered) -> str:
    former = base.former
    if former is None:
        return _sharded(own, "numbers", *write_numbers(found.rows))
    gone: set[tuple[int, Any]] = set()
    added: list[Row] = []
    for number in base.changed:
        known = json.loads(former.statistics[number])[0] if number < len(former.statistics) else []
        before, now = (_by_value(number, rows) for rows in (known, found.rows.get(number, ())))
        differing = {value for value in before.keys() | now.keys() if before.get(value) != now.get(value)}
        gone |= {(number, value) for value in differing}
        added += [row for value in sorted(differing & now.keys()) for row in now[value]]
    left = {value for _, value in gone}
    return _respread(own, former, "numbers", NUMBERS, lambda row: (row[1], row[0]) in gone, left, added)


def _by_value(number: int, rows: Iterable[Sequence[Any]]) -> dict[Any, list[Row]]:
    """The rows of a bulletin's statistics, with its number."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append((row[0], number, *row[1:]))
    return found


def _terms(cards: Sequence[SearchDocument], found: Gathered, former: Kept | None) -> tuple[list[str], list[str]]:
    """The frequent words of titles, which are as they were without ``cards``, and the frequent labels."""
    words = frequent_words([card.title for card in cards]) if cards or former is None else former.parts["terms"][0]
    return words, frequent_labels(found.labels)


def _suggestions(
    own: dict[str, bytes],
    found: Gathered,
    former: Kept | None,
    cards: tuple[Sequence[SearchDocument], Sequence[SearchDocument]],
    terms: tuple[list[str], list[str]],
) -> str:
    now = terms_of(cards[1], *terms), _short(found.fields)
    if former is None:
        return _sharded(own, "suggestions", *write_suggestions(*now))
    before = terms_of(cards[0], *former.parts["terms"])
    short = _short(former.fields)
    gone = suggested(before - now[0], short - now[1])
    added = SUGGESTIONS.sorted(suggested(now[0] - before, now[1] - short))
    return _respread(own, former, "suggestions", SUGGESTIONS, gone.__contains__, {row[0] for row in gone}, added)


def _short(fields: Sequence[str]) -> set[tuple[str, str]]:
    """What abbreviations stand for, where a bulletin says it."""
    # Where there are none, as in most, the field tells without being read: its second item is an empty list.
    some = (one for one in fields if not one.partition(", ")[2].startswith("[]"))
    return {(short, long) for one in some for short, long in json.loads(one)[1]}


def _sharded(files: dict[str, bytes], kind: str, firsts: Sequence[object], parts: Iterable[object]) -> str:
    """Add the shards of a part, and the file that says with what each begins; its name."""
    names = [named(files, kind[0], packed(part)) for part in parts]
    return named(files, kind, packed([firsts, names]))


def _respread(
    files: dict[str, bytes],
    former: Kept,
    kind: str,
    rule: Rule,
    gone: Callable[[Row], bool],
    left: set[Any],
    added: Sequence[Row],
) -> str:
    """What ``_sharded`` gives, from the former shards where these stay."""
    old = former.files
    firsts, names = _unpacked(old[f"{kind}-{former.parts[kind]}"])
    data = [old[f"{kind[0]}-{name}"] for name in names]
    read: Callable[[int], list[Row]] = lambda number: list(zip(*_unpacked(data[number]), strict=True))  # noqa: E731
    shards = respread(rule, firsts, read, gone, left, added)
    beginnings = [firsts[shard] if isinstance(shard, int) else shard[0][0] for shard in shards]
    now = [data[one] if isinstance(one, int) else packed(list(zip(*one, strict=True))) for one in shards]
    return named(files, kind, packed([beginnings, [named(files, kind[0], one) for one in now]]))


def _unpacked(data: bytes) -> list[Any]:
    found: list[Any] = json.loads(zlib.decompress(data, -15))
    return found


def packed(value: object) -> bytes:
    """JSON, packed."""
    return pack_bytes(to_json(value))
