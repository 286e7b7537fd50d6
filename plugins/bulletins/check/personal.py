"""Personal data that must not be published: resident IDs, mobile numbers, bank cards.

Each has a structure of its own (a check digit, a birth date, a number block), so that statistics, codes of
organisations and office telephones are not taken for it. Sources: GB 11643-1999 (resident ID), GB 32100-2015
(社会信用代码), ISO/IEC 7812-1 annex B (Luhn), the numbering plan of the ministry of industry for 13x–19x.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .apart import BANK_CARD, CARD_SHAPE, MOBILE, RESIDENT_ID, numbers_apart
from .columns import Columns
from .context import (
    AMOUNT_BEFORE,
    CODE_BEFORE,
    CREDIT_CODE_BEFORE,
    ID_BEFORE,
    MOBILE_BEFORE,
    amount_after,
    is_document,
    is_ordinal,
    touches_latin,
)
from .numbers import LONG_ENOUGH, RUN, SHORTEST, Number, numbers, plain, spelt_in_part
from .shapes import PROVINCE, born, digits_of, passes_id_check, passes_luhn

Found = tuple[int, str, str]

MOST_FOUND = 200
"""A list of a thousand people is one mistake: further numbers are not looked for."""

MOBILE_SHAPE = re.compile(r"(?:(?:00)?86|0)?1[3-9]\d{9}")
MOBILE_GROUPS = frozenset({(3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5)})
# Groupings that two figures side by side also have: they need a hyphen, or a word such as 电话.
LOOSE_GROUPS = MOBILE_GROUPS | {(3, 8), (7, 4), (5, 6), (4, 7), (6, 5), (3, 5, 3)}

NAME_MARKS = re.compile(r"(?<!\d)[._-]|[._-](?!\d)|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-WYZa-wyz])")
# What may stand at the end of a line, or as a heading, and name the number below.
LABEL = re.compile(r"(?:电话|手机|联系方式|微信|身份证|护照|通行证|卡号|账号)(?:号码?)?[为是:：\s*]{0,4}$")
# What makes even a number behind 手机 an amount.
COUNTED_AFTER = re.compile(r"\s?(?:元|\.|[户笔](?![\u3400-\u9fff]))")
DIGITS_ONLY = re.compile(r"[> \t\u3000]*\d(?:[ \-]?\d){0,9}")
TAIL = re.compile(r"(?:^|[^\d\s.])[ ]?(?:\d[ \-]?){1,18}$")
HEAD = re.compile(r"(?:\d[ \-]?){1,18}[X×]?(?!\d)", re.IGNORECASE)


def find_personal_data(text: str) -> tuple[Found, ...]:
    """Return (line, kind, masked number) for each resident ID, mobile number and bank card, at most 200 of them.

    Reads full-width and other digits, numerals spelt out, blanks, hyphens and marks between groups, invisible
    characters, +86, and numbers that a line's end parts. Numbers with a unit, amounts, codes named as such and
    telephone numbers of offices are left alone. The mask keeps enough to find the place and too little to use.

    >>> find_personal_data("联系人：１３８ 0013 8000\\n投资13800138000元，电话0000-8010103")
    ((1, '手机号', '138****8000'),)
    >>> find_personal_data("统一社会信用代码91110108MA01ABCD2X，总计6222020200112345678")
    ()
    """
    found: list[Found] = []
    last, began = "", 0
    columns = Columns()
    lines = text.split("\n")
    for number, line in enumerate(map(columns.without_amounts, lines), 1):
        label = LABEL.search(last)
        if label and not line.strip("> \t\u3000\r"):
            continue
        if label or LONG_ENOUGH.search(line):
            words = plain(f"{label[0].rstrip()} {line.lstrip('> ')}" if label else line)
            pairs = dict.fromkeys((*_in_line(words), *_in_line(spelt_in_part(words))))
            found.extend((number, kind, _masked(kind, digits)) for kind, digits in pairs)
        # A line's end may part a number anywhere in a paragraph or quotation, more than once.
        head = line.lstrip("> \t\u3000") if label or last[-1:].isdigit() else ""
        goes_on = head[:1].isdigit()
        if goes_on:
            alone = began == number - 1 and _stands_alone(lines, began - 1)
            found.extend((began, kind, _masked(kind, digits)) for kind, digits in _over_the_end(last, head, alone))
        rest = line.rstrip(" \r\u3000\\") if line else ""
        if goes_on and DIGITS_ONLY.fullmatch(rest):
            last += (" " if label else "") + head.rstrip(" \r\u3000\\")
        else:
            last, began = rest, number
        if len(found) >= MOST_FOUND:
            break
    return tuple(dict.fromkeys(found))[:MOST_FOUND]


def _stands_alone(lines: list[str], first: int) -> bool:
    """Whether a line and the next one are a paragraph of their own, and of figures only."""
    around = [line.strip() for line in (*lines[max(0, first - 1) : first], *lines[first + 2 : first + 3])]
    return not any(around) and all(DIGITS_ONLY.fullmatch(line.strip()) for line in lines[first : first + 2])


def find_in_name(name: str) -> tuple[Found, ...]:
    """Personal data in the name of a file or an address, where points, hyphens and low lines part words.

    >>> find_in_name("张某某_13800138000.csv")
    ((1, '手机号', '138****8000'),)
    """
    return find_personal_data(NAME_MARKS.sub(" ", name))


def _in_line(line: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for run in RUN.finditer(line):
        if len(run.group()) < SHORTEST:
            continue
        end = 0
        for number in numbers(line, run):
            kind = _kind(number) if number.start >= end else ""
            if kind:
                seen.add(number.digits)
                yield kind, number.digits
                end = number.end
    yield from (pair for pair in numbers_apart(line) if pair[1] not in seen)


def _over_the_end(last: str, line: str, alone: bool) -> Iterator[tuple[str, str]]:
    """A number that begins in words at the end of one line and ends on the next: no column of figures has that, nor
    does one have two lines and nothing around them."""
    last, line = plain(last[-60:]), plain(line[:60])
    tail, head = TAIL.search(last), HEAD.match(line)
    if not tail or not head:
        return
    joined = last + line
    start = tail.start() + len(tail.group()) - len(tail.group().lstrip()) if tail.start() else 0
    end = len(last) + len(head.group())
    while start < len(last) and not joined[start].isdigit():
        start += 1
    digits = digits_of(joined[start:end])
    number = Number(digits, (len(digits),), joined, start, end, True)
    worded = alone or bool(last[:start].strip())
    kind = _kind(number)
    if kind == RESIDENT_ID or (kind and worded):
        yield kind, digits


def _kind(number: Number) -> str:
    """The kind of personal data that a number is, or "". The digits are looked at first, then what stands around."""
    if _is_resident_id(number):
        return RESIDENT_ID
    kind = next((kind for kind, has_shape in SHAPES if has_shape(number)), "")
    if not kind or AMOUNT_BEFORE.search(number.before) or (kind != BANK_CARD and _is_amount(kind, number)):
        return ""
    return "" if CODE_BEFORE.search(number.before) or touches_latin(number) or is_ordinal(number) else kind


def _is_amount(kind: str, number: Number) -> bool:
    """Whether a unit follows; after 电话 or 手机 a number is one whatever follows but money."""
    if kind == MOBILE and MOBILE_BEFORE.search(number.before) and not COUNTED_AFTER.match(number.after):
        return False
    return bool(amount_after().match(number.after))


def _is_resident_id(number: Number) -> bool:
    """18 characters: a province, a birth date, and the check digit; or, after the word 身份证, all but the check."""
    digits = number.digits
    if len(digits) != 18 or not digits[:17].isdigit() or not born(digits[6:14]) or not PROVINCE.match(digits):
        return False
    if CREDIT_CODE_BEFORE.search(number.before) or is_document(number.before, digits):
        return False
    return passes_id_check(digits) or bool(ID_BEFORE.search(number.before))


def _is_old_resident_id(number: Number) -> bool:
    """15 digits without a check digit, so the number must stand alone and unbroken, or after the word 身份证."""
    digits = number.digits
    if len(digits) != 15 or not digits.isdigit() or not PROVINCE.match(digits) or not born("19" + digits[6:12]):
        return False
    return (number.whole and len(number.groups) == 1) or bool(ID_BEFORE.search(number.before))


def _is_mobile(number: Number) -> bool:
    """11 digits from 13 to 19, +86 before them or not, in one piece or grouped as mobile numbers are."""
    if not MOBILE_SHAPE.fullmatch(number.digits):
        return False
    prefixed = number.digits[: number.groups[0]] in ("86", "0086")
    groups = number.groups[1:] if prefixed else number.groups
    named = bool(MOBILE_BEFORE.search(number.before))
    if len(groups) > 1 and named and number.whole and groups[0] == 3:
        return True
    if len(groups) > 1:
        return groups in LOOSE_GROUPS if number.joined or named else number.whole and groups in MOBILE_GROUPS
    # A round number is an amount unless the words before it say otherwise.
    return named or not number.digits.endswith("00000")


def _is_bank_card(number: Number) -> bool:
    digits, groups = number.digits, number.groups
    grouped = len(groups) == 1 or groups == (6, 13) or (number.whole and set(groups[:-1]) == {4})
    if not CARD_SHAPE.fullmatch(digits) or not grouped:
        return False
    return passes_luhn(digits)


SHAPES = ((RESIDENT_ID, _is_old_resident_id), (MOBILE, _is_mobile), (BANK_CARD, _is_bank_card))


def _masked(kind: str, digits: str) -> str:
    if kind == MOBILE:
        return digits[-11:-8] + "****" + digits[-4:]
    head, tail = (3, 2) if kind == RESIDENT_ID else (4, 4)
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[-tail:]
