"""Printed numerals to exact decimals: Arabic with separators, full-width, Chinese.

Arithmetic is by shifting the exponent, never in floating point: 73.7277万 is 737277 exactly.
"""

from __future__ import annotations

from decimal import Context, Decimal

HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_UNITS = {"十": 1, "百": 2, "千": 3}
HAN_MYRIADS = {"万": 4, "亿": 8}
_POWERS: tuple[int, ...] = tuple(int(f"1{'0' * power}") for power in range(9))

# A number of more digits than this is a code, whatever stands after it.
MAX_DIGITS = 24
LONGEST_HAN = 48  # 九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九 has 31
_EXACT = Context(prec=80)
_SEPARATORS = str.maketrans("", "", ", \n\t")


def arabic(text: str) -> Decimal:
    """The value of Arabic digits whose thousands may be parted by commas, blanks or a line break.

    >>> arabic("18,399"), arabic("10.875")
    (Decimal('18399'), Decimal('10.875'))
    """
    return Decimal(text if text.isalnum() else text.translate(_SEPARATORS))


def shifted(value: Decimal, power: int) -> Decimal:
    """``value`` times ten to ``power``, exact, and without an exponent in its printed form.

    >>> str(shifted(Decimal("73.7277"), 4))
    '737277'
    """
    if not power:
        return value
    moved = value.scaleb(power, _EXACT)
    exponent = moved.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return moved.quantize(Decimal(1), context=_EXACT)
    return trimmed(moved)


def trimmed(value: Decimal) -> Decimal:
    """``value`` without zeros after the decimal point.

    >>> trimmed(Decimal("17000.00"))
    Decimal('17000')
    """
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=_EXACT)
    return value.normalize(_EXACT)


def chinese(text: str) -> tuple[Decimal, Decimal | None] | None:
    """The value of a Chinese numeral, with an upper end for 三四十; None when it is not well formed
    or longer than any.

    >>> chinese("一千二百零三"), chinese("三百"), chinese("十千")
    ((Decimal('1203'), None), (Decimal('300'), None), None)
    >>> chinese("一万二")[0], chinese("一万零二")[0]
    (Decimal('12000'), Decimal('10002'))
    >>> chinese("三四百")
    (Decimal('300'), Decimal('400'))
    """
    if len(text) > LONGEST_HAN:
        return None
    for index in range(len(text) - 1):
        low, high = HAN_DIGITS.get(text[index], 0), HAN_DIGITS.get(text[index + 1], 0)
        if low and high == low + 1:
            lower, upper = _plain(text[: index + 1] + text[index + 2 :]), _plain(text[:index] + text[index + 1 :])
            return None if lower is None or upper is None else (Decimal(lower), Decimal(upper))
    value = _plain(text)
    return None if value is None else (Decimal(value), None)


def _plain(text: str) -> int | None:
    """Sections of 万 and 亿, each of descending 千 百 十; None for two digits side by side or a rising order."""
    total, section, digit, last, scale, after_zero = 0, 0, -1, 9, 0, False
    for char in text:
        if char in HAN_DIGITS:
            if digit > 0:
                return None
            digit = HAN_DIGITS[char]
            after_zero = digit == 0
        elif char in HAN_UNITS:
            power = HAN_UNITS[char]
            if power >= last or (digit == 0 and not after_zero):
                return None
            section += (digit if digit > 0 else 1) * _POWERS[power]
            digit, last, scale = -1, power, power
        elif char in HAN_MYRIADS:
            section += max(digit, 0)
            total = (total + (section or 1)) * _POWERS[HAN_MYRIADS[char]]
            section, digit, last, scale = 0, -1, 9, HAN_MYRIADS[char]
        else:
            return None
    # 一万二 and 三百五 leave out the scale of the last digit.
    if digit > 0 and scale > 1 and not after_zero and text[-2] not in "零〇":
        return total + section + digit * _POWERS[scale - 1]
    return total + section + max(digit, 0)
