"""Numbers that no run of digits holds together: other marks between groups, brackets, wide gaps, digits one by one,
several numbers with nothing between them, letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .context import CODE_BEFORE, CREDIT_CODE_BEFORE, ID_BEFORE, MOBILE_BEFORE, is_document
from .numbers import HAN, SPELT_DIGITS
from .shapes import digits_of, passes_id_check, passes_luhn

RESIDENT_ID, MOBILE, BANK_CARD, PASSPORT = "身份证号", "手机号", "银行卡号", "护照号"

CARD_SHAPE = re.compile(r"62\d{14,17}|(?:4\d|5[1-5]|35)\d{14}|(?:4367|9558|9400|60[0-3]\d)\d{12,15}")
MARKED_MOBILE = re.compile(
    r"(?<![\d./*])(1[3-9]\d)([./·_~*:：・•‧∙⋅]|…{1,2}|[\u2600-\u27bf\U0001f300-\U0001faff])(\d{4})\2(\d{4})(?!\2?\d)"
)
# With bars on both sides these would be three cells of a table.
BARRED_MOBILE = re.compile(r"(?<![\d|] )(?<![\d|])(1[3-9]\d)\|(\d{4})\|(\d{4})(?! ?[\d|])")
BRACKETED_MOBILE = re.compile(
    r"(?<!\d)(?:[\[(](1[3-9]\d)[\])]|(1[3-9]\d)(?=[\[(]))[\[( -]{0,2}(\d{4})[\]) -]?[\[(]?(\d{4})(?!\d)"
)
SPACED_MOBILE = re.compile(r"(?<!\d)(?<!\d[ .-])(1)([ ./·_*|~\u3000-])([3-9](?:\2\d){9})(?!\2?\d)")
DASHED_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?P<gap> ?[-–—] ?)\d{4}(?P=gap)\d{4}(?!\d)")
# These may also be figures side by side, or dimensions: a word such as 电话 has to stand before them.
WIDE_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s,，、/\-–—]{1,3}\d{4}[\s,，、/\-–—]{1,3}\d{4}(?!\d)")
LISTED_MOBILE = re.compile(r"(?<!\d)1[,，、;；:：]\s?[3-9](?:[,，、;；:：]\s?\d){9}(?!\d)")
STARRED_MOBILE = re.compile(r"(?<![\d*])(?=[\d*]{12,15}(?![\d*]))1\*?[3-9](?:\*?\d){9}(?!\*?\d)")
ODD = r"(?:[^\w，。、；]|_){0,3}"
ODD_MOBILE = re.compile(rf"(?<!\d)1{ODD}[3-9](?:{ODD}\d){{9}}(?!\d)")
# O for nought and l for one, as typed on a keyboard or read by a machine.
LOOKALIKE = re.compile(r"(?:电话|手机|联系方式|微信)号?码?[^\w，。；]{0,3}(?=\w*[OolI])([1lI][3-9][\doOlI]{9})(?!\w)")
LOOKALIKES = str.maketrans("OolI", "0011")
ALONE = (MARKED_MOBILE, BARRED_MOBILE, BRACKETED_MOBILE, SPACED_MOBILE, DASHED_MOBILE)
NAMED = (WIDE_MOBILE, LISTED_MOBILE, STARRED_MOBILE, ODD_MOBILE)
SIZE_BEFORE = re.compile(r"(?:规格|尺寸|大小|长宽高)[^\d，。；]{0,6}$")
MARKED_CARD = re.compile(r"(?<![\d.])(\d{4})([./·_~*])(\d{4})\2(\d{4})\2(\d{4})(?:\2(\d{3}))?(?!\2?\d)")
SPACED_CARD = re.compile(r"(?<!\d)(?<!\d[ .-])(\d)([ ./·_*~\u3000-])(\d(?:\2\d){14,17})(?!\2?\d)")
CARD_BEFORE = re.compile(r"(?:卡号?|账号|账户|帐号)[^\d，。；]{0,6}$")
GAP = r"[ \t./·_\-–—*]{0,3}"
APART_ID = re.compile(rf"(?<!\d)(?=([1-9]{GAP}\d{GAP}\d(?:{GAP}\d){{14}}{GAP}[\dXx×])(?!\d))")
# The parts of an ID in brackets, between commas or in cells of their own; or all of it with commas like an amount.
BETWEEN = r" ?[,，|()][ |(]{0,2}"
PARTED_ID = re.compile(
    rf"(?<!\d)(?:[1-9]\d{{5}}{BETWEEN}\d{{8}}{BETWEEN}\d{{3}}[\dXx×]|[1-9]\d\d(?:[,，]\d{{3}}){{5}})(?!\d)"
)
# An ID anywhere in a longer run of digits: behind another one, a mobile number, a serial number.
GLUED_ID = re.compile(
    r"(?=((?:[1-6]\d|[78]\d|9\d)\d{4}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]))"
)
GLUED = re.compile(r"(?<!\d)\d{19,200}[Xx]?")
GLUED_MOBILE = re.compile(r"^1[3-9]\d{9}$")
GLUED_MOBILES = re.compile(r"(?:1[3-9]\d{9}){2,5}")
TRAVEL_PAPER = re.compile(
    r"(?:护照|通行证|passport)(?:号码?|编号|\s?(?:no|number|num|#))?[.为是:：\s(（]{0,4}"
    rf"([A-Z]{{1,2}}(?:[ \-]?[\d{HAN}]){{7,10}})(?![\d{HAN}])",
    re.IGNORECASE,
)
# Before 2012 passports had nine digits and no letter.
OLD_PASSPORT = re.compile(r"护照(?:号码?|编号)[为是:：\s(（]{0,4}(1[45]\d{7})(?!\d)")


# Eleven digits, none far from the next, or a word: without these nothing below can be found.
NEAR = re.compile(r"\d(?:\D{0,5}\d){10}|护照|通行证|passport|[1lI][3-9][\doOlI]{9}", re.IGNORECASE)


def numbers_apart(line: str) -> Iterator[tuple[str, str]]:
    """(kind, digits) of such numbers in a plain line.

    >>> list(numbers_apart("1.3.8.0.0.1.3.8.0.0.0；护照E12345678"))
    [('手机号', '13800138000'), ('护照号', 'E12345678')]
    """
    if not NEAR.search(line):
        return
    yield from ((MOBILE, digits) for digits in _mobiles(line))
    yield from ((MOBILE, found[1].translate(LOOKALIKES)) for found in LOOKALIKE.finditer(line))
    yield from ((BANK_CARD, digits) for digits in _cards(line))
    yield from _glued(line)
    for found in PARTED_ID.finditer(line):
        digits = digits_of(found.group())
        if passes_id_check(digits) or ID_BEFORE.search(line[max(0, found.start() - 24) : found.start()]):
            yield RESIDENT_ID, digits
    for found in APART_ID.finditer(line):
        digits, before = digits_of(found[1]), line[max(0, found.start() - 24) : found.start()]
        named = CREDIT_CODE_BEFORE.search(before) or is_document(before, digits)
        if not named and passes_id_check(digits):
            yield RESIDENT_ID, digits
    yield from ((PASSPORT, found[1]) for found in OLD_PASSPORT.finditer(line))
    for found in TRAVEL_PAPER.finditer(line):
        yield PASSPORT, re.sub(r"[ \-]", "", found[1]).translate(SPELT_DIGITS).upper()


def _mobiles(line: str) -> Iterator[str]:
    for pattern in (*ALONE, *NAMED):
        for found in pattern.finditer(line):
            before = line[max(0, found.start() - 24) : found.start()]
            if pattern is ODD_MOBILE and not _parted_as_mobiles(found.group()):
                continue
            alone = pattern in ALONE and not CODE_BEFORE.search(before) and not SIZE_BEFORE.search(before)
            if alone or MOBILE_BEFORE.search(before):
                yield digits_of(found.group())


def _parted_as_mobiles(words: str) -> bool:
    sizes = [len(group) for group in re.findall(r"\d+", words)]
    return sizes[0] == 3 or set(sizes) == {1}


def _cards(line: str) -> Iterator[str]:
    for pattern in (MARKED_CARD, SPACED_CARD):
        for found in pattern.finditer(line):
            digits = digits_of(found.group())
            # A row of single figures may look like a foreign card.
            named = pattern is MARKED_CARD or digits.startswith("62")
            if not named and not CARD_BEFORE.search(line[max(0, found.start() - 24) : found.start()]):
                continue
            if CARD_SHAPE.fullmatch(digits) and passes_luhn(digits):
                yield digits


def _glued(line: str) -> Iterator[tuple[str, str]]:
    """IDs in longer runs, and mobile numbers beside one or beside each other."""
    for run in GLUED.finditer(line):
        words = run.group()
        if GLUED_MOBILES.fullmatch(words) and not CODE_BEFORE.search(line[max(0, run.start() - 24) : run.start()]):
            yield from ((MOBILE, words[place : place + 11]) for place in range(0, len(words), 11))
        for found in GLUED_ID.finditer(words):
            if not passes_id_check(found[1].upper()):
                continue
            yield RESIDENT_ID, found[1].upper()
            for rest in (words[: found.start()], words[found.start() + 18 :]):
                if GLUED_MOBILE.match(rest):
                    yield MOBILE, rest
