"""Writing numbers of few bits side by side, many at a time.

Codes: *gamma* for small numbers from 1 (as many zeros as the number has bits after its first, then the number),
*Rice* for gaps of about known size (quotient in ones, a zero, remainder). Bits run from the highest of each byte.
``static/js/search-index.js`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

RICE_ESCAPE = 16  # so many ones, without a zero: a plain number of GAP_BITS follows
GAP_BITS = 24


@dataclass(frozen=True, slots=True)
class Codes:
    """Numbers and the bits each takes; at most 56."""

    values: Ints
    widths: Ints


def bit_length(values: Ints) -> Ints:
    """How many bits each number from 0 to 2**52 takes.

    >>> bit_length(np.array([0, 1, 2, 255, 256])).tolist()
    [0, 1, 2, 8, 9]
    """
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)


def gamma(values: Ints) -> Codes:
    """Elias gamma codes of numbers from 1.

    >>> codes = gamma(np.array([1, 5]))
    >>> codes.values.tolist(), codes.widths.tolist()
    ([1, 5], [1, 5])
    """
    return Codes(values, 2 * bit_length(values) - 1)


def rice_shift(total: int, counts: Ints) -> Ints:
    """How many remainder bits suit ``counts`` gaps that add up to no more than ``total``.

    Source: the usual choice, log2 of 0.69 times the mean gap (Golomb 1966), in whole numbers.
    """
    return np.maximum(bit_length(total * 11 // (16 * counts)) - 1, 0)


def rice(values: Ints, shifts: Ints) -> Codes:
    """Rice codes of numbers from 0, each with its own number of remainder bits.

    >>> codes = rice(np.array([5]), np.array([1]))
    >>> bin(codes.values[0]), codes.widths[0].item()
    ('0b1101', 4)
    """
    quotients = values >> shifts
    remainders = values & ((1 << shifts) - 1)
    short = quotients < RICE_ESCAPE
    ones = (1 << np.minimum(quotients, RICE_ESCAPE)) - 1
    plain = (ones << GAP_BITS) | values
    return Codes(
        np.where(short, (ones << (shifts + 1)) | remainders, plain),
        np.where(short, quotients + 1 + shifts, RICE_ESCAPE + GAP_BITS),
    )


def pack(size: int, placed: list[tuple[Ints, Codes]]) -> bytes:
    """Write codes at their bit offsets into ``size`` bytes; the codes must not overlap.

    >>> pack(1, [(np.array([0, 5]), Codes(np.array([1, 5]), np.array([1, 3])))])
    b'\\x85'
    """
    words = np.zeros(size // 8 + 2, np.uint64)
    for offsets, codes in placed:
        values = codes.values.astype(np.uint64)
        free = 64 - (offsets & 63) - codes.widths
        over = np.maximum(-free, 0)
        index = offsets >> 6
        np.add.at(words, index, (values << np.maximum(free, 0).astype(np.uint64)) >> over.astype(np.uint64))
        spilling = np.flatnonzero(over)
        rest = values[spilling] << (64 - over[spilling]).astype(np.uint64)
        np.add.at(words, index[spilling] + 1, rest)
    return words.astype(">u8").tobytes()[:size]
