"""Where statistics stand in a text, and how far the words about each of them may reach."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletins.figures import Kind, Quantity
from bulletins.quantities.hedges import hedge_after, hedge_before
from bulletins.quantities.labels import region_start

_WITHIN = re.compile(r"[以之]?内(?![部河科涝容外])")
_CUTTING = frozenset({Kind.STATISTIC, Kind.DATE, Kind.DURATION, Kind.ENUMERATOR})


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


def places_of(folded: str, quantities: Sequence[Quantity]) -> list[Place]:
    """The places of the statistics among ``quantities``, each bounded by the numbers beside it.

    >>> from bulletins.quantities.find import quantities_of
    >>> text = "检查企业375家次,发放手册1500份"
    >>> [text[place.floor : place.before] for place in places_of(text, quantities_of(text, text))]
    ['检查企业', ',发放手册']
    """
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
            if quantity.kind is Kind.DURATION and (within := _WITHIN.match(folded, floor)):
                floor = within.end()  # 1小时内|处置41处
    return places
