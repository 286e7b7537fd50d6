"""Digits in a line: the line as plain digits and words, and the runs and groups that may be one number.

What hides a number from the eye of a program hides it from no reader: full-width and other scripts' digits, numerals
spelt out, invisible characters, Markdown's marks and tags between two digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# One run: digits with at most one blank, hyphen or backslash escape between them, and the X of an ID.
RUN = re.compile(r"\d(?:[ \xa0\u3000\-\u2010-\u2015\u2212]?\d)*+(?:[ \-]?[X×](?![A-Za-z]))?", re.IGNORECASE | re.ASCII)
GROUP = re.compile(r"[\dXx×]+")
SHORTEST, LONGEST, MOST_GROUPS = 11, 19, 5

# Numerals spelt out, and digits in circles, in brackets, with a point, raised or lowered: runs of one kind.
HAN = "〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"
ADORNED = (
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⓿❶❷❸❹❺❻❼❽❾",
    "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐",
    "⓪⑴⑵⑶⑷⑸⑹⑺⑻⑼",
    "〇㈠㈡㈢㈣㈤㈥㈦㈧㈨",
    "〇㊀㊁㊂㊃㊄㊅㊆㊇㊈",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "₀₁₂₃₄₅₆₇₈₉",
)
SPELT_OUT = re.compile("|".join(f"[{kind}]{{11,19}}" for kind in (HAN, *ADORNED)))
SPELT_DIGITS = str.maketrans(HAN + "".join(ADORNED), "00012345678911234567892" + "0123456789" * len(ADORNED))
# The same with blanks or commas between three, four and four, or mixed with digits.
SPELT_GROUPS = re.compile(rf"(?<![{HAN}])([{HAN}]{{3}})([ ,，、\-]{{1,2}})([{HAN}]{{4}})\2([{HAN}]{{4}})(?![{HAN}])")
SPELT_APART = re.compile(rf"(?<![{HAN}])[{HAN}](?: [{HAN}]){{10,18}}(?![{HAN}])")
# Raised, lowered or adorned digits beside plain ones, as a page writes 139<sup>12345678</sup>.
SMALL = "".join(ADORNED).replace("〇", "")
ADORNED_IN_PART = re.compile(rf"(?<![\d{SMALL}])(?=\d{{0,18}}[{SMALL}])(?=[{SMALL}]{{0,18}}\d)[\d{SMALL}]{{11,19}}")
SPELT_IN_PART = re.compile(rf"(?<![\d{HAN}])(?=\d{{0,18}}[{HAN}])(?=[{HAN}]{{0,18}}\d)[\d{HAN}]{{11,19}}")
# Every decimal digit of every script, and the full-width X and hyphen.
ASCII_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(128, 0x20000) if chr(code).isdecimal()}
# What an X is typed as, after seventeen digits; blanks of every width.
ASCII_DIGITS |= dict.fromkeys(map(ord, "ＸｘⅩⅹΧχХх✕✖╳"), "X")
# Letters that stand before the digits of a passport; an X of mathematics, in a circle or a box.
ASCII_DIGITS |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
ASCII_DIGITS |= {
    code: "X"
    for start, end in ((0x24B6, 0x24EA), (0x1D400, 0x1D6A6), (0x1F110, 0x1F16A))
    for code in range(start, end)
    if unicodedata.normalize("NFKC", chr(code)).strip("()") in ("X", "x")
}
ASCII_DIGITS |= dict.fromkeys([0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
ASCII_DIGITS |= {ord("－"): "-", ord("（"): "(", ord("）"): ")"}
INVISIBLE = re.compile(
    r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u0300-\u036f\ufe00-\ufe0f\ufeff\u20dd-\u20e4]|\\(?=[-+.()*_~])|(?<=\d)\\(?=[xX])"
    r"|(?<=\d)[\u2600-\u2775\u2794-\u27bf\U0001f300-\U0001faff\ufe0f]+(?=\d)"
)
# A digit as HTML may write it: &#49; and &#x31; are 1.
CODED = re.compile(r"&#(?:0*(4[89]|5[0-7])|[xX]0*(3\d));")
# A digit as addresses may write it: %31 is 1.
ESCAPED = re.compile(r"%3(?=\d)")
MARKS = re.compile(r"(?<=\d)(?:\*\*|__|~~|`|</?[A-Za-z][^<>]{0,60}>|\]\([^()]{0,200}\)|\[)+(?=[\d \-])")
NO_BREAK = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)[!#-&(-+\--:<-~]*", re.IGNORECASE)
# Digits of an address are its own business unless they are a person's: a telephone parameter, or an ID by its length.
ADDRESS_DIGITS = re.compile(
    r"((?:tel|phone|mobile|mob|cell|contact|shouji|dianhua|sms|wa\.me)[=:/]\+?"
    r"|(?<=[?&])(?:m|n|p|q|num|number|call|user|username|account|to)=)?(\d+X?)",
    re.IGNORECASE,
)
# Nothing but a telephone number behind the name of the server.
NUMBER_ALONE = re.compile(r"https?://[^/?#]+/\+?(?:86)?1[3-9]\d{9}/?[>)\].,;]*", re.IGNORECASE)
LONG_ENOUGH = re.compile(
    "|".join(
        [
            r"(?:\d\D{0,12}){11}",
            SPELT_OUT.pattern,
            SPELT_GROUPS.pattern,
            SPELT_APART.pattern,
            SPELT_IN_PART.pattern,
            rf"\d[{SMALL}]|[{SMALL}]\d",
            "护照|通行证|(?i:passport)",
            r"\d\]\(",
            r"[3-9][\doOlI]{9}",
        ]
    )
)


class Number(NamedTuple):
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


def plain(line: str) -> str:
    """The line with every digit as ASCII, those of web addresses blanked, marks between digits gone.

    >>> plain("１３８**0013**８０００"), plain("https://a.example/2024/13800138000.html")
    ('13800138000', 'https://a.example/----/-----------.html')
    """
    if not line.isascii():
        line = line.translate(ASCII_DIGITS)
        line = SPELT_OUT.sub(_in_digits, SPELT_GROUPS.sub(_in_digits, SPELT_APART.sub(_in_digits, line)))
    if "&#" in line:
        line = CODED.sub(_decoded, line)
    line = MARKS.sub("", NO_BREAK.sub(" ", INVISIBLE.sub("", line)))
    return ADDRESS.sub(_address, line) if "://" in line or "www." in line.lower() else line


def spelt_in_part(line: str) -> str:
    """A plain line with the numerals turned to digits where they stand among digits; "" when none does.

    >>> spelt_in_part("手机139一二三四5678"), spelt_in_part("一共13800138000")
    ('手机13912345678', '')
    """
    changed = "" if line.isascii() else ADORNED_IN_PART.sub(_in_digits, SPELT_IN_PART.sub(_in_digits, line))
    return "" if changed == line else changed


def _in_digits(found: re.Match[str]) -> str:
    return found.group().translate(SPELT_DIGITS)


def _decoded(found: re.Match[str]) -> str:
    return chr(int(found[1])) if found[1] else chr(int(found[2], 16))


def _address(found: re.Match[str]) -> str:
    address = ESCAPED.sub("", found.group())
    return address if NUMBER_ALONE.fullmatch(address) else ADDRESS_DIGITS.sub(_kept_or_blanked, address)


def _kept_or_blanked(found: re.Match[str]) -> str:
    named, digits = found.groups()
    return found.group() if named or len(digits) == 18 else "-" * len(digits)


def numbers(line: str, run: re.Match[str]) -> Iterator[Number]:
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
            yield Number(_with_x(line, start, end, digits), tuple(sizes[first : last + 1]), line, start, end, whole)


def _with_x(line: str, start: int, end: int, digits: str) -> str:
    """The X of an ID may be typed as a multiplication sign."""
    return digits + "X" if line[end - 1 : end] == "×" else digits
