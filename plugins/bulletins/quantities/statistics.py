"""Statistics: the quantities that count something, each with its label and facets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletins.figures import Facets, Kind, Quantity, Statistic
from bulletins.quantities.facets import ChangeTail, change_tail, facets_of
from bulletins.quantities.find import quantities_of
from bulletins.quantities.fold import fold
from bulletins.quantities.hedges import hedge_after, hedge_before
from bulletins.quantities.labels import NONE, Phrase, left_phrase, region_start
from bulletins.quantities.lists import listed_run, listed_subjects
from bulletins.quantities.phrases import ends, word_set
from bulletins.quantities.right import elided_subject, housed, people, predicate, right_phrase
from bulletins.quantities.units import kind_of
from bulletins.quantities.unwrap import Unwrapped

_CUTTING = frozenset({Kind.STATISTIC, Kind.DATE, Kind.DURATION, Kind.ENUMERATOR})
_FOOTNOTE = re.compile(r"\[[0-9]{1,2}\]")
_CLAUSE_END = re.compile(r"[，,；;。\n]")
_TIGHT = "、和与及或兼, "
_SHARED_KINDS = frozenset({"share", "points", "multiple"})
_ISSUERS = ("委", "会", "院", "部", "厅", "局", "省", "市", "县", "区")
_UNIT_NAMES = {"person": "人数", "turnout": "人次", "money": "金额", "household": "户数", "share": "占比"}


class Place:
    """Where one statistic stands: hedges included, and the free text around it."""

    __slots__ = ("after", "before", "ceiling", "floor", "quantity", "region")

    def __init__(self, quantity: Quantity, folded: str, floor: int, ceiling: int) -> None:
        self.quantity = quantity
        self.before = quantity.start - _outer(folded, quantity)
        self.after = hedge_after(folded, quantity.end)
        self.floor = floor
        self.ceiling = ceiling
        self.region = region_start(folded, self.before, floor)


def _outer(folded: str, quantity: Quantity) -> int:
    return quantity.start - hedge_before(folded, quantity.start, folded[quantity.start] > "9")


def find_statistics(text: str) -> tuple[Statistic, ...]:
    """The statistics of ``text`` in order of place.

    Safe on any text; labels are phrases of it, spans offsets into it as given.

    >>> [(s.printed, s.label) for s in find_statistics("云溪市累计检查企业460家次，发放宣传册近1500余份。")]
    [('460家次', '检查企业'), ('近1500余份', '宣传册')]
    """
    unwrapped = Unwrapped(text)
    folded = fold(unwrapped.text)
    found = statistics_of(unwrapped.text, folded, quantities_of(unwrapped.text, folded))
    return tuple(map(unwrapped.statistic, found))


def statistics_of(text: str, folded: str, quantities: Sequence[Quantity]) -> tuple[Statistic, ...]:
    """As ``find_statistics``, for callers that hold the folded text and its quantities already."""
    found: list[Statistic] = []
    places = _places(folded, quantities)
    for index, place in enumerate(places):
        phrase, facets = _describe(folded, places, index, found)
        label, start, end = _label(text, folded, place, phrase)
        printed = "".join(text[place.before : place.after].split())
        found.append(Statistic(place.quantity, label, start, end, facets, printed))
    return tuple(found)


def _places(folded: str, quantities: Sequence[Quantity]) -> list[Place]:
    places: list[Place] = []
    floor = 0
    cutting = [quantity for quantity in quantities if quantity.kind in _CUTTING]
    for index, quantity in enumerate(cutting):
        ceiling = len(folded)
        step = index + 1
        if step < len(cutting) and cutting[step].kind is Kind.DURATION and cutting[step].start == quantity.end:
            step += 1  # 43个24小时卡点: the duration belongs to the noun
        if step < len(cutting):
            following = cutting[step]
            ceiling = following.start - _outer(folded, following)
        if quantity.kind is Kind.STATISTIC:
            places.append(Place(quantity, folded, floor, ceiling))
            floor = places[-1].after
        else:
            floor = quantity.end + (quantity.kind is Kind.ENUMERATOR)
    return places


def _describe(folded: str, places: list[Place], index: int, found: list[Statistic]) -> tuple[Phrase, Facets]:
    place = places[index]
    if found and found[-1].label_start >= places[index - 1].after:
        place.region = max(place.region, min(found[-1].label_end, place.before))  # a noun is named once
    kind = kind_of(place.quantity.unit)
    change = change_tail(folded, place.region, place.before, kind)
    end = change.start if change else place.before
    if change is None and found and found[-1].facets.change and _follows(folded, places, index):
        facets = found[-1].facets
        change = ChangeTail(end, facets.change, facets.base)
    facets = facets_of(folded, place.region, place.before, change)
    phrase = _phrase(folded, places, index, end, change, found)
    return phrase, facets


def _follows(folded: str, places: list[Place], index: int) -> bool:
    """增长5.6%和7.9%: the second value of a list shares the verb of the first."""
    previous, place = places[index - 1], places[index]
    between = folded[previous.after : place.before]
    return between == "、" or (between in {"和", "与", "及"} and previous.quantity.unit == place.quantity.unit)


def _phrase(
    folded: str, places: list[Place], index: int, end: int, change: ChangeTail | None, found: list[Statistic]
) -> Phrase:
    place = places[index]
    if listed := _listed(folded, places, index, found):
        return listed
    left = left_phrase(folded, place.region, end) if end > place.region else NONE
    kind = kind_of(place.quantity.unit)
    if place.floor < place.region == end and folded[place.region - 1] in ":：":
        left = left_phrase(folded, region_start(folded, place.region - 1, place.floor), place.region - 1)
    if change is None and kind not in _SHARED_KINDS and (left.how in {"none", "verb"} or _owner(folded, left, place)):
        right = right_phrase(folded, place.after, place.ceiling)
        if right.how == "right" and (kind != "money" or ends("funds", folded, right.end)):
            if kind == "person":
                return people(folded, right)
            return housed(folded, right) if place.quantity.unit in {"户", "家"} else right
        helped = left.how == "verb" and folded[left.start : left.end] in word_set("helping")
        if kind == "person" and (left.how == "none" or helped):
            done = predicate(folded, place.after, place.ceiling)
            if done.how == "right":
                return done
    if left.how != "none" or kind == "body":
        return left
    if change is not None and (level := _level_before(folded, places, index, found)):
        return level
    return _elided(folded, places, index, found)


def _owner(folded: str, left: Phrase, place: Place) -> bool:
    """A noun on the left that only owns or does, with the counted noun on the right: 局机关30名党员."""
    following = folded[place.after : place.after + 1]
    if left.how == "object" and not folded[left.start : left.end].endswith(_ISSUERS):
        return False
    if left.how not in {"noun", "object"} or (
        place.region > place.floor and folded[place.region - 1 : place.region] == "("
    ):
        return False
    if not "\u4e00" <= following <= "\u9fff" or place.quantity.unit in {"元", "%", "人次"}:
        return False
    right = right_phrase(folded, place.after, place.ceiling)
    if right.how != "right" or folded[right.start : right.end] in {"点位", "人民币", "规模"}:
        return False
    # A noun that runs into the next number is that number's: 口罩500个手套300双.
    return right.end < place.ceiling or place.ceiling == len(folded)


def _listed(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
    """The subject of a value in a list: named before 分别, or the figures of the sentence in the same number."""
    place = places[index]
    stated = _after_respectively(folded, places, index)
    if not stated and kind_of(place.quantity.unit) not in _SHARED_KINDS:
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
    return kind_of(places[first].quantity.unit) not in _SHARED_KINDS and "。" not in between and "\n" not in between


def _level_before(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
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
        if statistic.facets.change or statistic.label_start < 0:
            continue
        phrase = Phrase(statistic.label_start, statistic.label_end, "shared")
        if statistic.quantity.unit == unit and kind_of(unit) not in _SHARED_KINDS:
            return phrase
        if not stops and nearest is None:
            nearest = phrase
    return nearest


def _elided(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase:
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
            return subject if subject.how != "none" else Phrase(statistic.label_start, statistic.label_end, "shared")
    return elided_subject(folded, place.region, place.floor)


def without_notes(folded: str, start: int, end: int) -> tuple[int, int]:
    """A span without the footnote marks at its ends.

    >>> without_notes("生产总值[2]", 0, 7)
    (0, 4)
    """
    while (mark := _FOOTNOTE.match(folded, start, end)) and mark.end() < end:
        start = mark.end()
    while folded[end - 1] == "]" and (
        mark := _FOOTNOTE.fullmatch(folded, max(start, folded.rfind("[", start, end)), end)
    ):
        if mark.start() == start:
            break
        end = mark.start()
    return start, end


def _label(text: str, folded: str, place: Place, phrase: Phrase) -> tuple[str, int, int]:
    if phrase.how != "none":
        start, end = without_notes(folded, phrase.start, phrase.end)
        label = "".join(text[start:end].split())
        if label:
            return label, start, end
    unit = place.quantity.unit
    kind = kind_of(unit)
    if kind == "body":
        return unit, place.quantity.end - len(unit), place.quantity.end
    return _UNIT_NAMES.get(kind, unit), -1, -1
