"""Quantities: every number of a text with its value, unit, hedge and kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from bulletins.figures import Kind, Quantity
from bulletins.quantities.fold import fold
from bulletins.quantities.hedges import hedge_after, hedge_before
from bulletins.quantities.kinds import kind_of_number
from bulletins.quantities.numerals import shifted
from bulletins.quantities.scan import Candidate, candidates
from bulletins.quantities.unwrap import Unwrapped

MOST_STATISTICS = 38_000
"""More in one text than any report has; each is an anchor, a row of data and a place in lists on the site. As many,
with the report beside the post, are built within 10 s of processor time."""
SHORTEST_STATISTIC = 2
"""Characters: a digit and a unit."""
_LISTED = re.compile(r"(?:、|和|与|及|以及|或|，|,) ?")
_NOUN_UNIT = re.compile(r"[\u4e00-\u9fff](?=[，,。；;、)\n]|$)")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]$")


MOST_NUMBERS = 150_000
"""Numbers of every kind, dates and codes included, that are looked at in one text."""


class TooMany(Exception):
    """A text that holds more statistics than any report has, with what is wrong and what to do; nothing is labelled."""

    def __init__(self, count: int) -> None:
        self.message = f"有 {count} 个统计数字，超过 {MOST_STATISTICS} 个"
        if count > MOST_NUMBERS:
            self.message = f"数字太多，超过 {MOST_NUMBERS} 个"
        self.hint = "分成几篇，或把大表放进附件（.csv、.xlsx）"
        super().__init__(self.message)


def refuse_many(quantities: Sequence[Quantity]) -> None:
    """Raise TooMany before labels are looked for, which takes far more time than finding the numbers.

    >>> refuse_many(find_quantities("8件" * 38_001))
    Traceback (most recent call last):
    bulletins.quantities.find.TooMany: 有 38001 个统计数字，超过 38000 个
    """
    count = sum(quantity.kind is Kind.STATISTIC for quantity in quantities)
    if count > MOST_STATISTICS:
        raise TooMany(count)


def refuse_dense(text: str) -> None:
    """Raise TooMany when ``text`` holds more statistics than a post may; a short text is not even read.

    >>> refuse_dense("8件" * 38_000)
    >>> refuse_dense("8件" * 38_001)
    Traceback (most recent call last):
    bulletins.quantities.find.TooMany: 有 38001 个统计数字，超过 38000 个
    """
    if len(text) > SHORTEST_STATISTIC * MOST_STATISTICS:
        refuse_many(quantities_of(text, fold(text)))


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All numbers of ``text`` in order of place, with what each is; spans are offsets into ``text`` as given.

    Safe on any text: nothing is repaired, a number that can't be read is of kind OTHER. Work is linear in the text.
    Raises TooMany beyond MOST_NUMBERS.

    >>> [(q.text, q.value, q.unit, q.kind.value) for q in find_quantities("N95口罩约400余个")]
    [('95', Decimal('95'), '', 'model'), ('400余个', Decimal('400'), '个', 'statistic')]
    """
    unwrapped = Unwrapped(text)
    return tuple(map(unwrapped.quantity, quantities_of(unwrapped.text, fold(unwrapped.text))))


def quantities_of(text: str, folded: str) -> tuple[Quantity, ...]:
    """As ``find_quantities``, for callers that hold the folded text already."""
    found = list(islice(candidates(folded), MOST_NUMBERS + 1))
    if len(found) > MOST_NUMBERS:
        raise TooMany(len(found))
    _fill_elided(folded, found)
    return tuple(_quantity(text, folded, candidate) for candidate in found)


def _fill_elided(folded: str, found: list[Candidate]) -> None:
    """2.16和1.66个百分点: a number without a unit takes that of the next. From the right, so that chains fill."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if first.unit or not second.unit or second.kind in {"calendar", "time", "age", "grade", "address"}:
            continue
        match = _LISTED.match(folded, first.end)
        if not match or match.end() != hedge_before(folded, second.start) or not _in_list(folded, first, second):
            continue
        first.unit, first.kind = second.unit, second.kind
        flags = ["elided-unit"]
        if second.scale and not first.scale:
            first.scale, first.value = second.scale, shifted(first.value, second.scale)
            flags.append("elided-scale")
        first.flags = tuple(flags)


def _in_list(folded: str, first: Candidate, second: Candidate) -> bool:
    """Whether the two numbers are values of one list: after 分别, or both with decimals."""
    before = folded[max(0, first.start - 60) : first.start]
    sentence = before[max(before.rfind("。"), before.rfind("\n")) + 1 :]
    if "分别" in sentence:
        return True
    decimals = "." in folded[first.start : first.number_end] and "." in folded[second.start : second.number_end]
    return (decimals and not first.scale) or bool(second.flags)


def _quantity(text: str, folded: str, c: Candidate) -> Quantity:
    kind, reason = kind_of_number(folded, c)
    if kind is Kind.OTHER and reason == "bare":
        kind, reason = _open_unit(folded, c)
    if kind is Kind.STATISTIC and c.scale and not c.unit and _NOUN_UNIT.match(folded, c.end):
        c.unit, c.kind, c.end, reason = folded[c.end], "open", c.end + 1, "open-unit"
    flags = c.flags
    if kind is Kind.STATISTIC and not c.unit:
        flags += ("no-unit",)
    elif reason == "open-unit":
        flags += ("open-unit",)
    hedge = c.hedge
    if kind is Kind.STATISTIC:
        before, after = hedge_before(folded, c.start, c.han), hedge_after(folded, c.end)
        hedge = folded[before : c.start].strip() + hedge + folded[c.end : after]
    value = c.value if c.number_end - c.start <= 40 else Decimal(0)
    return Quantity(
        c.start,
        c.end,
        text[c.start : c.end],
        value,
        _printed_unit(text, folded, c),
        c.upper,
        hedge,
        kind,
        reason,
        flags,
    )


def _printed_unit(text: str, folded: str, c: Candidate) -> str:
    """The unit as the text has it (個, 台（套）), but for the width of a percent sign."""
    begin = c.end - len(c.unit)
    if c.unit in {"", "%"} or not folded.startswith(c.unit, begin):
        return c.unit
    return text[begin : c.end]


def _open_unit(folded: str, c: Candidate) -> tuple[Kind, str]:
    """A noun, a number, one unknown character, a stop: take the character for a unit and flag it."""
    place = c.number_end
    while folded[place : place + 1] in {"余", "多"}:
        place += 1
    if c.han or not _NOUN_UNIT.match(folded, place) or not _HAN_BEFORE.search(folded[max(0, c.start - 1) : c.start]):
        return Kind.OTHER, "bare"
    c.hedge, c.unit, c.kind, c.end = folded[c.number_end : place], folded[place], "open", place + 1
    return Kind.STATISTIC, "open-unit"
