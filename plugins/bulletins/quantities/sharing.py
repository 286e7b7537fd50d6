"""Labels that a statistic shares with another: members of a list, changes in a level, numbers without own words."""

from __future__ import annotations

import re

from bulletins.figures import Statistic
from bulletins.quantities.labels import Phrase
from bulletins.quantities.lists import listed_run, listed_subjects
from bulletins.quantities.places import Place
from bulletins.quantities.right import elided_subject
from bulletins.quantities.units import kind_of

SHARED_KINDS = frozenset({"share", "points", "multiple"})
_CLAUSE_END = re.compile(r"[，,；;。\n]")
_TIGHT = "、和与及或兼, "


def listed_subject(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
    """The subject of a value in a list: named before 分别, or the figures of the sentence in the same number."""
    place = places[index]
    stated = _after_respectively(folded, places, index)
    if not stated and kind_of(place.quantity.unit) not in SHARED_KINDS:
        return None
    low = max(0, index - 12)
    quantities = [other.quantity for other in places[low : index + 12]]
    if stated and (span := listed_subjects(folded, quantities, index - low)) is not None:
        return Phrase(*span, "noun")
    first, count = listed_run(folded, quantities, index - low)
    first += low
    levels = [number for number in range(max(0, first - 6), first) if _same_sentence(folded, places, number, first)]
    if count < 2 or len(levels) < count or (len(levels) > count and not stated):
        return None
    level = found[levels[len(levels) - count + index - first]]
    return Phrase(level.label_start, level.label_end, "shared") if level.label_start >= 0 else None


def _after_respectively(folded: str, places: list[Place], index: int) -> bool:
    """分别 governs this value: no clause ends between them but those that the values of its list end."""
    start = places[index].before
    mark = folded.rfind("分别", max(0, start - 60), start)
    if mark < 0:
        return False
    first = index
    while first and places[first - 1].before > mark:
        first -= 1
    return not _CLAUSE_END.search(folded, mark, places[first].before) and all(
        len(folded[places[back].after : places[back + 1].before]) < 4 for back in range(first, index)
    )


def _same_sentence(folded: str, places: list[Place], first: int, second: int) -> bool:
    between = folded[places[first].after : places[second].before]
    return kind_of(places[first].quantity.unit) not in SHARED_KINDS and "。" not in between and "\n" not in between


def level_before(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
    """What 同比增长5.3% is said of: the last level of the sentence, of the same unit if there is one.

    A change in a count (同比减少4起) may look back into the sentence before, to a figure of the same unit.
    """
    unit = places[index].quantity.unit
    nearest: Phrase | None = None
    for back in range(index - 1, max(-1, index - 6), -1):
        statistic = found[back]
        between = folded[places[back].after : places[index].before]
        stops = between.count("。")
        if stops > 1 or "\n" in between:
            break
        if statistic.facets.change or statistic.label_start < 0 or between.count(")") > between.count("("):
            continue  # 38家（城区20家），增长12% is said of the 38
        phrase = Phrase(statistic.label_start, statistic.label_end, "shared")
        if statistic.quantity.unit == unit and kind_of(unit) not in SHARED_KINDS:
            return phrase
        if not stops and nearest is None:
            nearest = phrase
    return nearest


def _same_unit(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
    """平均降雨量198.4毫米，7个乡镇超过300毫米，石湾镇最大，达356.1毫米: the last is rain, and no town."""
    for back in range(index - 2, max(-1, index - 5), -1):
        between = folded[places[back].after : places[index].before]
        if "。" in between or "\n" in between:
            break
        other = found[back]
        if other.quantity.unit == places[index].quantity.unit and other.label_start >= 0 and not other.facets.change:
            return Phrase(other.label_start, other.label_end, "shared")
    return None


def elided_phrase(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase:
    """What a number without words of its own counts: the figure before it, or the subject of an earlier clause."""
    place = places[index]
    if index and found:
        previous, statistic = places[index - 1], found[-1]
        between = folded[previous.after : place.before]
        if not between.strip(_TIGHT) and statistic.label_start >= 0 and "," not in between:
            return Phrase(statistic.label_start, statistic.label_end, "shared")
        same = statistic.quantity.unit == place.quantity.unit and not statistic.facets.change
        if same and len(between) < 30 and "。" not in between and "\n" not in between and statistic.label_start >= 0:
            return Phrase(statistic.label_start, statistic.label_end, "shared")
        if len(between) < 30 and not any(mark in between for mark in "。\n") and statistic.label_start >= 0:
            subject = elided_subject(folded, place.region, place.floor)
            if subject.how == "none" and (like := _same_unit(folded, places, index, found)) is not None:
                return like
            return subject if subject.how != "none" else Phrase(statistic.label_start, statistic.label_end, "shared")
    return elided_subject(folded, place.region, place.floor)
