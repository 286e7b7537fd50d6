"""Texts as arrays of their characters, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


def code_points(text: str) -> NDArray[np.uint32]:
    """The numbers of the characters of a text; lone surrogates count as any other.

    >>> code_points("a应").tolist()
    [97, 24212]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def batched_texts(texts: Sequence[str], characters: int) -> Iterator[Sequence[str]]:
    """Runs of texts of about so many characters together: bounds the memory, not the result.

    >>> list(batched_texts(["abc", "d", "e"], 2))
    [['abc'], ['d', 'e']]
    """
    start = total = 0
    for at, text in enumerate(texts, 1):
        total += len(text)
        if total >= characters or at == len(texts):
            yield texts[start:at]
            start, total = at, 0
