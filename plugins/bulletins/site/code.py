"""The address of a page as a square of black and white, to be read from paper or from a screen with a phone."""

from __future__ import annotations

import segno

from ..views import CodeView

# One of the eight masks that ISO/IEC 18004 allows: trying all of them takes six times as long and reads no better.
MASK = 4


def code_of(address: str) -> CodeView:
    """The QR code of an address, of medium redundancy. Equal addresses give equal codes.

    >>> code_of("https://gongbao.example/bulletins/2024/a/").size
    29
    """
    rows = segno.make_qr(address, error="m", mask=MASK, boost_error=False).matrix
    runs = [f"M{start} {y}.5h{length}" for y, row in enumerate(rows) for start, length in _runs(bytes(row))]
    return CodeView(len(rows), "".join(runs))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """(first place, length) of every run of black squares."""
    runs: list[tuple[int, int]] = []
    for place, black in enumerate(row):
        if black and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif black:
            runs.append((place, 1))
    return runs
