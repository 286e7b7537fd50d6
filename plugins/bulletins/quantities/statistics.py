"""Statistics: the quantities that count something, each with its label and facets."""

from __future__ import annotations

from collections.abc import Sequence

from bulletins.model import Facets, Kind, Quantity, Statistic
from bulletins.quantities.facets import ChangeTail, change_tail, facets_of
from bulletins.quantities.find import quantities_of
from bulletins.quantities.labels import NONE, Phrase, elided_subject, housed, left_phrase, region_start, right_phrase
from bulletins.quantities.lists import listed_subjects
from bulletins.quantities.scan import fold, hedge_after, hedge_before
from bulletins.quantities.units import kind_of

_CUTTING = frozenset({Kind.STATISTIC, Kind.DATE, Kind.DURATION})
_TIGHT = "、和与及或兼, "
_SHARED_KINDS = frozenset({"share", "points", "multiple"})
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
    folded = fold(text)
    return statistics_of(text, folded, quantities_of(text, folded))


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
        if index + 1 < len(cutting):
            following = cutting[index + 1]
            ceiling = following.start - _outer(folded, following)
        if quantity.kind is Kind.STATISTIC:
            places.append(Place(quantity, folded, floor, ceiling))
            floor = places[-1].after
        else:
            floor = quantity.end
    return places


def _describe(folded: str, places: list[Place], index: int, found: list[Statistic]) -> tuple[Phrase, Facets]:
    place = places[index]
    kind = kind_of(place.quantity.unit)
    change = change_tail(folded, place.region, place.before, kind)
    end = change.start if change else place.before
    facets = facets_of(folded, place.region, place.before, change)
    phrase = _phrase(folded, places, index, end, change, found)
    return phrase, facets


def _phrase(
    folded: str, places: list[Place], index: int, end: int, change: ChangeTail | None, found: list[Statistic]
) -> Phrase:
    place = places[index]
    listed = listed_subjects(folded, [p.quantity for p in places], index)
    if listed is not None:
        return Phrase(*listed, "noun")
    left = left_phrase(folded, place.region, end) if end > place.region else NONE
    kind = kind_of(place.quantity.unit)
    if left.how == "none" and folded[place.region - 1 : place.region] in {":", "："} and place.region > place.floor:
        left = left_phrase(folded, region_start(folded, place.region - 1, place.floor), place.region - 1)
    if change is None and kind not in _SHARED_KINDS and (left.how in {"none", "verb"} or _owner(folded, left, place)):
        right = right_phrase(folded, place.after, place.ceiling)
        if right.how == "right":
            return housed(folded, right) if place.quantity.unit in {"户", "家"} else right
    if left.how != "none" or kind == "body":
        return left
    return _elided(folded, places, index, found)


def _owner(folded: str, left: Phrase, place: Place) -> bool:
    """A noun on the left that only owns or does, with the counted noun on the right: 局机关30名党员."""
    following = folded[place.after : place.after + 1]
    if left.how != "noun" or (place.region > place.floor and folded[place.region - 1 : place.region] == "("):
        return False
    if not "\u4e00" <= following <= "\u9fff" or place.quantity.unit in {"元", "%", "人次"}:
        return False
    right = right_phrase(folded, place.after, place.ceiling)
    if right.how != "right" or folded[right.start : right.end] in {"点位", "人民币", "规模"}:
        return False
    # A noun that runs into the next number is that number's: 口罩500个手套300双.
    return right.end < place.ceiling or place.ceiling == len(folded)


def _elided(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase:
    place = places[index]
    if index and found:
        previous, statistic = places[index - 1], found[-1]
        between = folded[previous.after : place.before]
        if not between.strip(_TIGHT) and statistic.label_start >= 0 and "," not in between:
            return Phrase(statistic.label_start, statistic.label_end, "shared")
        if len(between) < 30 and not any(mark in between for mark in "。\n") and statistic.label_start >= 0:
            subject = elided_subject(folded, place.region, place.floor)
            return subject if subject.how != "none" else Phrase(statistic.label_start, statistic.label_end, "shared")
    return elided_subject(folded, place.region, place.floor)


def _label(text: str, folded: str, place: Place, phrase: Phrase) -> tuple[str, int, int]:
    if phrase.how != "none":
        label = "".join(text[phrase.start : phrase.end].split())
        if label:
            return label, phrase.start, phrase.end
    unit = place.quantity.unit
    kind = kind_of(unit)
    if kind == "body":
        return unit, place.quantity.end - len(unit), place.quantity.end
    return _UNIT_NAMES.get(kind, unit), -1, -1
