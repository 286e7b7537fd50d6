"""Offices inside a bureau: they write what the bureau issues."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from ..shortforms import short_form_of
from .names import LEVELS, plainly
from .wordlists import HAN

# 市委办公室 and 市安全生产委员会办公室 are bodies of their own, and so is 公安局交通警察支队.
_OFFICE = re.compile(
    rf"(?P<bureau>[{HAN}]{{3,20}}(?:局|厅|署|法院|检察院|支队|大队|总队|海关|(?<!市)(?<!县)(?<!区)(?<!党)委|[组宣统][织传战]部|联合会|总工会))"
    rf"(?:机关)?[{HAN}]{{0,8}}?(?:指挥中心|宣传中心|新闻中心|信息中心|办公室|党建办|[综宣政人党]\w{{1,3}}办|科|股|处|室)"
)


# What a street writes, its party office signs.
_STREET = re.compile(
    rf"(?P<bureau>[{HAN}]{{2,12}}街道)(?:办事处)?(?:党建|党政|综合|宣传|平安|经济|社会|应急|民生|组织)\w{{0,4}}(?:办|科|站|中心)"
)


_BODIES = 40
_FULL = re.compile(rf"[{HAN}]{{2,3}}[{LEVELS}][{HAN}]{{2,12}}?(?:局|厅|委员会)")


def bureau_of(name: str, text: str) -> str:
    """The bureau whose office wrote, when the text speaks of that bureau; else the name as it is.

    The name in the text may leave its region out.

    >>> bureau_of("云溪市水务局办公室", "日前，市水务局巡查"), bureau_of("云溪市水务局办公室", "日前，市气象局观测")
    ('云溪市水务局', '云溪市水务局办公室')
    >>> bureau_of("云溪市委办公室", "日前，云溪市委召开会议")
    '云溪市委办公室'
    """
    plain, words = plainly(name), plainly(text)
    found = _OFFICE.fullmatch(plain) or _STREET.fullmatch(plain)
    while found:
        bureau = found["bureau"]
        short = re.sub(f"^[{HAN}]{{2,4}}?(?=[{LEVELS}][{HAN}]{{2}})", "", bureau)
        if bureau in words or short in words or _spelled_out(bureau, words):
            return name[: len(bureau)]
        found = re.match(rf"(?P<bureau>[{HAN}]{{3,20}}(?:局|厅))(?=[{HAN}])", bureau)
    return name


def _spelled_out(bureau: str, words: str) -> bool:
    """Whether a text spells out the bureau that a short form names: 县农水局, 云溪县农业和水利局."""
    return any(short_form_of(bureau, body) for body in _bodies(words))


# Asked of one text again and again.
@lru_cache(maxsize=4)
def _bodies(words: str) -> tuple[str, ...]:
    """The first bodies that a text spells out, each once."""
    return tuple(islice(dict.fromkeys(found.group() for found in _FULL.finditer(words)), _BODIES))


def office_of(name: str) -> str:
    """The bureau that an office belongs to by its name; "" for what is no office of a bureau.

    >>> office_of("云溪市水务局办公室"), office_of("云溪市委办公室"), office_of("云溪市水务局")
    ('云溪市水务局', '', '')
    """
    found = _OFFICE.fullmatch(plainly(name))
    return name[: len(found["bureau"])] if found else ""
