"""Names of departments and their short forms: 市工信局 = 云溪市工业和信息化局."""

from __future__ import annotations

import re

# Longest first; a long form and the short form that stands for it share the second value.
SUFFIXES = (
    ("委员会办公室", "委办"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("检察院", "检察院"),
    ("管委会", "管委会"),
    ("指挥部", "指挥部"),
    ("总队", "总队"),
    ("支队", "支队"),
    ("大队", "大队"),
    ("中心", "中心"),
    ("法院", "法院"),
    ("集团", "集团"),
    ("公司", "公司"),
    *((mark, mark) for mark in "局委办厅部院处科站所馆社会校署行"),
)
REGION = re.compile(
    r"(?:中共|中国共产党)?([\u3400-\u9fff]{2,8}?(?:自治区|自治州|自治县|自治旗|新区|[省市区县州旗镇乡]))"
)
LEVELS = "省市区县州旗镇乡"


def short_form_of(short: str, full: str) -> bool:
    """Whether ``short`` can be read as a short form of the name ``full``.

    The rule: the level (市, 县 …) and the kind of body (局, 委 = 委员会, 办 = 办公室 …) agree, and what stands
    between is, in order, part of the full name, beginning with its first character. Level and region
    may be left out of the short form, never changed. Safe for choosing, since callers treat two matches
    as ambiguous.

    >>> short_form_of("市工信局", "云溪市工业和信息化局"), short_form_of("县工信局", "云溪市工业和信息化局")
    (True, False)
    >>> short_form_of("市国资委", "云溪市人民政府国有资产监督管理委员会")
    True
    >>> short_form_of("团市委", "共青团云溪市委员会"), short_form_of("团石桥县委", "共青团云溪市委员会")
    (True, False)
    >>> short_form_of("市政法委", "中共云溪市委政法委员会"), short_form_of("市水务局", "云溪市税务局")
    (True, False)
    """
    if _same_league(short, full):
        return True
    region, level, core, kind = _parts(full)
    short_region, short_level, short_core, short_kind = _parts(short)
    if kind != short_kind or not core or len(short_core) < 2 or len(short_core) > len(core):
        return False
    if (short_region and short_region != region) or (short_level and short_level != level):
        return False
    return short_core[0] == core[0] and _within(short_core, core)


_YOUTH = re.compile(
    r"(?:中国)?(?:共青团|共产主义青年团|团)(?P<region>[\u3400-\u9fff]{2,6}?)?(?P<level>[省市县区州旗])委(?:员会)?"
)


def _same_league(short: str, full: str) -> bool:
    """Whether both name a committee of the youth league, of one level and region: 团市委 = 共青团云溪市委员会."""
    one, other = _YOUTH.fullmatch(short), _YOUTH.fullmatch(full)
    return bool(one and other and one["level"] == other["level"] and one["region"] in {None, other["region"]})


def region_of(name: str) -> str:
    """The region that a full name begins with, "" when it names none.

    >>> region_of("云溪市水务局"), region_of("市水务局")
    ('云溪市', '')
    """
    return _parts(name)[0]


def subject_of(name: str) -> str:
    """What a body is about: its name without region, level and kind.

    >>> subject_of("云溪市工业和信息化局"), subject_of("市水务局")
    ('工业和信息化', '水务')
    """
    return _parts(name)[2]


def _parts(name: str) -> tuple[str, str, str, str]:
    """Take a name apart: region, level, what it is about, kind of body.

    >>> _parts("云溪市工业和信息化局")
    ('云溪市', '市', '工业和信息化', '局')
    >>> _parts("市市场监管局")
    ('', '市', '市场监管', '局')
    """
    found = REGION.match(name)
    region, level, rest = "", "", name
    if name[:1] in LEVELS and len(name) > 3:
        level, rest = name[0], name[1:]
    elif found:
        region, rest = found.group(1), name[found.end() :]
        level = region[-1]
    rest = re.sub(r"^(?:委员会|委|人民政府|政府)(?=..)", "", rest) if level else rest
    for suffix, kind in SUFFIXES:
        if rest.endswith(suffix) and len(rest) > len(suffix):
            return region, level, rest[: -len(suffix)], kind
    return region, level, rest, ""


def _within(short: str, full: str) -> bool:
    characters = iter(full)
    return all(character in characters for character in short)
