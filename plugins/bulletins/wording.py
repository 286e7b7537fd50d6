"""What the site itself says, so that it can be said in another language; what bulletins say stays as written.

A ``Wording`` is its own Chinese text and remembers the message and the values that it was made from. Everything
that prints words goes on treating it as a text; only ``site.language`` looks at what it remembers. Because no other
text is ever translated, a department that is called 首页 keeps its name.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple, SupportsIndex


class Month(NamedTuple):
    """A month of a year, for headings."""

    year: int
    month: int


Value = str | int | date | Month


class Wording(str):
    """A text of the interface: ``message`` is the key of its translations, ``values`` what its places are filled with.

    >>> day = Wording("更新于%(day)s", (("day", date(2024, 7, 1)),))
    >>> day, day.message
    ('更新于2024年7月1日', '更新于%(day)s')
    """

    __slots__ = ("message", "values")
    message: str
    values: tuple[tuple[str, Value], ...]

    def __new__(cls, message: str, values: tuple[tuple[str, Value], ...] = ()) -> Wording:
        self = super().__new__(cls, message % {name: printed(value) for name, value in values} if values else message)
        self.message, self.values = message, values
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[type[Wording], tuple[str, object]]:
        return Wording, (self.message, self.values)


def say(message: str, **values: Value) -> Wording:
    """A text of the interface. ``message`` stands in the catalogues as it is written at the call.

    >>> say("%(name)s：共 %(count)s 篇公报", name="市应急局", count=3)
    '市应急局：共 3 篇公报'
    """
    return Wording(message, tuple(values.items()))


def printed(value: Value) -> str:
    """A value in Chinese; the time only where one is known.

    >>> printed(datetime(2022, 11, 5)), printed(datetime(2022, 11, 5, 9, 30)), printed(Month(2024, 7))
    ('2022年11月5日', '2022年11月5日 09:30', '2024年7月')
    """
    if isinstance(value, Month):
        return f"{value.year}年{value.month}月"
    if isinstance(value, date):
        day = f"{value.year}年{value.month}月{value.day}日"
        return f"{day} {value:%H:%M}" if has_time(value) else day
    return str(value)


def has_time(day: date) -> bool:
    """Whether a time of day is known: midnight means that none is.

    >>> has_time(datetime(2022, 11, 5)), has_time(datetime(2022, 11, 5, 9, 30)), has_time(date(2022, 11, 5))
    (False, True, False)
    """
    return isinstance(day, datetime) and (day.hour, day.minute) != (0, 0)
