"""Personal data that must not be published: resident IDs, mobile numbers, bank cards.

Each has a structure of its own (a check digit, a birth date, a number block), so that statistics, codes of
organisations and office telephones are not taken for it. Sources: GB 11643-1999 (resident ID), GB 32100-2015
(社会信用代码), ISO/IEC 7812-1 annex B (Luhn), the numbering plan of the ministry of industry for 13x–19x.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

Found = tuple[int, str, str]

RESIDENT_ID, MOBILE, BANK_CARD = "身份证号", "手机号", "银行卡号"

PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
MOBILE_SHAPE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
MOBILE_GROUPS = frozenset({(3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5)})
# Groupings that two figures side by side also have: they need a hyphen, or a word such as 电话.
LOOSE_GROUPS = MOBILE_GROUPS | {(3, 8), (7, 4), (5, 6), (4, 7), (6, 5)}
CARD_SHAPE = re.compile(r"62\d{14,17}|(?:4\d|5[1-5]|35)\d{14}|(?:4367|9558|9400|60[0-3]\d)\d{12,15}")

# One run: digits with at most one blank, hyphen or backslash escape between them, and the X of an ID.
RUN = re.compile(r"\d(?:[ \xa0\u3000\-\u2010-\u2015\u2212]?\d)*(?:[ \-]?X(?![A-Za-z]))?", re.IGNORECASE | re.ASCII)
GROUP = re.compile(r"[\dXx]+")
SPELT_OUT = re.compile("[〇○零一二三四五六七八九幺]{11,19}")
SPELT_DIGITS = str.maketrans("〇○零一二三四五六七八九幺", "0001234567891")
LONG_ENOUGH = re.compile(rf"(?:\d\W{{0,4}}){{11}}|{SPELT_OUT.pattern}")
INVISIBLE = re.compile(r"[\xad\u200b-\u200f\u2060-\u2064\ufeff]|\\(?=[-+.()])")
# Every decimal digit of every script, and the full-width X and hyphen.
ASCII_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(128, 0x20000) if chr(code).isdecimal()}
ASCII_DIGITS |= {ord("Ｘ"): "X", ord("ｘ"): "X", ord("－"): "-"}
SHORTEST, LONGEST, MOST_GROUPS = 11, 19, 5
DOTTED_MOBILE = re.compile(r"(?<![\d.])(1[3-9]\d)\.(\d{4})\.(\d{4})(?![\d.])")
ADDRESS = re.compile(r"(?:https?://|www\.)[!#-&(-+\--:<-~]*", re.IGNORECASE)

# What makes a number an amount or another code, by the words that touch it.
LATIN_UNIT = r"(?:kW·?h|[MG]W·?h?|kW|kg|km[²2]?|m[²³23]?|t|GB|TB|MB)(?![A-Za-z])"
NAME_UNITS = "张台辆座根只头本册株枚粒支把瓶盒袋箱套双对组批笔票单斤尾羽块片篇包卷"
SAFE_UNITS = "元人件吨户次个亩米克升条项份%％‰℃㎡㎞㎏"
AMOUNT_BEFORE = re.compile(
    r"(?:[¥￥$€£#]|(?:产值|收入|支出|金额|总额|合计|总计|共计|资产|投资|预算|资金|总量|利润|税额)[为达约共计是：:|\s]{0,5}|(?<!\d)0\.|\d{2}\.)$"
)
CODE_BEFORE = re.compile(
    r"(?:(?<!身份证)(?<!证件)编号|单号|流水号?|订单|信用代码|机构代码|代码|条形?码|批号|序号|案号|登记号|注册号|许可证号?|备(?:案号?)?|"
    r"合同号?|文号|发票号?码?|识别号|税号|考号|学号|准考证号?)[为是：:\s“”\"（(]{0,4}$"
)
CREDIT_CODE_BEFORE = re.compile(r"(?:信用|机构)代码[^\d，。；]{0,4}$")
ID_BEFORE = re.compile(r"身份(?:证|号)[^\d，。；]{0,8}$")
MOBILE_BEFORE = re.compile(r"(?:电话|手机|联系|微信|号码|致电)[^\d，。；]{0,6}$")
LATIN_BEFORE = re.compile(r"(?<![A-Za-z])(?:tel|phone|mobile|mob|wechat|weixin|vx|wx|v|m|t)$", re.IGNORECASE)


@cache
def _amount_after() -> re.Pattern[str]:
    """What follows an amount: a unit of data/units.toml, a scale, decimals.

    A unit of one character may also begin a name or a verb (张, 包, 联), so only these few count, and some of them
    only where no other Han character follows.
    """
    kinds = tomllib.loads(files("bulletins").joinpath("data", "units.toml").read_text(encoding="utf-8"))["kind"]
    units = {unit for kind in kinds if kind["name"] != "body" for unit in kind["units"].split()}
    long = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True) if len(unit) > 1)
    return re.compile(
        rf"\s?(?:[余多]?(?:{long}|[{SAFE_UNITS}]|[{NAME_UNITS}](?![\u3400-\u9fff])|{LATIN_UNIT})|[万亿千百](?:[余多]?[元人件吨户次个条]|$)"
        r"|\.[0-9A-Za-z])"
    )


class _Number(NamedTuple):
    """Neighbouring groups of one run of digits, and the line they stand on."""

    digits: str
    groups: tuple[int, ...]
    line: str
    start: int
    end: int
    whole: bool  # nothing else is in the run, or only more of the same shape

    @property
    def before(self) -> str:
        """The words that touch it on the left."""
        return self.line[max(0, self.start - 24) : self.start]

    @property
    def after(self) -> str:
        """The words that touch it on the right."""
        return self.line[self.end : self.end + 8]

    @property
    def joined(self) -> bool:
        """Whether hyphens join the groups, which a row of figures never does."""
        return not set(self.line[self.start : self.end]) & set(" \xa0\u3000")


def find_personal_data(text: str) -> tuple[Found, ...]:
    """Return (line, kind, masked number) for each resident ID, mobile number and bank card.

    Reads full-width and other digits, blanks and hyphens between groups, invisible characters, +86. Numbers
    with a unit, amounts, codes named as such and telephone numbers of offices are left alone. The mask keeps
    enough to find the place and too little to use.

    >>> find_personal_data("联系人：１３８ 0013 8000\\n投资13800138000元，电话0000-8010103")
    ((1, '手机号', '138****8000'),)
    >>> find_personal_data("统一社会信用代码91110108MA01ABCD2X，总计6222020200112345678")
    ()
    """
    found: list[Found] = []
    for number, line in enumerate(text.split("\n"), 1):
        if LONG_ENOUGH.search(line):
            found.extend((number, kind, _masked(kind, digits)) for kind, digits in _in_line(_plain(line)))
    return tuple(found)


def _plain(line: str) -> str:
    """The line with every decimal digit as ASCII, web addresses blanked, invisible characters gone."""
    if not line.isascii():
        line = line.translate(ASCII_DIGITS)
        line = SPELT_OUT.sub(lambda found: found.group().translate(SPELT_DIGITS), line)
    return ADDRESS.sub(lambda found: " " * len(found.group()), INVISIBLE.sub("", line))


def _in_line(line: str) -> Iterator[tuple[str, str]]:
    for found in DOTTED_MOBILE.finditer(line):
        yield MOBILE, "".join(found.groups())
    for run in RUN.finditer(line):
        if len(run.group()) < 11:
            continue
        end = 0
        for number in _numbers(line, run):
            kind = _kind(number) if number.start >= end else ""
            if kind:
                yield kind, number.digits
                end = number.end


def _numbers(line: str, run: re.Match[str]) -> Iterator[_Number]:
    """Sequences of neighbouring groups that may be one number: at each place the longer ones first."""
    spans = [(found.start() + run.start(), found.end() + run.start()) for found in GROUP.finditer(run.group())]
    sizes = [end - start for start, end in spans]
    regular = sizes == [3, 4, 4] * (len(sizes) // 3)
    for first, (start, _) in enumerate(spans):
        last = first
        length = sizes[first]
        windows = []
        while length <= LONGEST and last - first < MOST_GROUPS:
            if length >= SHORTEST:
                whole = regular or last - first + 1 == len(spans)
                windows.append((last, whole))
            last += 1
            if last == len(spans):
                break
            length += sizes[last]
        for last, whole in reversed(windows):
            end = spans[last][1]
            digits = "".join(filter(str.isalnum, line[start:end])).upper()
            yield _Number(digits, tuple(sizes[first : last + 1]), line, start, end, whole)


def _kind(number: _Number) -> str:
    """The kind of personal data that a number is, or "". The digits are looked at first, then what stands around."""
    if _is_resident_id(number):
        return RESIDENT_ID
    kind = next((kind for kind, has_shape in SHAPES if has_shape(number)), "")
    if not kind or _amount_after().match(number.after) or AMOUNT_BEFORE.search(number.before):
        return ""
    return "" if CODE_BEFORE.search(number.before) or _touches_latin(number) else kind


def _is_resident_id(number: _Number) -> bool:
    """18 characters: a province, a birth date, and the check digit; or, after the word 身份证, all but the check."""
    digits = number.digits
    if len(digits) != 18 or not digits[:17].isdigit() or not _born(digits[6:14]) or not PROVINCE.match(digits):
        return False
    if CREDIT_CODE_BEFORE.search(number.before):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, ID_WEIGHTS, strict=False))
    return ID_CHECKS[total % 11] == digits[17] or bool(ID_BEFORE.search(number.before))


def _is_old_resident_id(number: _Number) -> bool:
    """15 digits without a check digit, so the number must stand alone and unbroken, or after the word 身份证."""
    digits = number.digits
    if len(digits) != 15 or not digits.isdigit() or not PROVINCE.match(digits) or not _born("19" + digits[6:12]):
        return False
    return (number.whole and len(number.groups) == 1) or bool(ID_BEFORE.search(number.before))


def _born(day: str) -> bool:
    try:
        return 1800 <= date(int(day[:4]), int(day[4:6]), int(day[6:])).year < 2050
    except ValueError:
        return False


def _is_mobile(number: _Number) -> bool:
    """11 digits from 13 to 19, +86 before them or not, in one piece or grouped as mobile numbers are."""
    if not MOBILE_SHAPE.fullmatch(number.digits):
        return False
    prefixed = number.digits[: number.groups[0]] in ("86", "0086")
    groups = number.groups[1:] if prefixed else number.groups
    named = bool(MOBILE_BEFORE.search(number.before))
    if len(groups) > 1:
        return groups in LOOSE_GROUPS if number.joined or named else number.whole and groups in MOBILE_GROUPS
    # A round number is an amount unless the words before it say otherwise.
    return named or not number.digits.endswith("00000")


def _is_bank_card(number: _Number) -> bool:
    digits, groups = number.digits, number.groups
    grouped = len(groups) == 1 or groups == (6, 13) or (number.whole and set(groups[:-1]) == {4})
    if not CARD_SHAPE.fullmatch(digits) or not grouped:
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


SHAPES = ((RESIDENT_ID, _is_old_resident_id), (MOBILE, _is_mobile), (BANK_CARD, _is_bank_card))


def _touches_latin(number: _Number) -> bool:
    """Whether letters make the number part of a code; tel13… and the like are no code."""
    after = number.after[:1]
    if after.isascii() and (after.isalnum() or after == "_"):
        return True
    before = number.before[-1:]
    return before.isascii() and (before.isalpha() or before == "_") and not LATIN_BEFORE.search(number.before)


def _masked(kind: str, digits: str) -> str:
    if kind == MOBILE:
        return digits[-11:-8] + "****" + digits[-4:]
    head, tail = (3, 2) if kind == RESIDENT_ID else (4, 4)
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[-tail:]
