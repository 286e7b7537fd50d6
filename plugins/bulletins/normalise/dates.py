"""Dates in any spelling an office uses: 2022-11-03, 2022.11.3, 2022年11月3日 9:30, 二〇二二年十一月三日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

# Circles, letters and digits that offices type for 〇.
_ZEROS = "〇○零Oo0Ｏ"
_CN = _ZEROS + "一二三四五六七八九"
_CN_DIGIT = dict.fromkeys(_ZEROS, 0) | {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_TIME = (
    r"(?:[T\s]*(?:上午|下午)?\s*(?P<hour>[01]?\d|2[0-3])\s*[:：时点]\s*(?P<minute>[0-5]\d)?\s*分?"
    r"(?:[:：](?P<second>[0-5]\d))?)?"
)
_ARABIC = (
    r"(?P<year>(?:19|20)\d\d)\s?(?:年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]"
    r"|(?P<mark>[-./—–])\s?(?P<month2>\d{1,2})\s?(?P=mark)\s?(?P<day2>\d{1,2})(?!\d)日?)"
)
_CHINESE = (
    rf"(?P<cyear>[{_CN}]{{4}})\s?年\s?(?P<cmonth>[一二三四五六七八九十元正]{{1,2}})\s?月"
    r"\s?(?P<cday>[一二三四五六七八九十廿卅]{1,3})\s?[日号](?:(?P<chour>[一二三四五六七八九十]{1,3})[时時](?!间))?"
)
# 112年5月3日, 112-05-04: the calendar of Taiwan, which counts from 1912.
_ROC = (
    r"(?:民國|民国|中華民國)?\s?(?P<ryear>1[0-4]\d|[6-9]\d(?=年))(?:\s?年\s?(?P<rmonth>\d{1,2})\s?月\s?(?P<rday>\d{1,2})\s?日"
    r"|(?P<rmark>[-./])(?P<rmonth2>\d{1,2})(?P=rmark)(?P<rday2>\d{1,2})(?!\d))"
)
DATE = re.compile(rf"(?:(?<!\d){_ARABIC}|{_CHINESE}){_TIME}")
_DAY_OF_YEAR = re.compile(rf"(?<!\d){_ARABIC}(?P<hour>(?!))?(?P<minute>(?!))?|{_CHINESE}")
_ANY_YEAR = re.compile(rf"(?:19|20)\d\d\s?[年\-./—–]|[{_CN}]\s?年")
_ROC_LINE = re.compile(rf"[（(【\[]?\s*{_ROC}\s*(?:[（(](?:星期|週|周)[一二三四五六日天][）)])?\s*[）)】\]]?")
_SHORT = 24
_WEEKDAY = r"\s*[,，]?\s*[（(]?(?:星期|周|週)[一二三四五六日天][）)]?"
_LINE = re.compile(rf"[\s（(【\[]*(?:{DATE.pattern})(?:{_WEEKDAY})?[\s）)】\]]*(?:印发|发布|公布|公告|通过|讯)?[）)]?")
DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_YEAR_AND_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)年\d{1,2}月")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")


def find_date(text: str) -> datetime | None:
    """The first date of the text that exists in the calendar; Beijing time, midnight when no time is given.

    >>> find_date("发布时间：2022-11-03 09:30"), find_date("二〇二二年十一月三日")
    (datetime.datetime(2022, 11, 3, 9, 30), datetime.datetime(2022, 11, 3, 0, 0))
    >>> find_date("2022年13月40日") is None
    True
    """
    for found in DATE.finditer(text):
        if moment := _moment(found):
            return moment
    return _roc(text) if len(text) < _SHORT else None


def _roc(text: str) -> datetime | None:
    """The date of a few words that are nothing else, years counted from 1912."""
    found = _ROC_LINE.fullmatch(text.strip())
    if not found:
        return None
    month, day = found["rmonth"] or found["rmonth2"], found["rday"] or found["rday2"]
    return moment_of(int(found["ryear"]) + 1911, int(month), int(day))


def impossible_dates(text: str) -> Iterator[tuple[int, str]]:
    """Offsets and words of the dates in a text that no calendar has.

    >>> list(impossible_dates("2024年2月30日，2024-02-29，二〇二四年十三月三日"))
    [(0, '2024年2月30日'), (22, '二〇二四年十三月三日')]
    """
    if not _ANY_YEAR.search(text):
        return
    for found in _DAY_OF_YEAR.finditer(text):
        if _moment(found) is None:
            yield found.start(), found.group()


def date_line(text: str) -> datetime | None:
    """The date of a line that holds nothing else (brackets, weekday, 印发 allowed); else None.

    >>> date_line("（2022年11月3日）"), date_line("2022年11月3日召开会议")
    (datetime.datetime(2022, 11, 3, 0, 0), None)
    """
    if len(text) > 40:
        return None
    found = _LINE.fullmatch(text)
    return _moment(found) if found else _roc(text)


_HOUR_BELOW = re.compile(r"香港[时時][间間]\s?\d{1,2}[时時]\d{1,2}分")


def hour_below(text: str) -> bool:
    """Whether a line tells the hour of the date above it, as press releases of Hong Kong do.

    >>> hour_below("香港時間14時30分")
    True
    """
    return len(text) < _SHORT and _HOUR_BELOW.fullmatch(text) is not None


def day_line(text: str) -> bool:
    """Whether a line holds a day without its year and nothing else.

    >>> day_line("5月22日"), day_line("5月22日上午")
    (True, False)
    """
    return len(text) < 12 and DAY.fullmatch(text.strip("（）() ")) is not None


def years_of(text: str) -> frozenset[int]:
    """The years that the text gives with a month.

    >>> sorted(years_of("2022年5月20日以来，对照2025年目标"))
    [2022]
    """
    return frozenset(int(year) for year in _YEAR_AND_MONTH.findall(text))


def moment_of(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime | None:
    """The moment, or None when the calendar has no such day.

    >>> moment_of(2022, 2, 30) is None
    True
    """
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _moment(found: re.Match[str]) -> datetime | None:
    if found["cyear"]:
        year = int("".join(str(_CN_DIGIT[char]) for char in found["cyear"]))
        month, day = _chinese(found["cmonth"]), _chinese(found["cday"])
    else:
        year = int(found["year"])
        month, day = int(found["month"] or found["month2"]), int(found["day"] or found["day2"])
    spelled = _chinese(found["chour"]) if found["chour"] else 0
    hour, minute = int(found["hour"] or spelled), int(found["minute"] or 0)
    if hour and hour < 12 and "下午" in found.group():
        hour += 12
    return moment_of(year, month, day, hour, minute)


def _chinese(words: str) -> int:
    """1 to 39 in Chinese numerals.

    >>> _chinese("十一"), _chinese("廿三"), _chinese("三十")
    (11, 23, 30)
    """
    words = words.replace("廿", "二十").replace("卅", "三十").replace("元", "一").replace("正", "一")
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _CN_DIGIT[ones[-1]] if ones else 0
    return 10 * (_CN_DIGIT[tens[-1]] if tens else 1) + (_CN_DIGIT[ones[-1]] if ones else 0)
