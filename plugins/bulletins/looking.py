"""Files that are published beside bulletins, looked into in children, where they can do no harm."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import PurePath
from typing import Any

from .confined import CPU_SECONDS, ask, confined, result_of
from .problems import Refusal
from .reading import PICTURE_ENDINGS, PLAIN_ENDINGS, look_into

MOST_TOGETHER, SMALL = 100, 50_000
"""How many files share a child, and the most bytes of each."""

Looked = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str, str], ...]]
Found = tuple[str, Looked | Refusal]


def look_confined(data: bytes, source: str) -> Looked:
    """``look_into``, confined: (lines, remarks) of an attachment. Raises Refusal for whatever goes wrong."""
    if data.startswith((b"%PDF-", b"PK")) or source.lower().endswith(".pdf"):
        _load_pdf_parser()
    return _looked(confined(lambda: look_into(data, source, _late), source))


def look_confined_all(files: Iterable[tuple[str, bytes]]) -> Iterator[Found]:
    """(source, what ``look_confined`` gives or raises) of each of (source, bytes), in no certain order.

    Small texts share a child with texts and small pictures with pictures: the fork costs more than the reading. One
    that ends its child is looked into again, alone. Safe because the words of a text are read by no code that bytes
    could take over, and a decoder of pictures that was taken over could only vouch for pictures, which hold no words.
    """
    waiting: dict[frozenset[str], list[tuple[str, bytes]]] = {PLAIN_ENDINGS: [], PICTURE_ENDINGS: []}
    for source, data in files:
        ending = PurePath(source).suffix.lower()
        kind = next((kind for kind in waiting if ending in kind and len(data) <= SMALL), None)
        if kind is None:
            yield source, _tried(data, source)
            continue
        waiting[kind].append((source, data))
        if len(waiting[kind]) == MOST_TOGETHER:
            yield from _together(waiting[kind])
            waiting[kind] = []
    for rest in waiting.values():
        yield from _together(rest)


def _together(files: Sequence[tuple[str, bytes]]) -> Iterator[Found]:
    while files:
        answers, _ = ask([partial(look_into, data, source) for source, data in files])
        for (source, _), answer in zip(files, answers, strict=False):
            try:
                yield source, _looked(result_of(answer, 0, source))
            except Refusal as refusal:
                yield source, refusal
        files = files[len(answers) :]
        if files:
            (source, data), *files = files
            yield source, _tried(data, source)


def _tried(data: bytes, source: str) -> Looked | Refusal:
    try:
        return look_confined(data, source)
    except Refusal as refusal:
        return refusal


def _looked(found: Any) -> Looked:
    """The answer of a child: JSON knows no tuples."""
    lines, remarks = found
    return tuple((place, words) for place, words in lines), tuple((rule, what, hint) for rule, what, hint in remarks)


@cache
def _load_pdf_parser() -> None:
    """Before the fork, since the child can open no module."""
    from .reading.pdf import load_parser  # noqa: PLC0415 - takes a while

    load_parser()


def _late() -> bool:
    """Whether a child has used up half of its processor time."""
    return time.process_time() > CPU_SECONDS / 2
