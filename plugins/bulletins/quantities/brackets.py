"""Where parts may stand: in the brackets after a figure, or in the run after 其中, 包括 or a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from bulletins.figures import Statistic
from bulletins.quantities.hedges import hedge_after

_MARKER = re.compile(r"其中[:：]?|(?<=[\u4e00-\u9fff])中[，,]|包括|包含|分为|(?<=[0-9\u4e00-\u9fff)])[:：]")
_STOP = re.compile(r"[。!?！？\n]")
_OPEN_LIST = re.compile(r"(?:其中|含|包括|主要|如)")
# No sentence that an office writes is longer; keeps the work linear in the text.
_SENTENCE = 2000
# Nor a list of parts.
_MOST = 500
_LOOK_BACK = 6


class Scene(NamedTuple):
    """A text with its figures: for each the bracket around it (-1 for none), and the figures in each bracket."""

    folded: str
    statistics: Sequence[Statistic]
    starts: list[int]
    depths: list[int]
    closes: dict[int, int]
    members: dict[int, list[int]]


class Span(NamedTuple):
    """A run of text whose figures may be parts: ``totals`` are the figures they may belong to, nearest first."""

    totals: tuple[int, ...]
    start: int
    end: int
    depth: int
    plain: bool  # a bare bracket or colon, which names all parts; 其中 may name some

    def inside(self, scene: Scene) -> list[int]:
        """The figures of the run itself, not those in brackets further in."""
        members = scene.members.get(self.depth, [])
        low = bisect_left(members, self.start, key=scene.starts.__getitem__)
        high = bisect_left(members, self.end, key=scene.starts.__getitem__)
        return members[low : min(high, low + _MOST)]


def scene_of(folded: str, statistics: Sequence[Statistic]) -> Scene:
    """Pair the brackets of a folded text in one pass; a bracket never reaches over a line.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> scene_of("30件(帐篷10顶)", find_statistics("30件(帐篷10顶)")).depths
    [-1, 3]
    """
    starts = [statistic.quantity.start for statistic in statistics]
    opened: list[int] = []
    closes: dict[int, int] = {}
    depths: list[int] = []
    for match in re.finditer(r"[()\n]", folded):
        place = match.start()
        while len(depths) < len(starts) and starts[len(depths)] < place:
            depths.append(opened[-1] if opened else -1)
        if match.group() == "(":
            opened.append(place)
        elif match.group() == "\n":
            opened.clear()
        elif opened:
            closes[opened.pop()] = place
    depths.extend([-1] * (len(starts) - len(depths)))
    members: dict[int, list[int]] = {}
    for index, depth in enumerate(depths):
        members.setdefault(depth, []).append(index)
    return Scene(folded, statistics, starts, depths, closes, members)


def spans_of(scene: Scene) -> list[Span]:
    """Every run that may hold parts, in order of place."""
    spans: list[Span] = []
    for index, statistic in enumerate(scene.statistics):
        place = hedge_after(scene.folded, statistic.quantity.end)
        while scene.folded[place : place + 1] == " ":
            place += 1
        if scene.folded[place : place + 1] == "(" and place in scene.closes:
            plain = not _OPEN_LIST.match(scene.folded, place + 1)
            spans.append(Span((index,), place + 1, scene.closes[place], place, plain))
    markers = list(_MARKER.finditer(scene.folded))
    for number, marker in enumerate(markers):
        limit = markers[number + 1].start() if number + 1 < len(markers) else len(scene.folded)
        if span := _after(scene, marker, limit):
            spans.append(span)
    return sorted(spans, key=lambda span: (span.start, not span.plain))


def _after(scene: Scene, marker: re.Match[str], limit: int) -> Span | None:
    """The run after a marker, up to the end of its sentence or bracket or the next marker."""
    following = bisect_left(scene.starts, marker.start())
    if not following or following == len(scene.starts):
        return None
    colon = marker.group() in ":："
    depth = scene.depths[following]
    found: list[int] = []
    for index in range(following - 1, max(-1, following - 1 - _LOOK_BACK * 20), -1):
        if scene.depths[index] != depth:
            continue
        end = scene.statistics[index].quantity.end
        if marker.group()[0] == "中" and _named_again(scene, index, marker.start()):
            found = [index]
            break
        if (
            marker.group()[0] == "中"
            and following - index <= _LOOK_BACK
            and not near(scene.folded, end, marker.start())
        ):
            continue
        if not near(scene.folded, end, marker.start()) or len(found) == _LOOK_BACK:
            break
        label = scene.statistics[index]
        if marker.group()[0] == "中" and not (label.label_end == marker.start() > end):
            continue  # 38个断面中，A类35个: only right behind the noun that the total counts
        if colon and hedge_after(scene.folded, end) != marker.start():
            break
        found.append(index)
    if not found:
        return None
    stop = _STOP.search(scene.folded, marker.end(), marker.end() + _SENTENCE)
    closed = scene.closes.get(depth, limit) if depth >= 0 else limit
    end = min(closed, limit, stop.start() if stop else marker.end() + _SENTENCE)
    return Span(tuple(found[:1] if colon else found), marker.end(), end, depth, colon)


def _named_again(scene: Scene, index: int, marker: int) -> bool:
    """总支出66.9亿元，结余4.6亿元。总支出|中，…: the words before 中 are the name of a figure shortly before."""
    statistic = scene.statistics[index]
    between = scene.folded[statistic.quantity.end : marker]
    return (
        len(statistic.label) > 1
        and not statistic.facets.change
        and scene.folded.endswith(statistic.label, 0, marker)
        and len(statistic.label) < len(between) < _SENTENCE
        and "\n" not in between
        and between[: -len(statistic.label)].count("。") <= 1
        and between[: -len(statistic.label)].endswith(("。", "，", ",", "；", ";"))
    )


def near(folded: str, end: int, marker: int) -> bool:
    """Whether a figure that ends at ``end`` is in the sentence of ``marker``, or in the one that it opens after.

    >>> near("共30件。其中", 4, 5), near("共30件。又。其中", 4, 7)
    (True, False)
    """
    between = folded[end:marker]
    if len(between) > _SENTENCE or "\n" in between:
        return False
    stops = between.count("。")
    return stops == 0 or (stops == 1 and not between.rpartition("。")[2].strip())
