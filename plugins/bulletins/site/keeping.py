"""Results of one kind for many bulletins: those that the cache doesn't hold are made on all cores, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from ..grouping import Entry
from .cache import Cache
from .parallel import in_parallel, shares

ROUND = 2000  # what children send back is held until a round ends
LEAST = 100  # for one child: below that a fork costs more than it saves


def keep_all(cache: Cache, entries: Iterable[Entry], key: Callable[[Entry], str], make: Callable[[Entry], str]) -> None:
    """Put ``make(entry)`` into the cache under ``key(entry)`` for every entry that it holds nothing of."""
    keys = {key(entry): entry for entry in entries}
    held = cache.known(keys)
    todo = iter([pair for pair in keys.items() if pair[0] not in held])
    while some := list(islice(todo, ROUND)):
        _round(cache, some, make)


def _round(cache: Cache, some: list[tuple[str, Entry]], make: Callable[[Entry], str]) -> None:
    number = shares(len(some), LEAST)

    def work(share: int) -> list[tuple[str, str]]:
        return [(key, make(entry)) for key, entry in some[share::number]]

    for share in in_parallel(number, work):
        for key, text in share:
            cache.put(key, text)
    # Before the next children begin: what is half written locks them out.
    cache.commit()
