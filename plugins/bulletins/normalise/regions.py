"""The region a text speaks of, for completing 市… to a full name."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from .wordlists import HAN, alternatives, table

_ENOUGH = 2


class Region(NamedTuple):
    """``name`` (云溪市) and how often the text names it."""

    name: str = ""
    times: int = 0


NOWHERE = Region()


_FOLLOWS_NO_REGION = frozenset("场民容值政道级域里")
_FOLLOWS_ALL_THE_SAME = frozenset(["政府", "政务", "政协", "政法", "政数", "民政", "民族", "民宗", "民营", "场监"])
_STARTS_NO_REGION = frozenset("全我各本该是在到为由对和及或从的了")
# What stands before a region named for the first and only time.
_BOUNDS = frozenset("日月年度©—，。；：、！？（）()《》“”\n 在于到是由从为和与及，向对")
_HAN_PAIR = re.compile(f"[{HAN}]{{2}}")


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    words = table("bodies")
    return tuple(words["no_region"]), tuple(words["elsewhere"]), frozenset(words["regions_all_the_same"])


@cache
def _verbs() -> frozenset[str]:
    words = table("bodies")
    return frozenset(word for word in (*words["not_inside"], *words["acts_on_region"]) if len(word) == 2)


def region_of(text: str, level: str = "市", known: tuple[str, ...] = ()) -> Region:
    """The region of a level that the text names most, or NOWHERE. ``known`` regions of the registry go first.

    Names of two and of three characters are told apart by their left neighbours: of 于云溪市, 在云溪市, 云溪市 only
    云溪 recurs.

    >>> region_of("云溪市水务局在云溪市召开会议，我市各县区参加。")
    Region(name='云溪市', times=2)
    >>> region_of("全市超市"), region_of("全县", "县")
    (Region(name='', times=0), Region(name='', times=0))
    """
    counted = {name: text.count(name) for name in known if name.endswith(level)}
    if any(counted.values()):
        best = max(counted, key=lambda name: counted[name])
        found = _most_named(text, level)
        return found if found.times > 2 * counted[best] else Region(best, max(counted[best], _ENOUGH))
    return _most_named(text, level)


def _most_named(text: str, level: str) -> Region:
    two: Counter[str] = Counter()
    three: Counter[str] = Counter()
    bounded: set[str] = set()
    elsewhere = _words()[1]
    at = text.find(level, 2)
    while at >= 0:
        stem, before = text[at - 2 : at], text[max(0, at - 4) : at - 2]
        if _named(stem, text[at + 1 : at + 3]) and not before.endswith(elsewhere):
            two[stem] += 1
            three[before[-1:] + stem] += 1
            if before[-1:] in _BOUNDS or not before:
                bounded.add(stem)
            elif before[:-1] in _BOUNDS or not before[:-1]:  # one character more: ：青石坪县
                bounded.add(before[-1:] + stem)
        at = text.find(level, at + 1)
    stem, count = next(((stem, count) for stem, count in two.most_common() if count > 1 or stem in bounded), ("", 0))
    if not stem:
        # 青石坪县 once, and 青石坪 once more.
        again = (name for name in three if name in bounded and text.count(name) > three[name])
        once = next((name for name in again if re.fullmatch(f"[{HAN}]{{3}}", name)), "")
        return Region(once + level, 1) if once else NOWHERE
    longer = [
        name
        for name, times in three.items()
        if name.endswith(stem) and times == count >= _ENOUGH and name[0] not in _BOUNDS
    ]
    whole = longer[0] if longer and re.fullmatch(f"[{HAN}]{{3}}", longer[0]) else stem
    return Region(whole + level, count)


def _named(stem: str, following: str) -> bool:
    """Whether two characters before a level can be a region's name."""
    endings, _, exceptions = _words()
    if (
        stem in _verbs()
        or not _HAN_PAIR.fullmatch(stem)
        or (following[:1] in _FOLLOWS_NO_REGION and following not in _FOLLOWS_ALL_THE_SAME)
    ):
        return False
    return stem in exceptions or not (stem.endswith(endings) or stem[0] in _STARTS_NO_REGION)


def region_pattern(name: str) -> str:
    """A pattern for the region's name or its stem before a level.

    >>> region_pattern("云溪市")
    '(?:云溪市|云溪)?'
    """
    return f"(?:{alternatives([name, name[:-1]])})?" if name else ""
