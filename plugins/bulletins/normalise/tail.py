"""Where a report's text ends and its credits and furniture may begin."""

from __future__ import annotations

from .draft import Line

STOPS = "。！？；!?;"


def tail_of(lines: tuple[Line, ...]) -> int:
    """Index of the first line after the last sentence.

    >>> tail_of((Line(0, 3, "正文。", 0), Line(4, 7, "二维码", 0)))
    1
    """
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].text.rstrip("”’）)").endswith(tuple(STOPS)):
            return index + 1
    return 0
