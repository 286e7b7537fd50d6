"""What the digits of a resident ID and of a bank card have of their own: place, day of birth, check digit."""

from __future__ import annotations

import re
from datetime import date

# 71, 81–83: residents of Taiwan, Hong Kong and Macao; 9 and a province: foreigners with permanent residence.
PROVINCE = re.compile(r"9?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])")
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"


def digits_of(words: str) -> str:
    """The digits of a number in groups, and the X at its end."""
    return "".join(char for char in words.upper().replace("×", "X") if char.isdigit() or char == "X")


def born(day: str) -> bool:
    """Whether eight digits are a day on which somebody may have been born."""
    try:
        return 1800 <= date(int(day[:4]), int(day[4:6]), int(day[6:])).year < 2050
    except ValueError:
        return False


def passes_id_check(digits: str) -> bool:
    """GB 11643: province, birth date and check digit of 18 characters.

    >>> passes_id_check("11010519491231002X"), passes_id_check("110105194912310021")
    (True, False)
    """
    if len(digits) != 18 or not digits[:17].isdigit() or not PROVINCE.match(digits) or not born(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, ID_WEIGHTS, strict=False))
    return ID_CHECKS[total % 11] == digits[17]


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B.

    >>> passes_luhn("4111111111111111"), passes_luhn("4111111111111112")
    (True, False)
    """
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
